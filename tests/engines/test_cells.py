"""Addresses, and errors that are no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheet_engines.cells import Error, address, place


@pytest.mark.parametrize(
    ("written", "row", "column"), [("A1", 1, 1), ("Z9", 9, 26), ("AA10", 10, 27), ("$XFD$500", 500, 16384)]
)
def test_an_address_is_a_row_and_a_column(written: str, row: int, column: int) -> None:
    assert place(written) == (row, column)


@given(st.integers(1, 1048576), st.integers(1, 16384))
def test_an_address_comes_back(row: int, column: int) -> None:
    assert place(address(row, column)) == (row, column)


@pytest.mark.parametrize("written", ["A0", "1A", "A1:B2", "a1", "A", ""])
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not the address of one cell"):
        place(written)


def test_an_error_is_no_text() -> None:
    words = "#DIV/0!"
    assert Error(words) == Error(words)
    assert Error(words) not in [words]
    assert words not in [Error(words)]
    assert Error(words) != Error("#NAME?")
    assert len({Error(words), Error(words), words}) == 2
