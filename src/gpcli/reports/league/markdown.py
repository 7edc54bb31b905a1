"""The league table for documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpcli.messages import N_, Words
from gpcli.reports.league import robust
from gpcli.reports.league import rows as shared
from gpcli.reports.league import words as said
from gpcli.reports.league.report import LeagueReport
from gpcli.reports.rows import as_markdown, cell
from gpcli.season.contest import Contest, Group, Row

if TYPE_CHECKING:
    from gpcli.season.robust.result import Robustness


def write(report: LeagueReport) -> str:
    """Every ranking under a heading of its own, then the inputs that it lacks."""
    parts = [_contest(contest, report) for contest in report.contests]
    if report.failed:
        lines = (f"- {cell(said.failed(one, report.words))}" for one in report.failed)
        parts.append([cell(said.lacking(report)), "", *lines])
    return "\n".join("\n".join(lines) + "\n" for lines in parts)


def _contest(contest: Contest, report: LeagueReport) -> list[str]:
    title, *about = said.head(contest, report.words)
    lines = [f"> {cell(contest.note)}", ""] if contest.note else []
    lines += [f"# {cell(title)}", ""]
    for one in about:
        lines += [cell(one), ""]
    for group in contest.groups:
        lines += [*_group(group, report), ""]
    return [*lines, *_items(said.foot(contest, report.words))]


def _group(group: Group, report: LeagueReport) -> list[str]:
    words = report.words
    names = shared.sections([group])
    heading = shared.head(names, words)
    rows = [[str(number), *_row(group, row, names, report)] for number, row in enumerate(group.rows, start=1)]
    heading.insert(-3, words.word(N_("possible")))
    aligned = "rl" + "r" * (len(names) + 4) + "l" * 4
    beside = filter(None, (said.provisional(group, words), said.rechecked(group, words)))
    told = [*said.figures(group, words), *beside, *said.grading(group, words)]
    return [
        f"## {cell(said.name(group))}",
        "",
        *as_markdown(list(map(cell, heading)), rows, aligned),
        "",
        *_items(told),
        *([] if group.robust is None else _robust(group.robust, words)),
    ]


def _robust(found: Robustness, words: Words) -> list[str]:
    """How firm the ranks are."""
    verdict = words.word(N_("How firm the ranks are: {verdict}"), verdict=robust.verdict(found, words))
    lines = ["", cell(verdict), ""]
    rows = robust.rows(found, words)
    if rows:
        heading = [cell(words.word(one)) for one in robust.HEADINGS]
        lines += [*as_markdown(heading, rows, robust.ALIGNED), "", *_items(robust.legend(found, words))]
    return [*lines, *_items([*robust.causes(found, words), *robust.method(found, words)])]


def _row(group: Group, row: Row, names: list[str], report: LeagueReport) -> list[str]:
    words = report.words
    return [
        said.unit(row, words),
        *map(said.points, shared.marks(group, row, names)),
        said.span(row, words),
        said.rank(row.ranked, words),
        said.ranks(row.ranked),
        said.grades(row, words),
        shared.state(row, words),
        said.why(row, report),
    ]


def _items(told: list[str]) -> list[str]:
    return [f"- {cell(one)}" for one in told]
