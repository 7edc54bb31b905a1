"""The roster as data: ``roster.csv`` in the document's order, each name as printed."""

from __future__ import annotations

from pathlib import Path

from gpcli.pack import Roster, read_roster


def read() -> Roster:
    """一、考评对象. An alias mends a name that the document misprints."""
    return read_roster(Path(__file__).parent / "roster.csv")
