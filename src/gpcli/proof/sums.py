"""What the items of each section come to, against the printed label."""

from __future__ import annotations

from collections.abc import Iterator

from gpcli.ledger import attainable
from gpcli.messages import N_, message
from gpcli.points import plain
from gpcli.proof.finding import FAULT, SAID, Finding, Subject

CHECK = "sums"


def check(subject: Subject) -> Iterator[Finding]:
    """A label that disagrees needs a source note at the section's clause."""
    noted = {note.clause for note in subject.scheme.notes}
    for table in subject.tables:
        points = table.total.points
        if points is not None:
            said = message(N_("the base items come to {points}"), points=plain(points))
            yield Finding(CHECK, SAID, table.id, said)
        for section in table.base:
            rows = attainable(section)
            if section.printed is None or section.printed == rows:
                continue
            kind = SAID if section.clause in noted else FAULT
            told = N_("the label says {printed}, the items come to {rows}; a source note says so")
            untold = N_("the label says {printed}, the items come to {rows}, and no source note at {clause}")
            said = message(
                told if kind == SAID else untold,
                printed=plain(section.printed),
                rows=plain(rows),
                clause=section.clause,
            )
            yield Finding(CHECK, kind, f"{table.id}/{section.key}", said)
