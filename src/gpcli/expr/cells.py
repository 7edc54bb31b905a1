"""Cells: the integers that a lowered clause reads, and how answers become them.

A number is scaled by its field's places, a level is its position, a yes is 1. A rate is two cells, ``part``
and ``whole``. A list is a cell for each count or sum that some clause asks of it. Open is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from gpcli.expr.fields import (
    Answers,
    Entries,
    Entry,
    Field,
    LevelField,
    ListField,
    NumberField,
    RateField,
    Share,
    YesNoField,
)
from gpcli.expr.nodes import Where
from gpcli.points import places_of, to_scaled


class Cell(NamedTuple):
    """One integer input: ``role`` is value, part, whole, count, amounts or undecided."""

    field: Field
    role: str
    amount: str = ""
    where: Where = ()


Reader = Callable[[Any], int]
"""Makes the integer of one cell from the answer to its fact."""


def reader(cell: Cell) -> Reader:
    """What makes the cell's integer from an answer.

    It raises ``ValueError`` where the value is off its field's grid, which no reader of facts lets through.
    """
    field = cell.field
    match field:
        case YesNoField():
            return _yes_or_no
        case LevelField():
            return field.levels.index
        case NumberField():
            return _to_places(field.places)
        case RateField():
            return _share(cell.role == "part")
        case ListField():
            return partial(_of_list, cell)


def fill(cells: Iterable[Cell], answers: Answers) -> list[int | None]:
    """The integers for the cells, None where the fact is open; raises ``ValueError`` as their readers do."""
    return filled([(cell.field, reader(cell)) for cell in cells], answers)


def filled(readers: Iterable[tuple[Field, Reader]], answers: Answers) -> list[int | None]:
    """The integers of cells whose readers are known."""
    get = answers.get
    return [None if (answer := get(field)) is None else read(answer) for field, read in readers]


def _yes_or_no(answer: bool) -> int:
    if answer is not True and answer is not False:
        raise TypeError(f"{answer} is neither yes nor no")
    return int(answer)


def _to_places(places: int) -> Reader:
    def read(answer: Decimal) -> int:
        return to_scaled(answer, places)

    return read


def _share(is_part: bool) -> Reader:
    def read(answer: Share) -> int:
        scale = max(places_of(answer.part), places_of(answer.whole))
        return to_scaled(answer.part if is_part else answer.whole, scale)

    return read


def _of_list(cell: Cell, answer: Entries) -> int:
    field = cell.field
    if answer.entries is None:
        if cell.where:
            raise ValueError(f"{field.name}: entries are counted by level, but only their number is known")
        match cell.role:
            case "count" | "undecided":
                return answer.number
            case _:
                return 0
    entries = answer.entries
    chosen = [entry for entry in entries if _matches(entry, cell.where)] if cell.where else entries
    match cell.role:
        case "count":
            return len(chosen)
        case "undecided":
            return sum(entry.amounts[cell.amount] is None for entry in chosen)
        case _:
            assert isinstance(field, ListField)
            places = field.amounts[cell.amount].places
            amounts = (entry.amounts[cell.amount] for entry in chosen)
            return sum(to_scaled(amount, places) for amount in amounts if amount is not None)


def _matches(entry: Entry, where: Where) -> bool:
    return all(entry.levels.get(name) == level for name, level in where)
