"""How large the whole numbers of a program can become: what an engine's integers have to hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, assert_never

from gpcli.expr.cells import Cell
from gpcli.expr.fields import AMOUNT_LIMIT, LevelField, ListField, NumberField, RateField
from gpcli.expr.ir import (
    Answered,
    Both,
    Either,
    Fails,
    Flag,
    HalfUp,
    Input,
    Int,
    Largest,
    Local,
    Pick,
    Product,
    Program,
    Ratio,
    Relation,
    Smallest,
    Sum,
    Test,
    Whole,
)
from gpcli.points import to_scaled


class Range(NamedTuple):
    """Every value lies between the two, inclusive."""

    low: int
    high: int


def magnitude(program: Program, least: int = 0) -> int:
    """The largest whole number, without its sign, that any step of the program can meet.

    ``least`` is the smallest that a cell may hold, where an engine knows others than those of facts.
    """
    ranges = Ranges(program.values, least)
    for output in program.outputs:
        if isinstance(output, Ratio):
            ranges.whole(output.numerator)
            below = Range(1, 1) if output.denominator is None else ranges.whole(output.denominator)
            ranges.met(_times(below, Range(10**output.scale, 10**output.scale)))
        else:
            ranges.test(output)
    return ranges.most


class Ranges:
    """Between which numbers each part of a program lies, its named values among them.

    ``most`` is the largest, without its sign, that any step met so far can have.
    """

    def __init__(self, values: Sequence[tuple[str, Whole]], least: int = 0) -> None:
        self.most = 0
        self._least = least
        self._locals: dict[str, Range] = {}
        for name, value in values:
            self._locals[name] = self.whole(value)

    def met(self, found: Range) -> Range:
        """The same range, once ``most`` knows of it."""
        self.most = max(self.most, abs(found.low), abs(found.high))
        return found

    def whole(self, expr: Whole) -> Range:
        """Between which numbers a number lies."""
        match expr:
            case Int(value):
                return self.met(Range(value, value))
            case Input(cell):
                return self.met(Range(self._least, range_of(cell).high))
            case Local(name):
                return self._locals[name]
            case Sum(terms):
                run = Range(0, 0)
                for term in map(self.whole, terms):
                    run = self.met(Range(run.low + term.low, run.high + term.high))
                return run
            case Product(left, right):
                return self.met(_times(self.whole(left), self.whole(right)))
            case Smallest(terms):
                parts = [self.whole(term) for term in terms]
                return Range(min(one.low for one in parts), min(one.high for one in parts))
            case Largest(terms):
                parts = [self.whole(term) for term in terms]
                return Range(max(one.low for one in parts), max(one.high for one in parts))
            case HalfUp(numerator, denominator):
                above = self.whole(numerator)
                below = self.whole(denominator)
                self.met(Range(2 * above.low - below.high, 2 * above.high + below.high))
                size = max(abs(above.low), abs(above.high))
                return Range(-size if above.low < 0 else 0, size)
            case Pick(condition, yes, no):
                self.test(condition)
                one, other = self.whole(yes), self.whole(no)
                return Range(min(one.low, other.low), max(one.high, other.high))
            case _:
                assert_never(expr)

    def test(self, expr: Test) -> None:
        """Meets every number that a condition compares."""
        match expr:
            case Flag() | Answered():
                return
            case Relation(_, left, right):
                self.whole(left)
                self.whole(right)
            case Both(terms) | Either(terms):
                for term in terms:
                    self.test(term)
            case Fails(term):
                self.test(term)
            case _:
                assert_never(expr)


def _times(left: Range, right: Range) -> Range:
    corners = [one * other for one in left for other in right]
    return Range(min(corners), max(corners))


def range_of(cell: Cell) -> Range:
    """What a cell can hold; 0 stands for an open one as well."""
    field = cell.field
    match field:
        case NumberField():
            return Range(0, to_scaled(field.maximum, field.places))
        case LevelField():
            return Range(0, len(field.levels) - 1)
        case RateField():
            return Range(0, max(int(AMOUNT_LIMIT), int(field.maximum), 100) * 10**field.places)
        case ListField():
            most = int(field.maximum)
            if cell.role != "amounts":
                return Range(0, most)
            amount = field.amounts[cell.amount]
            return Range(0, most * to_scaled(amount.maximum, amount.places))
        case _:
            return Range(0, 1)
