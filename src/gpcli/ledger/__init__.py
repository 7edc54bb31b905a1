"""Ledgers: an opening, then ordered moves in the documents' words. Item, section and final result are one.

An adding move prints its own amount; every other move prints what it changes (new minus old). So the lines of
a ledger add up to its total by construction.
"""

from __future__ import annotations

from gpcli.ledger.book import (
    Account,
    Include,
    Ledger,
    Note,
    Points,
    Posting,
    account,
    maximum,
    rules,
    share,
    subtotal,
)
from gpcli.ledger.kinds import Adding, Cap, Changing, Floor, Full, Move, Rounded, Scale, Void
from gpcli.ledger.words import (
    adds,
    bands,
    by_level,
    cap,
    each,
    floor,
    full,
    gain,
    given,
    lose,
    minus,
    once,
    plus,
    rounded,
    scale,
    sums,
    void_if,
    void_unless,
)

__all__ = [
    "Account",
    "Adding",
    "Cap",
    "Changing",
    "Floor",
    "Full",
    "Include",
    "Ledger",
    "Move",
    "Note",
    "Points",
    "Posting",
    "Rounded",
    "Scale",
    "Void",
    "account",
    "adds",
    "bands",
    "by_level",
    "cap",
    "each",
    "floor",
    "full",
    "gain",
    "given",
    "lose",
    "maximum",
    "minus",
    "once",
    "plus",
    "rounded",
    "rules",
    "scale",
    "share",
    "subtotal",
    "sums",
    "void_if",
    "void_unless",
]
