"""The next lines: totals that somebody aims at, grades of the table or the office, the next better rank."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gpcli.expr.fields import decimal_of
from gpcli.points import total
from gpcli.records import Record
from gpcli.scheme import Table
from gpcli.season.improve.bundle import Bundle, Bundles
from gpcli.season.improve.rivals import Rivals
from gpcli.season.improve.standing import Rescorer, Standing


class Goal(Record):
    """Something to reach: ``kind`` is target, grade, office-grade or rank; ``line`` the total that it takes.

    ``line`` is None where it has none; ``above`` says that the total has to be more than it. ``bundle`` is
    the fewest fixes that surely reach it, without steps where it is reached already; None where no fixes do.
    ``short`` is what the best total lacks then; ``possible`` says that open facts may make up for it.
    ``worst`` is the worst rank that is then still possible.
    """

    kind: str
    name: str
    line: Decimal | None
    bundle: Bundle | None
    short: Decimal | None
    above: bool = False
    worst: int | None = None
    possible: bool = False

    @property
    def is_reached(self) -> bool:
        """Whether it takes no fix."""
        return self.bundle is not None and not self.bundle.steps


def targets(bundles: Bundles, wanted: Sequence[Decimal]) -> tuple[Goal, ...]:
    """The fewest fixes for each total."""
    return tuple(_total(bundles, Goal("target", "", line, None, None)) for line in wanted)


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
        may = not best.sure and bool(best.grades) and min(best.grades) <= place
        found.append(Goal("grade", grade.name, line, bundle, short, possible=bundle is None and may))
    return tuple(found)


def among(rivals: Rivals, rescorer: Rescorer, bundles: Bundles) -> tuple[Goal, ...]:
    """The next better rank and the better grades of the office, as the other units stand."""
    found: list[Goal] = []
    lower = rescorer.now.lower
    place = rivals.next_place(lower)
    if place is not None:
        found.append(Goal("rank", str(place.rank), place.total, None, None, worst=place.worst))
    found += (
        Goal("office-grade", one.name, one.line, None, None, above=one.above)
        for one in rivals.better_grades(lower)
    )
    return tuple(_total(bundles, goal) for goal in found)


def _total(bundles: Bundles, goal: Goal) -> Goal:
    """The goal with the fewest fixes that surely reach its line."""

    def reaches(standing: Standing) -> bool:
        if not standing.settled or goal.line is None:
            return standing.settled
        return standing.lower > goal.line if goal.above else standing.lower >= goal.line

    best = bundles.best_standing
    if reaches(best):
        return goal._replace(bundle=bundles.reaching(reaches))
    lacking = None if goal.line is None or best.lower >= goal.line else total([goal.line, -best.lower])
    most = best.upper if not best.sure else None
    may = most is not None and (goal.line is None or (most > goal.line if goal.above else most >= goal.line))
    return goal._replace(short=lacking, possible=may)
