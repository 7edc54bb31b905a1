"""A worksheet as it was read: its cells by row and column, and how a cell is called in a message."""

from __future__ import annotations

from collections.abc import Mapping

from gpcli.facts.rows.cells import Cell
from gpcli.facts.rows.workbook import Worksheet
from gpcli.forms.layout import letters
from gpcli.problems import Problem
from gpcli.records import Record

Grid = Mapping[tuple[int, int], Cell | Problem]
"""The cells that hold something, by row and column from 0."""


class Spot(Record):
    """A cell with the words that stand beside it."""

    sheet: str
    row: int
    column: int
    label: str

    @property
    def said(self) -> str:
        """The cell, for people."""
        return f"{self.sheet}!{letters(self.column)}{self.row + 1} {self.label}".rstrip()

    def of(self, file: str, one: Problem) -> Problem:
        """The problem at this cell of a file."""
        return one._replace(file=file, line=self.row + 1, key=self.said)


def grid(sheet: Worksheet) -> Grid:
    """The cells of a worksheet."""
    return {
        (row - 1, column): cell
        for row, cells in sheet.lines
        for column, cell in enumerate(cells)
        if cell is not None
    }


def cell_of(cells: Grid, row: int, column: int) -> Cell:
    """A cell; None where it is blank or cannot be read."""
    found = cells.get((row, column))
    return None if isinstance(found, Problem) else found
