"""The interval of an expression under the answers that are known, by walking it with fractions.

The oracle for the bounds rewrite, and what the direction analysis stands on.
"""

from __future__ import annotations

from fractions import Fraction
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


class Span(NamedTuple):
    """The least and the greatest amount."""

    low: Fraction
    high: Fraction


class Verdict(NamedTuple):
    """Whether a condition surely holds, and whether it possibly does."""

    sure: bool
    possible: bool


def span(expr: Num, answers: Answers) -> Span:
    """The interval that contains the amount for every completion of the answers."""
    match expr:
        case Const(value):
            return _point(Fraction(value))
        case Fact(field):
            if field in answers:
                return _point(value_of(expr, answers))
            return Span(Fraction(field.minimum), Fraction(field.maximum))
        case Count(field):
            if field in answers:
                return _point(value_of(expr, answers))
            return Span(Fraction(0), Fraction(field.maximum))
        case Amounts(field, name, where):
            amount = field.amounts[name]
            if field not in answers:
                return Span(Fraction(0), Fraction(field.maximum * amount.maximum))
            decided = value_of(expr, answers)
            undecided = value_of(Undecided(field, name, where), answers)
            return Span(
                decided + undecided * Fraction(amount.minimum), decided + undecided * Fraction(amount.maximum)
            )
        case Undecided():
            return _point(value_of(expr, answers))
        case Add(terms):
            parts = [span(term, answers) for term in terms]
            return Span(
                sum((part.low for part in parts), Fraction(0)),
                sum((part.high for part in parts), Fraction(0)),
            )
        case Multiply(left, right):
            corners = [a * b for a in span(left, answers) for b in span(right, answers)]
            return Span(min(corners), max(corners))
        case Divide(part, whole, least, most):
            if any(field not in answers for field in fields([whole])):
                return Span(Fraction(least), Fraction(most))
            above, below = span(part, answers), value_of(whole, answers)
            if above.low == above.high:
                return _point(above.low / below)
            return Span(max(Fraction(least), above.low / below), min(Fraction(most), above.high / below))
        case Round(value, places):
            inner = span(value, answers)
            return Span(_rounded(inner.low, places), _rounded(inner.high, places))
        case Least(terms):
            parts = [span(term, answers) for term in terms]
            return Span(min(part.low for part in parts), min(part.high for part in parts))
        case Most(terms):
            parts = [span(term, answers) for term in terms]
            return Span(max(part.low for part in parts), max(part.high for part in parts))
        case If(condition, yes, no):
            verdict = truth(condition, answers)
            if verdict.sure:
                return span(yes, answers)
            if not verdict.possible:
                return span(no, answers)
            return _hull([span(yes, answers), span(no, answers)])
        case Choose(field, cases):
            if field in answers:
                return span(dict(cases)[str(answers[field])], answers)
            return _hull([span(case, answers) for _, case in cases])
        case Named(_, value):
            return span(value, answers)
        case _:
            assert_never(expr)


def truth(expr: Bool, answers: Answers) -> Verdict:
    """What is certain and what is possible about a condition."""
    match expr:
        case Truth(value):
            return Verdict(value, value)
        case Known(field):
            return Verdict(field in answers, field in answers)
        case Yes(field):
            if field not in answers:
                return Verdict(sure=False, possible=True)
            return Verdict(answers[field] is True, answers[field] is True)
        case IsLevel(field, level):
            if field not in answers:
                return Verdict(sure=False, possible=True)
            return Verdict(answers[field] == level, answers[field] == level)
        case Compare(operator, left, right):
            return _compared(operator, span(left, answers), span(right, answers))
        case All(terms):
            parts = [truth(term, answers) for term in terms]
            return Verdict(all(part.sure for part in parts), all(part.possible for part in parts))
        case Any(terms):
            parts = [truth(term, answers) for term in terms]
            return Verdict(any(part.sure for part in parts), any(part.possible for part in parts))
        case Not(term):
            inner = truth(term, answers)
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


def _hull(parts: list[Span]) -> Span:
    return Span(min(part.low for part in parts), max(part.high for part in parts))
