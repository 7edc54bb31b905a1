"""Spreadsheet formulas of an integer program. They need nothing newer than Excel 2007, WPS or LibreOffice.

Every cell that they read holds a whole number (0 where a fact is open), every comparison is one of whole
numbers, and an answered cell has a second one beside it that says 1. So no blank, no text and no rounding of
an engine's own takes part in a decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from gpcli.expr.cells import Cell
from gpcli.expr.ir import (
    Answered,
    Both,
    Either,
    Fails,
    Flag,
    HalfUp,
    Input,
    Int,
    Largest,
    Local,
    Pick,
    Product,
    Relation,
    Smallest,
    Sum,
    Test,
    Whole,
)

LONGEST = 8_000
"""Characters that a formula may have; Excel ends at 8,192."""

EXACT = 10**15
"""Whole numbers below this stay exact through every sum, product, quotient and ``ROUND`` of a spreadsheet."""

_SIGNS = {"==": "=", "!=": "<>"}


class Formulas:
    """Prints the values and outputs of one program; ``values`` and ``answered`` say where its cells stand,
    ``locals`` (filled in by whoever lays the program out) where its named values do.
    """

    def __init__(self, values: Mapping[Cell, str], answered: Mapping[Cell, str]) -> None:
        self._values = values
        self._answered = answered
        self.locals: dict[str, str] = {}

    def whole(self, expr: Whole) -> str:
        """The formula of an integer, without its equals sign."""
        match expr:
            case Int(value):
                return str(value) if value >= 0 else f"({value})"
            case Input(cell):
                return self._values[cell]
            case Local(name):
                return self.locals[name]
            case Sum(terms):
                return f"({'+'.join(map(self.whole, terms))})"
            case Product(left, right):
                return f"({self.whole(left)}*{self.whole(right)})"
            case Smallest(terms):
                return f"MIN({','.join(map(self.whole, terms))})"
            case Largest(terms):
                return f"MAX({','.join(map(self.whole, terms))})"
            case HalfUp(numerator, denominator):
                return f"ROUND({self.whole(numerator)}/{self.whole(denominator)},0)"
            case Pick(condition, yes, no):
                return f"IF({self.test(condition)},{self.whole(yes)},{self.whole(no)})"
            case _:
                assert_never(expr)

    def test(self, expr: Test) -> str:
        """The formula of a condition, without its equals sign."""
        match expr:
            case Flag(value):
                return "1=1" if value else "1=0"
            case Relation(operator, left, right):
                return f"{self.whole(left)}{_SIGNS.get(operator, operator)}{self.whole(right)}"
            case Both(terms):
                return f"AND({','.join(map(self.test, terms))})"
            case Either(terms):
                return f"OR({','.join(map(self.test, terms))})"
            case Fails(term):
                return f"NOT({self.test(term)})"
            case Answered(cell):
                return f"{self._answered[cell]}=1"
            case _:
                assert_never(expr)
