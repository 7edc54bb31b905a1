"""Bounds as a rewrite: an expression over facts that may be open becomes two over whatever is known.

Every printer gets interval and three-valued logic from this, none needs its own. An optional fact (bonus and
penalty entries that nobody reported) is never open; an entry whose amount is undecided is.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple, assert_never

from gpcli.expr.fields import Field
from gpcli.expr.nodes import (
    OPPOSITE,
    Add,
    All,
    Amounts,
    Any,
    Bool,
    Choose,
    Compare,
    Const,
    Count,
    Divide,
    Fact,
    If,
    IsLevel,
    Known,
    Least,
    Most,
    Multiply,
    Named,
    Not,
    Num,
    Round,
    Truth,
    Undecided,
    Yes,
    add,
    all_of,
    any_of,
)
from gpcli.expr.walk import fields


class Interval(NamedTuple):
    """The certain and the attainable amount; one and the same object where nothing can be open."""

    lower: Num
    upper: Num


class Chance(NamedTuple):
    """Whether a condition surely holds, and whether it possibly does."""

    sure: Bool
    possible: Bool


class Bounds:
    """One rewrite of one table; what has a name is rewritten once, so that shared parts stay shared."""

    def __init__(self, optional: Collection[Field] = ()) -> None:
        self._optional = frozenset(optional)
        self._named: dict[int, tuple[Named, Interval]] = {}

    def amount(self, expr: Num) -> Interval:
        """The bounds of an amount."""
        match expr:
            case Named(name, value):
                memo = self._named.get(id(expr))
                if memo is None:
                    inner = self.amount(value)
                    bounds = (
                        Interval(expr, expr)
                        if inner.lower is value and inner.upper is value
                        else Interval(
                            Named(f"{name}.lower", inner.lower), Named(f"{name}.upper", inner.upper)
                        )
                    )
                    memo = self._named[id(expr)] = (expr, bounds)
                return memo[1]
            case Const():
                return Interval(expr, expr)
            case Add(terms):
                parts = [self.amount(term) for term in terms]
                if _settled(terms, parts):
                    return Interval(expr, expr)
                return Interval(add(*(part.lower for part in parts)), add(*(part.upper for part in parts)))
            case If(condition, yes, no):
                chance, on, off = self.condition(condition), self.amount(yes), self.amount(no)
                if chance.sure is condition and _settled((yes, no), (on, off)):
                    return Interval(expr, expr)
                return Interval(
                    If(chance.sure, on.lower, If(chance.possible, Least((on.lower, off.lower)), off.lower)),
                    If(chance.sure, on.upper, If(chance.possible, Most((on.upper, off.upper)), off.upper)),
                )
            case Multiply(left, right):
                return self._product(expr, left, right)
            case Count(field):
                return self._leaf(expr, field, Decimal(0), field.maximum)
            case Fact(field):
                return self._leaf(expr, field, field.minimum, field.maximum)
            case Amounts(field, name, where):
                amount = field.amounts[name]
                undecided = Undecided(field, name, where)
                low = add(expr, Multiply(undecided, Const(amount.minimum)))
                high = add(expr, Multiply(undecided, Const(amount.maximum)))
                if field in self._optional:
                    return Interval(low, high)
                known = Known(field)
                ceiling = Const(field.maximum * amount.maximum)
                return Interval(If(known, low, 0), If(known, high, ceiling))
            case Least(terms) | Most(terms):
                make = type(expr)
                parts = [self.amount(term) for term in terms]
                if _settled(terms, parts):
                    return Interval(expr, expr)
                return Interval(
                    make(tuple(part.lower for part in parts)), make(tuple(part.upper for part in parts))
                )
            case Undecided():
                return Interval(expr, expr)
            case Divide(part, whole, least, most):
                return self._quotient(expr, part, whole, least, most)
            case Round(value, places):
                inner = self.amount(value)
                if inner.lower is value and inner.upper is value:
                    return Interval(expr, expr)
                return Interval(Round(inner.lower, places), Round(inner.upper, places))
            case Choose(field, cases):
                parts = [self.amount(amount) for _, amount in cases]
                lows = tuple(part.lower for part in parts)
                highs = tuple(part.upper for part in parts)
                low = Choose(field, tuple(zip(field.levels, lows, strict=True)))
                high = Choose(field, tuple(zip(field.levels, highs, strict=True)))
                if field in self._optional:
                    return Interval(low, high)
                known = Known(field)
                return Interval(If(known, low, Least(lows)), If(known, high, Most(highs)))
            case _:
                assert_never(expr)

    def condition(self, expr: Bool) -> Chance:
        """Whether a condition surely and possibly holds."""
        match expr:
            case Truth() | Known():
                return Chance(expr, expr)
            case Yes(field) | IsLevel(field, _):
                if field in self._optional:
                    return Chance(expr, expr)
                known = Known(field)
                return Chance(all_of(known, expr), any_of(Not(known), expr))
            case Compare(operator, left, right):
                return self._comparison(expr, operator, left, right)
            case All(terms) | Any(terms):
                make = type(expr)
                parts = [self.condition(term) for term in terms]
                if all(part.sure is term for part, term in zip(parts, terms, strict=True)):
                    return Chance(expr, expr)
                return Chance(
                    make(tuple(part.sure for part in parts)), make(tuple(part.possible for part in parts))
                )
            case Not(term):
                inner = self.condition(term)
                if inner.sure is term:
                    return Chance(expr, expr)
                return Chance(Not(inner.possible), Not(inner.sure))
            case _:
                assert_never(expr)

    def _leaf(self, expr: Fact | Count, field: Field, low: Decimal, high: Decimal) -> Interval:
        if field in self._optional:
            return Interval(expr, expr)
        known = Known(field)
        return Interval(If(known, expr, low), If(known, expr, high))

    def _product(self, expr: Multiply, left: Num, right: Num) -> Interval:
        one, other = self.amount(left), self.amount(right)
        if _settled((left, right), (one, other)):
            return Interval(expr, expr)
        for factor, side in ((left, other), (right, one)):
            if isinstance(factor, Const):
                low, high = Multiply(factor, side.lower), Multiply(factor, side.upper)
                return Interval(low, high) if factor.value >= 0 else Interval(high, low)
        corners = tuple(Multiply(a, b) for a in one for b in other)
        return Interval(Least(corners), Most(corners))

    def _quotient(self, expr: Divide, part: Num, whole: Num, least: Decimal, most: Decimal) -> Interval:
        above, below = self.amount(part), self.amount(whole)
        if _settled((part, whole), (above, below)):
            return Interval(expr, expr)
        required = [field for field in fields([whole]) if field not in self._optional]
        settled = () if below.lower is below.upper else (Compare("==", below.lower, below.upper),)
        known = all_of(*map(Known, required), *settled) if required or settled else Truth(True)
        low, high = Const(least), Const(most)
        smallest = Most((low, Divide(above.lower, whole, least, most)))
        largest = Least((high, Divide(above.upper, whole, least, most)))
        return Interval(If(known, smallest, low), If(known, largest, high))

    def _comparison(self, expr: Compare, operator: str, left: Num, right: Num) -> Chance:
        one, other = self.amount(left), self.amount(right)
        if _settled((left, right), (one, other)):
            return Chance(expr, expr)
        match operator:
            case ">=" | ">":
                return Chance(
                    Compare(operator, one.lower, other.upper), Compare(operator, one.upper, other.lower)
                )
            case "<=" | "<":
                return Chance(
                    Compare(operator, one.upper, other.lower), Compare(operator, one.lower, other.upper)
                )
            case "==":
                return Chance(
                    all_of(
                        Compare("==", one.lower, one.upper),
                        Compare("==", other.lower, other.upper),
                        Compare("==", one.lower, other.lower),
                    ),
                    all_of(Compare("<=", one.lower, other.upper), Compare("<=", other.lower, one.upper)),
                )
            case _:
                inner = self._comparison(expr, OPPOSITE[operator], left, right)
                return Chance(Not(inner.possible), Not(inner.sure))


def _settled(terms: tuple[Num, ...], parts: list[Interval] | tuple[Interval, ...]) -> bool:
    return all(part.lower is term and part.upper is term for term, part in zip(terms, parts, strict=True))
