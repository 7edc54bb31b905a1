"""Parts of integer programs, put together with what is already known worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from gpcli.expr.ir import (
    FALSE,
    TRUE,
    Both,
    Either,
    Fails,
    Flag,
    Int,
    Pick,
    Product,
    Relation,
    Sum,
    Test,
    Whole,
)

COMPARED: Mapping[str, Callable[[Any, Any], Any]] = {
    ">=": ge,
    ">": gt,
    "<=": le,
    "<": lt,
    "==": eq,
    "!=": ne,
}
"""Every comparison by its sign, of integers or of what an engine compares."""


def relation(operator: str, left: Whole, right: Whole) -> Test:
    """A comparison; settled where both sides are known."""
    if isinstance(left, Int) and isinstance(right, Int):
        return Flag(COMPARED[operator](left.value, right.value))
    return Relation(operator, left, right)


def plus(left: Whole, right: Whole) -> Whole:
    """The sum; sums are opened, what is known is added up."""
    if isinstance(left, Int) and isinstance(right, Int):
        return Int(left.value + right.value)
    if isinstance(left, Int) and not left.value:
        return right
    if isinstance(right, Int) and not right.value:
        return left
    opened = (*left.terms, right) if isinstance(left, Sum) else (left, right)
    return Sum(opened)


def times(left: Whole, right: Whole) -> Whole:
    """The product; a known factor stands on the right."""
    if isinstance(left, Int) and isinstance(right, Int):
        return Int(left.value * right.value)
    if isinstance(left, Int):
        left, right = right, left
    if isinstance(right, Int):
        if right.value == 1:
            return left
        if right.value == 0:
            return Int(0)
        if isinstance(left, Product) and isinstance(left.right, Int):
            return Product(left.left, Int(left.right.value * right.value))
    return Product(left, right)


def pick(condition: Test, yes: Whole, no: Whole) -> Whole:
    """One of two values; no choice where both are the same or the condition is settled."""
    if isinstance(condition, Flag):
        return yes if condition.value else no
    same = yes is no or (isinstance(yes, Int) and isinstance(no, Int) and yes.value == no.value)
    return yes if same else Pick(condition, yes, no)


def both(terms: Sequence[Test]) -> Test:
    """A test that every term passes."""
    unsettled = tuple(term for term in terms if not isinstance(term, Flag))
    if any(isinstance(term, Flag) and not term.value for term in terms):
        return FALSE
    if not unsettled:
        return TRUE
    return unsettled[0] if len(unsettled) == 1 else Both(unsettled)


def either(terms: Sequence[Test]) -> Test:
    """A test that some term passes."""
    unsettled = tuple(term for term in terms if not isinstance(term, Flag))
    if any(isinstance(term, Flag) and term.value for term in terms):
        return TRUE
    if not unsettled:
        return FALSE
    return unsettled[0] if len(unsettled) == 1 else Either(unsettled)


def fails(term: Test) -> Test:
    """A test that the term does not pass."""
    match term:
        case Flag(value):
            return Flag(not value)
        case Fails(inner):
            return inner
        case _:
            return Fails(term)
