"""How large the whole numbers of a program can become: what an engine's integers have to hold."""

from __future__ import annotations

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
    return _Measure(program, least).most


class _Measure:
    def __init__(self, program: Program, least: int) -> None:
        self.most = 0
        self._least = least
        self._locals: dict[str, Range] = {}
        for name, value in program.values:
            self._locals[name] = self._whole(value)
        for output in program.outputs:
            if isinstance(output, Ratio):
                self._whole(output.numerator)
                below = Range(1, 1) if output.denominator is None else self._whole(output.denominator)
                self._met(_times(below, Range(10**output.scale, 10**output.scale)))
            else:
                self._test(output)

    def _met(self, found: Range) -> Range:
        self.most = max(self.most, abs(found.low), abs(found.high))
        return found

    def _whole(self, expr: Whole) -> Range:
        match expr:
            case Int(value):
                return self._met(Range(value, value))
            case Input(cell):
                return self._met(Range(self._least, range_of(cell).high))
            case Local(name):
                return self._locals[name]
            case Sum(terms):
                run = Range(0, 0)
                for term in map(self._whole, terms):
                    run = self._met(Range(run.low + term.low, run.high + term.high))
                return run
            case Product(left, right):
                return self._met(_times(self._whole(left), self._whole(right)))
            case Smallest(terms):
                parts = [self._whole(term) for term in terms]
                return Range(min(one.low for one in parts), min(one.high for one in parts))
            case Largest(terms):
                parts = [self._whole(term) for term in terms]
                return Range(max(one.low for one in parts), max(one.high for one in parts))
            case HalfUp(numerator, denominator):
                above = self._whole(numerator)
                below = self._whole(denominator)
                self._met(Range(2 * above.low - below.high, 2 * above.high + below.high))
                size = max(abs(above.low), abs(above.high))
                return Range(-size if above.low < 0 else 0, size)
            case Pick(condition, yes, no):
                self._test(condition)
                one, other = self._whole(yes), self._whole(no)
                return Range(min(one.low, other.low), max(one.high, other.high))
            case _:
                assert_never(expr)

    def _test(self, expr: Test) -> None:
        match expr:
            case Flag() | Answered():
                return
            case Relation(_, left, right):
                self._whole(left)
                self._whole(right)
            case Both(terms) | Either(terms):
                for term in terms:
                    self._test(term)
            case Fails(term):
                self._test(term)
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
