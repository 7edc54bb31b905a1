"""Whether the bounds of a total can be reached."""

from __future__ import annotations

from gpcli.expr.fields import Answers
from gpcli.expr.spans import Spans
from gpcli.expr.walk import fields
from gpcli.scheme import Table
from gpcli.scoring.openness import Openness, open_places


def attains(table: Table, answers: Answers) -> bool:
    """Whether some completion attains either bound of the total, and has a number there.

    A fact on which both the total and a veto hang may stand at one end for the one and not for the other.
    """
    openness = Openness(table, answers, open_places(table, answers))
    if not openness.exact(table.total):
        return False
    moving = openness.of_ledger(table.total)
    spans = Spans(answers)
    ends = (note.condition for one in table.ledgers() for note in one.notes if note.effect != "note")
    return not any(spans.condition(one).possible and not moving.isdisjoint(fields([one])) for one in ends)
