"""The league table for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from gpcli.expr.fields import FAR
from gpcli.messages import N_, Words
from gpcli.records import Record
from gpcli.reports import bars
from gpcli.reports.columns import indented, table, visible, width
from gpcli.reports.league import robust
from gpcli.reports.league import words as said
from gpcli.reports.league.report import LeagueReport
from gpcli.season.contest import Contest, Group, Row

if TYPE_CHECKING:
    from gpcli.season.robust.result import Robustness

COLUMNS = 80
UNIT_COLUMNS = 16
"""What is kept for names of units where columns are scarce."""

BAR_COLUMNS = 20
"""Columns of a total's bar, where there are as many."""

NUMERALS = {
    "zh": ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十"),
    "en": ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
}


def write(report: LeagueReport) -> str:
    """Every ranking, one after the other, and the inputs that they lack."""
    parts = [_contest(contest, report) for contest in report.contests]
    if report.failed:
        parts.append(_failed(report))
    return "\n".join("\n".join(lines) + "\n" for lines in parts)


def _contest(contest: Contest, report: LeagueReport) -> list[str]:
    words = report.words
    lines = indented(visible(contest.note), COLUMNS) if contest.note else []
    for one in said.head(contest, words):
        lines += indented(one, COLUMNS)
    for group in contest.groups:
        lines += ["", *_group(group, report)]
    lines.append("")
    for one in said.foot(contest, words):
        lines += indented(visible(one), COLUMNS)
    return lines


def _group(group: Group, report: LeagueReport) -> list[str]:
    words = report.words
    lines = [words.word(N_("── {title} ──"), title=said.name(group))]
    ranked = [row for row in group.rows if row.state == "scored"]
    if ranked:
        lines += _ranked(group, ranked, words)
        provisional = said.provisional(group, words)
        lines += indented(provisional, COLUMNS) if provisional else []
    others = [row for row in group.rows if row.state not in ("scored", "silent")]
    if others:
        lines += ["", words.word(N_("Not ranked:")), *_others(group, others, report)]
    for number, one in enumerate(said.silent(group, words)):
        lines += indented(one, COLUMNS, "  · ", "    ") if number else ["", one]
    lines.append("")
    rechecked = said.rechecked(group, words)
    for one in (
        *said.figures(group, words),
        *([rechecked] if rechecked else []),
        *said.grading(group, words),
    ):
        lines += indented(one, COLUMNS)
    if group.robust is not None:
        lines += ["", *_robust(group.robust, words)]
    return lines


def _robust(found: Robustness, words: Words) -> list[str]:
    """How firm the ranks are."""
    lines = indented(
        words.word(N_("How firm the ranks are: {verdict}"), verdict=robust.verdict(found, words)), COLUMNS
    )
    cells = robust.rows(found, words)
    if cells:
        for one in robust.legend(found, words):
            lines += indented(one, COLUMNS)
        lines += table([[words.word(one) for one in robust.HEADINGS], *cells], robust.ALIGNED, COLUMNS)
    for one in robust.causes(found, words):
        lines += indented(one, COLUMNS, "· ", "  ")
    for one in robust.method(found, words):
        lines += indented(one, COLUMNS)
    return lines


class _Column(Record):
    """A heading and a cell for each row."""

    align: str
    cells: tuple[str, ...]


def _ranked(group: Group, rows: Sequence[Row], words: Words) -> list[str]:
    """The units with a rank: in one table where it fits, else their sections in tables of their own."""
    first, sections, last = _columns(group, rows, words)
    legend = _legend(group, words)
    whole = [*first, *sections, *last]
    for gap in (2, 1):
        if _width(whole, gap) <= COLUMNS:
            return [*legend, *_table(_with_bars(whole, group, rows, words), gap)]
    lines = _table(_with_bars([*first, *last], group, rows, words), 2)
    for number, part in enumerate(_parted(first, sections)):
        lines += ["", *(legend if not number else []), *_table([*first, *part], 2)]
    return lines


def _with_bars(columns: Sequence[_Column], group: Group, rows: Sequence[Row], words: Words) -> list[_Column]:
    """The columns, and behind them bars of the totals where there is room."""
    heading = bars.heading(words, is_open=any(row.standing.mark.points is None for row in rows))
    room = COLUMNS - _width(columns, 2) - 2
    cells = BAR_COLUMNS if room >= BAR_COLUMNS else bars.CELLS
    if room < max(cells, width(heading)):
        return [*columns]
    most = _scale(group)
    told = ["" if row.state == "vetoed" else bars.kept(row.standing.mark, most, cells) for row in rows]
    return [*columns, _Column("l", (heading, *told))]


