"""Two results of many units, side by side."""

from __future__ import annotations

from gpcli.records import Record
from gpcli.scoring.outcome import Outcome
from gpcli.season.diff.part import Difference


class Side(Record):
    """One of the two: as typed, with the season's title and period; ``official`` where it was frozen.

    ``failed`` are its inputs that could not be scored.
    """

    name: str
    title: str
    period: str
    pack: str
    pack_version: str
    official: bool
    failed: tuple[Outcome, ...] = ()


class UnitDifference(Record):
    """A unit in both: ``was`` is its name in the first where that is another; ``ranks`` those in seasons."""

    unit: str
    was: str
    table: str
    table_name: str
    difference: Difference
    ranks: tuple[int | None, int | None] = (None, None)

    @property
    def same(self) -> bool:
        """Whether nothing at all is otherwise."""
        return self.difference.same and self.ranks[0] == self.ranks[1] and not self.was

    @property
    def unmoved(self) -> bool:
        """Whether something is otherwise from which nothing follows."""
        stands = all(part.idle for part in self.difference.parts) and not self.was
        return not self.same and stands and self.ranks[0] == self.ranks[1]


class Comparison(Record):
    """Both sides, the units in both in the second's order, the names of those in one alone."""

    scheme: str
    title: str
    document: str
    old: Side
    new: Side
    units: tuple[UnitDifference, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing at all is otherwise."""
        return all(one.same for one in self.units) and not self.only_old and not self.only_new

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The inputs of both that could not be scored."""
        return (*self.old.failed, *self.new.failed)
