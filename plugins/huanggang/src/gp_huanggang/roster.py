"""The roster as data: ``roster.csv`` in the document's order, each name as printed."""

from __future__ import annotations

import csv
from pathlib import Path

from gpcli.pack import Roster, Unit


def read() -> Roster:
    """附件1, with its two classes; the counties of 附件2 are not named there, so it is a part only.

    An alias mends a name that the document misprints or writes in two ways.
    """
    with (Path(__file__).parent / "roster.csv").open(encoding="utf-8", newline="") as file:
        return Roster(
            tuple(
                Unit(row["name"], row["table"], row["group"], tuple(filter(None, row["aliases"].split("|"))))
                for row in csv.DictReader(file)
            ),
            "partial",
        )
