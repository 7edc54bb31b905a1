"""The league table as a workbook: a worksheet a group, then what the ranking rests on."""

from __future__ import annotations

from collections.abc import Iterator

from gpcli.messages import N_, Words
from gpcli.privacy import mask
from gpcli.reports.format import Binary
from gpcli.reports.league import robust
from gpcli.reports.league import rows as shared
from gpcli.reports.league import words as said
from gpcli.reports.league.report import LeagueReport
from gpcli.reports.office import about
from gpcli.reports.office.workbook import Column, Grid, Value, written
from gpcli.season.contest import Contest, Group, Row

AHEAD = (N_("rank"), N_("unit"))
BEHIND = (
    N_("bonus"),
    N_("penalty"),
    N_("Total"),
    N_("lower"),
    N_("upper"),
    N_("best rank"),
    N_("worst rank"),
    N_("grade"),
    N_("state"),
    N_("remark"),
)


def write(report: LeagueReport) -> Binary:
    """The workbook; its texts are masked where the report is to be."""
    words = report.words
    several = len(report.contests) > 1
    grids = [
        _group(contest, group, report, several=several)
        for contest in report.contests
        for group in contest.groups
    ]
    notes = tuple(dict.fromkeys(one.note for one in report.contests if one.note))
    grids.append(about.grid(_about(report), notes, words))
    return written(grids, words, mask if report.mask else str)


def _group(contest: Contest, group: Group, report: LeagueReport, *, several: bool) -> Grid:
    """Its units: the ranked ones by rank, then the others, each with why."""
    words = report.words
    title = said.name(group)
    if several and contest.period:
        title = f"{contest.period} {title}"
    names = shared.sections([group])
    firm = shared.firm(group, words)
    behind = shared.FIRM if group.robust is not None else ()
    columns = (
        *(Column(words.word(one)) for one in AHEAD),
        *map(Column, names),
        *(Column(words.word(one)) for one in BEHIND),
        *(Column(words.word(one), least=6) for one in behind),
    )
    rows = tuple(
        (*_row(group, row, names, report), *more) for row, more in zip(group.rows, firm, strict=True)
    )
    head = said.head(contest, words)
    told = [*([contest.note] if contest.note else []), *head, *said.figures(group, words)]
    told += filter(None, (said.provisional(group, words), *said.grading(group, words)))
    return Grid(title, tuple(told), columns, rows, kept=2)


def _row(group: Group, row: Row, names: list[str], report: LeagueReport) -> Iterator[Value]:
    words, standing, ranked = report.words, row.standing, row.ranked
    vetoed = row.state == "vetoed"
    yield ranked.rank
    yield said.unit(row, words)
    for mark in shared.marks(group, row, names):
        yield None if mark is None else mark.points
    yield standing.total
    yield None if vetoed else standing.mark.lower
    yield None if vetoed else standing.mark.upper
    yield ranked.best
    yield ranked.worst
    yield said.grades(row, words)
    yield shared.state(row, words)
    yield said.why(row, report) or (words.word(N_("tied")) if ranked.tied else "")


def _about(report: LeagueReport) -> Iterator[about.Told]:
    words = report.words
    for contest in report.contests:
        yield from about.scheme(contest.scheme, words, official=contest.official)
        if contest.period:
            yield words.word(N_("period")), contest.period, ""
        for one in contest.readings:
            yield about.reading(one, words)
        for group in contest.groups:
            yield from _of_group(group, words)
    for outcome in report.failed:
        named = outcome.unit or outcome.path
        yield words.word(N_("not scored")), f"{named}：{said.failed(outcome, words)}", ""


def _of_group(group: Group, words: Words) -> Iterator[about.Told]:
    rechecked = said.rechecked(group, words)
    if rechecked:
        yield said.name(group), rechecked, ""
    if group.robust is not None:
        verdict = robust.verdict(group.robust, words)
        for told in (verdict, *robust.causes(group.robust, words), *robust.method(group.robust, words)):
            yield said.name(group), told, ""
