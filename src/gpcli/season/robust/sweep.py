"""The ranks that units may have over many combinations of Readings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gpcli.records import Record
from gpcli.season.robust.placing import placed, rounded
from gpcli.season.robust.possible import Possible, Reach
from gpcli.season.robust.rounding import levels
from gpcli.season.robust.variants import Choice

ALL = 150
"""Up to so many units every pair is looked at."""


class Range(Record):
    """The best and the worst rank, and the combinations of Readings that give them first; None where the unit
    never has a rank. ``always`` says whether it surely has one, whatever the combination.
    """

    best: int | None = None
    worst: int | None = None
    always: bool = True
    best_under: Choice = ()
    worst_under: Choice = ()


class Sweep:
    """Gathers ranks: the range of each unit; ``first`` has, for each unit and each that may be above it, the
    first combination under which it may, where there are not more than :data:`ALL` units.
    """

    def __init__(self, units: int) -> None:
        self._ranges: list[tuple[int, Choice, int, Choice] | None] = [None] * units
        self._always = [True] * units
        self._above = [0] * units
        self._follow = units <= ALL
        self._seen: set[tuple[Reach, ...]] = set()
        self.first: dict[tuple[int, int], Choice] = {}

    def look(self, choice: Choice, reaches: Sequence[Reach]) -> None:
        """Takes in how everyone stands under a combination, unless they stood so before."""
        stood = tuple(reaches)
        if stood in self._seen:
            return
        self._seen.add(stood)
        for place, (one, reach) in enumerate(zip(placed(reaches), reaches, strict=True)):
            if reach.state != "sure":
                self._always[place] = False
            if one is None:
                continue
            known = self._ranges[place]
            if known is None:
                self._ranges[place] = (one.best, choice, one.worst, choice)
            elif one.best < known[0] or one.worst > known[2]:
                best = (one.best, choice) if one.best < known[0] else known[:2]
                worst = (one.worst, choice) if one.worst > known[2] else known[2:]
                self._ranges[place] = (*best, *worst)
            new = one.above & ~self._above[place] if self._follow else 0
            self._above[place] |= new
            while new:
                bit = new & -new
                self.first[place, bit.bit_length() - 1] = choice
                new ^= bit

    @property
    def ranges(self) -> list[Range]:
        """The range of each unit."""
        return [
            Range(None, None, False)
            if one is None
            else Range(one[0], one[2], always, best_under=one[1], worst_under=one[3])
            for one, always in zip(self._ranges, self._always, strict=True)
        ]


def sweep(
    units: Sequence[Possible],
    choices: Iterable[Choice],
    *,
    rounding: bool = False,
) -> Sweep:
    """Everyone's ranks over the combinations, with exact totals and, where asked, with rounded ones."""
    found = Sweep(len(units))
    for choice in choices:
        reaches = [one.under(choice) for one in units]
        found.look(choice, reaches)
        for places in levels(reaches) if rounding else ():
            found.look(choice, [rounded(one, places) for one in reaches])
    return found
