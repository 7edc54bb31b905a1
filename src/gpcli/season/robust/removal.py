"""The ranking without one of its units: ranks that move, pairs that turn round, grades that rise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gpcli.records import Record
from gpcli.scoring.standing import Standing
from gpcli.season.file import GradeRule
from gpcli.season.grades import possible_grades
from gpcli.season.rank import League, Ranked, leagues
from gpcli.season.robust.result import Regraded, Removal

Rescored = Callable[[str], Sequence[Standing]]
"""Everyone's standings, worked out anew without the unit."""


MANY = 300
"""Units beyond which nobody is removed, where totals and grades do not hang on who is there."""


class Without(Record):
    """What became of the others: the removals, and the best and worst rank that each unit comes to have."""

    removals: tuple[Removal, ...]
    ranges: dict[str, tuple[int, int]]


def without_each(league: League, rules: Sequence[GradeRule], rescored: Rescored | None = None) -> Without:
    """The league without each of its units in turn; the others' totals stay, unless they are ``rescored``."""
    if len(league.rows) > MANY and rescored is None and not rules:
        return Without((), {row.standing.unit: one for row in league.rows if (one := _one_less(row))})
    graded = possible_grades(league, rules) if rules else [()] * len(league.rows)
    grades = {row.standing.unit: one for row, one in zip(league.rows, graded, strict=True)}
    before = {row.standing.unit: row for row in league.rows}
    ranges: dict[str, tuple[int, int]] = {}
    removals: list[Removal] = []
    for gone in before:
        everyone = [row.standing for row in league.rows] if rescored is None else rescored(gone)
        mine = [
            one
            for one in everyone
            if one.unit != gone and (one.table, one.group) == (league.table, league.group)
        ]
        if not mine:
            continue
        after = leagues(mine)[0]
        shifts: list[int] = []
        for row in after.rows:
            unit = row.standing.unit
            if row.best is not None and row.worst is not None and unit in before:
                known = ranges.setdefault(unit, (row.best, row.worst))
                ranges[unit] = min(known[0], row.best), max(known[1], row.worst)
                shifts.append(_shift(before[unit].best, row.best, before[unit].worst, row.worst))
        regraded: list[Regraded] = []
        if rules:
            for row, possible in zip(after.rows, possible_grades(after, rules), strict=True):
                old = grades.get(row.standing.unit, ())
                if old != possible:
                    regraded.append(Regraded(row.standing.unit, old, possible))
        turned = _reordered(league, after) if rescored is not None else ()
        moved = sum(shift > 0 for shift in shifts)
        removals.append(Removal(gone, moved, max(shifts, default=0), turned, tuple(regraded)))
    return Without(tuple(removals), ranges)


def _one_less(row: Ranked) -> tuple[int, int] | None:
    """The ranks of a unit where somebody leaves who may stand above it."""
    return None if row.best is None or row.worst is None else (max(1, row.best - 1), row.worst)


def _shift(best: int | None, new_best: int, worst: int | None, new_worst: int) -> int:
    if best is None or worst is None:
        return 1
    return max(abs(best - new_best), abs(worst - new_worst))


def _reordered(before: League, after: League) -> tuple[tuple[str, str], ...]:
    """Pairs of units with numbers that stand the other way round."""
    old = {row.standing.unit: row.rank for row in before.ranked}
    rows = [row for row in after.ranked if row.standing.unit in old]
    return tuple(
        (upper.standing.unit, lower.standing.unit)
        for lower in rows
        for upper in rows
        if (old[upper.standing.unit] or 0) < (old[lower.standing.unit] or 0)
        and (lower.rank or 0) < (upper.rank or 0)
    )
