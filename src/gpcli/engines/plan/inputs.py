"""The columns of a table of units that an engine reads: what each holds, and the integer that it becomes.

Of a list these are its number, its sums and how many amounts are open, for each kind of entry that a rule
tells apart; of a rate its percent number, or its part and its whole. What else a row may say (a total beside
its kinds, a rate in words) only the reader of rows understands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import Enum

from gpcli.expr.cells import Cell
from gpcli.expr.fields import LevelField, ListField, NumberField, RateField, YesNoField
from gpcli.facts.rows.columns import Column, Kind, asked, columns, heading, homes
from gpcli.records import Record
from gpcli.scheme import Place, Table


class Held(Enum):
    """What stands in a column, and the integer that an engine makes of it."""

    YES_NO = "yes-no"
    """A yes is 1, a no 0."""
    REASONED = "reasoned"
    """Text: a reason is 1, 否 or false is 0."""
    LEVEL = "level"
    """The position of its level."""
    WHOLE = "whole"
    """A whole number."""
    DECIMAL = "decimal"
    """A decimal, times ten to the number of its places."""
    TEXT = "text"
    """Words, of which an engine asks only whether there are any: 1."""


class Input(Record):
    """One column: its heading, the cell of its integer, what it holds.

    ``places`` are those of a decimal, ``levels`` the names of a level; ``place`` is the fact's, None of what
    stands beside one.
    """

    heading: str
    cell: Cell
    held: Held
    places: int = 0
    levels: tuple[str, ...] = ()
    place: Place | None = None


class Inputs(Record):
    """The inputs of a table by what they are, as far as its columns are there."""

    every: tuple[Input, ...]

    def find(self, column: Column) -> Input | None:
        """The input of a column, or None where the table of units does not have it."""
        return self._by_cell.get(_cell(column)) if column.field is not None else None

    def said(self, item: str, name: str) -> Input | None:
        """The input of what stands beside the facts of an item (``person``, ``reason``)."""
        return next((one for one in self.every if one.heading == f"{item}.{name}"), None)

    @property
    def _by_cell(self) -> dict[Cell, Input]:
        return {one.cell: one for one in self.every}


def inputs_of(table: Table, given: Collection[str] | None = None) -> Inputs:
    """The inputs of a table, or those of them that are among the ``given`` headings.

    A heading may be spelled in any way that the reader of rows knows.
    """
    known = columns(table)
    spelled: dict[Column, str] = {}
    for one in known if given is None else given:
        if one in known:
            spelled.setdefault(known[one], one)
    found: list[Input] = []
    for home in homes(table):
        places = [place for place in table.places if place.item == home]
        for place in places:
            for column, said, held, number, levels in _of(table, place):
                here = said if given is None else spelled.get(column)
                if here is not None:
                    found.append(Input(here, _cell(column), held, number, levels, place))
        for name in ("person", "reason"):
            here = f"{home}.{name}"
            if any(map(_is_judged, places)) and (given is None or here in given):
                found.append(Input(here, Cell(YesNoField(here, here), "value"), Held.TEXT))
    return Inputs(tuple(found))


_Told = tuple[Column, str, Held, int, tuple[str, ...]]


def _of(table: Table, place: Place) -> Iterator[_Told]:
    field = place.field
    match field:
        case YesNoField():
            held = Held.REASONED if field.reasoned else Held.YES_NO
            yield Column(place.item, place.name, field), place.key, held, 0, ()
        case LevelField():
            yield Column(place.item, place.name, field), place.key, Held.LEVEL, 0, field.levels
        case NumberField():
            held = Held.DECIMAL if field.places else Held.WHOLE
            yield Column(place.item, place.name, field), place.key, held, field.places, ()
        case RateField():
            yield Column(place.item, place.name, field), place.key, Held.DECIMAL, field.places, ()
            for part in ("part", "whole"):
                column = Column(place.item, place.name, field, part)
                yield column, f"{place.key}.{part}", Held.WHOLE, 0, ()
        case ListField():
            for kind in asked(table, place):
                yield from _of_kind(place, field, kind)


def _of_kind(place: Place, field: ListField, kind: Kind) -> Iterator[_Told]:
    column = Column(place.item, place.name, field, "n", "", kind)
    yield column, heading(place, "n", "", kind), Held.WHOLE, 0, ()
    for name, amount in field.amounts.items():
        held = Held.DECIMAL if amount.places else Held.WHOLE
        column = Column(place.item, place.name, field, "sum", name, kind)
        yield column, heading(place, "sum", name, kind), held, amount.places, ()
        column = Column(place.item, place.name, field, "open", name, kind)
        yield column, heading(place, "open", name, kind), Held.WHOLE, 0, ()


_ROLES = {"n": "count", "sum": "amounts", "open": "undecided", "part": "part", "whole": "whole"}


def _cell(column: Column) -> Cell:
    """The cell of a column: of a percent number one of its own, of a list that of one kind of entry."""
    assert column.field is not None
    role = "percent" if isinstance(column.field, RateField) and not column.part else _ROLES.get(column.part)
    return Cell(column.field, role or "value", column.amount, tuple(sorted(column.kind)))


def _is_judged(place: Place) -> bool:
    return isinstance(place.field, NumberField | ListField) and place.field.judged
