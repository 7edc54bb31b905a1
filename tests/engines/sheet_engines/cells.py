"""What every engine shares: where a cell is, what it holds, and what can be done with a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Protocol

Cell = tuple[str, str]
"""The name of a sheet, and the address of a cell there: ``("计分", "B7")``; ``$`` signs may stand in it."""

Entry = int | float | Decimal | str | None
"""What may be typed into a cell. Text stays text, also ``=1+1`` and ``12``; a decimal becomes the nearest
double, as in every spreadsheet program; none clears the cell."""


class EngineError(Exception):
    """An engine is missing, refused what was asked, took too long or ended by itself."""


class Error(str):
    """What a cell holds that cannot be worked out: ``#DIV/0!``, ``#NAME?``, ``#VALUE!``.

    Unequal to the same words as text, so that no test takes the one for the other.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Error) and str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__

    def __repr__(self) -> str:
        return f"Error({str(self)!r})"


Value = int | float | str | Error | None
"""What a cell holds: a whole number as an integer, every other as the very double, a truth value as 1 or 0,
text (``""`` where a formula gives that), an error, none where the cell is empty. Each engine has names of its
own for errors; LibreOffice ``Err:522`` where IronCalc says ``#CIRC!``."""


class Book(Protocol):
    """One workbook, open in an engine; until it is filled, cells hold the values that the file brought."""

    def fill(self, cells: Mapping[Cell, Entry]) -> None:
        """Types into many cells and works everything out again once. A formula is never typed over."""

    def read(self, cells: Iterable[Cell]) -> list[Value]:
        """What the cells hold, in the order asked."""

    def recalculate(self) -> None:
        """Works out every formula, whatever value the file brought with it."""

    def errors(self) -> list[Cell]:
        """Every cell of the workbook that holds an error."""

    def close(self) -> None:
        """Lets the workbook go without saving it."""


@cache
def place(address: str) -> tuple[int, int]:
    """Row and column of an address, both from 1."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?([1-9]\d*)", address)
    if not found:
        raise ValueError(f"not the address of one cell: {address!r}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def address(row: int, column: int) -> str:
    """The address of a row and a column, both from 1."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def number(value: float) -> int | float:
    """A whole number as an integer."""
    return int(value) if value == int(value) else value
