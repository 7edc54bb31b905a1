"""The units that one is ranked with: its place among them, what the next rank and the office's grades take.

A rank counts the units that have a number; what is still open of the others widens it to a range.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gpcli.records import Record
from gpcli.scoring.standing import Standing
from gpcli.season.file import GradeRule


class Place(Record):
    """The rank that a total has: None where it is none yet; ``best`` and ``worst`` are the possible ones."""

    rank: int | None
    tied: bool
    best: int
    worst: int

    @property
    def settled(self) -> bool:
        """Whether nothing still open can change it."""
        return self.rank is not None and self.best == self.worst == self.rank


class NextPlace(Record):
    """The next better rank: the total that it takes (a tie counts), the worst rank possible with it."""

    rank: int
    total: Decimal
    worst: int


class OfficeLine(Record):
    """What a grade of the office takes: a total of ``line``, or more than that where ``above``; None: any."""

    name: str
    line: Decimal | None
    above: bool

    def holds(self, total: Decimal) -> bool:
        """Whether a total is enough."""
        return self.line is None or (total > self.line if self.above else total >= self.line)

    def takes_less(self, other: OfficeLine) -> bool:
        """Whether a smaller total is enough than for another grade."""
        if self.line is None or other.line is None:
            return self.line is None and other.line is not None
        return (self.line, self.above) < (other.line, other.above)


class Rivals(Record):
    """The other units of a group that have or may have a number, and the office's grades that hold there.

    ``without`` is how many there are beside them that surely have none.
    """

    others: tuple[Standing, ...]
    rules: tuple[GradeRule, ...] = ()
    without: int = 0

    @property
    def totals(self) -> tuple[Decimal, ...]:
        """The numbers that there are, the highest first."""
        known = (one.total for one in self.others)
        return tuple(sorted((one for one in known if one is not None), reverse=True))

    @property
    def open(self) -> int:
        """How many of the others have no number yet."""
        return len(self.others) - len(self.totals)

    def place(self, lower: Decimal, upper: Decimal, *, settled: bool) -> Place:
        """The place of a unit whose total is in the interval; ``settled`` says that nothing can void it."""
        totals = self.totals
        ranked = settled and lower == upper
        best = 1 + sum(not one.unsure and one.mark.lower > upper for one in self.others)
        rank = 1 + sum(one > lower for one in totals) if ranked else None
        return Place(rank, ranked and lower in totals, best, self._worst(lower))

    def next_place(self, lower: Decimal) -> NextPlace | None:
        """The next better rank for a unit of at least this total; None where no number is higher."""
        above = [one for one in self.totals if one > lower]
        if not above:
            return None
        line = min(above)
        return NextPlace(1 + sum(one > line for one in above), line, self._worst(line))

    def better_grades(self, lower: Decimal) -> tuple[OfficeLine, ...]:
        """What the grades take that are better than the one of this total, the next one first.

        A grade that nobody has because a better one takes no more is left out.
        """
        found: list[OfficeLine] = []
        edge = 0
        for rule in (one for one in self.rules if one.quota != 0):
            edge += rule.quota or 0
            line = self._line(rule, edge)
            if line.holds(lower):
                break
            if not found or line.takes_less(found[-1]):
                found.append(line)
        return tuple(reversed(found))

    def _line(self, rule: GradeRule, edge: int) -> OfficeLine:
        """Of a quota the total of who has its last place; whoever ties with it is out unless decided."""
        if rule.quota is None:
            return OfficeLine(rule.name, rule.line, above=False)
        totals: Sequence[Decimal] = self.totals
        if len(totals) < edge:
            return OfficeLine(rule.name, None, above=False)
        return OfficeLine(rule.name, totals[edge - 1], above=rule.ties != "in")

    def _worst(self, lower: Decimal) -> int:
        return 1 + sum(one.mark.upper > lower for one in self.others)
