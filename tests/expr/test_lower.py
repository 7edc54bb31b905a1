"""The one lowering: scales, denominators, and the printed Python."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from gpcli.expr.cells import Cell, fill
from gpcli.expr.declare import award, count, incidents, level, rate, yes
from gpcli.expr.fields import (
    Answer,
    Answers,
    Entries,
    Entry,
    Field,
    LevelField,
    ListField,
    NumberField,
    RateField,
    Share,
    YesNoField,
)
from gpcli.expr.lower import lower
from gpcli.expr.nodes import (
    Amount,
    Bool,
    Choose,
    Count,
    Expr,
    If,
    IsLevel,
    Named,
    Not,
    Num,
    Round,
    all_of,
    any_of,
    number,
)
from gpcli.expr.python import compiled
from gpcli.expr.spelled import at_least, at_most, below, equal, least, most, over, quotient
from gpcli.expr.value import amount, holds

A = count("a", "甲", 6)
B = count("b", "乙", 6)
C = award("c", "丙", 3, step="0.25")
YES = yes("yes", "是")
LEVEL = level("level", "等次", "差", "中", "好")
RATE = rate("rate", "率")
BY = level("by", "单位", "省", "市")
LISTED = incidents("listed", "通报", BY, maximum=5)


def test_every_amount_has_its_places() -> None:
    program = lower([number(C), A * "0.1", C * C, C + A, Round(C * "0.001", 1), If(YES, "0.125", 1)])
    assert [output.scale for output in program.outputs] == [2, 1, 4, 2, 1, 3]


def test_only_what_stands_below_a_quotient_has_a_denominator() -> None:
    share = quotient(A, B, 0, 6)
    program = lower([A + 1, share, Round(share, 2), share + 1, number(RATE)])
    assert [output.denominator is not None for output in program.outputs] == [False, True, False, True, True]


def test_cells_are_what_the_clause_asks_for() -> None:
    program = lower([number(A), number(RATE), Count(LISTED), Count(LISTED, (("by", "省"),)), A + 1])
    assert program.cells == (
        Cell(A.field, "value"),
        Cell(RATE.field, "part"),
        Cell(RATE.field, "whole"),
        Cell(LISTED, "count"),
        Cell(LISTED, "count", "", (("by", "省"),)),
    )


def test_cells_from_answers() -> None:
    cells = lower(
        [number(C), number(RATE), Count(LISTED, (("by", "市"),)), If(IsLevel(LEVEL, "好"), C, 0)]
    ).cells
    entries = (Entry({"by": "市"}, {}), Entry({"by": "省"}, {}))
    answers = {
        C.field: Decimal("0.5"),
        RATE.field: Share(Decimal("85.5"), Decimal(100)),
        LISTED: Entries(2, entries),
    }
    assert fill(cells, answers) == [50, 855, 1000, 1, None]


@pytest.mark.parametrize("field", [A.field, C.field, RATE.field, LEVEL, LISTED, YES.field])
def test_an_answer_of_another_kind_is_never_an_integer(field: Field) -> None:
    """But for a yes, which Python itself counts as 1."""
    kinds: dict[type[Field], Answer] = {
        NumberField: Decimal(1),
        RateField: Share(Decimal(1), Decimal(2)),
        LevelField: "好",
        ListField: Entries(1),
        YesNoField: True,
    }
    cell = Cell(field, {RateField: "part", ListField: "count"}.get(type(field), "value"))
    for kind, answer in kinds.items():
        if kind is type(field):
            assert fill([cell], {field: answer}) != [None]
        elif kind is not YesNoField:
            with pytest.raises((AttributeError, LookupError, TypeError, ValueError)):
                fill([cell], {field: answer})


def test_a_level_is_its_position() -> None:
    program = compiled([Choose(LEVEL, (("差", number(1)), ("中", number("2.5")), ("好", number(4))))])
    assert [program.run([place]) for place in range(3)] == [(10, 1), (25, 1), (40, 1)]


def test_programs_without_facts_and_with_one() -> None:
    assert compiled([number("1.5")]).run([]) == (15, 1)
    assert compiled([A + 1]).run([2]) == (3, 1)


def test_names_become_locals_in_order() -> None:
    inner = Named("x", least(A, B))
    program = lower([Named("y", inner + C) + inner])
    assert [name for name, _ in program.values] == ["x", "y"]


def test_a_long_chain_of_named_amounts_stays_short() -> None:
    run: Num = number(0)
    for place in range(60):
        run = Named(f"n{place}", most(run + C, 0))
    program = compiled([run])
    assert len(program.source) < 6_000
    assert program.run(fill(program.cells, {C.field: Decimal("0.25")})) == (1500, 1)


def test_a_quotient_is_never_divided_by_an_unguarded_zero() -> None:
    guarded = Named("q", If(over(B, 0), Round(quotient(A, B, 0, 6), 2), 0))
    program = compiled([guarded])
    assert program.run(fill(program.cells, {A.field: Decimal(3), B.field: Decimal(0)})) == (0, 1)


class Build:
    """Random expressions over a handful of facts; quotients guarded as a clause would."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.named = 0

    def amount(self, depth: int) -> Num:
        if depth == 0:
            leaves = (
                A,
                B,
                C,
                RATE,
                Count(LISTED),
                Count(LISTED, (("by", "省"),)),
                number("-1.5"),
                number("0.25"),
            )
            return self.rng.choice([number(leaf) for leaf in leaves])
        one, other = self.amount(depth - 1), self.amount(depth - 1)
        match self.rng.randrange(9):
            case 0:
                return one + other
            case 1:
                return one - other
            case 2:
                return one * self.rng.choice((number("0.3"), number(-2), other))
            case 3:
                return least(one, other, self.amount(0))
            case 4:
                return most(one, other)
            case 5:
                return If(self.condition(depth - 1), one, other)
            case 6:
                return Choose(LEVEL, (("差", one), ("中", number("0.5")), ("好", other)))
            case 7:
                self.named += 1
                return Named(f"n{self.named}", Round(one, self.rng.randrange(3)))
            case _:
                return If(over(B, 0), quotient(one, B, -10_000, 10_000), other)

    def condition(self, depth: int) -> Bool:
        if depth == 0:
            return self.rng.choice((YES, IsLevel(LEVEL, "中"), Not(YES), at_least(A, 3)))
        match self.rng.randrange(4):
            case 0:
                return all_of(self.condition(depth - 1), self.condition(depth - 1))
            case 1:
                return any_of(self.condition(depth - 1), self.condition(depth - 1))
            case 2:
                return Not(self.condition(depth - 1))
            case _:
                compare = self.rng.choice((at_least, over, at_most, below, equal))
                return compare(self.amount(depth - 1), self.amount(depth - 1))


