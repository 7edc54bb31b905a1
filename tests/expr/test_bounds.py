"""Bounds as a rewrite: equal to walking with intervals, around every completion, and nothing else known."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from gpcli.expr.bounds import Bounds
from gpcli.expr.cells import fill
from gpcli.expr.declare import award, count, entries, level, rate, yes
from gpcli.expr.fields import Answer, Answers, Entries, Entry, Field, Share
from gpcli.expr.nodes import (
    Amounts,
    Bool,
    Choose,
    Compare,
    If,
    IsLevel,
    Multiply,
    Named,
    Not,
    Num,
    Round,
    Truth,
    all_of,
    any_of,
    number,
)
from gpcli.expr.python import compiled
from gpcli.expr.spans import Span, Spans, Verdict
from gpcli.expr.spelled import at_least, at_most, equal, least, most, over, quotient
from gpcli.expr.value import amount, holds

A = count("a", "甲", 3)
B = count("b", "乙", 3)
YES = yes("yes", "是")
LEVEL = level("level", "等次", "差", "中", "好")
RATE = rate("rate", "率")
CUTS = entries("cuts", "扣分", award("points", "分", 2, minimum="0.5"))
DOMAIN: dict[Field, tuple[Answer, ...]] = {
    A.field: tuple(map(Decimal, range(4))),
    B.field: tuple(map(Decimal, range(4))),
    YES.field: (True, False),
    LEVEL: LEVEL.levels,
}


def rewritten(expr: Num, answers: Answers, optional: tuple[Field, ...] = ()) -> Span:
    program = compiled(list(Bounds(optional).amount(expr)))
    numbers = program.run(fill(program.cells, answers))
    low, high = (
        Fraction(above, under * 10**scale)
        for above, under, scale in zip(numbers[::2], numbers[1::2], program.scales, strict=True)
    )
    return Span(low, high)


def chance(expr: Bool, answers: Answers) -> Verdict:
    program = compiled(list(Bounds().condition(expr)))
    sure, _, possible, _ = program.run(fill(program.cells, answers))
    return Verdict(bool(sure), bool(possible))


def span(low: object, high: object) -> Span:
    return Span(Fraction(str(low)), Fraction(str(high)))


@pytest.mark.parametrize(
    ("expr", "known", "expected"),
    [
        (A - B, {}, (-3, 3)),
        (A - B, {A.field: Decimal(1)}, (-2, 1)),
        (-A * 2 + 5, {}, (-1, 5)),
        (Multiply(A - 1, B - 2), {}, (-4, 2)),
        (least(A, 2), {}, (0, 2)),
        (most(A, 2), {}, (2, 3)),
        (If(YES, 5, A), {}, (0, 5)),
        (If(YES, 5, A), {YES.field: False}, (0, 3)),
        (If(over(A, 3), 5, 1), {}, (1, 1)),
        (Choose(LEVEL, (("差", number(0)), ("中", number(A)), ("好", number(2)))), {}, (0, 3)),
        (Choose(LEVEL, (("差", number(0)), ("中", number(A)), ("好", number(2)))), {LEVEL: "好"}, (2, 2)),
        (Round(A * "0.25", 1), {}, (0, "0.8")),
        (number(RATE), {}, (0, 100)),
        (quotient(A, B + 1, 0, 3), {}, (0, 3)),
        (quotient(A, B + 1, 0, 3), {B.field: Decimal(3)}, (0, "3/4")),
        (quotient(A, B + 1, 0, 3), {A.field: Decimal(1), B.field: Decimal(2)}, ("1/3", "1/3")),
    ],
)
def test_intervals(expr: Num, known: Answers, expected: tuple[object, object]) -> None:
    assert rewritten(expr, known) == span(*expected)
    assert Spans(known).amount(expr) == span(*expected)


@pytest.mark.parametrize(
    ("expr", "known", "sure", "possible"),
    [
        (YES, {}, False, True),
        (Not(YES), {YES.field: True}, False, False),
        (at_least(A, 0), {}, True, True),
        (over(A, 3), {}, False, False),
        (at_most(A, 2), {}, False, True),
        (equal(A, B), {}, False, True),
        (equal(A, B), {A.field: Decimal(1), B.field: Decimal(1)}, True, True),
        (Compare("!=", number(A), number(5)), {}, True, True),
        (Compare("!=", number(A), number(2)), {}, False, True),
        (all_of(YES, over(A, 3)), {}, False, False),
        (any_of(YES, at_least(A, 0)), {}, True, True),
        (IsLevel(LEVEL, "中"), {}, False, True),
        (IsLevel(LEVEL, "中"), {LEVEL: "好"}, False, False),
        (Truth(True), {}, True, True),
    ],
)
def test_conditions_are_sure_or_possible(expr: Bool, known: Answers, sure: bool, possible: bool) -> None:
    assert chance(expr, known) == Verdict(sure, possible)
    assert Spans(known).condition(expr) == Verdict(sure, possible)


def test_undecided_amounts_take_their_limits() -> None:
    listed = Entries(3, tuple(Entry({}, {"points": one}) for one in (Decimal("1.5"), None, None)))
    total = Amounts(CUTS, "points")
    assert rewritten(total, {CUTS: listed}) == span("2.5", "5.5")
    assert Spans({CUTS: listed}).amount(total) == span("2.5", "5.5")
    assert rewritten(total, {CUTS: listed}, (CUTS,)) == span("2.5", "5.5")
    assert rewritten(total, {}) == span(0, 2 * 9999)


def test_optional_facts_are_never_open() -> None:
    bounds = Bounds([A.field])
    expr = A * -2 + 5
    assert bounds.amount(expr) == (expr, expr)
    assert rewritten(expr, {A.field: Decimal(2)}, (A.field,)) == span(1, 1)


def test_what_cannot_be_open_is_not_rewritten() -> None:
    settled = Named("x", Round(least(number(3), number(2)), 1))
    low, high = Bounds().amount(settled)
    assert low is high is settled


def test_shared_names_are_rewritten_once() -> None:
    shared = Named("x", A + B)
    bounds = Bounds()
    one, other = bounds.amount(shared + 1), bounds.amount(shared * 2)
    program = compiled([*one, *other])
    assert program.source.count("v1 = ") == 1
    assert len({line.split()[0] for line in program.source.splitlines() if " = " in line}) == 3


def test_rates_given_as_share_or_number_have_no_interval() -> None:
    assert rewritten(number(RATE), {RATE.field: Share(Decimal(1), Decimal(3))}) == span("100/3", "100/3")


def random_amount(rng: Random, depth: int) -> Num:
    if depth == 0:
        return number(rng.choice((A, B, number(2), number("-0.5"))))
    one, other = random_amount(rng, depth - 1), random_amount(rng, depth - 1)
    match rng.randrange(8):
        case 0:
            return one + other
        case 1:
            return one * rng.choice((number("0.5"), number(-1), other))
        case 2:
            return least(one, other)
        case 3:
            return most(one, other)
        case 4:
            return If(random_condition(rng, depth - 1), one, other)
        case 5:
            return Choose(LEVEL, (("差", one), ("中", other), ("好", number(1))))
        case 6:
            return Round(one * "0.3", 0)
        case _:
            return quotient(one, B + 1, -1000, 1000)


def random_condition(rng: Random, depth: int) -> Bool:
    if depth == 0:
        return rng.choice((YES, IsLevel(LEVEL, "好"), over(A, 1)))
    operator = rng.choice((">=", ">", "<=", "<", "==", "!="))
    match rng.randrange(3):
        case 0:
            return Not(random_condition(rng, depth - 1))
        case 1:
            make = rng.choice((all_of, any_of))
            return make(random_condition(rng, depth - 1), random_condition(rng, depth - 1))
        case _:
            return Compare(operator, random_amount(rng, depth - 1), random_amount(rng, depth - 1))


@pytest.mark.parametrize("seed", range(6))
def test_random_bounds_contain_every_completion(seed: int) -> None:
    rng = Random(seed)
    for _ in range(25):
        expr, condition = random_amount(rng, 3), random_condition(rng, 2)
        open_ = [field for field in DOMAIN if rng.random() < 0.6]
        known = {field: rng.choice(DOMAIN[field]) for field in DOMAIN if field not in open_}
        found, verdict = rewritten(expr, known), chance(condition, known)
        assert found == Spans(known).amount(expr)
        assert verdict == Spans(known).condition(condition)
        assert found.low <= found.high
        assert verdict.possible or not verdict.sure
        for values in product(*(DOMAIN[field] for field in open_)):
            completion = {**known, **dict(zip(open_, values, strict=True))}
            assert found.low <= amount(expr, completion) <= found.high
            truth = holds(condition, completion)
            assert verdict.sure <= truth <= verdict.possible
        if not open_:
            assert found.low == found.high
            assert verdict.sure == verdict.possible
