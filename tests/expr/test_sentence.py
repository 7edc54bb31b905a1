"""Expressions as sentences, in both languages."""

from __future__ import annotations

import pytest

from gpcli.expr import sentence
from gpcli.expr.declare import award, count, entries, incidents, level, rate, yes
from gpcli.expr.nodes import (
    Amounts,
    Bool,
    Choose,
    Compare,
    Count,
    If,
    IsLevel,
    Known,
    Named,
    Not,
    Num,
    Round,
    Truth,
    Undecided,
    all_of,
    any_of,
    number,
)
from gpcli.expr.spelled import at_least, at_most, below, equal, least, most, over, quotient
from gpcli.messages import Words

N = count("n", "次数")
M = count("m", "总数")
BAD = yes("bad", "不实")
BY = level("by", "单位", "省", "市")
LISTED = incidents("listed", "通报", BY)
CUTS = entries("cuts", "扣分", award("points", "分值", 5))
RATE = rate("rate", "公开率")
ENGLISH, CHINESE = Words("en"), Words("zh")


@pytest.mark.parametrize(
    ("expr", "said"),
    [
        (number("1.50"), "1.5"),
        (number(N), "次数"),
        (number(RATE), "公开率"),
        (Count(LISTED), "number of “通报”"),
        (Count(LISTED, (("by", "省"),)), "number of “通报 (省)”"),
        (Amounts(CUTS, "points"), "sum of “分值” over “扣分”"),
        (Undecided(CUTS, "points", ()), "number of “扣分” whose “分值” is undecided"),
        (N + M, "次数 plus 总数"),
        (-N, "minus 次数"),
        ((N + M) * 2, "(次数 plus 总数) × 2"),
        (quotient(N, M + 1, 0, 1), "次数 ÷ (总数 plus 1)"),
        (Round(N * "0.1", 2), "次数 × 0.1, rounded half up to 2 places"),
        (least(N, M, 3), "the least of 次数, 总数, 3"),
        (most(N, 0), "the greatest of 次数, 0"),
        (If(BAD, 1, N), "if “不实” is yes: 1, otherwise 次数"),
        (Choose(BY, (("省", number(2)), ("市", number(1)))), "by “单位”: 省 2, 市 1"),
        (Named("x", N + 1), "次数 plus 1"),
    ],
)
def test_amounts(expr: Num, said: str) -> None:
    assert sentence.amount(expr, ENGLISH) == said


@pytest.mark.parametrize(
    ("expr", "said"),
    [
        (Truth(True), "always"),
        (Truth(False), "never"),
        (BAD, "“不实” is yes"),
        (Not(BAD), "“不实” is no"),
        (Not(Not(BAD)), "“不实” is yes"),
        (IsLevel(BY, "省"), "“单位” is “省”"),
        (at_least(N, 3), "次数 is at least 3"),
        (over(N, 3), "次数 is over 3"),
        (at_most(N, 3), "次数 is at most 3"),
        (below(N, 3), "次数 is below 3"),
        (equal(N, 3), "次数 is 3"),
        (Compare("!=", number(N), number(3)), "次数 is not 3"),
        (Not(over(N, 3)), "次数 is at most 3"),
        (Not(at_least(N, 3)), "次数 is below 3"),
        (Not(equal(N, 3)), "次数 is not 3"),
        (all_of(BAD, any_of(over(N, 3), BAD)), "“不实” is yes and (次数 is over 3 or “不实” is yes)"),
        (Not(all_of(BAD, over(N, 3))), "“不实” is no or 次数 is at most 3"),
        (Known(N.field), "“次数” was answered"),
    ],
)
def test_conditions(expr: Bool, said: str) -> None:
    assert sentence.holds(expr, ENGLISH) == said


def test_strict_and_inclusive_read_differently_in_chinese_too() -> None:
    said = [sentence.holds(make(N, 3), CHINESE) for make in (at_least, over, at_most, below, equal)]
    assert len(set(said)) == 5
    english = [sentence.holds(make(N, 3), ENGLISH) for make in (at_least, over, at_most, below, equal)]
    assert not set(said) & set(english)
    assert sentence.amount(number(N), CHINESE) == "次数"
