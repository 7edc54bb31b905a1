"""What each node means, and that misuse says what to write instead."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from gpcli.expr.cells import fill
from gpcli.expr.declare import award, count, entries, incidents, level, rate, yes
from gpcli.expr.fields import Answers, Entries, Entry, ListField, NumberField, Share, decimal_of
from gpcli.expr.nodes import (
    Add,
    Amounts,
    Bool,
    Choose,
    Compare,
    Const,
    Count,
    If,
    IsLevel,
    Named,
    Not,
    Num,
    Round,
    Truth,
    add,
    all_of,
    any_of,
    number,
)
from gpcli.expr.python import compiled
from gpcli.expr.spelled import at_least, at_most, below, equal, least, most, over, quotient
from gpcli.expr.value import amount, holds

N = count("n", "次数", 50)
M = count("m", "总数", 50)
AWARD = award("award", "得分", 10)
BAD = yes("bad", "不实")
GOOD = yes("good", "属实")
LEVEL = level("level", "等次", "差", "中", "好")
BY = level("by", "单位", "省", "市")
NOTICES = incidents("notices", "通报", BY)
CUTS = entries("cuts", "扣分", award("points", "扣分", 5), BY)
RATE = rate("rate", "公开率")


def both(expr: Num, answers: Answers) -> Fraction:
    """The amount by walking, which compiling must repeat."""
    program = compiled([expr])
    above, under = program.run(fill(program.cells, answers))
    walked = amount(expr, answers)
    assert Fraction(above, under * 10 ** program.scales[0]) == walked
    return walked


def truth(expr: Bool, answers: Answers) -> bool:
    program = compiled([expr])
    walked = holds(expr, answers)
    assert program.run(fill(program.cells, answers)) == (int(walked), 1)
    return walked


def n(value: int | str, other: int = 1) -> dict[object, object]:
    return {N.field: Decimal(value), M.field: Decimal(other)}


def test_arithmetic_reads_as_arithmetic() -> None:
    assert both(5 - N * "0.1", n(37)) == Fraction(13, 10)
    assert both("0.5" + N, n(2)) == Fraction(5, 2)
    assert both(-N + 1, n(3)) == -2
    assert both(3 * N - M, n(3, 4)) == 5
    assert both(N * M, n(3, 4)) == 12


def test_sums_are_flat() -> None:
    found = add(N, add(M, 1), N + M)
    assert isinstance(found, Add)
    assert len(found.terms) == 5
    assert add(N) is N


def test_least_and_most() -> None:
    assert both(least(N, M, 5), n(7, 6)) == 5
    assert both(most(N, "-0.5", M), n(0, 0)) == 0


def test_least_and_most_of_the_same_terms_are_not_mistaken_for_each_other() -> None:
    for left, right in ((least(N, M), most(N, M)), (N + M, least(N, M)), (N * M, N + M)):
        expr = If(BAD, left, right)
        assert both(expr, {**n(2, 5), BAD.field: True}) == amount(left, n(2, 5))
        assert both(expr, {**n(2, 5), BAD.field: False}) == amount(right, n(2, 5))


def test_all_and_any_of_the_same_terms_are_not_mistaken_for_each_other() -> None:
    expr = If(GOOD, If(all_of(BAD, over(N, 1)), 1, 0), If(any_of(BAD, over(N, 1)), 1, 0))
    answers = {**n(5), BAD.field: False}
    assert both(expr, {**answers, GOOD.field: True}) == 0
    assert both(expr, {**answers, GOOD.field: False}) == 1


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (at_least, (False, True, True)),
        (over, (False, False, True)),
        (at_most, (True, True, False)),
        (below, (True, False, False)),
        (equal, (False, True, False)),
    ],
)
def test_comparisons_say_whether_the_line_counts(make, expected: tuple[bool, ...]) -> None:
    condition = make(N * "0.1", "1.5")
    assert tuple(truth(condition, n(one)) for one in (14, 15, 16)) == expected
    assert tuple(truth(Not(condition), n(one)) for one in (14, 15, 16)) == tuple(not one for one in expected)
    assert tuple(truth(make(2, "1.5"), {}) for _ in range(1)) == (expected[2],)


def test_quotients_are_compared_by_multiplying_across() -> None:
    share = If(over(M, 0), quotient(N, M, 0, 50), 0)
    line = at_least(share, "0.15")
    assert [truth(line, n(*pair)) for pair in ((2, 20), (3, 20), (6, 40), (5, 40))] == [
        False,
        True,
        True,
        False,
    ]
    assert [truth(over(share, "0.15"), n(*pair)) for pair in ((3, 20), (6, 40), (7, 40))] == [
        False,
        False,
        True,
    ]
    # a third is not 0.333333
    assert not truth(at_most(share, "0.333333"), n(1, 3))
    assert truth(equal(share * 3, 1), n(1, 3))
    assert both(share, n(7, 0)) == 0


def test_rates_are_exact_in_either_form() -> None:
    line = at_least(RATE, "85.5")
    for share, expected in (
        (Share(Decimal("85.5"), Decimal(100)), True),
        (Share(Decimal("85.4999"), Decimal(100)), False),
        (Share(Decimal(171), Decimal(200)), True),
        (Share(Decimal(854), Decimal(999)), False),
    ):
        assert truth(line, {RATE.field: share}) is expected
    assert both(RATE * "0.1", {RATE.field: Share(Decimal(1), Decimal(3))}) == Fraction(10, 3)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.25", 1, "0.3"),
        ("0.2499", 1, "0.2"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("1.2345", 3, "1.235"),
        ("7", 2, "7"),
    ],
)
def test_rounding_is_half_up_and_away_from_zero(value: str, places: int, rounded: str) -> None:
    answers = {AWARD.field: Decimal(value)}
    assert both(Round(number(AWARD), places), answers) == Fraction(rounded)
    assert both(Round(-AWARD, places), answers) == -Fraction(rounded)


def test_rounding_a_quotient_takes_the_exact_quotient() -> None:
    share = If(over(M, 0), quotient(N, M, 0, 50), 0)
    assert both(Round(share, 2), n(1, 8)) == Fraction(13, 100)
    assert both(Round(-share, 2), n(1, 8)) == -Fraction(13, 100)
    assert both(Round(share, 2), n(1, 3)) == Fraction(33, 100)


def test_a_choice_names_every_level() -> None:
    chosen = Choose(LEVEL, (("差", number(0)), ("中", number("4.5")), ("好", number(8))))
    assert [both(chosen, {LEVEL: one}) for one in LEVEL.levels] == [0, Fraction(9, 2), 8]
    with pytest.raises(ValueError, match="every level, in order: 差, 中, 好"):
        Choose(LEVEL, (("差", number(0)), ("好", number(8))))
    assert truth(IsLevel(LEVEL, "中"), {LEVEL: "中"})
    with pytest.raises(ValueError, match="no level '优'"):
        IsLevel(LEVEL, "优")


def listed(*found: tuple[str, str | None]) -> Entries:
    made = tuple(Entry({"by": by}, {"points": None if one is None else Decimal(one)}) for by, one in found)
    return Entries(len(made), made)


def test_where_counts_and_sums_only_what_has_the_level() -> None:
    answers = {CUTS: listed(("省", "1.5"), ("市", "0.25"), ("省", None), ("市", "5"))}
    assert both(Count(CUTS), answers) == 4
    assert both(Count(CUTS, (("by", "省"),)), answers) == 2
    assert both(Amounts(CUTS, "points"), answers) == Fraction("6.75")
    assert both(Amounts(CUTS, "points", (("by", "市"),)), answers) == Fraction("5.25")
    with pytest.raises(ValueError, match="no entry can have by = '县'"):
        Count(CUTS, (("by", "县"),))
    with pytest.raises(ValueError, match="no amount 'reward'"):
        Amounts(CUTS, "reward")


def test_a_bare_number_is_a_count_but_has_no_levels() -> None:
    assert both(Count(NOTICES), {NOTICES: Entries(3, None)}) == 3
    program = compiled([Count(NOTICES, (("by", "省"),))])
    with pytest.raises(ValueError, match="counted by level"):
        fill(program.cells, {NOTICES: Entries(3, None)})


def test_values_off_the_grid_do_not_reach_a_program() -> None:
    program = compiled([number(AWARD)])
    with pytest.raises(ValueError, match="more than 4 places"):
        fill(program.cells, {AWARD.field: Decimal("0.00001")})
    with pytest.raises(ValueError, match="more than 0 places"):
        fill(compiled([number(N)]).cells, {N.field: Decimal("0.5")})


def test_settled_conditions_leave_no_branch() -> None:
    assert "if" not in compiled([If(Truth(True), N, M)]).source
    assert both(If(any_of(Truth(False), BAD), 1, 0), {BAD.field: True}) == 1
    assert both(If(all_of(Truth(True), BAD), 1, 0), {BAD.field: False}) == 0
    assert truth(~(BAD & GOOD) | Truth(False), {BAD.field: True, GOOD.field: False})


@pytest.mark.parametrize(
    ("misuse", "instead"),
    [
        (lambda: 1 < N < 5, "below|over"),
        (lambda: N < 5, r"below\(a, b\)"),
        (lambda: N <= 5, r"at_most\(a, b\)"),
        (lambda: N > 5, r"over\(a, b\)"),
        (lambda: N >= 5, r"at_least\(a, b\)"),
        (lambda: BAD and GOOD, "all_of"),
        (lambda: BAD or GOOD, "any_of"),
        (lambda: not BAD, "Not"),
        (lambda: 1 if N else 0, "If"),
        (lambda: min(N, M), "least"),
        (lambda: max(N, M), "most"),
        (lambda: round(N, 1), "Round|rounded"),
        (lambda: round(N), "rounded"),
        (lambda: N / M, "quotient"),
        (lambda: float(N), "floats"),
        (lambda: N * (0.1 + 0.2), "looks computed.*'0.3'"),
        (lambda: at_least(N, 1e22), "looks computed"),
        (lambda: N + True, "yes/no is not a number"),
        (lambda: quotient(N, M, 0, M), "two numbers"),
    ],
)
def test_misuse_says_what_to_write(misuse, instead: str) -> None:
    with pytest.raises(TypeError, match=instead):
        misuse()


def test_literals() -> None:
    assert decimal_of(0.1) == Decimal("0.1")
    assert decimal_of("0.30") == Decimal("0.30")
    assert decimal_of(0.12345) == Decimal("0.12345")
    with pytest.raises(TypeError, match="looks computed"):
        decimal_of(0.1234567)


def test_an_operator_that_is_none() -> None:
    with pytest.raises(ValueError, match="no comparison is written '=>'"):
        Compare("=>", number(N), number(1))


def test_one_name_is_one_amount() -> None:
    one = Named("x", N + 1)
    assert both(one + one, n(2)) == 6
    with pytest.raises(ValueError, match="two different amounts are named x"):
        compiled([one, Named("x", N + 1)])


def test_a_named_amount_is_computed_once() -> None:
    shared = Named("x", least(N, M))
    source = compiled([shared + shared, shared * 2]).source
    assert source.count("min(") == 1


def test_equality_is_identity() -> None:
    assert (N == M) is False
    assert len({N, M, number(N)}) == 2
    assert isinstance(Const(Decimal(1)), Const)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: NumberField("x", "x", kind="points"), "a count, an award or an index"),
        (lambda: award("x", "x", 3, minimum=5), "not a range"),
        (lambda: award("x", "x", 3, minimum=-1), "not a range"),
        (lambda: level("x", "x", "一"), "two or more different"),
        (lambda: level("x", "x", "一", "一"), "two or more different"),
        (lambda: level("x", "x", "一", "二", default="三"), "none of its levels"),
        (lambda: ListField("x", "x", kind="things"), "incidents or entries"),
    ],
)
def test_fields_refuse_what_makes_no_sense(make, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        make()


def test_places_and_limits_of_fields() -> None:
    assert (N.field.places, N.field.maximum, N.field.technical) == (0, 50, False)
    free = count("x", "x")
    assert (free.field.maximum, free.field.technical) == (9_999, True)
    assert (AWARD.field.places, award("x", "x", 3, step="0.5").field.places) == (4, 1)
    assert award("x", "x", None).field.maximum == 99_999
    with pytest.raises(TypeError, match="not a rate"):
        entries("x", "x", RATE)
