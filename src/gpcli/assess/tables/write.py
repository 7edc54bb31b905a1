"""Results of tables to a file, some rows at a time: Parquet, or the same as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

from gpcli.reports.rows import inert
from gpcli.reports.units.csv import LAST, NO_ORIGIN, origins_of
from gpcli.reports.units.parquet import METADATA
from gpcli.reports.units.results import Value
from gpcli.reports.units.rows import as_text

GROUP = 1 << 17
"""Rows of a group in the file."""


def write_parquet(
    frames: Iterator[pl.DataFrame], schema: Mapping[str, pl.DataType], about: dict[str, object], path: Path
) -> None:
    """All frames to one file."""

    def source(
        columns: list[str] | None, _predicate: pl.Expr | None, _rows: int | None, _size: int | None
    ) -> Iterator[pl.DataFrame]:
        for frame in frames:
            yield frame if columns is None else frame.select(columns)

    register_io_source(source, schema=schema).sink_parquet(
        path, metadata={METADATA: as_text(about)}, row_group_size=GROUP
    )


def write_csv(
    frames: Iterator[pl.DataFrame],
    schema: Mapping[str, pl.DataType],
    about: dict[str, object],
    path: Path,
    *,
    bom: bool,
) -> None:
    """All frames to one file, with what the metadata says behind each row."""
    origins = origins_of(about)
    head = pl.DataFrame(schema={**schema, **dict.fromkeys(LAST, pl.String())})
    with path.open("wb") as file:
        if bom:
            file.write("\ufeff".encode())
        head.write_csv(file, line_terminator="\r\n")
        for frame in frames:
            text = frame.with_columns(_as_text(name, kind) for name, kind in schema.items())
            text = text.with_columns(_origin(origins, place, name) for place, name in enumerate(LAST))
            text.write_csv(file, include_header=False, line_terminator="\r\n")


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.Decimal):
        text = column.cast(pl.String)
        return text.str.strip_chars_end("0").str.strip_chars_end(".") if kind.scale else text
    if kind.is_integer():
        text = column.cast(pl.String)
        return pl.when(column < 0).then(pl.concat_str(pl.lit("'"), text)).otherwise(text).alias(name)
    if kind == pl.String and name not in ("scheme", "table", "status", "grade"):
        return column.map_elements(inert, return_dtype=pl.String)
    return column


def _origin(origins: Mapping[tuple[Value, Value], tuple[str, ...]], place: int, name: str) -> pl.Expr:
    said: pl.Expr = pl.lit(NO_ORIGIN[place] or None, dtype=pl.String)
    for (scheme, table), origin in origins.items():
        here = (pl.col("scheme") == scheme) & (pl.col("table") == table)
        said = pl.when(here).then(pl.lit(origin[place] or None, dtype=pl.String)).otherwise(said)
    return said.alias(name)
