"""What is searched for persons: nothing that the search would find is passed over without one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpcli.privacy import find, is_suspicious
from gpcli.reports.plain.said import quoted

GAPS = ("", " ", "-", ".", "·", "‐", "‑", "–", "—", "－", "．", "\u3000", "\u00a0")
NUMBERS = ("13812345678", "15900001111", "11010519491231002X", "110105491231002", "a.b@example.cn")
AROUND = ("", "电话", "tel", "（", "，", "年", "A", "第4季度", "2020-05-13", "\n", "：")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A number, its signs apart or full-width, in the middle of other words."""
    number = draw(st.sampled_from(NUMBERS))
    wide = draw(st.booleans())
    signs = [chr(ord(one) + 0xFEE0) if wide and one.isdigit() else one for one in number]
    gaps = draw(st.lists(st.sampled_from(GAPS), min_size=len(signs), max_size=len(signs)))
    inner = "".join(one for both in zip(signs, gaps, strict=True) for one in both)
    before, after = draw(st.sampled_from(AROUND)), draw(st.sampled_from(AROUND))
    return f"{before}{inner if draw(st.booleans()) else ''.join(signs)}{after}"


@given(st.lists(texts(), min_size=1, max_size=2).map("".join))
def test_whatever_is_found_is_searched_for(text: str) -> None:
    said = quoted(text)
    assert not find(said.decode()) or is_suspicious(said)


@pytest.mark.parametrize("text", ["13812345678", "138 1234 5678", "１３８１２３４５６７８", "a@example.cn"])
def test_what_is_suspicious(text: str) -> None:
    assert find(text)
    assert is_suspicious(quoted(f"联系人 {text}，见附件"))


@pytest.mark.parametrize(
    "text", ["第4季度报表 2020-05-13；第1季度报表 2020-07-29", "2020年1月1日至2020年12月31日"]
)
def test_dates_and_counts_are_not(text: str) -> None:
    assert not is_suspicious(quoted(text))
