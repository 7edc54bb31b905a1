"""Where the facts of a table stand: who may give each, whether it may be left out, and as what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gpcli.expr.fields import (
    Answer,
    Entries,
    Field,
    LevelField,
    ListField,
    NumberField,
    RateField,
    YesNoField,
    excuse,
)
from gpcli.expr.walk import fields
from gpcli.records import Record

if TYPE_CHECKING:
    from gpcli.scheme.table import Item, Table

RESERVED = ("evidence", "note", "source", "person", "reason", "date", "other")
"""Keys of an item's table in a facts file that are never facts."""

SHARED = "shared"
"""The table of facts that several items read: ``[facts.shared]``."""


class Place(Record):
    """A fact in a table: where a facts file gives it (an item, a section, ``shared``), and by which name.

    ``assessed_by`` are the sources that may state it, the one that owes it first: those who may state every
    item that reads it.
    """

    item: str
    name: str
    field: Field
    optional: bool
    assessed_by: tuple[str, ...]

    @property
    def key(self) -> str:
        """``ITEM.FACT``."""
        return f"{self.item}.{self.name}"


def places_of(table: Table) -> tuple[Place, ...]:
    readers: dict[Field, list[Item]] = {}
    for item in table.items:
        for field in table.facts(item).values():
            readers.setdefault(field, []).append(item)

    def here(home: str, field: Field, *, optional: bool = False) -> Place:
        may_be_left_out = optional or (isinstance(field, ListField | YesNoField) and field.optional)
        return Place(home, field.name, field, may_be_left_out, _entitled(readers.get(field, [])))

    places = [here(SHARED, field) for field in table.shared]
    for section in table.sections:
        places += (here(section.key, field) for field in section.shared)
        for item in section.items:
            for key, field in table.facts(item).items():
                if not key.startswith(f"{item.id}."):
                    continue
                if len(readers[field]) > 1:
                    first, second, *_ = readers[field]
                    said = (
                        f"{first.id} and {second.id} both read {field.name}: list it among the shared facts"
                    )
                    raise ValueError(said)
                places.append(here(item.id, field, optional=item.kind != "base"))
    _refuse_unusable(places)
    return tuple(places)


def _entitled(readers: list[Item]) -> tuple[str, ...]:
    """Who may state what these items read: those who may state each of them."""
    first = readers[0].assessed_by if readers else ()
    return tuple(one for one in first if all(one in item.assessed_by for item in readers)) or ("office",)


def _refuse_unusable(places: list[Place]) -> None:
    keys: set[str] = set()
    for place in places:
        if place.name in RESERVED or not place.name.isidentifier() or not place.name.isascii():
            raise ValueError(f"{place.item}: a fact cannot be called {place.name!r}")
        if place.key in keys:
            raise ValueError(f"{place.key} has two definitions")
        if place.optional or excuse(place.field) is not None:
            none_of(place.field)
        keys.add(place.key)


def none_of(field: Field) -> Answer:
    """The answer of an optional fact that nobody reported; raises ``ValueError`` where it has none."""
    match field:
        case YesNoField():
            return False
        case ListField():
            return Entries(0, ())
        case NumberField() if not field.minimum or field.unless is not None:
            return field.minimum
        case LevelField() if field.default is not None:
            return field.default
        case RateField() | NumberField() | LevelField():
            raise ValueError(f"{field.name} cannot be left out: nothing stands for none")


def read_by(item: Item) -> Iterator[Field]:
    """What its moves read; before a fact that an answer can make pointless, the one that is asked first."""
    for field in fields(expr for move in item.moves for expr in move.reads):
        excused = excuse(field)
        if excused is not None:
            yield excused
        yield field