def drawn(rng: Random) -> dict[Field, Answer]:
    entries = tuple(Entry({"by": rng.choice(("省", "市"))}, {}) for _ in range(rng.randrange(4)))
    whole = rng.randint(1, 9)
    return {
        A.field: Decimal(rng.randrange(7)),
        B.field: Decimal(rng.choice((0, 1, 3, 6))),
        C.field: Decimal(rng.randrange(13)) / 4,
        YES.field: rng.random() < 0.5,
        LEVEL: rng.choice(LEVEL.levels),
        RATE.field: Share(Decimal(rng.randint(0, whole)), Decimal(whole)),
        LISTED: Entries(len(entries), entries),
    }


def exact(expr: Expr, answers: Answers) -> Fraction:
    return amount(expr, answers) if isinstance(expr, Amount) else Fraction(holds(expr, answers))


@pytest.mark.parametrize("seed", range(6))
def test_random_expressions_compile_to_what_they_mean(seed: int) -> None:
    rng = Random(seed)
    for _ in range(60):
        build = Build(rng)
        roots: list[Expr] = [build.amount(3), build.condition(2), build.amount(2)]
        program = compiled(roots)
        for _ in range(6):
            answers = drawn(rng)
            numbers = program.run(fill(program.cells, answers))
            found = [
                Fraction(above, under * 10**scale)
                for above, under, scale in zip(numbers[::2], numbers[1::2], program.scales, strict=True)
            ]
            assert found == [exact(root, answers) for root in roots]
            assert all(under > 0 for under in numbers[1::2])
