"""What stands on the total: its conversion to another scale, the grade that it earns."""

from __future__ import annotations

from gpcli.expr.fields import decimal_of
from gpcli.expr.nodes import Bool, Compare, number
from gpcli.ledger import Ledger, Move, Points, account, plus
from gpcli.messages import Phrase
from gpcli.records import Record


class Conversion:
    """The total on another scale (折算): a ledger that opens with the total and goes on with ``moves``.

    ``points`` is the most that the other scale gives, None where the document prints no such number.
    """

    __slots__ = ("clause", "id", "moves", "name", "points")

    def __init__(
        self,
        id: str,  # noqa: A002 - the field's word
        name: Phrase,
        points: Points | None,
        *moves: Move,
        clause: str,
    ) -> None:
        self.id = id
        self.name = name
        self.points = None if points is None else decimal_of(points)
        self.moves = moves
        self.clause = clause

    def on(self, total: Ledger) -> Ledger:
        """The conversion of this total."""
        return Ledger(self.id, self.name, self.points, plus(total), *self.moves, clause=self.clause)


class Grade(Record):
    """A grade (等次): its ``line`` on the total, which counts itself unless ``strict``; None for the rest.

    ``only`` is a further condition, such as a quota over facts about the cohort. The first grade that holds
    is the unit's.
    """

    name: str
    line: Points | None
    strict: bool = False
    only: Bool | None = None

    def conditions(self, total: Ledger) -> tuple[Bool, ...]:
        """What must hold together."""
        found = () if self.only is None else (self.only,)
        if self.line is None:
            return found
        reached = Compare(">" if self.strict else ">=", account(total).total, number(self.line))
        return (reached, *found)
