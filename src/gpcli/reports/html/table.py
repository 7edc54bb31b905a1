"""A group's ranking as a table: its sections as a heat map, everything that it is sorted and filtered by."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gpcli.messages import N_
from gpcli.points import plain
from gpcli.records import Record
from gpcli.reports.columns import visible
from gpcli.reports.html.sheet import SIGNS, SheetView
from gpcli.reports.league import robust
from gpcli.reports.league import words as league
from gpcli.reports.league.report import LeagueReport
from gpcli.reports.phrases import mark
from gpcli.scoring.sheet import Mark
from gpcli.season.contest import Group, Row

STEPS = (Decimal(0), Decimal("0.05"), Decimal("0.1"), Decimal("0.2"), Decimal("0.4"))
"""The shares of a section's points up to which a loss has the same colour; what is over has one more."""


class CellView(Record):
    """A section's points: as told, to sort by, the step of its colour (-1 for none), whether it is open."""

    said: str
    key: str
    heat: int = -1
    is_open: bool = False


class RowView(Record):
    """One unit of the ranking. ``keys`` are what the columns sort by where their text is no number."""

    sheet: SheetView
    rank: str
    rank_key: str
    total: str
    total_key: str
    possible: str
    possible_key: str
    grade: str
    grades: tuple[str, ...]
    state: str
    sign: str
    is_complete: bool
    why: str
    cells: tuple[CellView, ...]


class RobustView(Record):
    """How firm the ranks are."""

    verdict: str
    legend: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    told: tuple[str, ...]


class GroupView(Record):
    """One group: ``columns`` are its sections, bonus and penalty."""

    anchor: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]
    provisional: bool
    has_grades: bool
    told: tuple[str, ...]
    robust: RobustView | None


def group_view(group: Group, sheets: Sequence[SheetView], anchor: str, report: LeagueReport) -> GroupView:
    """The view of a group; ``sheets`` are those of its rows, in their order."""
    words = report.words
    extra = [
        (name, said)
        for name, said in (("bonus", N_("bonus")), ("penalty", N_("penalty")))
        if any(getattr(row, name) is not None for row in group.rows)
    ]
    columns = (*(visible(name) for _, name in group.sections), *(words.word(said) for _, said in extra))
    rows = tuple(
        _row(group, place, sheet, [name for name, _ in extra], report) for place, sheet in enumerate(sheets)
    )
    beside = (league.provisional(group, words), league.rechecked(group, words))
    told = (*league.figures(group, words), *filter(None, beside), *league.grading(group, words))
    return GroupView(
        anchor,
        league.name(group),
        columns,
        rows,
        any(not row.ranked.is_settled for row in group.rows),
        group.has_grades,
        tuple(visible(one) for one in told),
        _robust(group, report),
    )


def _row(group: Group, place: int, sheet: SheetView, extra: Sequence[str], report: LeagueReport) -> RowView:
    words, row = report.words, group.rows[place]
    ranked = row.ranked
    most = group.scored[place].scorer.most
    unknown = row.state in ("silent", "faulty")
    cells = [
        _cell(None if unknown else row.sections.get(key), most.get(key), report) for key, _ in group.sections
    ]
    cells += (_cell(None if unknown else getattr(row, name), None, report) for name in extra)
    return RowView(
        sheet,
        league.rank(ranked, words),
        "" if ranked.rank is None else str(ranked.rank),
        league.span(row, words),
        "" if row.state == "vetoed" else plain(row.standing.mark.lower),
        league.ranks(ranked),
        "" if ranked.best is None else str(ranked.best),
        league.grades(row, words),
        _grades(row, report),
        words.word(league.STATE_WORDS[row.state]),
        SIGNS.get(row.state, SIGNS["incomplete"]),
        row.state in ("scored", "vetoed"),
        league.why(row, report),
        tuple(cells),
    )


def _grades(row: Row, report: LeagueReport) -> tuple[str, ...]:
    if row.state in ("vetoed", "silent"):
        return ()
    return tuple(visible(one) or report.words.word(N_("none")) for one in row.grades)


def _cell(found: Mark | None, most: Decimal | None, report: LeagueReport) -> CellView:
    if found is None:
        return CellView("", "")
    said, is_open = mark(found, report.words), found.points is None
    if not most:
        return CellView(said, plain(found.lower), is_open=is_open)
    return CellView(said, plain(found.lower), _heat(found, most), is_open)


def _heat(found: Mark, most: Decimal) -> int:
    """The step of the colour by the share that is certainly lost."""
    share = (most - found.upper) / most
    return sum(share > step for step in STEPS)


def _robust(group: Group, report: LeagueReport) -> RobustView | None:
    found, words = group.robust, report.words
    if found is None:
        return None
    rows = tuple(tuple(row) for row in robust.rows(found, words))
    return RobustView(
        words.word(N_("How firm the ranks are: {verdict}"), verdict=robust.verdict(found, words)),
        tuple(robust.legend(found, words)) if rows else (),
        tuple(words.word(one) for one in robust.HEADINGS),
        rows,
        (*robust.causes(found, words), *robust.method(found, words)),
    )
