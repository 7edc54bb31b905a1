"""The integer program as polars expressions, each over the smallest integers that hold it and its operands.

polars wraps around silently where a number outgrows its type. So the type of every step follows from the
range that it can have, and a program that needs more than 64 bits is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import assert_never

import polars as pl

from gpcli.engines.plan.plan import WIDEST
from gpcli.expr.cells import Cell
from gpcli.expr.fold import COMPARED
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
    Relation,
    Smallest,
    Sum,
    Test,
    Whole,
)
from gpcli.expr.magnitude import Range, Ranges
from gpcli.expr.parts import layers

TYPES: tuple[tuple[int, type[pl.DataType]], ...] = (
    (2**7 - 1, pl.Int8),
    (2**15 - 1, pl.Int16),
    (2**31 - 1, pl.Int32),
    (WIDEST, pl.Int64),
)
"""The integer types by the largest number, without its sign, that they are used for."""


def fitting(*ranges: Range) -> type[pl.DataType]:
    """The smallest type that holds all of the ranges; raises :class:`OverflowError` where none does."""
    most = max(max(-one.low, one.high) for one in ranges)
    for limit, found in TYPES:
        if most <= limit:
            return found
    raise OverflowError(f"{most} needs more than 64 bits")


class Printer:
    """Prints one program; ``names`` are the columns of its cells, of the type that fits their range."""

    def __init__(self, names: Mapping[Cell, str], values: Sequence[tuple[str, Whole]]) -> None:
        self._names = names
        self._ranges = Ranges(values)
        self._columns = {name: f"value {place}" for place, (name, _) in enumerate(values)}
        self.layers = tuple(self._layers(values))
        """The named values as columns, each layer over those before it."""

    def number(self, expr: Whole) -> pl.Expr:
        """A number, of the type that fits its range."""
        match expr:
            case Int(value):
                return pl.lit(value, dtype=self._type(expr))
            case Input(cell):
                return pl.col(self._names[cell])
            case Local(name):
                return pl.col(self._columns[name])
            case Sum(terms):
                return self._sum(expr, terms)
            case Product(left, right):
                wide = self._type(expr, left, right)
                return self._narrowed(self._as(left, wide) * self._as(right, wide), wide, expr)
            case Smallest(terms) | Largest(terms):
                wide = self._type(*terms)
                choose = pl.min_horizontal if isinstance(expr, Smallest) else pl.max_horizontal
                return self._narrowed(choose([self._as(term, wide) for term in terms]), wide, expr)
            case HalfUp(numerator, denominator):
                return self._half_up(expr, numerator, denominator)
            case Pick(condition, yes, no):
                wide = self._type(expr)
                return pl.when(self.test(condition)).then(self._as(yes, wide)).otherwise(self._as(no, wide))
            case _:
                assert_never(expr)

    def test(self, expr: Test) -> pl.Expr:
        """A condition; of what the ranges settle nothing is left to work out."""
        settled = self._settled(expr)
        if settled is not None:
            return pl.lit(settled)
        match expr:
            case Flag(value):
                return pl.lit(value)
            case Relation(operator, left, right):
                wide = self._type(left, right)
                found: pl.Expr = COMPARED[operator](self._as(left, wide), self._as(right, wide))
                return found
            case Both(terms):
                return reduce(and_, (self.test(term) for term in terms if self._settled(term) is None))
            case Either(terms):
                return reduce(or_, (self.test(term) for term in terms if self._settled(term) is None))
            case Fails(term):
                return ~self.test(term)
            case Answered(cell):
                return pl.col(self._names[cell]).is_not_null()
            case _:
                assert_never(expr)

    def tests(self, tests: Iterable[Test]) -> pl.Expr:
        """Whether all of the conditions hold."""
        left = [self.test(one) for one in tests if self._settled(one) is not True]
        return pl.all_horizontal(left) if left else pl.lit(value=True)

    def _settled(self, expr: Test) -> bool | None:
        """Whether a condition holds whatever the cells, or fails; None where that depends on them."""
        match expr:
            case Flag(value):
                return value
            case Relation(operator, left, right):
                return _always(operator, self._ranges.whole(left), self._ranges.whole(right))
            case Both(terms):
                each = [self._settled(term) for term in terms]
                return False if False in each else None if None in each else True
            case Either(terms):
                each = [self._settled(term) for term in terms]
                return True if True in each else None if None in each else False
            case Fails(term):
                inner = self._settled(term)
                return None if inner is None else not inner
            case Answered():
                return None
            case _:
                assert_never(expr)

    def _sum(self, expr: Sum, terms: Iterable[Whole]) -> pl.Expr:
        ranges = [self._ranges.whole(term) for term in terms]
        least, most = sum(min(one.low, 0) for one in ranges), sum(max(one.high, 0) for one in ranges)
        wide = fitting(Range(least, most), *ranges)
        first, *others = (self._as(term, wide) for term in terms)
        return self._narrowed(sum(others, first), wide, expr)

    def _half_up(self, expr: HalfUp, numerator: Whole, denominator: Whole) -> pl.Expr:
        above, below = self._ranges.whole(numerator), self._ranges.whole(denominator)
        most = 2 * max(-above.low, above.high) + max(below.high, 1)
        wide = fitting(Range(-most, most), Range(2 * below.low, 2 * below.high))
        part, whole = self._as(numerator, wide), self._as(denominator, wide)
        two = pl.lit(2, dtype=wide)
        size = (two * (part if above.low >= 0 else part.abs()) + whole) // (two * whole)
        signed = size if above.low >= 0 else pl.when(part < pl.lit(0, dtype=wide)).then(-size).otherwise(size)
        return self._narrowed(signed, wide, expr)

    def _type(self, *parts: Whole) -> type[pl.DataType]:
        return fitting(*map(self._ranges.whole, parts))

    def _as(self, expr: Whole, wide: type[pl.DataType]) -> pl.Expr:
        """The number as one of a wider type."""
        if isinstance(expr, Int):
            return pl.lit(expr.value, dtype=wide)
        found = self.number(expr)
        return found if self._type(expr) is wide else found.cast(wide)

    def _narrowed(self, found: pl.Expr, wide: type[pl.DataType], expr: Whole) -> pl.Expr:
        narrow = self._type(expr)
        return found if narrow is wide else found.cast(narrow)

    def _layers(self, values: Iterable[tuple[str, Whole]]) -> list[list[pl.Expr]]:
        return [
            [self.number(value).alias(self._columns[name]) for name, value in layer]
            for layer in layers(values)
        ]


def _always(operator: str, left: Range, right: Range) -> bool | None:
    """Whether a comparison of two ranges comes out the same for all of their numbers."""
    match operator:
        case ">=":
            return True if left.low >= right.high else False if left.high < right.low else None
        case ">":
            return True if left.low > right.high else False if left.high <= right.low else None
        case "<=" | "<":
            return _always({"<=": ">=", "<": ">"}[operator], right, left)
        case _:
            apart = left.low > right.high or left.high < right.low
            return operator != "==" if apart else None
