"""The league table for programs: ``schemas/ranking.schema.json``. Always Chinese, always the same bytes."""

from __future__ import annotations

import json
from typing import Any

from gpcli.messages import Words
from gpcli.points import plain
from gpcli.reports import values
from gpcli.reports.json import problem
from gpcli.reports.league.report import LeagueReport
from gpcli.scoring.outcome import Outcome
from gpcli.season.contest import Contest, Figures, Group, Row
from gpcli.season.file import GradeRule

SCHEMA_VERSION = 1


def write(report: LeagueReport) -> str:
    """One object: the rankings, the inputs that they lack."""
    return json.dumps(data(report), ensure_ascii=False, indent=2) + "\n"


def data(report: LeagueReport) -> dict[str, Any]:
    """The report as plain data."""
    words = Words("zh")
    return {
        "schema_version": SCHEMA_VERSION,
        "official": report.official,
        "rankings": [_contest(one, words, is_public=report.is_public) for one in report.contests],
        "failed": [failed(one, words) for one in report.failed],
    }


def failed(outcome: Outcome, words: Words) -> dict[str, Any]:
    """An input that could not be scored."""
    return {
        "path": outcome.path,
        "unit": outcome.unit,
        "table": outcome.table,
        "problems": [problem(one, words) for one in outcome.problems],
    }


def about(contest: Contest) -> dict[str, Any]:
    """Which document, which pack, which period."""
    scheme = contest.scheme
    return {
        "scheme": {
            "id": scheme.id,
            "title": scheme.title,
            "document": scheme.document,
            "pack": scheme.pack,
            "pack_version": scheme.pack_version,
        },
        "period": contest.period,
    }


def row(one: Row, words: Words, *, is_public: bool) -> dict[str, Any]:
    """One unit; its numbers are null where there is none."""
    standing, ranked = one.standing, one.ranked
    vetoed = one.state == "vetoed"
    return {
        "unit": standing.unit,
        **({"id": standing.id} if standing.id else {}),
        "state": one.state,
        "reason": words(standing.reason),
        "possible": list(one.possible),
        "rank": ranked.rank,
        "tied": ranked.tied,
        "best_rank": ranked.best,
        "worst_rank": ranked.worst,
        "total": values.number(standing.total),
        "max": plain(standing.max),
        "lower": None if vetoed else plain(standing.mark.lower),
        "upper": None if vetoed else plain(standing.mark.upper),
        "bound": values.bound(standing.mark),
        "sections": [
            {"id": part.id, "name": part.name, "kind": part.kind, **values.mark(part.mark)}
            for part in standing.parts
        ],
        "bonus": None if one.bonus is None else values.mark(one.bonus),
        "penalty": None if one.penalty is None else values.mark(one.penalty),
        "grades": [grade or None for grade in one.grades],
        "missing": one.missing,
        "owed": [] if is_public else [{"by": who, "facts": number} for who, number in one.owed],
    }


def group_about(group: Group) -> dict[str, Any]:
    """Which table and class."""
    return {
        "table": group.league.table,
        "table_name": group.league.rows[0].standing.table_name,
        "group": group.league.group,
    }


def _contest(contest: Contest, words: Words, *, is_public: bool) -> dict[str, Any]:
    return {
        **about(contest),
        "title": contest.title,
        "note": contest.note,
        "readings": [
            {
                "id": one.id,
                "value": one.value,
                "default": one.default,
                "question": one.question,
                "answer": one.says,
                "clause": one.clause,
            }
            for one in contest.readings
        ],
        "groups": [_group(group, words, is_public=is_public) for group in contest.groups],
    }


def _group(group: Group, words: Words, *, is_public: bool) -> dict[str, Any]:
    found = {
        **group_about(group),
        "sections": [{"id": key, "name": name} for key, name in group.sections],
        "grades": {
            "by": "document" if group.own_grades else "office" if group.rules else None,
            "rules": [_rule(one) for one in group.rules],
            "open": [{"grade": one.grade, "last": one.last, "units": list(one.units)} for one in group.edges],
        },
        "units": [row(one, words, is_public=is_public) for one in group.rows],
        "figures": _figures(group.figures),
        "rechecked": [
            {"unit": row.standing.unit, "facts": len(one.facts.rechecks)}
            for row, one in zip(group.rows, group.scored, strict=True)
            if one.facts.rechecks
        ],
    }
    if group.robust is not None:
        from gpcli.reports.league import robust_json

        found["robustness"] = robust_json.data(group.robust, words)
    return found


def _rule(one: GradeRule) -> dict[str, Any]:
    return {"name": one.name, "line": values.number(one.line), "quota": one.quota, "ties": one.ties or None}


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "units": figures.units,
        "states": dict(figures.states),
        "highest": values.number(figures.highest),
        "lowest": values.number(figures.lowest),
        "mean_rounded": values.number(figures.mean),
    }
