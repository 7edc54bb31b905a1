"""A table of units in slices: frames of its columns with the numbers of their rows, however large it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import polars as pl

from gpcli.facts.rows.columns import ABOUT
from gpcli.facts.rows.document import Row, Sheet
from gpcli.facts.rows.parquet import Scanned, rows_of
from gpcli.facts.rows.read import Raw, lines_of, opened
from gpcli.messages import Message
from gpcli.problems import Problem


class Slice(NamedTuple):
    """Some rows: their columns, and the number of each in its file."""

    frame: pl.DataFrame
    numbers: pl.Series


class Source(Protocol):
    """One file."""

    @property
    def sheet(self) -> Sheet:
        """Its heading."""

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """The types of its columns."""

    @property
    def notices(self) -> tuple[Message, ...]:
        """What is worth saying of it."""

    def slices(self, size: int, *, about: bool = False) -> Iterator[Slice]:
        """All rows in their order, at most ``size`` at a time; or only what they are about.

        Raises :class:`Problems`.
        """


class Columnar:
    """A Parquet file."""

    notices: tuple[Message, ...] = ()

    def __init__(self, path: Path, name: str) -> None:
        """Raises :class:`Problems`."""
        self._scanned = Scanned(path, name)
        self.sheet = self._scanned.sheet
        self.schema = dict(self._scanned.schema)

    def slices(self, size: int, *, about: bool = False) -> Iterator[Slice]:
        """All rows in their order, or only what they are about."""
        first = self.sheet.headings[0]
        only = [one for one in self.sheet.headings if one == first or one in ABOUT] if about else None
        for start in range(0, self._scanned.rows, size):
            frame = self._scanned.frame(start, size, only)
            yield Slice(frame, pl.int_range(start + 1, start + 1 + len(frame), eager=True))


class Texts:
    """A CSV file: every column is text."""

    def __init__(self, path: Path, name: str) -> None:
        """Raises :class:`Problems`."""
        self._path = path
        self._name = name
        with opened(path, name) as (lines, notices):
            head, _ = lines_of(lines, name)
            self.notices = notices
        headings = tuple(one if isinstance(one, str) else "" for one in head[1])
        self.sheet = Sheet(name, name, "", headings, head[0])
        self.schema: dict[str, pl.DataType] = {one: pl.String() for one in headings if one}

    def slices(self, size: int, *, about: bool = False) -> Iterator[Slice]:
        """All rows in their order; raises :class:`Problems` at the first that is none."""
        with opened(self._path, self._name) as (lines, _):
            _, body = lines_of(lines, self._name)
            some: list[Raw] = []
            for line in body:
                some.append(line)
                if len(some) == size:
                    yield self._slice(some)
                    some = []
            if some:
                yield self._slice(some)

    def _slice(self, lines: Sequence[Raw]) -> Slice:
        headings = self.sheet.headings
        blank = [""] * len(headings)
        rows = [(cells + blank)[: len(headings)] for _, cells in lines]
        texts = {
            heading: pl.Series(heading, column, dtype=pl.String)
            for heading, column in zip(headings, zip(*rows, strict=True), strict=True)
            if heading
        }
        frame = pl.DataFrame(texts).with_columns(
            pl.when(pl.col(one) != "").then(pl.col(one)).alias(one) for one in texts
        )
        return Slice(frame, pl.Series([number for number, _ in lines], dtype=pl.Int64))


def rows_at(source: Source, some: Slice, wanted: pl.Series) -> list[Row | Problem]:
    """The wanted rows of a slice for the reader of rows."""
    numbers = some.numbers.filter(wanted).to_list()
    return list(rows_of(source.sheet, some.frame.filter(wanted), numbers))
