"""Where units may stand among each other, from what each may come to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from gpcli.season.robust.possible import PLACES, Reach


class Placing(NamedTuple):
    """The best and the worst rank of a unit, and who may be above it, as bits by the units' places."""

    best: int
    worst: int
    above: int


def placed(reaches: Sequence[Reach]) -> list[Placing | None]:
    """The competition ranks that each unit may have, whatever it and the others come to; None where it has
    none. Who is unsure counts only for the worst.
    """
    sure = sorted(one.low for one in reaches if one.state == "sure")
    highs = sorted((one.high, place) for place, one in enumerate(reaches) if one.is_ranked)
    tails = [0]
    for _, place in reversed(highs):
        tails.append(tails[-1] | 1 << place)
    tails.reverse()
    ends = [high for high, _ in highs]
    found: list[Placing | None] = []
    for place, one in enumerate(reaches):
        if not one.is_ranked:
            found.append(None)
            continue
        best = 1 + len(sure) - bisect_right(sure, one.high)
        above = tails[bisect_right(ends, one.low)] & ~(1 << place)
        found.append(Placing(best, 1 + above.bit_count(), above))
    return found


def rounded(reach: Reach, places: int) -> Reach:
    """The same half up to so many places."""
    unit = 10 ** (PLACES - places)
    return Reach(_half_up(reach.low, unit), _half_up(reach.high, unit), reach.state)


def _half_up(value: int, unit: int) -> int:
    size = (2 * abs(value) + unit) // (2 * unit) * unit
    return -size if value < 0 else size
