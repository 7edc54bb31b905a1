"""The roster as data: ``roster.csv`` in the document's order, each name as printed."""

from __future__ import annotations

import csv
from pathlib import Path

from gpcli.pack import Roster, Unit


def read() -> Roster:
    """附件: partial, as towns and subdistricts are only said to belong to it."""
    with (Path(__file__).parent / "roster.csv").open(encoding="utf-8", newline="") as file:
        return Roster(tuple(Unit(row["name"], row["table"]) for row in csv.DictReader(file)), "partial")
