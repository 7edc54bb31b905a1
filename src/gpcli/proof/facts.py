"""Facts that change nothing, and facts that are read both ways."""

from __future__ import annotations

from collections.abc import Iterator

from gpcli.expr.directions import directions
from gpcli.expr.walk import fields
from gpcli.ledger import account
from gpcli.messages import N_, message
from gpcli.proof.finding import FAULT, SAID, Finding, Subject
from gpcli.scheme import Table

CHECK = "facts"


def check(subject: Subject) -> Iterator[Finding]:
    """A fact that moves no total, no conversion, no grade and no note under any Reading is dead."""
    alive: dict[str, set[str]] = {}
    for _, table in subject.variants():
        alive.setdefault(table.id, set()).update(_alive(table))
    for table in subject.tables:
        found = directions(account(table.total).total, {})
        for place in table.places:
            where = f"{table.id}/{place.key}"
            if place.key not in alive[table.id]:
                yield Finding(CHECK, FAULT, where, message(N_("changes nothing under any Reading")))
            elif place.field in found and found[place.field] is None:
                both = message(N_("is read both ways: bounds over it may be wider than they need to be"))
                yield Finding(CHECK, SAID, where, both)


def _alive(table: Table) -> Iterator[str]:
    moved = set(directions(account(table.total).total, {}))
    for ledger in table.conversions:
        moved |= set(directions(account(ledger).total, {}))
    for ledger in table.ledgers():
        moved |= set(fields(note.condition for note in ledger.notes))
    moved |= set(fields(grade.only for grade in table.grades if grade.only is not None))
    return (place.key for place in table.places if place.field in moved)
