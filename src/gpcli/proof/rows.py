"""Every row of the document against the pack: encoded, left to an assessor, or outside scoring with a reason.

``rows.csv`` stands in the pack's package, made from the document independently of the encoding, with the
columns ``table`` (the table's id), ``locator``, ``section``, ``name``, ``points``. A pack with several
schemes has ``rows-SCHEME.csv`` for each.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from gpcli.expr.fields import Field, ListField, NumberField
from gpcli.messages import N_, message
from gpcli.points import plain, total
from gpcli.proof.finding import FAULT, SAID, Finding, Subject
from gpcli.records import Record
from gpcli.scheme import Item, Table

CHECK = "rows"
FILE = "rows.csv"
COLUMNS = ("table", "locator", "section", "name", "points")


class Row(Record):
    """One printed row."""

    table: str
    locator: str
    section: str
    name: str
    points: Decimal | None


def check(subject: Subject) -> Iterator[Finding]:
    """Both ways: a row that nothing answers to, an item that stands in no row, points that differ."""
    place = subject.data(f"rows-{subject.scheme.id}.csv") or subject.data(FILE)
    if place is None:
        missing = message(N_("the package carries no {file}"), file=FILE)
        yield Finding(CHECK, FAULT, subject.scheme.id, missing)
        return
    try:
        rows = list(_read(place.read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError, InvalidOperation) as error:
        yield Finding(CHECK, FAULT, FILE, message("{error}", error=str(error)))
        return
    for table in subject.tables:
        mine = [row for row in rows if row.table == table.id]
        yield from _both_ways(subject, table, mine)
    known = {table.id for table in subject.tables}
    places = [(row.table, row.locator) for row in rows]
    for place_of in dict.fromkeys(one for one in places if places.count(one) > 1):
        twice = message(N_("stands in {file} more than once"), file=FILE)
        yield Finding(CHECK, FAULT, ": ".join(place_of), twice)
    for row in rows:
        if row.table not in known:
            stray = message(N_("the scheme has no table {table}"), table=row.table)
            yield Finding(CHECK, FAULT, row.locator, stray)


def _both_ways(subject: Subject, table: Table, rows: list[Row]) -> Iterator[Finding]:
    notes = {note.clause: note.effect for note in subject.scheme.notes}
    by_clause: dict[str, list[Item]] = {}
    for item in table.items:
        by_clause.setdefault(item.clause, []).append(item)
    counted = {"encoded": 0, "judged": 0, "outside": 0}
    for row in rows:
        where = f"{table.id}: {row.locator}"
        items = by_clause.get(row.locator, [])
        if items:
            judged = all(_is_judged(table.facts(item).values()) for item in items)
            counted["judged" if judged else "encoded"] += 1
            yield from _points(where, row, items, noted=row.locator in notes)
        elif row.locator in notes:
            counted["outside"] += 1
            outside = message(N_("outside scoring: {reason}"), reason=notes[row.locator])
            yield Finding(CHECK, SAID, where, outside)
        else:
            lost = message(N_("no item and no source note answers to “{name}”"), name=row.name)
            yield Finding(CHECK, FAULT, where, lost)
    printed = {row.locator for row in rows}
    for item in table.items:
        if item.clause not in printed:
            nowhere = message(N_("{clause} is no row of {file}"), clause=item.clause, file=FILE)
            yield Finding(CHECK, FAULT, f"{table.id}/{item.id}", nowhere)
    accounted = message(
        N_("{done} of {rows} rows: {encoded} encoded, {judged} left to judgement, {outside} outside scoring"),
        done=sum(counted.values()),
        rows=len(rows),
        **counted,
    )
    short = not rows or sum(counted.values()) < len(rows)
    yield Finding(CHECK, FAULT if short else SAID, table.id, accounted)


def _points(where: str, row: Row, items: list[Item], *, noted: bool) -> Iterator[Finding]:
    weights = [item.points for item in items if item.points is not None]
    found = total(weights) if weights else None
    if found == row.points or noted:
        return
    printed, encoded = ("—" if one is None else plain(one) for one in (row.points, found))
    said = message(
        N_("the row prints {printed} points, its items have {found}"), printed=printed, found=encoded
    )
    yield Finding(CHECK, FAULT, where, said)


def _is_judged(facts: Iterable[Field]) -> bool:
    """Whether an assessor alone settles the amount: nothing but awards, or entries with amounts."""
    read = list(facts)
    return bool(read) and all(
        (isinstance(field, NumberField) and field.type == "award")
        or (isinstance(field, ListField) and bool(field.amounts))
        for field in read
    )


def _read(text: str) -> Iterator[Row]:
    """The rows; raises ``ValueError`` for other columns, ``InvalidOperation`` for bad points."""
    reader = csv.DictReader(text.removeprefix("\ufeff").splitlines())
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValueError(f"{FILE}: {','.join(COLUMNS)} ≠ {','.join(reader.fieldnames or ())}")
    for row in reader:
        points = Decimal(row["points"]) if row["points"] else None
        if points is not None and not points.is_finite():
            raise ValueError(f"{FILE}: {row['locator']}: {row['points']}")
        yield Row(row["table"], row["locator"], row["section"], row["name"], points)
