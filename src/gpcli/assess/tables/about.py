"""What rows are about, by columns: scheme and table, the unit as its roster calls it, the period.

Each way in which rows can be about something is settled once, by a row of its kind, as for a facts file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import NamedTuple

import polars as pl

from gpcli.assess.subject import Subject, Subjects
from gpcli.assess.tables.source import Slice, Source, rows_at
from gpcli.engines.columns.text import is_error, stripped
from gpcli.facts.rows import cells
from gpcli.facts.rows.columns import ID
from gpcli.facts.rows.document import Row
from gpcli.facts.rows.parquet import cell_of
from gpcli.problems import Problem, Problems
from gpcli.scheme import Scheme

Key = tuple[str, str]
"""A scheme and one of its tables, by their ids."""

_Way = tuple[str | None, str | None, str | None]
"""Scheme and table as the row says them, the table of its unit where that is known."""

_SAID = ("scheme", "table", "period", "source", "source_name", "note")
"""What rows say beside their unit and their facts."""


class Told(NamedTuple):
    """What the rows of a slice are about: ``way`` is the place of scheme and table in ``keys``, null of an
    odd row; ``scheme`` is its id; ``unit`` is its name as the roster has it, or as it stands there. A cell
    that holds an error says nothing.
    """

    keys: tuple[Key, ...]
    way: pl.Series
    scheme: pl.Series
    unit: pl.Series
    period: pl.Series


class About:
    """Settles what rows are about, for all files together."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects
        self._ways: dict[_Way, Subject | Problems] = {}
        self._schemes: dict[str | None, Scheme | None] = {}
        self.keys: dict[Key, Subject] = {}

    @property
    def faults(self) -> list[Problem]:
        """What keeps rows from being about anything, each kind once."""
        failed = (one for one in self._ways.values() if isinstance(one, Problems))
        return [problem for one in failed for problem in one.problems]

    def look(self, source: Source, some: Slice) -> Told:
        """What the rows are about."""
        frame, first = some.frame, source.sheet.headings[0]
        names = first.lower() != ID
        nothing = pl.Series([None], dtype=pl.String).new_from_index(0, len(frame))
        said = {one: words(frame, one) for one in _SAID if _says(frame, one)}
        named = frame[first].is_not_null()
        if names or not frame[first].dtype.is_integer():
            said[first] = words(frame, first)
            named = said[first].is_not_null()
        wrong = {one: is_error(given) for one, given in said.items()}
        unsaid = reduce(or_, wrong.values(), ~named)
        odd = unsaid
        if "source" in said:
            odd = unsaid | ~(said["source"].is_null() | (said["source"] == "office"))
        clean = {one: given.set(wrong[one], None) for one, given in said.items()}
        unit = clean[first] if names else nothing
        schemes, period = clean.get("scheme", nothing), clean.get("period", nothing)
        known, homes, ids = unit, nothing, schemes
        for value in schemes.unique(maintain_order=True):
            mine = schemes.eq_missing(value)
            scheme = self._scheme(source, some, value, mine & named)
            if scheme is not None:
                ids = ids.set(mine, scheme.id)
            if scheme is not None and names:
                roster = self._subjects.roster(scheme)
                called = {one: roster.find(one) for one in roster.names}
                real = {one: found.name for one, found in called.items() if found is not None}
                homes_of = {one: found.table for one, found in called.items() if found is not None}
                if real:
                    known = unit.replace(list(real), list(real.values())).zip_with(mine, known)
                    table = unit.replace_strict(
                        list(homes_of), list(homes_of.values()), default=None, return_dtype=pl.String
                    )
                    homes = table.zip_with(mine, homes)
        ways = {"scheme": schemes, "table": clean.get("table", nothing), "home": homes}
        keys, way = self._settled(source, some, ways, unsaid)
        return Told(keys, way.set(odd, None), ids, known, period)

    def _settled(
        self, source: Source, some: Slice, ways: Mapping[str, pl.Series], unsaid: pl.Series
    ) -> tuple[tuple[Key, ...], pl.Series]:
        """Schemes and tables of the rows, and which of them each is about; of the ``unsaid`` ones none."""
        way = pl.Series([None], dtype=pl.Int32).new_from_index(0, len(unsaid))
        keys: list[Key] = []
        stated = {one: given for one, given in ways.items() if given.null_count() < len(given)}
        rows: list[dict[str, str | None]] = [] if unsaid.all() else [{}]
        if stated:
            rows = pl.DataFrame(stated).filter(~unsaid).unique(maintain_order=True).rows(named=True)
        for row in rows:
            mine = ~unsaid
            for name, value in row.items():
                mine &= stated[name].eq_missing(value)
            subject = self._subject(
                source, some, (row.get("scheme"), row.get("table"), row.get("home")), mine
            )
            if subject is not None:
                key = (subject.scheme.id, subject.table)
                self.keys.setdefault(key, subject)
                if key not in keys:
                    keys.append(key)
                way = way.set(mine, keys.index(key))
        return tuple(keys), way

    def _scheme(self, source: Source, some: Slice, value: str | None, named: pl.Series) -> Scheme | None:
        """The scheme that the ``named`` rows call so; None where there is none, or no such row yet."""
        if value not in self._schemes:
            if not named.any():
                return None
            row = _first(source, some, named)
            assert not isinstance(row, Problem)
            try:
                self._schemes[value] = self._subjects.scheme_of(row)
            except Problems:
                self._schemes[value] = None
        return self._schemes[value]

    def _subject(self, source: Source, some: Slice, way: _Way, mine: pl.Series) -> Subject | None:
        if way not in self._ways:
            row = _first(source, some, mine)
            assert not isinstance(row, Problem)
            try:
                self._ways[way] = self._subjects.of(row)
            except Problems as problems:
                self._ways[way] = problems
        found = self._ways[way]
        return found if isinstance(found, Subject) else None


def _says(frame: pl.DataFrame, heading: str) -> bool:
    return heading in frame.columns and frame[heading].null_count() < len(frame)


def _first(source: Source, some: Slice, wanted: pl.Series) -> Row | Problem:
    """The first of the wanted rows."""
    place = wanted.arg_true()[0]
    one = Slice(some.frame[place : place + 1], some.numbers[place : place + 1])
    (row,) = rows_at(source, one, pl.Series([True]))
    return row


def words(frame: pl.DataFrame, heading: str) -> pl.Series:
    """A column as the reader of rows has it as words: without spaces around them, null where it is blank."""
    if heading not in frame.columns:
        return pl.Series([None], dtype=pl.String).new_from_index(0, len(frame))
    given = frame[heading]
    if given.dtype.is_integer() or isinstance(given.dtype, pl.Categorical | pl.Enum | pl.Null):
        given = given.cast(pl.String)
    if given.dtype != pl.String:
        given = pl.Series(heading, list(_texts(given)), dtype=pl.String)
    bare = stripped(given)
    return bare.set((bare == "").fill_null(value=False), None)


def _texts(given: pl.Series) -> Iterator[str]:
    narrow = given.cast(pl.String) if given.dtype == pl.Float32 else given
    for one in narrow.to_list():
        cell = cell_of(one)
        yield "" if isinstance(cell, Problem) else cells.text(cell)
