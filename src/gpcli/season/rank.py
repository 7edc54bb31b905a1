"""Places in a group of units: competition ranks, and the ranks that facts still open allow."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gpcli.records import Record
from gpcli.scoring.standing import Standing


class Ranked(Record):
    """A unit's place. ``place`` is where its standing was in what was ranked, counted from 0.

    ``rank`` is its competition rank among the units that have a number, None where it has none. ``best`` and
    ``worst`` are the ranks that it may have once every open fact of every unit is known, given that it has a
    number then; None where it surely has none.
    """

    place: int
    standing: Standing
    rank: int | None
    tied: bool
    best: int | None
    worst: int | None

    @property
    def is_settled(self) -> bool:
        """Whether its rank is a number that nothing still open can change."""
        return self.rank is not None and self.best == self.worst == self.rank


class League(Record):
    """The units that are ranked together: those with a number by rank, then the others, both in order."""

    table: str
    group: str
    name: str
    rows: tuple[Ranked, ...]

    @property
    def ranked(self) -> tuple[Ranked, ...]:
        """The units that have a rank, the best first."""
        return tuple(row for row in self.rows if row.rank is not None)

    @property
    def others(self) -> tuple[Ranked, ...]:
        """The units that have none."""
        return tuple(row for row in self.rows if row.rank is None)


def places(totals: Sequence[Decimal | None]) -> list[int | None]:
    """The competition rank of each total (1, 2, 2, 4), the highest first; None where there is no total."""
    known = sorted(one for one in totals if one is not None)
    return [None if one is None else 1 + _above(known, one) for one in totals]


def leagues(standings: Sequence[Standing]) -> tuple[League, ...]:
    """A league for each table and class, in the order in which they first appear."""
    together: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(standings):
        together.setdefault((one.table, one.group), []).append(place)
    return tuple(
        League(table, group, standings[mine[0]].name, _rows(mine, [standings[place] for place in mine]))
        for (table, group), mine in together.items()
    )


def _rows(mine: Sequence[int], standings: Sequence[Standing]) -> tuple[Ranked, ...]:
    totals = [one.total for one in standings]
    ranks = places(totals)
    shared = Counter(rank for rank in ranks if rank is not None)
    ranges = rank_ranges(standings)
    rows = [
        Ranked(place, one, rank, rank is not None and shared[rank] > 1, best, worst)
        for place, one, rank, (best, worst) in zip(mine, standings, ranks, ranges, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.place)))


def rank_ranges(standings: Sequence[Standing]) -> list[tuple[int | None, int | None]]:
    """The best and the worst rank that each unit of a league may have, given that it has a number.

    Nobody who is ``out`` counts; who is ``unsure`` counts only for the worst.
    """
    rivals = Rivals(standings)
    return [
        (None, None)
        if one.out
        else (1 + rivals.surely_above(one.mark.upper, one), 1 + rivals.maybe_above(one.mark.lower, one))
        for one in standings
    ]


class Rivals:
    """All units of a league that may have a number: how many others surely or possibly pass a total."""

    def __init__(self, standings: Iterable[Standing]) -> None:
        there = [one for one in standings if not one.out]
        self._sure = sorted(one.mark.lower for one in there if not one.unsure)
        self._possible = sorted(one.mark.upper for one in there)

    def surely_above(self, total: Decimal, but: Standing) -> int:
        """Others that surely have more than ``total``."""
        mine = not but.unsure and not but.out and but.mark.lower > total
        return _above(self._sure, total) - mine

    def maybe_above(self, total: Decimal, but: Standing) -> int:
        """Others that possibly have more than ``total``."""
        mine = not but.out and but.mark.upper > total
        return _above(self._possible, total) - mine

    def surely_reaching(self, total: Decimal, but: Standing) -> int:
        """Others that surely have ``total`` or more."""
        mine = not but.unsure and not but.out and but.mark.lower >= total
        return len(self._sure) - bisect_left(self._sure, total) - mine

    def maybe_reaching(self, total: Decimal, but: Standing) -> int:
        """Others that possibly have ``total`` or more."""
        mine = not but.out and but.mark.upper >= total
        return len(self._possible) - bisect_left(self._possible, total) - mine


def _above(ascending: Sequence[Decimal], total: Decimal) -> int:
    return len(ascending) - bisect_right(ascending, total)
