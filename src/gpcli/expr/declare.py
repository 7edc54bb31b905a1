"""How a pack declares the facts of a clause: each call makes one fact, used wherever its object is used.

A ``past`` fact records what has happened, or a circumstance, and no correction undoes it; the author judges
that by the fact's nature. It moves no point: advice to a unit never counts undoing it.
"""

from __future__ import annotations

from gpcli.expr.fields import LevelField, ListField, Literal, NumberField, RateField, YesNoField
from gpcli.expr.nodes import Fact, Yes


def yes(name: str, label: str, *, optional: bool = False, past: bool = False) -> Yes:
    """A yes/no fact, as a condition that holds where it is a yes; an ``optional`` one is a no if left out."""
    return Yes(YesNoField(name, label, optional=optional, past=past))


NOT_APPLICABLE = "not_applicable"


def not_applicable(label: str = "不涉及") -> Yes:
    """That an item does not apply to a unit: ``not_applicable = "reason"``. For tables that redistribute."""
    return Yes(YesNoField(NOT_APPLICABLE, label, optional=True, reasoned=True, past=True))


def level(
    name: str,
    label: str,
    *levels: str,
    default: str | None = None,
    past: bool = False,
    circumstances: tuple[str, ...] = (),
) -> LevelField:
    """A fact with one of the document's levels, from the first to the last that it prints.

    ``circumstances`` are those that say how things are, not how well they were done.
    """
    return LevelField(name, label, levels, default=default, past=past, circumstances=circumstances)


def count(
    name: str,
    label: str,
    maximum: int | None = None,
    *,
    minimum: int = 0,
    unless: Yes | None = None,
    past: bool = False,
) -> Fact:
    """A whole number, ``minimum`` to ``maximum`` (without one: to 9,999, which is technical).

    Nobody asks for it, and it is none, where ``unless`` is a yes.
    """
    field = NumberField(
        name, label, kind="count", maximum=maximum, minimum=minimum, unless=_field(unless), past=past
    )
    return Fact(field)


def award(
    name: str,
    label: str,
    maximum: Literal | float | None,
    *,
    minimum: Literal | float = 0,
    step: Literal | float | None = None,
    judged: bool = False,
    unless: Yes | None = None,
    past: bool = False,
) -> Fact:
    """Points that an assessor gives, within limits; on a printed grid where there is one, else 4 places.

    Nobody asks for it, and it is none, where ``unless`` is a yes.
    """
    return Fact(
        NumberField(
            name,
            label,
            kind="award",
            maximum=maximum,
            minimum=minimum,
            step=step,
            judged=judged,
            unless=_field(unless),
            past=past,
        )
    )


def index(
    name: str,
    label: str,
    maximum: Literal | float,
    *,
    minimum: Literal | float = 0,
    past: bool = False,
) -> Fact:
    """A number from outside (an index, a mark of another assessment) that the clause converts."""
    return Fact(NumberField(name, label, kind="index", maximum=maximum, minimum=minimum, past=past))


def rate(name: str, label: str, *, past: bool = False) -> Fact:
    """A percentage, stated as a number or as part and whole; its value is the percent number."""
    return Fact(RateField(name, label, past=past))


def incidents(
    name: str,
    label: str,
    *levels: LevelField,
    maximum: int | None = None,
    unless: Yes | None = None,
    past: bool = False,
) -> ListField:
    """Things that happened: their number, or one entry each with date, what, and the given levels.

    A list that nobody gave is empty where ``unless`` is a yes.
    """
    return ListField(name, label, levels=levels, maximum=maximum, unless=_field(unless), past=past)


def entries(
    name: str,
    label: str,
    amount: Fact,
    *levels: LevelField,
    judged: bool = False,
    optional: bool = False,
    maximum: int | None = None,
    unless: Yes | None = None,
    past: bool = False,
) -> ListField:
    """Entries that carry an amount each; ``judged`` ones need a person and a reason as well.

    An ``optional`` list that nobody gave has no entries (in a bonus or penalty item every list is), and
    neither has any where ``unless`` is a yes.
    """
    field = amount.field
    if not isinstance(field, NumberField):
        raise TypeError(f"{name}: the amount of an entry is an award, not a rate")
    return ListField(
        name,
        label,
        kind="entries",
        amounts=(field,),
        levels=levels,
        judged=judged,
        optional=optional,
        maximum=maximum,
        unless=_field(unless),
        past=past,
    )


def _field(fact: Yes | None) -> YesNoField | None:
    return None if fact is None else fact.field
