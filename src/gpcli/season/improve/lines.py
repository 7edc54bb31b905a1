"""The next lines: totals that somebody aims at, grades of the table, the next better place in a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gpcli.expr.fields import decimal_of
from gpcli.points import total
from gpcli.records import Record
from gpcli.scheme import Table
from gpcli.season.improve.bundle import Bundle, Bundles
from gpcli.season.improve.standing import Rescorer, Standing


class Goal(Record):
    """Something to reach: ``kind`` is target, grade or rank; ``line`` the total that it takes, if it has one.

    ``bundle`` is the fewest fixes that surely reach it, without steps where it is reached already; None where
    no fixes do. ``short`` is what the best total lacks then.
    """

    kind: str
    name: str
    line: Decimal | None
    bundle: Bundle | None
    short: Decimal | None

    @property
    def is_reached(self) -> bool:
        """Whether it takes no fix."""
        return self.bundle is not None and not self.bundle.steps


def targets(bundles: Bundles, wanted: Sequence[Decimal]) -> tuple[Goal, ...]:
    """The fewest fixes for each total."""
    return tuple(_total(bundles, "target", "", line) for line in wanted)


def grades(table: Table, rescorer: Rescorer, bundles: Bundles) -> tuple[Goal, ...]:
    """The fewest fixes for each grade that is better than the one that is sure, the next one first."""
    found: list[Goal] = []
    sure = rescorer.now.grades[0] if len(rescorer.now.grades) == 1 else len(table.grades)
    for place in reversed(range(min(sure, len(table.grades)))):
        grade = table.grades[place]
        line = None if grade.line is None else decimal_of(grade.line)

        def has(standing: Standing, place: int = place) -> bool:
            held = standing.grades
            return standing.settled and bool(held) and max(held) <= place

        best = bundles.best_standing
        bundle = bundles.reaching(has) if has(best) else None
        short = total([line, -best.lower]) if bundle is None and line is not None else None
        found.append(Goal("grade", grade.name, line, bundle, short))
    return tuple(found)


class NextPlace(Record):
    """The next better place that can be made sure of: the rank, the total that it takes (a tie counts)."""

    rank: int
    total: Decimal


def next_place(lower: Decimal, others: Sequence[tuple[Decimal, Decimal]]) -> NextPlace | None:
    """The next better place of a unit whose total is at least ``lower`` among units with these intervals.

    A rank is one more than the number of units with a higher total; whoever may be higher counts as higher.
    None where nobody is.
    """
    above = [high for _, high in others if high > lower]
    if not above:
        return None
    line = min(above)
    return NextPlace(1 + sum(high > line for high in above), line)


def next_rank(rescorer: Rescorer, bundles: Bundles, others: Sequence[tuple[Decimal, Decimal]]) -> Goal | None:
    """The fewest fixes that surely reach the next better place; None for a unit that nobody is above."""
    found = next_place(rescorer.now.lower, others)
    if found is None:
        return None
    return _total(bundles, "rank", str(found.rank), found.total)


def _total(bundles: Bundles, kind: str, name: str, line: Decimal) -> Goal:
    def reaches(standing: Standing) -> bool:
        return standing.settled and standing.lower >= line

    best = bundles.best_standing
    if reaches(best):
        return Goal(kind, name, line, bundles.reaching(reaches), None)
    short = total([line, -best.lower]) if best.lower < line else None
    return Goal(kind, name, line, None, short)
