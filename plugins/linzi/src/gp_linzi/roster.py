"""The roster as data: ``roster.csv`` in the document's order, each name as printed."""

from __future__ import annotations

from pathlib import Path

from gpcli.pack import Roster, read_roster


def read() -> Roster:
    """附件: partial, as towns and subdistricts are only said to belong to it."""
    return read_roster(Path(__file__).parent / "roster.csv", "partial")