def _scale(group: Group) -> Decimal:
    """What fills a bar of the group: the most that anybody has or may have, technical limits aside."""
    standings = [row.standing for row in group.rows]
    ends = [end for one in standings for end in (one.max, one.mark.lower, one.mark.upper)]
    return max(end for end in ends if end < FAR)


def _parted(first: Sequence[_Column], sections: Sequence[_Column]) -> list[list[_Column]]:
    """The sections in as many tables as they need beside the first columns."""
    parts: list[list[_Column]] = [[]]
    for column in sections:
        if parts[-1] and _width([*first, *parts[-1], column], 2) > COLUMNS:
            parts.append([])
        parts[-1].append(column)
    return parts


def _columns(
    group: Group, rows: Sequence[Row], words: Words
) -> tuple[list[_Column], list[_Column], list[_Column]]:
    """Rank and unit; the sections; the total and what follows from it."""
    open_ones = any(not row.ranked.is_settled for row in rows)
    rank = N_("rank so far") if open_ones else N_("rank")
    first = [
        _column("l", rank, _ranks(rows, words), words),
        _column("l", N_("unit"), [said.unit(row, words) for row in rows], words),
    ]
    sections = [
        _Column("r", (numeral, *(said.points(row.sections.get(key)) for row in rows)))
        for numeral, (key, _) in zip(_numerals(group, words), group.sections, strict=True)
    ]
    for heading, name in ((N_("bonus"), "bonus"), (N_("penalty"), "penalty")):
        if any(getattr(row, name) is not None for row in group.rows):
            cells = [said.points(getattr(row, name)) for row in rows]
            sections.append(_column("r", heading, cells, words))
    last = [_column("r", N_("Total"), [said.span(row, words) for row in rows], words)]
    if group.has_grades:
        last.append(_column("l", N_("grade"), [said.grades(row, words) for row in rows], words))
    if open_ones:
        last.append(_column("l", N_("possible"), [said.ranks(row.ranked) for row in rows], words))
    return first, sections, last


def _ranks(rows: Sequence[Row], words: Words) -> list[str]:
    """The ranks with their digits below one another, whatever stands behind them."""
    digits = max(len(str(row.ranked.rank)) for row in rows)
    return [" " * (digits - len(str(row.ranked.rank))) + said.rank(row.ranked, words) for row in rows]


def _column(align: str, heading: str, cells: Sequence[str], words: Words) -> _Column:
    return _Column(align, (words.word(heading), *cells))


def _table(columns: Sequence[_Column], gap: int) -> list[str]:
    rows = zip(*(column.cells for column in columns), strict=True)
    return table(rows, "".join(column.align for column in columns), COLUMNS, gap)


def _width(columns: Sequence[_Column], gap: int) -> int:
    """Columns that the table takes, names of units narrowed as far as they may be."""
    widths = [max(map(width, column.cells)) for column in columns]
    widths[1] = min(widths[1], UNIT_COLUMNS)
    return sum(widths) + gap * (len(widths) - 1)


def _numerals(group: Group, words: Words) -> list[str]:
    known = NUMERALS[words.language]
    return [known[place] if place < len(known) else str(place + 1) for place in range(len(group.sections))]


def _legend(group: Group, words: Words) -> list[str]:
    """What the numerals above the sections stand for."""
    named = zip(_numerals(group, words), group.sections, strict=True)
    said_so = words.word(N_("; ")).join(f"{numeral} {visible(name)}" for numeral, (_, name) in named)
    return indented(said_so, COLUMNS)


def _others(group: Group, rows: Sequence[Row], report: LeagueReport) -> list[str]:
    """The units without a rank, each with why: beside it, or below it where that is too wide."""
    words = report.words
    columns = [_column("l", N_("unit"), [said.unit(row, words) for row in rows], words)]
    if any(row.state != "vetoed" for row in rows):
        columns += [
            _column("l", N_("Total"), [said.span(row, words) for row in rows], words),
            _column("l", N_("possible"), [said.ranks(row.ranked) for row in rows], words),
        ]
        if group.has_grades:
            columns.append(_column("l", N_("grade"), [said.grades(row, words) for row in rows], words))
    reasons = [said.why(row, report) for row in rows]
    beside = [*columns, _column("l", N_("why"), reasons, words)]
    if _width(beside, 2) <= COLUMNS:
        return _table(beside, 2)
    heading, *lines = _table(_with_bars(columns, group, rows, words), 2)
    if len(lines) != len(rows):
        return _table(beside, 2)
    told = [heading]
    for line, reason in zip(lines, reasons, strict=True):
        told += [line, *indented(reason, COLUMNS, "    ")]
    return told


def _failed(report: LeagueReport) -> list[str]:
    lines = indented(said.lacking(report), COLUMNS)
    for outcome in report.failed:
        lines += indented(said.failed(outcome, report.words), COLUMNS, "  ", "    ")
    return lines
