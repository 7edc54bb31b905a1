"""Scoring tables of units slice by slice: by columns what is plain, by rows what is not, in their order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from typing import NamedTuple

import polars as pl

from gpcli.assess.assessor import Assessor
from gpcli.assess.headings import unknown_headings
from gpcli.assess.tables.about import About, Key, Told, words
from gpcli.assess.tables.odd import Judged, judged
from gpcli.assess.tables.source import Slice, Source, rows_at
from gpcli.engines.columns.program import Program
from gpcli.engines.columns.text import is_error
from gpcli.facts.rows.columns import ID
from gpcli.facts.rows.document import Row
from gpcli.messages import N_
from gpcli.problems import Problem, Problems, problem
from gpcli.reports.units.heads import Head
from gpcli.reports.units.parquet import schema_of
from gpcli.reports.units.rows import about_of
from gpcli.reports.units.rows import columns as heads_of
from gpcli.scoring.score import Scorer

CELLS = 6_000_000
"""Values of results that a slice may have at most: what is held at once."""

SMALLEST, LARGEST = 1 << 13, 1 << 17
"""Rows of a slice."""

NOTES = 1_000
"""Different notes of rows that the result repeats."""

Step = Callable[[int], None]


class Result(NamedTuple):
    """The results of some rows, in order; what is wrong with those that failed; of which rows a note may
    still keep the number back.
    """

    frame: pl.DataFrame
    problems: tuple[Problem, ...]
    unsettled: pl.Series


class _Ahead(NamedTuple):
    """A slice of which the plain rows are scored: what they are about, their results, which rows are odd."""

    source: Source
    some: Slice
    told: Told
    plain: pl.DataFrame
    odd: pl.Series
    unsettled: pl.Series
    start: int


class Tables:
    """One or several tables of units, looked over before they are scored."""

    def __init__(
        self, sources: Sequence[Source], assessor: Assessor, *, fewest: int = 0, parts: bool = True
    ) -> None:
        """Below ``fewest`` rows all are scored by the reader of rows, which is faster then. Without ``parts``
        the results have no sections and items.

        Raises :class:`Problems` for what is wrong with a table as a whole.
        """
        self._sources = sources
        self._assessor = assessor
        self._has_parts = parts
        self._about = About(assessor.subjects)
        self._programs: dict[tuple[int, Key], Program | None] = {}
        self._merged: dict[int, Judged | None] = {}
        self._notes: dict[str, None] = {}
        self.rows = 0
        self._look_over()
        self._by_columns = self.rows >= fewest

    def _look_over(self) -> None:
        """What all rows are about, and which of them are about one unit: these are merged row by row."""
        names = {one.sheet.headings[0].lower() == ID for one in self._sources}
        if len(names) > 1:
            said = N_("some tables begin with an id, others with a unit: score them apart")
            raise Problems([problem("usage", said)._replace(file=self._sources[0].sheet.name)])
        hashes: list[pl.Series] = []
        for source in self._sources:
            before = self.rows
            for some in source.slices(LARGEST, about=True):
                told = self._about.look(source, some)
                self.rows += len(some.frame)
                self._note(some)
                if not self.is_nameless:
                    hashes.append(_hashed(told))
            if self.rows == before:
                empty = problem("empty-file", N_("the table has no rows"))
                raise Problems([empty._replace(file=source.sheet.name, line=source.sheet.line)])
        if not self._about.keys and self._about.faults:
            raise Problems(self._about.faults)
        self._refuse_unknown()
        twice = pl.concat(hashes).is_duplicated() if hashes else None
        if twice is not None and twice.any():
            self._merge(pl.concat(hashes), twice)

    @cached_property
    def is_nameless(self) -> bool:
        """Whether rows name no units."""
        return self._sources[0].sheet.headings[0].lower() == ID

    @cached_property
    def scorers(self) -> tuple[Scorer, ...]:
        """The scorers of all tables that rows are about."""
        return tuple(self._assessor.scorer(one.scheme, one.table) for one in self._about.keys.values())

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """The columns of the result."""
        return heads_of([ID if self.is_nameless else "unit"], self.scorers, parts=self._has_parts)

    @cached_property
    def schema(self) -> dict[str, pl.DataType]:
        """The types of the columns of the result; an id keeps its own."""
        found = schema_of(self.heads)
        if self.is_nameless:
            kinds = {one.schema[one.sheet.headings[0]] for one in self._sources}
            only = next(iter(kinds)) if len(kinds) == 1 else None
            if only is not None and only.is_integer():
                found[ID] = only
        return found

    @property
    def about(self) -> dict[str, object]:
        """What the result names beside its rows."""
        return {**about_of(self.scorers, self.heads), "notes": list(self._notes)}

    def _note(self, some: Slice) -> None:
        """What rows carry as a note stands with the results of the whole table."""
        notes = words(some.frame, "note")
        for one in notes.set(is_error(notes), None).drop_nulls().unique(maintain_order=True):
            if len(self._notes) < NOTES:
                self._notes[one] = None

    def results(self, step: Step = lambda _: None) -> Iterator[Result]:
        """The results of all rows, some at a time; raises :class:`Problems` where a file cannot be read."""
        size = max(SMALLEST, min(LARGEST, CELLS // len(self.heads)))
        workers = os.cpu_count() or 1
        with ThreadPoolExecutor(workers) as pool:
            waiting: deque[Future[_Ahead]] = deque()
            start = 0
            for source in self._sources:
                for some in source.slices(size):
                    waiting.append(pool.submit(self._ahead, source, some, start))
                    start += len(some.frame)
                    if len(waiting) > workers:
                        yield self._finished(waiting.popleft().result(), step)
            while waiting:
                yield self._finished(waiting.popleft().result(), step)

    def _ahead(self, source: Source, some: Slice, start: int) -> _Ahead:
        """The plain rows of a slice by columns."""
        told = self._about.look(source, some)
        odd = told.way.is_null()
        unsettled = pl.Series([False]).new_from_index(0, len(odd))
        parts: list[pl.DataFrame] = []
        places: list[pl.Series] = []
        for place, key in enumerate(told.keys):
            program = self._program(source, key)
            mine = (told.way == place).fill_null(value=False)
            if program is None:
                odd |= mine
                continue
            ran = program.run(some.frame if mine.all() else some.frame.filter(mine))
            rows = mine.arg_true()
            odd = odd.scatter(rows.filter(ran.odd), True) if ran.odd.any() else odd
            named = ran.results.with_columns(pl.lit(key[0]).alias("scheme"), pl.lit(key[1]).alias("table"))
            unsettled = unsettled.scatter(rows, ran.unsettled) if ran.unsettled.any() else unsettled
            parts.append(named)
            places.append(rows)
        plain = self._together(parts, places, len(odd))
        return _Ahead(source, some, told, plain, odd, unsettled, start)

    def _together(self, parts: list[pl.DataFrame], places: list[pl.Series], height: int) -> pl.DataFrame:
        """The results of several tables in the order of the rows, all columns."""
        if len(parts) == 1 and len(parts[0]) == height:
            return _with_all(parts[0], self.schema)
        missing = pl.Series(range(0), dtype=pl.UInt32)
        if sum(map(len, parts)) < height:
            taken = pl.concat(places) if places else missing
            missing = pl.int_range(height, eager=True, dtype=pl.UInt32)
            missing = missing.filter(~missing.is_in(taken.implode()))
        blank = pl.DataFrame(schema=self.schema).clear(len(missing))
        whole = pl.concat([*(_with_all(one, self.schema) for one in parts), blank])
        order = pl.concat([*(one.cast(pl.UInt32) for one in places), missing]).arg_sort()
        return whole[order]

    def _finished(self, ahead: _Ahead, step: Step) -> Result:
        """The rows of a slice in order: what is odd row by row, what belongs to one unit at its first row."""
        height = len(ahead.odd)
        step(height)
        frame = self._named(ahead)
        odd = ahead.odd
        merged = [place for place in self._merged if ahead.start <= place < ahead.start + height]
        several = odd.clear(height).fill_null(value=False)
        if merged:
            several = several.scatter([place - ahead.start for place in merged], True)
            odd = odd | several
        if not odd.any():
            return Result(frame, (), ahead.unsettled)
        alone = odd & ~several
        found: dict[int, Judged] = {}
        if alone.any():
            places = alone.arg_true()
            rows = rows_at(ahead.source, ahead.some, alone)
            found = {places[one.first]: one for one in judged(self._assessor, rows)}
        for place in merged:
            one = self._merged[place]
            if one is not None:
                found[place - ahead.start] = one
        return self._mixed(Result(frame, (), ahead.unsettled), odd, found)

    def _mixed(self, plain: Result, odd: pl.Series, found: Mapping[int, Judged]) -> Result:
        """Plain rows and judged ones in the order of the rows."""
        order, frame = sorted(found), plain.frame
        words = frame.select(*self._own, "period", "table")[order].rows(named=True)
        rows = [
            [values.get(one) for one in self.schema]
            for own, values in zip(words, (found[place].values for place in order), strict=True)
            for values in ({**own, **values, **{key: own[key] for key in self._own}},)
        ]
        others = pl.DataFrame(rows, schema=self.schema, orient="row")
        places = pl.concat([(~odd).arg_true(), pl.Series(order, dtype=pl.UInt32)]).arg_sort()
        whole = pl.concat([frame.filter(~odd), others])[places]
        judged = pl.Series([found[place].unsettled for place in order], dtype=pl.Boolean)
        unsettled = pl.concat([plain.unsettled.filter(~odd), judged])[places]
        return Result(whole, tuple(one for place in order for one in found[place].problems), unsettled)

    @cached_property
    def _own(self) -> tuple[str, ...]:
        """The columns that name a row."""
        return (ID if self.is_nameless else "unit",)

    def _named(self, ahead: _Ahead) -> pl.DataFrame:
        """The results with what names the rows."""
        told = ahead.told
        first = ahead.source.sheet.headings[0]
        if self.is_nameless:
            given = ahead.some.frame[first]
            name = given
            if not self.schema[ID].is_integer():
                said = words(ahead.some.frame, first)
                name = said.set(is_error(said), None)
        else:
            name = told.unit
        return ahead.plain.with_columns(name.alias(self._own[0]), told.period.alias("period"))

    def _program(self, source: Source, key: Key) -> Program | None:
        """The column program of a table for the columns of a file; None where there can be none."""
        if not self._by_columns:
            return None
        slot = (self._sources.index(source), key)
        if slot not in self._programs:
            about = self._about.keys[key]
            scorer = self._assessor.scorer(about.scheme, about.table)
            scales = {one.heading: one.scale for one in self.heads}
            try:
                self._programs[slot] = Program(
                    scorer.table, scorer.outline, source.schema, scales, parts=self._has_parts
                )
            except OverflowError:
                self._programs[slot] = None
        return self._programs[slot]

    def _merge(self, hashes: pl.Series, twice: pl.Series) -> None:
        """Scores the units about which several rows speak, from all of their rows."""
        rows: dict[int, list[tuple[int, Row | Problem]]] = {}
        start = 0
        for source in self._sources:
            for some in source.slices(LARGEST):
                mine = twice[start : start + len(some.frame)]
                if mine.any():
                    places = [start + place for place in mine.arg_true()]
                    keys = hashes[start : start + len(some.frame)].filter(mine)
                    for place, key, row in zip(places, keys, rows_at(source, some, mine), strict=True):
                        rows.setdefault(key, []).append((place, row))
                start += len(some.frame)
        for group in rows.values():
            self._merged |= {place: None for place, _ in group}
            for one in judged(self._assessor, [row for _, row in group]):
                self._merged[group[one.first][0]] = one

    def _refuse_unknown(self) -> None:
        """Raises :class:`Problems` for headings that no table of the rows knows."""
        sheets = [one.sheet for one in self._sources]
        faults = unknown_headings(self._assessor, sheets, list(self._about.keys.values()))
        if faults:
            raise Problems(faults)


def _with_all(frame: pl.DataFrame, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """The frame with all columns of the result in their order."""
    height = len(frame)
    return pl.DataFrame(
        [
            frame[name]
            if name in frame.columns
            else pl.Series(name, [None], dtype=kind).new_from_index(0, height)
            for name, kind in schema.items()
        ]
    )


def _hashed(told: Told) -> pl.Series:
    """A number for what each row is about."""
    about = pl.DataFrame({"scheme": told.scheme, "unit": told.unit, "period": told.period})
    return about.hash_rows(seed=1)
