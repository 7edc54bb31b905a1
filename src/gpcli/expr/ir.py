"""Integer programs: what every printer for machines prints. No division but the half-up one, no decimals."""

from __future__ import annotations

from typing import NamedTuple

from gpcli.expr.cells import Cell


class Int(NamedTuple):
    """An integer of the program."""

    value: int


class Input(NamedTuple):
    """The integer in a cell."""

    cell: Cell


class Local(NamedTuple):
    """A value that was given a name before."""

    name: str


class Sum(NamedTuple):
    """A sum of two or more."""

    terms: tuple[Whole, ...]


class Product(NamedTuple):
    """A product."""

    left: Whole
    right: Whole


class Smallest(NamedTuple):
    """The smallest of two or more."""

    terms: tuple[Whole, ...]


class Largest(NamedTuple):
    """The largest of two or more."""

    terms: tuple[Whole, ...]


class HalfUp(NamedTuple):
    """``numerator / denominator`` half up, away from zero, to an integer; denominator > 0."""

    numerator: Whole
    denominator: Whole


class Pick(NamedTuple):
    """One of two values."""

    condition: Test
    yes: Whole
    no: Whole


class Flag(NamedTuple):
    """A condition that is settled."""

    value: bool


class Relation(NamedTuple):
    """A comparison of two integers."""

    operator: str
    left: Whole
    right: Whole


class Both(NamedTuple):
    """Every term holds."""

    terms: tuple[Test, ...]


class Either(NamedTuple):
    """At least one term holds."""

    terms: tuple[Test, ...]


class Fails(NamedTuple):
    """The term does not hold."""

    term: Test


class Answered(NamedTuple):
    """The cell is not open."""

    cell: Cell


Whole = Int | Input | Local | Sum | Product | Smallest | Largest | HalfUp | Pick
Test = Flag | Relation | Both | Either | Fails | Answered


class Ratio(NamedTuple):
    """``numerator / (10**scale * denominator)``; no denominator is 1, a denominator is positive."""

    numerator: Whole
    scale: int
    denominator: Whole | None = None


class Program(NamedTuple):
    """Named values in order, then outputs: an amount as a :class:`Ratio`, a condition as a :class:`Test`."""

    cells: tuple[Cell, ...]
    values: tuple[tuple[str, Whole], ...]
    outputs: tuple[Ratio | Test, ...]
