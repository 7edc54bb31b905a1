"""A row a unit as CSV: the columns and digits of Parquet, and what its metadata says in the last ones."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gpcli.points import plain
from gpcli.reports.format import Report
from gpcli.reports.rows import as_csv, inert
from gpcli.reports.units.results import Value
from gpcli.reports.units.rows import table

LAST = ("document", "pack", "readings", "validity")
"""What every row says of where its result comes from."""


def write(report: Report) -> str:
    """All outcomes, a row each."""
    found = table(report.outcomes, parts=report.has_parts)
    place = [one.heading for one in found.heads].index
    origins = origins_of(found.about)
    rows = [
        [*map(_cell, row), *origins.get((row[place("scheme")], row[place("table")]), NO_ORIGIN)]
        for row in found.rows
    ]
    return as_csv([[*(one.heading for one in found.heads), *LAST], *rows], bom=report.bom)


NO_ORIGIN = ("",) * len(LAST)


def origins_of(about: Any) -> dict[tuple[Value, Value], tuple[str, ...]]:
    """Document, pack, Readings and validity by scheme and table."""
    return {
        (one["scheme"], one["table"]): (
            f"{one['title']}（{one['document']}）",
            f"{one['pack']} {one['pack_version']}",
            "；".join(f"{key}={value}" for key, value in one["readings"].items()),
            inert("；".join((about["validity"], *about.get("notes", ())))),
        )
        for one in about["tables"]
    }


def _cell(value: Value) -> str:
    return plain(value) if isinstance(value, Decimal) else inert(value or "")
