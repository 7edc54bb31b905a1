"""Parquet files as rows: one file is a table with a row a unit, its values typed, its rows counted from 1."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpcli.facts.rows.cells import Cell
from gpcli.facts.rows.columns import FIRST
from gpcli.facts.rows.document import Row, Sheet
from gpcli.facts.rows.read import nameless, stripped, unheaded
from gpcli.messages import N_
from gpcli.problems import Problem, Problems, listed, problem

if TYPE_CHECKING:
    import polars as pl

ROWS_LIMIT = 50_000
"""More rows than this are not read one by one."""


class Scanned:
    """A Parquet file before its rows are read: its columns with their types, how many rows it has."""

    def __init__(self, path: Path, name: str) -> None:
        """Raises :class:`Problems` for what is no table of units at all."""
        try:
            import polars as pl
        except ImportError:
            said = N_("reading .parquet needs polars: pip install 'gpcli-core[table]'")
            raise Problems([problem("no-part", said)._replace(file=name)]) from None
        self.name = name
        self._path = path
        try:
            self._lazy = pl.scan_parquet(path, glob=False)
            self.schema: Mapping[str, pl.DataType] = self._lazy.collect_schema()
            self.rows = int(self._lazy.select(pl.len()).collect().item())
        except (pl.exceptions.PolarsError, OSError) as error:
            raise Problems([_unreadable(error, name)]) from None
        faults = [one._replace(file=name) for one in self._faults()]
        if faults:
            raise Problems(faults)
        self.sheet = Sheet(name, name, "", tuple(self.schema), 0)

    def frame(self, start: int, number: int, only: Sequence[str] | None = None) -> pl.DataFrame:
        """Some rows, all their columns or ``only`` some; raises :class:`Problems`."""
        import polars as pl

        try:
            rows = self._lazy.slice(start, number)
            return (rows if only is None else rows.select(only)).collect(engine="streaming")
        except (pl.exceptions.PolarsError, OSError) as error:
            raise Problems([_unreadable(error, self.name)]) from None

    def _faults(self) -> Iterator[Problem]:
        first = next(iter(self.schema), "")
        if first.lower() not in FIRST:
            said = N_("the heading does not begin with unit, 单位 or id")
            yield problem("no-unit-column", said, expected=listed(FIRST))
            return
        if not self.rows:
            yield problem("empty-file", N_("the table has no rows"))
        for place, (heading, kind) in enumerate(self.schema.items()):
            if not heading:
                yield unheaded(place)
            if not _is_plain(kind):
                said = N_("a column of type {type} holds no values of facts")
                yield problem("wrong-type", said, type=str(kind))._replace(key=heading)


def parquet_rows(path: Path, name: str) -> tuple[Row | Problem, ...]:
    """The rows of a file, and of those without a unit what is wrong; raises :class:`Problems`."""
    found = Scanned(path, name)
    if found.rows > ROWS_LIMIT:
        said = N_("more than {limit} rows: gp score FILE -o scores.parquet takes as many as there are")
        raise Problems([problem("too-large", said, limit=ROWS_LIMIT)._replace(file=name)])
    sheet = Sheet(name, name, _digest(path), tuple(found.schema), 0)
    return tuple(rows_of(sheet, found.frame(0, found.rows), range(1, found.rows + 1)))


def rows_of(sheet: Sheet, frame: pl.DataFrame, numbers: Iterable[int]) -> Iterator[Row | Problem]:
    """Rows of a frame by their numbers, or of one without a unit what is wrong."""
    import polars as pl

    narrow = [name for name, kind in frame.schema.items() if kind == pl.Float32]
    shortest = frame.with_columns(pl.col(narrow).cast(pl.String)) if narrow else frame
    for number, values in zip(numbers, shortest.iter_rows(), strict=True):
        given: dict[str, Cell | Problem] = {}
        for heading, value in zip(frame.columns, values, strict=True):
            cell = cell_of(value)
            if cell is not None:
                given[heading] = cell
        yield Row(sheet, number, given) if sheet.headings[0] in given else nameless(sheet, number)


def cell_of(value: Any) -> Cell | Problem:
    """A value as a cell."""
    match value:
        case str():
            return stripped(value)
        case float():
            return Decimal(repr(value)) if isfinite(value) else str(value)
        case datetime.datetime() if value.time() == datetime.time():
            return value.date()
        case datetime.datetime():
            return str(value)
        case _:
            found: Cell = value
            return found


def _is_plain(kind: pl.DataType) -> bool:
    """Whether values of the type can be cells at all."""
    import polars as pl

    known = (pl.String, pl.Boolean, pl.Null, pl.Categorical, pl.Enum, pl.Date, pl.Datetime)
    return kind.is_numeric() or isinstance(kind, known)


def _unreadable(error: Exception, name: str) -> Problem:
    said = N_("no Parquet file that can be read: {reason}")
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return problem("unreadable", said, reason=reason[:200])._replace(file=name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
