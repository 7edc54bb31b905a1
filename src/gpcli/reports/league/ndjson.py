"""The league table for programs a line at a time: a unit each, then a failed input each; always Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gpcli.messages import Words
from gpcli.reports.league.json import SCHEMA_VERSION, about, failed, group_about, row
from gpcli.reports.league.report import LeagueReport
from gpcli.reports.ndjson import line


def write(report: LeagueReport) -> str:
    """Every line an object with what it is about."""
    return "".join(map(line, _objects(report)))


def _objects(report: LeagueReport) -> Iterator[dict[str, Any]]:
    words = Words("zh")
    version = {"schema_version": SCHEMA_VERSION, "official": report.official}
    for contest in report.contests:
        for group in contest.groups:
            for number, one in enumerate(group.rows):
                mine = row(one, words, is_public=report.is_public)
                if group.robust is not None:
                    from gpcli.reports.league import robust_json

                    mine["robustness"] = robust_json.position(group.robust.positions[number])
                yield {**version, **about(contest), **group_about(group), **mine}
    for outcome in report.failed:
        yield {**version, **failed(outcome, words)}
