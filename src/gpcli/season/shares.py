"""What each entry of a list has to do with a line: so much for each, or the entry's own amount."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gpcli.expr.fields import Entry, ListField
from gpcli.expr.nodes import Amounts, Const, Count, Expr, If, Least, Most, Multiply, Named, Where
from gpcli.points import from_scaled, places_of, to_scaled
from gpcli.records import Record


class Share(Record):
    """One entry, by its place in the list from 0, and the amount that it adds by itself."""

    place: int
    points: Decimal


def shares(expr: Expr, field: ListField, entries: Sequence[Entry]) -> list[Share] | None:
    """What the entries add to an amount one by one, before a limit around the whole.

    None where the amount is no such sum, or an entry's own amount is open.
    """
    match expr:
        case Named(_, value):
            return shares(value, field, entries)
        case Count(counted, where) if counted is field:
            return [Share(place, Decimal(1)) for place in _counted(entries, where)]
        case Amounts(counted, name, where) if counted is field:
            found = [(place, entries[place].amounts.get(name)) for place in _counted(entries, where)]
            known = [Share(place, points) for place, points in found if points is not None]
            return known if len(known) == len(found) else None
        case Multiply(Const(value), inner) | Multiply(inner, Const(value)):
            parts = shares(inner, field, entries)
            if parts is None:
                return None
            return [one._replace(points=_times(one.points, value)) for one in parts]
        case If(_, Const(value), inner) | If(_, inner, Const(value)) if not value:
            return shares(inner, field, entries)
        case Least(terms) | Most(terms):
            limited = [one for one in terms if not isinstance(one, Const)]
            return shares(limited[0], field, entries) if len(limited) == 1 else None
        case _:
            return None


def _counted(entries: Sequence[Entry], where: Where) -> list[int]:
    return [
        place
        for place, entry in enumerate(entries)
        if all(entry.levels.get(name) == level for name, level in where)
    ]


def _times(one: Decimal, other: Decimal) -> Decimal:
    """The exact product, whatever the decimal context."""
    scale, more = places_of(one), places_of(other)
    return from_scaled(to_scaled(one, scale) * to_scaled(other, more), scale + more)
