"""What the cells of a form hold for facts that were stated: the way from a facts file into the form."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from gpcli.expr.fields import RateField, YesNoField
from gpcli.facts.unit import Contribution
from gpcli.forms import typed
from gpcli.forms.hints import NO, YES
from gpcli.forms.incidents import Incidents
from gpcli.forms.layout import Layout, Slot
from gpcli.forms.verbatim import kept, lines
from gpcli.scheme import Place

Content = str | int | Decimal | datetime.date | None
"""Text, a number, a date, or nothing."""


def content(slot: Slot, said: Contribution | None) -> Content:
    """What a cell of the main worksheet holds."""
    if said is None:
        return None
    if not slot.home:
        return _named(said.source.name) if slot.key == "name" else _remark(slot.key, said.note)
    block = said.blocks.get(slot.home, {})
    given = block.get(slot.key)
    if slot.field is None:
        return _remark(slot.key, given)
    if isinstance(slot.field, RateField):
        return _rate(given, slot.part)
    if isinstance(given, list):
        return None if given else 0
    if isinstance(slot.field, YesNoField) and isinstance(given, str):
        return typed.reason(given)
    return _value(given)


def rows(
    incidents: Incidents, said: Contribution | None, places: Sequence[Place] = ()
) -> Iterator[dict[str, Content]]:
    """The incidents (those of ``places``, where any are named), each by the keys of the columns; ``fact`` is
    what it belongs to.
    """
    for place in (places or incidents.places) if said is not None else ():
        for entry in listed(said, place):
            row: dict[str, Content] = {"fact": incidents.names[place.key]}
            for key, value in entry.items():
                row[key] = _value(value) if incidents.field(place, key) else _remark(key, value)
            yield row


def listed(said: Contribution | None, place: Place) -> Sequence[Mapping[str, Any]]:
    """The entries of a list as they were stated."""
    given = {} if said is None else said.blocks.get(place.item, {})
    found = given.get(place.name)
    return found if isinstance(found, list) else ()


def beside(layout: Layout, said: Sequence[Contribution]) -> tuple[tuple[str, str], ...]:
    """The remarks that were stated and have no row in the form so far."""
    homes = {block.home for block in layout.blocks}
    found = {
        (home, key): None
        for one in said
        for home, block in one.blocks.items()
        for key in ("person", "reason", "date")
        if home in homes and block.get(key) and not _has_row(layout, home, key)
    }
    return tuple(found)


def _has_row(layout: Layout, home: str, key: str) -> bool:
    return any(where == home and name == key for _, where, name, _ in layout.slots)


def _value(given: object) -> Content:
    match given:
        case bool():
            return YES if given else NO
        case str() | int() | Decimal() | datetime.date() | None:
            return given
        case _:
            raise TypeError(f"{given!r} is no value of a facts file")


def _remark(key: str, given: object) -> Content:
    if key == "evidence":
        given = [given] if isinstance(given, str) else given
        return lines(given) or None if isinstance(given, list) else None
    return kept(given, given) if isinstance(given, str) and given else _value(given) or None


def _named(name: str) -> Content:
    return kept(name, name.strip()) if name else None


def _rate(given: object, part: str) -> Content:
    if isinstance(given, Mapping):
        if given["whole"] == 100:
            return None if part else _value(given["part"])
        return _value(given[part]) if part else None
    return None if part else _value(given)
