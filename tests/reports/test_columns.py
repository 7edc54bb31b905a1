"""Text in columns: what is kept together, and how dates read."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpcli.messages import Words
from gpcli.reports.columns import table, width, wrap
from gpcli.reports.dates import day

LONG = 60_000
SOON = 5.0
"""Seconds that a long text may take: what grows with its square takes minutes."""

LINES = st.text(st.sampled_from("甲乙，。（ab 1−–×\u0301"), max_size=30)


@settings(max_examples=40)
@given(LINES)
def test_a_character_is_as_wide_as_unicode_says(text: str) -> None:
    wide = [unicodedata.east_asian_width(one) in "WF" for one in text]
    none = sum(bool(unicodedata.combining(one)) for one in text)
    assert width(text) == len(text) + sum(wide) - none


@settings(max_examples=40)
@given(LINES, st.integers(4, 20))
def test_lines_are_no_wider_than_asked_and_lose_nothing(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("piece", ["长", "长x，", "x", "，", "（", "−", "a ", "\u0301", "😀", " "])
def test_a_long_text_is_wrapped_in_time(piece: str) -> None:
    start = time.process_time()
    lines = wrap(piece * (LONG // len(piece)), 38)
    assert time.process_time() - start < SOON
    assert all(width(line) <= 38 for line in lines)
    whole = [line for line in lines[:-1] if width(line) >= 30]
    assert len(whole) == len(lines) - 1, "lines are filled"


def test_long_cells_side_by_side_are_fitted_in_time() -> None:
    start = time.process_time()
    rows = table([["长" * LONG, "文" * LONG]], "ll", 80)
    assert time.process_time() - start < SOON
    assert max(map(width, rows)) <= 80


@pytest.mark.parametrize("number", ["−3", "10–14", "×12", "−0.5"])
def test_a_sign_stays_with_its_number(number: str) -> None:
    for columns in range(width(number), 20):
        lines = wrap(f"表述错误{number}再说{number}", columns)
        assert sum(line.count(number) for line in lines) == 2
    rows = table([["一二三四五六七八九十" * 4, number]], "lr", 24)
    assert any(number in row for row in rows)


def test_dates_are_written_as_the_language_does() -> None:
    assert day("2022-02-08", Words("zh")) == "2022年2月8日"
    assert day("2022-12-31", Words("zh")) == "2022年12月31日"
    assert day("2022-02-08", Words("en")) == "2022-02-08"
    for other in ("", "2022年2月", "2022-02", "2022-02-08T00:00"):
        assert day(other, Words("zh")) == other
