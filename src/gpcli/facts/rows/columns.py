"""The columns that a table's facts may stand in: ``ITEM.FACT``, parts of a list, what stands beside an item.

Of a list: ``.n`` (how many), ``.sum_AMOUNT`` and ``.open_AMOUNT`` (how many have none yet). Where its entries
have levels, ``.n.LEVEL`` and so on count one kind of entry, several levels in the order of the fact; a level
that an entry takes when it does not say may be left out. Of a rate: its percent number, or ``.part`` and
``.whole``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from gpcli.expr.fields import Field, ListField, RateField
from gpcli.expr.nodes import Amounts, Count, Undecided
from gpcli.expr.walk import leaves
from gpcli.ledger import account
from gpcli.records import Record
from gpcli.scheme import Place, Table

REMARKS = ("evidence", "note", "person", "reason", "date")
"""What may stand beside the facts of an item."""

UNIT = ("unit", "单位")
"""What the first column is called, where a row names its unit."""

ID = "id"
"""What the first column is called, where rows name no unit and each stands alone."""

FIRST = (*UNIT, ID)
"""What the first column may be called."""

ABOUT = ("scheme", "table", "period", "source", "source_name", "note")
"""Optional columns on the row as a whole."""

KEPT = 16
"""Tables of which it is kept how their rules tell entries apart."""

Kind = tuple[tuple[str, str], ...]
"""One kind of entry: a level for each of the list's level facts, in their order; of a whole list nothing."""


class Column(Record):
    """What a column holds: a fact (``part`` empty), a part of a list, or a remark (no ``field``).

    ``part`` is ``n``, ``sum`` or ``open``, of a rate ``part`` or ``whole``; ``kind`` is empty where it is
    about the list as a whole.
    """

    item: str
    name: str
    field: Field | None = None
    part: str = ""
    amount: str = ""
    kind: Kind = ()


def columns(table: Table) -> dict[str, Column]:
    """Every heading that the table knows, in its order."""
    found: dict[str, Column] = {}
    by_item: dict[str, list[Place]] = {item: [] for item in homes(table)}
    for place in table.places:
        by_item[place.item].append(place)
    for item, places in by_item.items():
        for place in places:
            if isinstance(place.field, ListField):
                found |= dict(_of_list(place, place.field))
            else:
                found[place.key] = Column(item, place.name, place.field)
            if isinstance(place.field, RateField):
                for part in ("part", "whole"):
                    found[f"{place.key}.{part}"] = Column(item, place.name, place.field, part)
        found |= {f"{item}.{key}": Column(item, key) for key in REMARKS}
    return found


def homes(table: Table) -> tuple[str, ...]:
    """Where facts stand, in the table's order: what is shared, then sections and items."""
    known = {place.item: None for place in table.places}
    return tuple(known | {item.id: None for item in table.items if item.id not in known})


def kinds(field: ListField) -> tuple[Kind, ...]:
    """Every kind of entry that the list may have; of a list without levels the one that has none."""
    levels = product(*(level.levels for level in field.levels.values()))
    return tuple(tuple(zip(field.levels, one, strict=True)) for one in levels)


def heading(place: Place, part: str, amount: str, kind: Kind) -> str:
    """The shortest heading of a part of a list."""
    assert isinstance(place.field, ListField)
    first = part if not amount else f"{part}_{amount}"
    said = [level for name, level in kind if level != place.field.levels[name].default]
    if kind and not said:
        said = [level for _, level in kind]
    return ".".join((place.key, first, *said))


def asked(table: Table, place: Place) -> tuple[Kind, ...]:
    """The kinds of entries that a rule tells apart; the whole list where none does and all have a default."""
    field = place.field
    assert isinstance(field, ListField)
    told = {name for name, level in field.levels.items() if level.default is None}
    told |= _told_apart(table).get(field, set())
    if not told:
        return ((),)
    defaults = {name: level.default for name, level in field.levels.items()}
    return tuple(
        kind for kind in kinds(field) if all(name in told or level == defaults[name] for name, level in kind)
    )


@lru_cache(maxsize=KEPT)
def _told_apart(table: Table) -> dict[Field, set[str]]:
    """By which levels the rules of a table tell entries apart, for each of its lists."""
    roots = [account(ledger).total for ledger in table.ledgers()]
    conditions = [note.condition for ledger in table.ledgers() for note in ledger.notes]
    found: dict[Field, set[str]] = {}
    for leaf in leaves([*roots, *conditions, *(one.condition for one in table.constraints)]):
        if isinstance(leaf, Count | Amounts | Undecided):
            found.setdefault(leaf.field, set()).update(name for name, _ in leaf.where)
    return found


def _of_list(place: Place, field: ListField) -> Iterator[tuple[str, Column]]:
    def column(part: str, amount: str = "", kind: Kind = ()) -> Column:
        return Column(place.item, place.name, field, part, amount, kind)

    yield place.key, column("n")
    for kind in ((), *(kinds(field) if field.levels else ())):
        for part, amount in (("n", ""), *((part, one) for one in field.amounts for part in ("sum", "open"))):
            first = part if not amount else f"{part}_{amount}"
            for said in _spelled(field, kind):
                yield ".".join((place.key, first, *said)), column(part, amount, kind)


def _spelled(field: ListField, kind: Kind) -> Iterator[tuple[str, ...]]:
    """The ways to name a kind: all its levels, or without some that are the default, but not none at all."""
    if not kind:
        yield ()
        return
    choices = [((level,), ()) if level == field.levels[name].default else ((level,),) for name, level in kind]
    for chosen in product(*choices):
        said = tuple(level for one in chosen for level in one)
        if said:
            yield said
