"""Where each part of a pack stands in the document."""

from __future__ import annotations

from collections.abc import Iterator

from gpcli.messages import N_, message
from gpcli.proof.finding import FAULT, Finding, Subject

CHECK = "clauses"


def check(subject: Subject) -> Iterator[Finding]:
    """Items, sections, conversions, Readings and source notes all name a clause; facts have labels."""
    parts = [(f"reading {one.id}", one.clause) for one in subject.scheme.readings]
    parts += [(f"note {one.says}", one.clause) for one in subject.scheme.notes]
    for table in subject.tables:
        parts += [(f"{table.id}/{ledger.id}", ledger.clause) for ledger in table.ledgers()]
        for place in table.places:
            if not place.field.label.strip():
                yield Finding(CHECK, FAULT, f"{table.id}/{place.key}", message(N_("has no label")))
    for where, clause in parts:
        if not clause.strip():
            yield Finding(CHECK, FAULT, where, message(N_("names no clause")))
