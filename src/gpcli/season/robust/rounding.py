"""Ranks by totals that are rounded half up: what ties, what moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gpcli.season.robust.placing import placed, rounded
from gpcli.season.robust.possible import PLACES, Reach
from gpcli.season.robust.result import Rounding

LEVELS = (2, 1, 0)
"""Places to which totals are rounded in practice, the finest first."""


def levels(reaches: Iterable[Reach]) -> tuple[int, ...]:
    """Those that are coarser than some total."""
    ends = [end for one in reaches if one.is_ranked for end in (one.low, one.high)]
    return tuple(places for places in LEVELS if any(end % 10 ** (PLACES - places) for end in ends))


def roundings(names: Sequence[str], reaches: Sequence[Reach]) -> tuple[Rounding, ...]:
    """What each level does to totals that are as they are now."""
    now = [one and one[:2] for one in placed(reaches)]
    found: list[Rounding] = []
    for places in levels(reaches):
        there = [rounded(one, places) for one in reaches]
        moved = sum(one != (new and new[:2]) for one, new in zip(now, placed(there), strict=True))
        found.append(Rounding(places, moved, _new_ties(names, reaches, there)))
    return tuple(found)


def _new_ties(
    names: Sequence[str], before: Sequence[Reach], after: Sequence[Reach]
) -> tuple[tuple[str, ...], ...]:
    tied: dict[int, list[int]] = {}
    for place, one in enumerate(after):
        if one.is_ranked and before[place].low == before[place].high:
            tied.setdefault(one.low, []).append(place)
    return tuple(
        tuple(names[place] for place in places)
        for _, places in sorted(tied.items(), reverse=True)
        if len({before[place].low for place in places}) > 1
    )
