"""Cells: the integers that a lowered clause reads, and how answers become them.

A number is scaled by its field's places, a level is its position, a yes is 1. A rate is two cells, ``part``
and ``whole``. A list is a cell for each count or sum that some clause asks of it. Open is None.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from gpcli.expr.fields import Answers, Entries, Entry, Field, LevelField, ListField, NumberField, Share
from gpcli.expr.nodes import Where
from gpcli.points import places_of, to_scaled


class Cell(NamedTuple):
    """One integer input: ``role`` is value, part, whole, count, amounts or undecided."""

    field: Field
    role: str
    amount: str = ""
    where: Where = ()


def fill(cells: Iterable[Cell], answers: Answers) -> list[int | None]:
    """The integers for the cells, None where the fact is open.

    Raises ``ValueError`` where a value is off its field's grid, which no reader lets through.
    """
    return [_integer(cell, answers) for cell in cells]


def _integer(cell: Cell, answers: Answers) -> int | None:
    answer = answers.get(cell.field)
    if type(answer) is Decimal and isinstance(cell.field, NumberField):
        return to_scaled(answer, cell.field.places)
    match answer:
        case None:
            return None
        case bool():
            return int(answer)
        case str():
            if not isinstance(cell.field, LevelField):
                raise TypeError(f"{cell.field.name} is no level")
            return cell.field.levels.index(answer)
        case Share(part, whole):
            scale = max(places_of(part), places_of(whole))
            return to_scaled(part if cell.role == "part" else whole, scale)
        case Entries():
            return _of_list(cell, answer)
        case _:
            if not isinstance(cell.field, NumberField):
                raise TypeError(f"{cell.field.name} is no number")
            return to_scaled(answer, cell.field.places)


def _of_list(cell: Cell, answer: Entries) -> int:
    field = cell.field
    if not isinstance(field, ListField):
        raise TypeError(f"{field.name} is no list")
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
            places = field.amounts[cell.amount].places
            amounts = (entry.amounts[cell.amount] for entry in chosen)
            return sum(to_scaled(amount, places) for amount in amounts if amount is not None)


def _matches(entry: Entry, where: Where) -> bool:
    return all(entry.levels.get(name) == level for name, level in where)
