"""The vocabulary of clauses: a few nodes for amounts and a few for conditions.

Amounts are built with ``+ - *``; comparisons are spelled with their strictness (:func:`at_least`,
:func:`over`, …) so that nobody has to know whether ``>`` was meant. ``==`` is identity.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NoReturn, cast

from gpcli.expr.fields import Field, LevelField, ListField, NumberField, RateField, YesNoField, decimal_of

Where = tuple[tuple[str, str], ...]
"""Restricts a list to entries with these levels: ``(("by", "江西省"),)``; empty for all entries."""


def _misused(instead: str) -> NoReturn:
    raise TypeError(f"an expression has no value while a pack is built: use {instead}")


class Amount:
    """What all amounts share: arithmetic that builds expressions."""

    __slots__ = ()

    def __add__(self, other: Operand) -> Num:
        return add(cast("Num", self), other)

    def __radd__(self, other: Operand) -> Num:
        return add(other, cast("Num", self))

    def __sub__(self, other: Operand) -> Num:
        return add(cast("Num", self), Multiply(Const(Decimal(-1)), number(other)))

    def __rsub__(self, other: Operand) -> Num:
        return add(other, -self)

    def __mul__(self, other: Operand) -> Num:
        return Multiply(cast("Num", self), number(other))

    def __rmul__(self, other: Operand) -> Num:
        return Multiply(number(other), cast("Num", self))

    def __neg__(self) -> Num:
        return Multiply(Const(Decimal(-1)), cast("Num", self))

    def __truediv__(self, other: object) -> NoReturn:
        _misused("quotient(part, whole, least, most), which declares the range of the result")

    def __rtruediv__(self, other: object) -> NoReturn:
        _misused("quotient(part, whole, least, most), which declares the range of the result")

    def __bool__(self) -> bool:
        _misused(
            "If(condition, yes, no), all_of(...) or any_of(...) instead of if/and/or or a chained comparison"
        )

    def __lt__(self, other: object) -> NoReturn:
        _misused("below(a, b) instead of <, or least(...) and most(...) instead of min() and max()")

    def __le__(self, other: object) -> NoReturn:
        _misused("at_most(a, b) instead of <=")

    def __gt__(self, other: object) -> NoReturn:
        _misused("over(a, b) instead of >, or least(...) and most(...) instead of min() and max()")

    def __ge__(self, other: object) -> NoReturn:
        _misused("at_least(a, b) instead of >=")

    def __round__(self, places: int = 0) -> NoReturn:
        _misused("Round(amount, places) or the move rounded(places)")

    def __float__(self) -> NoReturn:
        _misused("exact decimals; there are no floats here")


class Condition:
    """What all conditions share: ``& | ~`` build expressions."""

    __slots__ = ()

    def __and__(self, other: Bool) -> Bool:
        return all_of(cast("Bool", self), other)

    def __or__(self, other: Bool) -> Bool:
        return any_of(cast("Bool", self), other)

    def __invert__(self) -> Bool:
        return Not(cast("Bool", self))

    def __bool__(self) -> bool:
        _misused("all_of(...), any_of(...) and Not(...) instead of and/or/not, or If(condition, yes, no)")


class Const(Amount):
    """A number of the document."""

    __slots__ = ("value",)
    __match_args__ = ("value",)

    def __init__(self, value: Decimal) -> None:
        self.value = value


class Fact(Amount):
    """The value of a numeric fact; of a rate, its percent number."""

    __slots__ = ("field",)
    __match_args__ = ("field",)

    def __init__(self, field: NumberField | RateField) -> None:
        self.field = field


class Count(Amount):
    """How many entries a list has, or how many with the given levels."""

    __slots__ = ("field", "where")
    __match_args__ = ("field", "where")

    def __init__(self, field: ListField, where: Where = ()) -> None:
        self.field = field
        self.where = _checked(field, where)


class Amounts(Amount):
    """The sum of one amount over the entries of a list; an undecided amount makes the result an interval."""

    __slots__ = ("amount", "field", "where")
    __match_args__ = ("field", "amount", "where")

    def __init__(self, field: ListField, amount: str, where: Where = ()) -> None:
        if amount not in field.amounts:
            raise ValueError(f"{field.name} has no amount {amount!r}")
        self.field = field
        self.amount = amount
        self.where = _checked(field, where)


class Undecided(Amount):
    """How many entries have no amount yet. Made by the bounds rewrite alone."""

    __slots__ = ("amount", "field", "where")
    __match_args__ = ("field", "amount", "where")

    def __init__(self, field: ListField, amount: str, where: Where) -> None:
        self.field = field
        self.amount = amount
        self.where = where


class Add(Amount):
    """A sum."""

    __slots__ = ("terms",)
    __match_args__ = ("terms",)

    def __init__(self, terms: tuple[Num, ...]) -> None:
        self.terms = terms


class Multiply(Amount):
    """A product."""

    __slots__ = ("left", "right")
    __match_args__ = ("left", "right")

    def __init__(self, left: Num, right: Num) -> None:
        self.left = left
        self.right = right


class Divide(Amount):
    """The exact quotient ``part / whole``; the clause guards ``whole > 0`` and declares the range."""

    __slots__ = ("least", "most", "part", "whole")
    __match_args__ = ("part", "whole", "least", "most")

    def __init__(self, part: Num, whole: Num, least: Decimal, most: Decimal) -> None:
        self.part = part
        self.whole = whole
        self.least = least
        self.most = most


class Round(Amount):
    """Half up (四舍五入, away from zero) to ``places``."""

    __slots__ = ("places", "value")
    __match_args__ = ("value", "places")

    def __init__(self, value: Num, places: int) -> None:
        self.value = value
        self.places = places


class Least(Amount):
    """The smallest of the terms."""

    __slots__ = ("terms",)
    __match_args__ = ("terms",)

    def __init__(self, terms: tuple[Num, ...]) -> None:
        self.terms = terms


class Most(Amount):
    """The largest of the terms."""

    __slots__ = ("terms",)
    __match_args__ = ("terms",)

    def __init__(self, terms: tuple[Num, ...]) -> None:
        self.terms = terms


class If(Amount):
    """One amount where the condition holds, another where it does not."""

    __slots__ = ("condition", "no", "yes")
    __match_args__ = ("condition", "yes", "no")

    def __init__(self, condition: Bool, yes: Operand, no: Operand) -> None:
        self.condition = condition
        self.yes = number(yes)
        self.no = number(no)


class Choose(Amount):
    """An amount for each level of a fact; every level has one."""

    __slots__ = ("cases", "field")
    __match_args__ = ("field", "cases")

    def __init__(self, field: LevelField, cases: tuple[tuple[str, Num], ...]) -> None:
        if tuple(level for level, _ in cases) != field.levels:
            raise ValueError(f"{field.name}: a choice names every level, in order: {', '.join(field.levels)}")
        self.field = field
        self.cases = cases


class Named(Amount):
    """An amount with a name of its own: one local, one column, one cell in whatever is printed from it."""

    __slots__ = ("name", "value")
    __match_args__ = ("name", "value")

    def __init__(self, name: str, value: Num) -> None:
        self.name = name
        self.value = value


class Truth(Condition):
    """A condition that is settled when the table is built (a Reading)."""

    __slots__ = ("value",)
    __match_args__ = ("value",)

    def __init__(self, value: bool) -> None:
        self.value = value


class Yes(Condition):
    """A yes/no fact that is a yes."""

    __slots__ = ("field",)
    __match_args__ = ("field",)

    def __init__(self, field: YesNoField) -> None:
        self.field = field


class IsLevel(Condition):
    """A level fact that has this level."""

    __slots__ = ("field", "level")
    __match_args__ = ("field", "level")

    def __init__(self, field: LevelField, level: str) -> None:
        if level not in field.levels:
            raise ValueError(f"{field.name} has no level {level!r}")
        self.field = field
        self.level = level


class Compare(Condition):
    """``left`` against ``right``: ``>=``, ``>``, ``<=``, ``<`` or ``==``."""

    __slots__ = ("left", "operator", "right")
    __match_args__ = ("operator", "left", "right")

    def __init__(self, operator: str, left: Num, right: Num) -> None:
        if operator not in OPPOSITE:
            raise ValueError(f"no comparison is written {operator!r}")
        self.operator = operator
        self.left = left
        self.right = right


class All(Condition):
    """Every term holds."""

    __slots__ = ("terms",)
    __match_args__ = ("terms",)

    def __init__(self, terms: tuple[Bool, ...]) -> None:
        self.terms = terms


class Any(Condition):
    """At least one term holds."""

    __slots__ = ("terms",)
    __match_args__ = ("terms",)

    def __init__(self, terms: tuple[Bool, ...]) -> None:
        self.terms = terms


class Not(Condition):
    """The term does not hold."""

    __slots__ = ("term",)
    __match_args__ = ("term",)

    def __init__(self, term: Bool) -> None:
        self.term = term


class Known(Condition):
    """The fact was answered. Made by the bounds rewrite alone: in a clause it would break the bounds."""

    __slots__ = ("field",)
    __match_args__ = ("field",)

    def __init__(self, field: Field) -> None:
        self.field = field


OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "==": "!=", "!=": "=="}
"""What each comparison says when it does not hold."""

Num = (
    Const
    | Fact
    | Count
    | Amounts
    | Undecided
    | Add
    | Multiply
    | Divide
    | Round
    | Least
    | Most
    | If
    | Choose
    | Named
)
Bool = Truth | Yes | IsLevel | Compare | All | Any | Not | Known
Expr = Num | Bool
Operand = Amount | int | str | Decimal | float


def _checked(field: ListField, where: Where) -> Where:
    for name, level in where:
        if name not in field.levels or level not in field.levels[name].levels:
            raise ValueError(f"{field.name}: no entry can have {name} = {level!r}")
    return tuple(sorted(where))


def number(value: Operand) -> Num:
    """An amount, or a literal of the document as one."""
    if isinstance(value, Amount):
        return cast("Num", value)
    return Const(decimal_of(value))


def add(*terms: Operand) -> Num:
    """The sum, flat: sums within sums are opened."""
    flat: list[Num] = []
    for term in map(number, terms):
        flat.extend(term.terms if isinstance(term, Add) else (term,))
    return flat[0] if len(flat) == 1 else Add(tuple(flat))


def all_of(*terms: Bool) -> Bool:
    """A condition that holds where every term does."""
    return terms[0] if len(terms) == 1 else All(terms)


def any_of(*terms: Bool) -> Bool:
    """A condition that holds where at least one term does."""
    return terms[0] if len(terms) == 1 else Any(terms)
