"""The league table for spreadsheets: a row a unit, all groups below one another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gpcli.messages import N_, Words
from gpcli.points import plain
from gpcli.reports.league import robust
from gpcli.reports.league import rows as shared
from gpcli.reports.league import words as said
from gpcli.reports.league.report import LeagueReport
from gpcli.reports.rows import as_csv, inert
from gpcli.scoring.sheet import Mark
from gpcli.season.contest import Contest, Group, Row

BESIDE = (N_("table"), N_("class"))
BEHIND = (N_("lower"), N_("upper"), N_("best rank"), N_("worst rank"))
LAST = (N_("scheme"), N_("period"))


def write(report: LeagueReport) -> str:
    """Every unit, then every input that could not be scored, then as remarks what the ranking is of."""
    words = Words("zh")
    report = report._replace(words=words)
    groups = [group for contest in report.contests for group in contest.groups]
    names = shared.sections(groups)
    number, unit, *rest = shared.head(list(map(inert, names)), words)
    behind = [*BEHIND, *(shared.FIRM if any(group.robust is not None for group in groups) else ()), *LAST]
    heading = [number, unit, *map(words.word, BESIDE), *rest, *map(words.word, behind)]
    rows = [heading]
    for contest in report.contests:
        for group in contest.groups:
            firm = shared.firm(group, words)
            for row, more in zip(group.rows, firm, strict=True):
                mine = _row(group, row, names, report)
                rows.append(
                    [str(len(rows)), *mine, *map(_cell, more), contest.scheme.id, inert(contest.period)]
                )
    rows += ([inert(one) for one in row] for row in _beside(heading, len(behind), report))
    return as_csv(rows, bom=report.bom)


def _row(group: Group, row: Row, names: list[str], report: LeagueReport) -> list[str]:
    words, standing, ranked = report.words, row.standing, row.ranked
    return [
        inert(standing.called or words.word(N_("unit not filled in"))),
        inert(standing.table_name),
        inert(standing.group),
        *map(_points, shared.marks(group, row, names)),
        _number(standing.total),
        "" if ranked.rank is None else str(ranked.rank),
        inert(said.grades(row, words)),
        shared.state(row, words),
        inert(said.why(row, report) or (words.word(N_("tied")) if ranked.tied else "")),
        "" if row.state == "vetoed" else plain(standing.mark.lower),
        "" if row.state == "vetoed" else plain(standing.mark.upper),
        "" if ranked.best is None else str(ranked.best),
        "" if ranked.worst is None else str(ranked.worst),
    ]


def _beside(heading: list[str], behind: int, report: LeagueReport) -> Iterator[list[str]]:
    """Rows without a number: inputs that failed, notes on the whole."""
    words = report.words
    state, remark = -behind - 2, -behind - 1

    def row(unit: str, how: str, told: str, contest: Contest | None = None) -> list[str]:
        cells = [""] * len(heading)
        cells[1], cells[state], cells[remark] = unit, how, told
        if contest is not None:
            cells[-2:] = contest.scheme.id, contest.period
        return cells

    for outcome in report.failed:
        yield row(outcome.unit or outcome.path, words.word(N_("not scored")), said.failed(outcome, words))
    note = words.word(N_("note"))
    for contest in report.contests:
        for told in (contest.note, *said.head(contest, words), *said.foot(contest, words)):
            if told:
                yield row("", note, told, contest)
        for group in contest.groups:
            for told in said.grading(group, words):
                yield row("", note, f"{said.name(group)}：{told}", contest)
            if group.robust is not None:
                for told in (*robust.causes(group.robust, words), *robust.method(group.robust, words)):
                    yield row("", note, f"{said.name(group)}：{told}", contest)


def _cell(value: int | str | None) -> str:
    return inert(value) if isinstance(value, str) else "" if value is None else str(value)


def _points(mark: Mark | None) -> str:
    return "" if mark is None else _number(mark.points)


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
