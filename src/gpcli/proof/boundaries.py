"""Each comparison, cap, floor and void solved: what the ledger comes to below it, at it and above it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gpcli.expr.fields import Answers
from gpcli.expr.nodes import Truth
from gpcli.expr.sentence import settle
from gpcli.expr.spans import Spans
from gpcli.ledger import Ledger, Move, Void, account
from gpcli.messages import N_, Phrase, message
from gpcli.points import DISPLAY_PLACES, half_up, plain
from gpcli.proof.finding import SAID, Finding, Subject
from gpcli.scheme import Table
from gpcli.testing.solve import Boundary, solved

CHECK = "boundaries"
SIDES = {
    "below": N_("below"),
    "at": N_("at"),
    "above": N_("above"),
    "off": N_("where it does not hold"),
    "on": N_("where it holds"),
}


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each; a move that no answers bring to bear is named."""
    for table in subject.tables:
        ledgers = {ledger.id: ledger for ledger in table.ledgers()}
        off = {(ledger.id, move.key) for ledger in ledgers.values() for move in ledger.moves if _is_off(move)}
        for boundary in solved(table):
            where = f"{table.id}/{boundary.name}"
            if (boundary.ledger, boundary.key) in off:
                continue
            if not boundary.binds:
                yield Finding(CHECK, SAID, where, message(N_("never binds")))
                continue
            yield Finding(CHECK, SAID, where, _results(table, ledgers[boundary.ledger], boundary))


def _is_off(move: Move) -> bool:
    """Whether a Reading switched the move off."""
    settled = settle(move.condition) if isinstance(move, Void) else None
    return isinstance(settled, Truth) and not settled.value


def _results(table: Table, ledger: Ledger, boundary: Boundary) -> Phrase:
    parts = [
        message(N_("{side}: {points}"), side=message(SIDES[side]), points=_value(ledger, given))
        for side, given in boundary.sides.items()
    ]
    said: Phrase = parts[0]
    for one in parts[1:]:
        said = message(N_("{before}; {after}"), before=said, after=one)
    return said


def _value(ledger: Ledger, given: Answers) -> str:
    low: Fraction = Spans(given).amount(account(ledger).total).low
    return plain(half_up(low.numerator, low.denominator, DISPLAY_PLACES))
