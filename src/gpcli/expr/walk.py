"""Walking expressions: children, the leaves in the order of the clause, and the fields they read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from gpcli.expr.fields import Field
from gpcli.expr.nodes import (
    Add,
    All,
    Amounts,
    Any,
    Choose,
    Compare,
    Const,
    Count,
    Divide,
    Expr,
    Fact,
    If,
    IsLevel,
    Known,
    Least,
    Most,
    Multiply,
    Named,
    Not,
    Round,
    Truth,
    Undecided,
    Yes,
)

Leaf = Fact | Count | Amounts | Undecided | Yes | IsLevel | Known | Choose


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly below, in the order in which a clause names them."""
    match expr:
        case Const() | Fact() | Count() | Amounts() | Undecided() | Truth() | Yes() | IsLevel() | Known():
            return ()
        case Add(terms) | Least(terms) | Most(terms):
            return terms
        case All(terms) | Any(terms):
            return terms
        case Multiply(left, right) | Compare(_, left, right):
            return (left, right)
        case Divide(part, whole):
            return (part, whole)
        case Round(value) | Named(_, value):
            return (value,)
        case If(condition, yes, no):
            return (condition, yes, no)
        case Choose(_, cases):
            return tuple(amount for _, amount in cases)
        case Not(term):
            return (term,)
        case _:
            assert_never(expr)


def leaves(roots: Iterable[Expr]) -> Iterator[Leaf]:
    """Every place where a fact is read, in the order of the clauses."""
    stack = list(roots)[::-1]
    while stack:
        expr = stack.pop()
        if isinstance(expr, Leaf):
            yield expr
        stack += children(expr)[::-1]


def fields(roots: Iterable[Expr]) -> tuple[Field, ...]:
    """The fields that the expressions read, each once, in the order of the clauses."""
    return tuple(dict.fromkeys(leaf.field for leaf in leaves(roots)))
