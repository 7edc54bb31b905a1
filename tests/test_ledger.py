"""Moves in the documents' words: what each adds or changes, in which order, and that lines add up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from gpcli.expr.declare import award, count, entries, incidents, index, level, rate, yes
from gpcli.expr.fields import Answers, Entries, Entry, Share
from gpcli.expr.nodes import If, Truth
from gpcli.expr.python import compiled
from gpcli.expr.spelled import at_least, over
from gpcli.expr.value import amount
from gpcli.ledger import (
    Ledger,
    account,
    adds,
    bands,
    by_level,
    cap,
    each,
    floor,
    full,
    gain,
    given,
    lose,
    minus,
    once,
    plus,
    rounded,
    scale,
    subtotal,
    sums,
    void_if,
    void_unless,
)

N = count("n", "次数")
BAD = yes("bad", "不实")
BY = level("by", "单位", "省", "市")
LISTED = incidents("listed", "通报", BY)
CUTS = entries("cuts", "扣分", award("points", "分值", 5), BY)
MARK = award("mark", "得分", 10)
RATE = rate("rate", "公开率")


def lines(ledger: Ledger, answers: Answers) -> dict[str, Fraction]:
    """Every line that is not zero; the lines and the compiled total must agree with the walked total."""
    written = account(ledger)
    found = {posting.key: amount(posting.amount, answers) for posting in written.postings}
    assert sum(found.values(), Fraction(0)) == amount(written.total, answers)
    compiled([posting.amount for posting in written.postings])
    return {key: value for key, value in found.items() if value}


def total(ledger: Ledger, answers: Answers) -> Fraction:
    lines(ledger, answers)
    return amount(account(ledger).total, answers)


def n(value: int) -> Answers:
    return {N.field: Decimal(value)}


def cuts(*found: tuple[str, str]) -> Answers:
    made = tuple(Entry({"by": by}, {"points": Decimal(one)}) for by, one in found)
    return {CUTS: Entries(len(made), made), LISTED: Entries(len(made), made)}


def test_full_each_floor() -> None:
    ledger = Ledger("a", "甲", 5, full(), each(N, -1), floor("扣完为止"))
    assert lines(ledger, n(0)) == {"full": 5}
    assert lines(ledger, n(5)) == {"full": 5, "n": -5}
    assert lines(ledger, n(7)) == {"full": 5, "n": -7, "floor": 2}


def test_nothing_starts_full_without_points() -> None:
    with pytest.raises(ValueError, match="full"):
        account(Ledger("a", "甲", None, full()))


def test_gain_and_lose() -> None:
    ledger = Ledger("a", "甲", 5, gain(BAD, 3, "加", key="plus"), lose(BAD, "0.5", "减"))
    assert lines(ledger, {BAD.field: True}) == {"plus": 3, "bad": Fraction(-1, 2)}
    assert lines(ledger, {BAD.field: False}) == {}
    with pytest.raises(ValueError, match="needs a key"):
        gain(Truth(True), 1, "总是")


def test_each_has_a_cap_of_its_own_in_either_direction() -> None:
    taking = Ledger("a", "甲", None, each(N, -2, cap=5))
    giving = Ledger("a", "甲", None, each(N, "1.5", cap=4))
    assert [total(taking, n(one)) for one in (2, 3)] == [-4, -5]
    assert [total(giving, n(one)) for one in (2, 3)] == [3, 4]


def test_each_by_level_and_once() -> None:
    ledger = Ledger(
        "a", "甲", None, each(LISTED, -3, by="省"), once(LISTED, -1, by="市"), once(LISTED, -10, key="any")
    )
    assert lines(ledger, cuts(("省", "0"), ("省", "0"), ("市", "0"), ("市", "0"))) == {
        "any": -10,
        **{
            key: value
            for key, value in lines(ledger, cuts(("省", "0"), ("省", "0"), ("市", "0"))).items()
            if key != "any"
        },
    }
    assert sorted(lines(ledger, cuts(("省", "0"), ("省", "0"), ("市", "0"), ("市", "0"))).values()) == [
        -10,
        -6,
        -1,
    ]
    assert lines(ledger, cuts()) == {}
    with pytest.raises((ValueError, KeyError)):
        each(LISTED, -1, by="县")


def test_sums_of_entries() -> None:
    given_ = cuts(("省", "1.5"), ("市", "0.25"))
    assert total(Ledger("a", "甲", None, sums(CUTS)), given_) == Fraction("1.75")
    assert total(Ledger("a", "甲", None, sums(CUTS, sign=-1, by="省")), given_) == Fraction("-1.5")
    assert total(Ledger("a", "甲", None, sums(CUTS, when=Truth(False))), given_) == 0
    guarded = Ledger("a", "甲", None, sums(CUTS, when=BAD))
    assert [total(guarded, {**given_, BAD.field: one}) for one in (True, False)] == [Fraction("1.75"), 0]


def test_a_tenth_thirty_seven_times_off_five_leaves_one_point_three() -> None:
    assert total(Ledger("a", "甲", 5, full(), each(N, "-0.1")), n(37)) == Fraction("1.3")


@pytest.mark.parametrize(("strict", "expected"), [(False, [0, 1, 1, 2, 2]), (True, [0, 0, 1, 1, 2])])
def test_bands_take_the_first_that_is_reached(strict: bool, expected: list[int]) -> None:
    ledger = Ledger("a", "甲", 2, bands(RATE, (80, 2), ("60.5", 1), strict=strict))
    shares = [Share(Decimal(one), Decimal(100)) for one in ("60.4999", "60.5", "60.5001", "80", "80.0001")]
    assert [total(ledger, {RATE.field: one}) for one in shares] == expected


def test_bands_fall_and_measure_a_fact() -> None:
    with pytest.raises(ValueError, match="fall"):
        bands(RATE, (60, 1), (80, 2))
    with pytest.raises(ValueError, match="fall"):
        bands(RATE, (80, 2), (80, 1))
    with pytest.raises(ValueError, match="measure a fact"):
        bands(If(Truth(True), 1, 0), (80, 2))
    otherwise = Ledger("a", "甲", 2, bands(RATE, (80, 2), otherwise="0.5"))
    assert total(otherwise, {RATE.field: Share(Decimal(1), Decimal(2))}) == Fraction(1, 2)


def test_levels_awards_and_any_amount() -> None:
    ledger = Ledger(
        "a", "甲", None, by_level(BY, ("省", 2), ("市", "0.5")), given(MARK), adds("x", "其他", MARK * 2)
    )
    assert lines(ledger, {BY: "市", MARK.field: Decimal("1.25")}) == {
        "by": Fraction(1, 2),
        "mark": Fraction(5, 4),
        "x": Fraction(5, 2),
    }


def test_the_order_of_cap_and_deduction_is_the_documents() -> None:
    before = Ledger("a", "甲", 5, full(), gain(BAD, 3, "加"), cap(6), each(N, -2))
    after = Ledger("a", "甲", 5, full(), gain(BAD, 3, "加"), each(N, -2), cap(6))
    facts = {BAD.field: True, **n(1)}
    assert (total(before, facts), total(after, facts)) == (4, 6)
    assert lines(before, facts)["cap"] == -2
    assert "cap" not in lines(after, facts)


def test_scale_round_and_void_print_what_they_change() -> None:
    ledger = Ledger("a", "甲", None, given(MARK), scale("0.25"), rounded(1), void_if(BAD, "不实"))
    facts = {MARK.field: Decimal("5.8"), BAD.field: False}
    assert lines(ledger, facts) == {
        "mark": Fraction("5.8"),
        "scale": Fraction("-4.35"),
        "round": Fraction("0.05"),
    }
    assert lines(ledger, {**facts, BAD.field: True})["void"] == Fraction("-1.5")
    assert total(ledger, {**facts, BAD.field: True}) == 0


def test_void_unless_is_the_other_way_round_and_lifts_a_negative_amount_too() -> None:
    ledger = Ledger("a", "甲", None, each(N, -2), void_unless(BAD, "未完成"))
    assert total(ledger, {**n(3), BAD.field: True}) == -6
    assert lines(ledger, {**n(3), BAD.field: False}) == {"n": -6, "void": 6}


def test_a_floor_elsewhere_than_zero() -> None:
    ledger = Ledger("a", "甲", 5, full(), each(N, -2), floor("不低于", "-1.5"))
    assert [total(ledger, n(one)) for one in (3, 4)] == [-1, Fraction(-3, 2)]


def test_ledgers_within_ledgers_and_weights() -> None:
    one = Ledger("one", "甲", 10, full(), each(N, -1))
    two = Ledger("two", "乙", 10, given(MARK))
    whole = Ledger("whole", "全", 20, plus(one, "0.3"), two, minus(Ledger("cut", "扣", None, each(N, -1))))
    facts = {**n(2), MARK.field: Decimal(5)}
    assert lines(whole, facts) == {"one": Fraction("2.4"), "two": 5, "cut": -2}
    assert [child.id for child in whole.children] == ["one", "two", "cut"]
    assert amount(subtotal(one, two), facts) == 13


def test_a_condition_may_look_at_what_other_ledgers_come_to() -> None:
    child = Ledger("child", "甲", 10, full(), each(N, -1))
    parent = Ledger("parent", "全", 10, child, void_if(over(3, subtotal(child)), "不足3分"))
    assert [total(parent, n(one)) for one in (7, 8)] == [3, 0]


def test_an_index_is_converted() -> None:
    score = index("score", "指数", 200)
    ledger = Ledger("a", "甲", 10, adds("index", "指数", score), scale("0.05"))
    assert total(ledger, {score.field: Decimal("171.5")}) == Fraction("8.575")


def test_two_moves_need_two_keys() -> None:
    with pytest.raises(ValueError, match="a: two moves are called 'n'"):
        Ledger("a", "甲", 5, each(N, -1), each(N, -2))
    Ledger("a", "甲", 5, each(N, -1), each(N, -2, key="again"))
    with pytest.raises(ValueError, match="two moves are called 'floor'"):
        Ledger("a", "甲", 5, full(), floor(), floor())


def test_an_account_is_written_once() -> None:
    ledger = Ledger("a", "甲", 5, full())
    assert account(ledger) is account(ledger)


def test_at_least_in_a_void_counts_the_line() -> None:
    ledger = Ledger("a", "甲", 5, full(), void_if(at_least(N, 1), "发生即不得分"))
    assert [total(ledger, n(one)) for one in (0, 1)] == [5, 0]
