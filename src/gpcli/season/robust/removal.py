"""The ranking without one of its units: ranks that move, pairs that turn round, grades that rise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from gpcli.records import Record
from gpcli.scoring.standing import Standing
from gpcli.season.file import GradeRule
from gpcli.season.grades import possible_grades
from gpcli.season.rank import League, Ranked, leagues
from gpcli.season.robust.result import Regraded, Removal

Rescored = Callable[[int], Sequence[Standing]]
"""The standings of a league's rows in their order, worked out anew without the unit at this place, whose own
is not looked at.
"""


MANY = 300
"""Units beyond which nobody is removed, where totals and grades do not hang on who is there."""


class Without(Record):
    """What became of the others: the removals, and the best and worst rank that each row comes to have, by
    its place in the league. ``rescored`` are all rows without the unit at a place, where a total changes.
    """

    removals: tuple[Removal, ...]
    ranges: dict[int, tuple[int, int]]
    rescored: tuple[tuple[int, tuple[Standing, ...]], ...] = ()


def without_each(league: League, rules: Sequence[GradeRule], rescored: Rescored | None = None) -> Without:
    """The league without each of its units in turn; the others' totals stay, unless they are ``rescored``."""
    rows = league.rows
    if len(rows) > MANY and rescored is None and not rules:
        return Without((), {place: one for place, row in enumerate(rows) if (one := _one_less(row))})
    grades = possible_grades(league, rules) if rules else [()] * len(rows)
    ranges: dict[int, tuple[int, int]] = {}
    removals: list[Removal] = []
    changed: list[tuple[int, tuple[Standing, ...]]] = []
    for gone, removed in enumerate(rows if len(rows) > 1 else ()):
        everyone = [row.standing for row in rows] if rescored is None else rescored(gone)
        there = [place for place in range(len(rows)) if place != gone]
        (after,) = leagues([everyone[place] for place in there])
        shifts: list[int] = []
        regraded: list[Regraded] = []
        possible = possible_grades(after, rules) if rules else [()] * len(after.rows)
        for row, grade in zip(after.rows, possible, strict=True):
            place = there[row.place]
            was = rows[place]
            if row.best is not None and row.worst is not None:
                known = ranges.setdefault(place, (row.best, row.worst))
                ranges[place] = min(known[0], row.best), max(known[1], row.worst)
            if (row.best, row.worst) != (was.best, was.worst):
                shifts.append(_shift(was.best, row.best, was.worst, row.worst))
            if grades[place] != grade:
                regraded.append(Regraded(row.standing.called, grades[place], grade))
        moved, most = len(shifts), max(shifts, default=0)
        turned: tuple[tuple[str, str], ...] = ()
        if any(_ends(everyone[place]) != _ends(rows[place].standing) for place in there):
            changed.append((gone, tuple(everyone)))
            turned = _reordered([(rows[place].standing, everyone[place]) for place in there])
        removals.append(Removal(removed.standing.called, moved, most, turned, tuple(regraded)))
    return Without(tuple(removals), ranges, tuple(changed))


def _one_less(row: Ranked) -> tuple[int, int] | None:
    """The ranks of a unit where somebody leaves who may stand above it."""
    return None if row.best is None or row.worst is None else (max(1, row.best - 1), row.worst)


def _shift(best: int | None, new_best: int | None, worst: int | None, new_worst: int | None) -> int:
    if best is None or worst is None or new_best is None or new_worst is None:
        return 1
    return max(abs(best - new_best), abs(worst - new_worst))


def _ends(one: Standing) -> tuple[Decimal, Decimal, bool, bool]:
    return one.mark.lower, one.mark.upper, one.out, one.unsure


def _reordered(units: Sequence[tuple[Standing, Standing]]) -> tuple[tuple[str, str], ...]:
    """Pairs of units, each as it was and as it is, that surely stood one above the other and may stand the
    other way round.
    """
    there = [(was, one) for was, one in units if not was.out and not one.out]
    return tuple(
        (upper.called, lower.called)
        for was_upper, upper in there
        for was_lower, lower in there
        if was_upper.mark.lower > was_lower.mark.upper and lower.mark.upper > upper.mark.lower
    )
