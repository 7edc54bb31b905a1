"""Integer programs: what every printer for machines prints. No division but the half-up one, no decimals.

Nodes are compared by identity: thousands are made for a table at every start.
"""

from __future__ import annotations

from gpcli.expr.cells import Cell
from gpcli.records import Record


class Int:
    """An integer of the program."""

    __slots__ = ("value",)
    __match_args__ = ("value",)

    def __init__(self, value: int) -> None:
        self.value = value


class Input:
    """The integer in a cell."""

    __slots__ = ("cell",)
    __match_args__ = ("cell",)

    def __init__(self, cell: Cell) -> None:
        self.cell = cell


class Local:
    """A value that was given a name before."""

    __slots__ = ("name",)
    __match_args__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Sum:
    """A sum of two or more."""

    __slots__ = ("terms",)
    __match_args__ = ("terms",)

    def __init__(self, terms: tuple[Whole, ...]) -> None:
        self.terms = terms


class Product:
    """A product."""

    __slots__ = ("left", "right")
    __match_args__ = ("left", "right")

    def __init__(self, left: Whole, right: Whole) -> None:
        self.left = left
        self.right = right


class Smallest:
    """The smallest of two or more."""

    __slots__ = ("terms",)
    __match_args__ = ("terms",)

    def __init__(self, terms: tuple[Whole, ...]) -> None:
        self.terms = terms


class Largest:
    """The largest of two or more."""

    __slots__ = ("terms",)
    __match_args__ = ("terms",)

    def __init__(self, terms: tuple[Whole, ...]) -> None:
        self.terms = terms


class HalfUp:
    """``numerator / denominator`` half up, away from zero, to an integer; denominator > 0."""

    __slots__ = ("denominator", "numerator")
    __match_args__ = ("numerator", "denominator")

    def __init__(self, numerator: Whole, denominator: Whole) -> None:
        self.numerator = numerator
        self.denominator = denominator


class Pick:
    """One of two values."""

    __slots__ = ("condition", "no", "yes")
    __match_args__ = ("condition", "yes", "no")

    def __init__(self, condition: Test, yes: Whole, no: Whole) -> None:
        self.condition = condition
        self.yes = yes
        self.no = no


class Flag:
    """A condition that is settled."""

    __slots__ = ("value",)
    __match_args__ = ("value",)

    def __init__(self, value: bool) -> None:
        self.value = value


class Relation:
    """A comparison of two integers."""

    __slots__ = ("left", "operator", "right")
    __match_args__ = ("operator", "left", "right")

    def __init__(self, operator: str, left: Whole, right: Whole) -> None:
        self.operator = operator
        self.left = left
        self.right = right


class Both:
    """Every term holds."""

    __slots__ = ("terms",)
    __match_args__ = ("terms",)

    def __init__(self, terms: tuple[Test, ...]) -> None:
        self.terms = terms


class Either:
    """At least one term holds."""

    __slots__ = ("terms",)
    __match_args__ = ("terms",)

    def __init__(self, terms: tuple[Test, ...]) -> None:
        self.terms = terms


class Fails:
    """The term does not hold."""

    __slots__ = ("term",)
    __match_args__ = ("term",)

    def __init__(self, term: Test) -> None:
        self.term = term


class Answered:
    """The cell is not open."""

    __slots__ = ("cell",)
    __match_args__ = ("cell",)

    def __init__(self, cell: Cell) -> None:
        self.cell = cell


Whole = Int | Input | Local | Sum | Product | Smallest | Largest | HalfUp | Pick
Test = Flag | Relation | Both | Either | Fails | Answered

TRUE = Flag(True)
FALSE = Flag(False)
ONE = Int(1)


class Ratio:
    """``numerator / (10**scale * denominator)``; no denominator is 1, a denominator is positive."""

    __slots__ = ("denominator", "numerator", "scale")
    __match_args__ = ("numerator", "scale", "denominator")

    def __init__(self, numerator: Whole, scale: int, denominator: Whole | None = None) -> None:
        self.numerator = numerator
        self.scale = scale
        self.denominator = denominator


class Program(Record):
    """Named values in order, then outputs: an amount as a :class:`Ratio`, a condition as a :class:`Test`."""

    cells: tuple[Cell, ...]
    values: tuple[tuple[str, Whole], ...]
    outputs: tuple[Ratio | Test, ...]
