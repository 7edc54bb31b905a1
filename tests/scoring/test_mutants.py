"""Every small change to a clause is noticed by some generated or solved facts, or is no change at all."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from gpcli.expr.fields import Answer, Answers, Field, LevelField, YesNoField
from gpcli.expr.nodes import (
    Add,
    All,
    Amount,
    Amounts,
    Any,
    Choose,
    Compare,
    Const,
    Count,
    Expr,
    Fact,
    If,
    IsLevel,
    Least,
    Most,
    Multiply,
    Named,
    Not,
    Truth,
    Yes,
)
from gpcli.expr.spans import Spans
from gpcli.expr.walk import fields
from gpcli.ledger import Cap, Floor, Full, Include, Ledger, Move, Scale, Void, account, adds, plus
from gpcli.testing.generate import MOODS, answers, extreme, solved

STRICT = {">=": ">", ">": ">=", "<=": "<", "<": "<="}


def variants(expr: Expr) -> Iterator[tuple[str, Expr]]:
    """The expression with one small change, each change once; what is named elsewhere stays."""
    match expr:
        case Const(value):
            yield "+1", Const(value + 1)
            yield "-1", Const(value - 1)
        case Fact() | Amounts() | Named():
            return
        case Count(field, where):
            if where:
                yield "all levels", Count(field)
        case Yes() | IsLevel():
            yield "negated", Not(expr)
        case Truth(value):
            yield "other reading", Truth(not value)
        case Not(term):
            yield "without not", term
            yield from (("not: " + name, Not(one)) for name, one in variants(term))
        case Compare(operator, left, right):
            yield STRICT[operator], Compare(STRICT[operator], left, right)
            yield from (("left: " + name, Compare(operator, one, right)) for name, one in variants(left))
            yield from (("right: " + name, Compare(operator, left, one)) for name, one in variants(right))
        case All(terms) | Any(terms) | Least(terms) | Most(terms) | Add(terms):
            other = {All: Any, Any: All, Least: Most, Most: Least}.get(type(expr))
            if other is not None:
                yield other.__name__, other(terms)
            for place, term in enumerate(terms):
                rest = (*terms[:place], *terms[place + 1 :])
                yield f"without {place}", type(expr)(rest)
                for name, one in variants(term):
                    yield f"{place}: {name}", type(expr)((*terms[:place], one, *terms[place + 1 :]))
        case Multiply(left, right):
            yield from (("left: " + name, Multiply(one, right)) for name, one in variants(left))
            yield from (("right: " + name, Multiply(left, one)) for name, one in variants(right))
        case If(condition, yes, no):
            yield "branches", If(condition, no, yes)
            yield from (("if: " + name, If(one, yes, no)) for name, one in variants(condition))
            yield from (("yes: " + name, If(condition, one, no)) for name, one in variants(yes))
            yield from (("no: " + name, If(condition, yes, one)) for name, one in variants(no))
        case Choose(field, cases):
            for place, (level, case) in enumerate(cases):
                for name, one in variants(case):
                    changed = (*cases[:place], (level, one), *cases[place + 1 :])
                    yield f"{level}: {name}", Choose(field, changed)
        case _:
            raise AssertionError(f"no mutants of {type(expr).__name__}: write some")


def moves_instead(move: Move, ledger: Ledger) -> Iterator[tuple[str, tuple[Move, ...]]]:
    """What may stand in the place of a move."""
    yield "removed", ()
    match move:
        case Full():
            return
        case Floor() | Cap():
            for name, at in variants(move.at):
                yield f"at {name}", (type(move)(move.key, move.label, at),)
        case Scale():
            for name, factor in variants(move.factor):
                yield f"factor {name}", (Scale(move.key, move.label, factor),)
        case Void():
            yield "negated", (Void(move.key, move.label, Not(move.condition)),)
            for name, condition in variants(move.condition):
                yield name, (Void(move.key, move.label, condition),)
        case Include():
            yield "sign", (plus(move.child, -move.factor),)
            yield "twice", (plus(move.child, move.factor * 2),)
        case _:
            [amount] = move.reads
            yield "sign", (adds(move.key, "", -amount),)
            for name, one in variants(amount):
                yield name, (adds(move.key, "", one),)


def adding(move: Move) -> bool:
    return not isinstance(move, Floor | Cap | Scale | Void)


def mutants(ledger: Ledger) -> Iterator[tuple[str, Ledger]]:
    """The ledger with one small change."""
    moves = ledger.moves
    for place, move in enumerate(moves):
        before, after = moves[:place], moves[place + 1 :]
        if isinstance(move, Full):
            for name, step in (("+1", 1), ("-1", -1)):
                yield f"full {name}", Ledger(ledger.id, "", ledger.points + step, *moves)
        for name, instead in moves_instead(move, ledger):
            yield f"{move.key}: {name}", Ledger(ledger.id, "", ledger.points, *before, *instead, *after)
        # a sum has no order: two adding moves in the other order are the same clause
        if after and not (adding(move) and adding(after[0])):
            swapped = (*before, after[0], move, *after[1:])
            yield f"{move.key} after {after[0].key}", Ledger(ledger.id, "", ledger.points, *swapped)


Shown = tuple[dict[str, Fraction], Fraction]


def shown(ledger: Ledger, spans: Spans) -> Shown:
    """Every line and the total."""
    written = account(ledger)
    lines = {posting.key: spans.amount(posting.amount).low for posting in written.postings}
    return {key: amount for key, amount in lines.items() if amount}, spans.amount(written.total).low


def flips(start: dict[Field, Answer]) -> Iterator[dict[Field, Answer]]:
    """One yes/no or level changed at a time."""
    for field in start:
        if isinstance(field, YesNoField):
            yield {**start, field: not start[field]}
        if isinstance(field, LevelField):
            yield from ({**start, field: level} for level in field.levels)


def evidence(case) -> list[Answers]:
    """Solved boundaries, the ends, one flip from them, and random facts."""
    found: list[Answers] = [side for boundary in solved(case.table) for side in boundary.sides.values()]
    best, worst = (extreme(case.table, best=best) for best in (True, False))
    found += [best, worst, *flips(best), *flips(worst)]
    rng = Random(99)
    many = 40 if case.default else 12
    return found + [answers(case.table, rng, mood) for _ in range(many) for mood in MOODS[:3]]


def survivors_of(case, *, only: frozenset[str] | None) -> tuple[set[str], set[str]]:
    """Mutants that something noticed, and mutants that nothing did."""
    ledgers = [ledger for ledger in case.table.ledgers() if only is None or ledger.id in only]
    alive = [(f"{ledger.id}/{name}", ledger, one) for ledger in ledgers for name, one in mutants(ledger)]
    # keeps every mutant alive while Spans remembers amounts by their id
    kept = list(alive)
    everything = {name for name, _, _ in alive}
    for given in evidence(case):
        spans = Spans(given)
        before = {ledger.id: shown(ledger, spans) for ledger in ledgers}
        alive = [(name, ledger, one) for name, ledger, one in alive if shown(one, spans) == before[ledger.id]]
    assert kept
    living = {name for name, _, _ in alive}
    return everything - living, living
