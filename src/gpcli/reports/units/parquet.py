"""A row a unit as Parquet: numbers as decimals with their places, words as text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gpcli.engines.plan import DIGITS
from gpcli.messages import N_
from gpcli.problems import Problems, problem
from gpcli.reports.format import Binary, Report
from gpcli.reports.units.heads import Head
from gpcli.reports.units.results import Value
from gpcli.reports.units.rows import PROBLEMS, as_text, table

if TYPE_CHECKING:
    import polars as pl

METADATA = "gp"
"""The key of the file's metadata under which it says where its results come from."""


def write(report: Report) -> Binary:
    """All outcomes, a row each; raises :class:`Problems` without polars."""
    found = table(report.outcomes, parts=report.has_parts)
    raw = io.BytesIO()
    frame(found.heads, found.rows).write_parquet(raw, metadata={METADATA: as_text(found.about)})
    told = [one.heading in ("id", "unit", PROBLEMS) for one in found.heads]
    words = (
        str(value) for row in found.rows for value, tell in zip(row, told, strict=True) if tell and value
    )
    return Binary(raw.getvalue(), "\n".join((*words, *found.notes)))


def frame(heads: Sequence[Head], rows: Sequence[Sequence[Value]]) -> pl.DataFrame:
    """The rows as a frame; raises :class:`Problems` without polars."""
    try:
        import polars as pl
    except ImportError:
        said = N_("writing .parquet needs polars: pip install 'gpcli-core[table]'")
        raise Problems([problem("no-part", said)._replace(key="--format")]) from None
    return pl.DataFrame(list(rows), schema=schema_of(heads), orient="row")


def schema_of(heads: Sequence[Head]) -> dict[str, pl.DataType]:
    """The types of the columns."""
    import polars as pl

    return {one.heading: pl.String() if one.is_text else pl.Decimal(DIGITS, one.scale) for one in heads}
