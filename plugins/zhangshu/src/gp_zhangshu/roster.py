"""The roster as data: ``roster.csv`` in the document's order, each name as printed."""

from __future__ import annotations

import csv
from pathlib import Path

from gpcli.pack import Roster, Unit


def read() -> Roster:
    """一、考评对象. An alias mends a name that the document misprints."""
    with (Path(__file__).parent / "roster.csv").open(encoding="utf-8", newline="") as file:
        return Roster(
            tuple(
                Unit(row["name"], row["table"], "", tuple(filter(None, row["aliases"].split("|"))))
                for row in csv.DictReader(file)
            )
        )
