"""Which way a fact is read; where it is read one way, the answers at its ends attain the bounds."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from random import Random

import pytest

from gpcli.expr.declare import award, count, entries, incidents, level, rate, yes
from gpcli.expr.directions import Slope, directions, witness
from gpcli.expr.fields import Answer, Entries, Entry, Field, Share
from gpcli.expr.nodes import (
    Amounts,
    Choose,
    Count,
    If,
    IsLevel,
    Multiply,
    Named,
    Not,
    Num,
    Operand,
    Round,
    number,
)
from gpcli.expr.spans import Spans
from gpcli.expr.spelled import at_least, at_most, below, equal, least, most, over, quotient

A = count("a", "甲", 3)
B = count("b", "乙", 3)
YES = yes("yes", "是")
LEVEL = level("level", "等次", "差", "中", "好")
RATE = rate("rate", "率")
LISTED = incidents("listed", "次", maximum=4)
CUTS = entries("cuts", "扣分", award("points", "分", 2, minimum="0.5"), maximum=3)


def chosen(middle: Operand) -> Num:
    return Choose(LEVEL, (("差", number(0)), ("中", number(middle)), ("好", number(2))))


UP, DOWN = Slope(True), Slope(False)


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (A + 1, {A.field: UP}),
        (5 - A, {A.field: DOWN}),
        (A - A, {A.field: None}),
        (A * B, {A.field: UP, B.field: UP}),
        (Multiply(A, B - 1), {A.field: None, B.field: UP}),
        (A * 0, {}),
        (If(YES, 5, 1), {YES.field: UP}),
        (If(YES, 1, 5), {YES.field: DOWN}),
        (If(YES, 5, 5), {}),
        (If(Not(YES), 5, 1), {YES.field: DOWN}),
        (If(YES, A, 1), {YES.field: None, A.field: UP}),
        (If(over(A, 1), 5, 1), {A.field: UP}),
        (If(at_most(A, 1), 5, 1), {A.field: DOWN}),
        (If(below(1, A), 5, 1), {A.field: UP}),
        (If(equal(A, 1), 5, 1), {A.field: None}),
        (If(at_least(A, 0), 5, B), {}),
        (quotient(A, B + 1, 0, 3), {A.field: UP, B.field: None}),
        (Round(least(A, most(B, 1)), 0), {A.field: UP, B.field: UP}),
        (
            Choose(LEVEL, (("差", number(0)), ("中", number(5)), ("好", number(2)))),
            {LEVEL: Slope(True, "中", "差")},
        ),
        (
            Choose(LEVEL, (("差", number(0)), ("中", number(A)), ("好", number(2)))),
            {LEVEL: None, A.field: UP},
        ),
        (If(IsLevel(LEVEL, "中"), 0, 5), {LEVEL: Slope(True, "差", "中")}),
        (If(YES & over(A, 1), 3, 0), {YES.field: UP, A.field: UP}),
        (Count(LISTED) * -1, {LISTED: DOWN}),
    ],
)
def test_readings(expr: Num, expected: dict[Field, Slope | None]) -> None:
    assert directions(expr, {}) == expected


def test_known_facts_have_no_direction() -> None:
    assert directions(A - B, {A.field: Decimal(1)}) == {B.field: DOWN}
    assert directions(If(YES, A, B), {YES.field: True}) == {A.field: UP}
    assert directions(chosen(A), {LEVEL: "中"}) == {A.field: UP}


def test_a_name_used_twice_is_read_in_both_ways_it_is_used() -> None:
    shared = Named("x", A + 1)
    assert directions(shared + shared, {}) == {A.field: UP}
    assert directions(shared - shared, {}) == {A.field: None}


def test_undecided_entries_are_open() -> None:
    listed = Entries(2, (Entry({}, {"points": None}), Entry({}, {"points": Decimal(1)})))
    total = -Amounts(CUTS, "points")
    assert directions(total, {CUTS: listed}) == {CUTS: DOWN}
    decided = witness(CUTS, DOWN, best=True, known=listed)
    assert decided == Entries(2, (Entry({}, {"points": Decimal("0.5")}), Entry({}, {"points": Decimal(1)})))
    worst = witness(CUTS, DOWN, best=False, known=listed)
    assert Spans({CUTS: worst}).amount(total).low == -3


def test_witnesses() -> None:
    assert witness(YES.field, UP, best=True) is True
    assert witness(YES.field, DOWN, best=True) is False
    assert witness(A.field, DOWN, best=False) == 3
    assert witness(LEVEL, Slope(True, "中", "差"), best=False) == "差"
    assert witness(RATE.field, UP, best=True) == Share(Decimal(100), Decimal(100))
    assert witness(LISTED, DOWN, best=True) == Entries(0, ())
    assert witness(LISTED, UP, best=True).number == 4
    full = witness(CUTS, UP, best=True)
    assert Spans({CUTS: full}).amount(Amounts(CUTS, "points")).low == 6


def random_amount(rng: Random, depth: int) -> Num:
    if depth == 0:
        return number(rng.choice((A, B, number(2), number("-0.5"))))
    one, other = random_amount(rng, depth - 1), random_amount(rng, depth - 1)
    match rng.randrange(7):
        case 0:
            return one + other
        case 1:
            return one * rng.choice((number("0.5"), number(-1)))
        case 2:
            return least(one, other)
        case 3:
            return most(one, number("1.5"))
        case 4:
            condition = rng.choice((YES, IsLevel(LEVEL, "好"), over(A, 1), at_most(one, other)))
            return If(condition, other, 0)
        case 5:
            return Choose(LEVEL, (("差", number(0)), ("中", number(1)), ("好", other)))
        case _:
            return Round(one * "0.3", 0)


@pytest.mark.parametrize("seed", range(4))
def test_where_every_fact_is_read_one_way_the_witness_attains_the_bounds(seed: int) -> None:
    domain: dict[Field, tuple[Answer, ...]] = {
        A.field: tuple(map(Decimal, range(4))),
        B.field: tuple(map(Decimal, range(4))),
        YES.field: (True, False),
        LEVEL: LEVEL.levels,
    }
    rng = Random(seed)
    exact = 0
    for _ in range(120):
        expr = random_amount(rng, 3)
        known = {field: rng.choice(domain[field]) for field in domain if rng.random() < 0.3}
        found = directions(expr, known)
        low, high = Spans(known).amount(expr)
        assert not found.keys() & known.keys()
        if None in found.values():
            continue
        exact += low != high
        for best, end in ((True, high), (False, low)):
            filled = {**known, **{one: witness(one, way, best=best) for one, way in found.items() if way}}
            assert Spans(filled).amount(expr) == (end, end)
        # what has no direction has no effect
        idle = [field for field in domain if field not in known and field not in found]
        filled = {**known, **{one: witness(one, way, best=True) for one, way in found.items() if way}}
        for values in product(*(domain[field] for field in idle)):
            assert Spans({**filled, **dict(zip(idle, values, strict=True))}).amount(expr).low == high
    assert exact > 10
