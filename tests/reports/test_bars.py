"""Bars: never longer than they are, never full or empty where the number is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpcli.reports.bars import kept, lost
from gpcli.scoring.sheet import Mark

POINTS = st.decimals("-20", "120", places=2)


@pytest.mark.parametrize(
    ("lower", "upper", "bar"),
    [
        ("100", "100", "##########"),
        ("99.9", "99.9", "#########-"),
        ("50", "50", "#####-----"),
        ("0.1", "0.1", "#---------"),
        ("0", "0", "----------"),
        ("-3", "-3", "----------"),
        ("0", "100", "~~~~~~~~~~"),
        ("75", "100", "#######~~~"),
        ("32", "90", "###~~~~~~-"),
        ("99", "99.5", "########~-"),
        ("0.1", "0.2", "#~--------"),
        ("110", "120", "##########"),
    ],
)
def test_shares(lower: str, upper: str, bar: str) -> None:
    assert kept(Mark(Decimal(lower), Decimal(upper)), Decimal(100)) == bar


@settings(max_examples=200)
@given(POINTS, POINTS, st.integers(4, 40))
def test_a_bar_says_no_more_than_its_mark(one: Decimal, other: Decimal, cells: int) -> None:
    low, high = sorted((one, other))
    bar = kept(Mark(low, high), Decimal(100), cells)
    assert len(bar) == cells
    assert bar == "".join(sorted(bar, key="#~-".index))
    assert ("#" in bar) == (low > 0)
    assert ("-" in bar) == (high < 100)
    assert ("~" in bar) == (max(low, Decimal(0)) < min(high, Decimal(100)))


@settings(max_examples=200)
@given(st.decimals("-5", "20", places=2), st.decimals("0", "20", places=2), st.decimals("0", "20", places=2))
def test_a_loss_is_drawn_where_there_is_one(certain: Decimal, more: Decimal, larger: Decimal) -> None:
    possible = certain + more
    bar = lost(certain, possible, max(possible, Decimal("0.01")) + larger)
    assert len(bar) <= 10
    assert bar == "".join(sorted(bar))
    assert ("~" in bar) == (possible > 0 and more > 0)
    if certain > 0 and not more:
        assert set(bar) == {"-"}


def test_the_largest_loss_fills_the_bar() -> None:
    assert lost(Decimal(4), Decimal(4), Decimal(4)) == "----------"
    assert lost(Decimal(1), Decimal(3), Decimal(4)) == "---~~~~~"
    assert lost(Decimal(0), Decimal(0), Decimal(4)) == ""
