"""Bars of sections, of lost points by clause, and of the units of a ranking."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.messages import N_, Words
from gpcli.points import half_up, places_of, plain, to_scaled, total
from gpcli.reports import phrases
from gpcli.reports.columns import visible
from gpcli.reports.html.charts import NOTHING, Bar, Chart, chart, within
from gpcli.reports.league import words as league
from gpcli.scoring.sheet import Sheet
from gpcli.season.contest import Group, Row
from gpcli.season.frequent import Frequent

FIGURE_SPACE = "\u2007"
"""As wide as a digit, so that ranks stand below one another."""

SHOWN = 15
"""Clauses that a chart shows; the table beside it has all of them."""


def sections(sheet: Sheet, words: Words) -> Chart | None:
    """What each section reached of what it gives; None where no section has a maximum."""
    bars: list[Bar] = []
    for section in sheet.sections:
        if section.kind != "base" or section.max is None:
            continue
        low, high = within(section.mark, NOTHING, section.max)
        value = f"{phrases.mark(section.mark, words)} / {plain(section.max)}"
        ends = min(NOTHING, low), max(NOTHING, low)
        bars.append(Bar(section.name, value, *ends, low, high, most=section.max))
    return chart(words.word(N_("Sections")), bars) if bars else None


def by_points(found: Sequence[Frequent]) -> list[Frequent]:
    """Clauses by what they cost, the dearest first."""
    return sorted(found, key=lambda one: (-one.points, -len(one.units)))


def shares(found: Sequence[Frequent]) -> list[str]:
    """What the clauses up to each one cost of all that was lost, in percent, half up to whole numbers."""
    whole = total(one.points for one in found)
    said: list[str] = []
    sofar = NOTHING
    for one in found:
        sofar = total([sofar, one.points])
        scale = max(places_of(sofar), places_of(whole))
        said.append(f"{plain(half_up(to_scaled(sofar, scale) * 100, to_scaled(whole, scale), 0))}%")
    return said


def pareto(found: Sequence[Frequent], words: Words, *, of_many: bool) -> Chart | None:
    """Lost points by clause, the dearest first, each with its share of all so far; None where none are."""
    bars: list[Bar] = []
    for one, share in zip(found[:SHOWN], shares(found), strict=False):
        points = phrases.number(-one.points)
        said = words.word(N_("{points} · {share} so far"), points=points, share=share)
        if of_many:
            many = N_("{points} · {number} units · {share} so far")
            said = words.word(many, points=points, number=len(one.units), share=share)
        label = visible(words(one.name))
        bars.append(Bar(label, said, NOTHING, one.points, NOTHING, NOTHING, "lost"))
    return chart(words.word(N_("Points lost by clause")), bars) if bars else None


def ranking(group: Group, names: Sequence[str], words: Words) -> Chart | None:
    """The units of a group as bars; an interval is what a total may still become."""
    bars = [_unit(row, name, words) for row, name in zip(group.rows, names, strict=True)]
    title = words.word(N_("Totals: {group}"), group=league.name(group))
    return chart(title, bars, beside=True) if bars else None


def _unit(row: Row, name: str, words: Words) -> Bar:
    standing = row.standing
    rank = "" if row.ranked.rank is None else str(row.ranked.rank)
    label = f"{rank.rjust(2, FIGURE_SPACE)} {name}"
    if row.state == "vetoed":
        value = words.word(league.STATE_WORDS[row.state])
        return Bar(label, value, NOTHING, NOTHING, NOTHING, NOTHING)
    low, high = within(standing.mark, NOTHING, standing.max)
    return Bar(
        label, league.span(row, words), min(NOTHING, low), max(NOTHING, low), low, high, most=standing.max
    )
