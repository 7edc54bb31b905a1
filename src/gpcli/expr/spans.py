"""The interval of an expression under the answers that are known, by walking it with fractions.

The oracle for the bounds rewrite, and what the direction analysis stands on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import NamedTuple, assert_never

from gpcli.expr.fields import Answers, Entries
from gpcli.expr.nodes import (
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
)
from gpcli.expr.value import amount as value_of
from gpcli.expr.walk import fields
from gpcli.points import KEPT


class Span(NamedTuple):
    """The least and the greatest amount."""

    low: Fraction
    high: Fraction


class Verdict(NamedTuple):
    """Whether a condition surely holds, and whether it possibly does."""

    sure: bool
    possible: bool


class Spans:
    """Intervals under one set of answers. ``named`` gives intervals of named amounts that are known already,
    by the node's ``id``; what has a name is worked out once.
    """

    def __init__(self, answers: Answers, named: Mapping[int, Span] | None = None) -> None:
        self._answers = answers
        self.named = dict(named or {})

    def amount(self, expr: Num) -> Span:
        """The interval that contains the amount for every completion of the answers."""
        match expr:
            case Named(_, value):
                found = self.named.get(id(expr))
                if found is None:
                    found = self.named[id(expr)] = self.amount(value)
                return found
            case Const(value):
                return _constant(value)
            case Add(terms):
                parts = [self.amount(term) for term in terms]
                low = _sum([part.low for part in parts])
                if all(part.low is part.high for part in parts):
                    return Span(low, low)
                return Span(low, _sum([part.high for part in parts]))
            case If(condition, yes, no):
                verdict = self.condition(condition)
                if verdict.sure:
                    return self.amount(yes)
                if not verdict.possible:
                    return self.amount(no)
                return _hull([self.amount(yes), self.amount(no)])
            case Multiply(left, right):
                return _product(self.amount(left), self.amount(right))
            case Count(field):
                if field in self._answers:
                    return _point(value_of(expr, self._answers))
                return Span(Fraction(0), Fraction(field.maximum))
            case Fact(field):
                if field in self._answers:
                    return _point(value_of(expr, self._answers))
                return Span(Fraction(field.minimum), Fraction(field.maximum))
            case Amounts(field, name, where):
                amount = field.amounts[name]
                if field not in self._answers:
                    return Span(Fraction(0), Fraction(field.maximum * amount.maximum))
                decided = value_of(expr, self._answers)
                undecided = value_of(Undecided(field, name, where), self._answers)
                return Span(
                    decided + undecided * Fraction(amount.minimum),
                    decided + undecided * Fraction(amount.maximum),
                )
            case Most(terms):
                parts = [self.amount(term) for term in terms]
                return Span(max(part.low for part in parts), max(part.high for part in parts))
            case Least(terms):
                parts = [self.amount(term) for term in terms]
                return Span(min(part.low for part in parts), min(part.high for part in parts))
            case Undecided():
                return _point(value_of(expr, self._answers))
            case Divide(part, whole, least, most):
                below = self.amount(whole)
                if below.low != below.high or any(one not in self._answers for one in fields([whole])):
                    return Span(Fraction(least), Fraction(most))
                above = self.amount(part)
                if above.low == above.high:
                    return _point(above.low / below.low)
                return Span(
                    max(Fraction(least), above.low / below.low), min(Fraction(most), above.high / below.low)
                )
            case Round(value, places):
                inner = self.amount(value)
                return Span(_rounded(inner.low, places), _rounded(inner.high, places))
            case Choose(field, cases):
                if field in self._answers:
                    return self.amount(dict(cases)[str(self._answers[field])])
                return _hull([self.amount(case) for _, case in cases])
            case _:
                assert_never(expr)

    def condition(self, expr: Bool) -> Verdict:
        """What is certain and what is possible about a condition."""
        match expr:
            case Truth(value):
                return Verdict(value, value)
            case Known(field):
                return Verdict(field in self._answers, field in self._answers)
            case Yes(field):
                if field not in self._answers:
                    return Verdict(sure=False, possible=True)
                return Verdict(self._answers[field] is True, self._answers[field] is True)
            case IsLevel(field, level):
                if field not in self._answers:
                    return Verdict(sure=False, possible=True)
                return Verdict(self._answers[field] == level, self._answers[field] == level)
            case Compare(operator, left, right):
                return _compared(operator, self.amount(left), self.amount(right))
            case All(terms):
                parts = [self.condition(term) for term in terms]
                return Verdict(all(part.sure for part in parts), all(part.possible for part in parts))
            case Any(terms):
                parts = [self.condition(term) for term in terms]
                return Verdict(any(part.sure for part in parts), any(part.possible for part in parts))
            case Not(term):
                inner = self.condition(term)
                return Verdict(not inner.possible, not inner.sure)
            case _:
                assert_never(expr)


def is_open(expr: Fact | Count | Amounts | Choose | Yes | IsLevel, answers: Answers) -> bool:
    """Whether the fact is unanswered, or has entries whose amount is undecided."""
    if expr.field not in answers:
        return True
    answer = answers[expr.field]
    if isinstance(expr, Amounts) and isinstance(answer, Entries):
        return value_of(Undecided(expr.field, expr.amount, expr.where), answers) > 0
    return False


def _compared(operator: str, left: Span, right: Span) -> Verdict:
    match operator:
        case ">=":
            return Verdict(left.low >= right.high, left.high >= right.low)
        case ">":
            return Verdict(left.low > right.high, left.high > right.low)
        case "<=" | "<":
            return _compared({"<=": ">=", "<": ">"}[operator], right, left)
        case "==":
            points = left.low == left.high and right.low == right.high
            overlap = left.low <= right.high and right.low <= left.high
            return Verdict(points and left.low == right.low, overlap)
        case _:
            inner = _compared("==", left, right)
            return Verdict(not inner.possible, not inner.sure)


def _rounded(value: Fraction, places: int) -> Fraction:
    exact = value * 10**places
    size = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return Fraction(size if exact >= 0 else -size, 10**places)


def _point(value: Fraction) -> Span:
    return Span(value, value)


@lru_cache(maxsize=KEPT)
def _constant(value: Decimal) -> Span:
    return _point(Fraction(value))


def _sum(values: Sequence[Fraction]) -> Fraction:
    """The sum over one denominator: a fraction for each addition would take several times as long."""
    below = lcm(*(value.denominator for value in values))
    return Fraction(sum(value.numerator * (below // value.denominator) for value in values), below)


def _product(left: Span, right: Span) -> Span:
    if left.low is left.high:
        if right.low is right.high:
            return _point(left.low * right.low)
        ends = left.low * right.low, left.low * right.high
        return Span(*ends) if left.low >= 0 else Span(*ends[::-1])
    corners = [a * b for a in left for b in right]
    return Span(min(corners), max(corners))


def _hull(parts: list[Span]) -> Span:
    return Span(min(part.low for part in parts), max(part.high for part in parts))
