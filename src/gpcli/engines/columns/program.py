"""One table as a column program: from the raw columns of some rows to their results, and which rows are odd.

An odd row is one that the program does not vouch for: a value that is not plainly of its kind, a check or a
constraint that fails, something said that only the reader of rows understands. Its results mean nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, reduce
from operator import or_
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

from gpcli.engines.columns import text
from gpcli.engines.columns.cast import cast
from gpcli.engines.columns.printer import Printer, fitting
from gpcli.engines.columns.shape import as_column
from gpcli.engines.plan import Check, Input, Result, plan_of
from gpcli.engines.plan.plan import Part
from gpcli.expr.cells import Cell
from gpcli.expr.fold import times
from gpcli.expr.ir import TRUE, Int, Whole
from gpcli.expr.magnitude import range_of
from gpcli.facts.rows.columns import columns
from gpcli.scheme import Table
from gpcli.scoring.outline import Outline

FEW = 0.25
"""Where a smaller part of the rows has gaps, the others are scored apart from them."""

HEIGHT = "height"
"""A column that says how many rows there are, where every other is the same for all of them."""

_NO_OPTIMIZING = pl.QueryOptFlags.none()


class Ran(NamedTuple):
    """The results of some rows, in their order; which of them are odd, and of which a note may still keep the
    number back.
    """

    results: pl.DataFrame
    odd: pl.Series
    unsettled: pl.Series


class Program:
    """The column program of one table under its Readings, for tables of units with the given columns."""

    def __init__(
        self,
        table: Table,
        outline: Outline,
        given: Mapping[str, pl.DataType],
        scales: Mapping[str, int] = MappingProxyType({}),
        *,
        parts: bool = True,
    ) -> None:
        """``scales`` are the places that numbers are given in, by their headings, where these are more than
        they need. Without ``parts`` nothing of sections and items is worked out.

        Raises :class:`OverflowError` where the numbers of the table need more than 64 bits.
        """
        known = columns(table)
        self._scales = scales
        said = [one for one in given if one in known]
        rates = [one for one in said if _is_text(given[one]) and f"{one}.part" in known]
        self._shares = tuple(one for one in rates if not {f"{one}.part", f"{one}.whole"} & set(given))
        more = (f"{one}.{part}" for one in self._shares for part in ("part", "whole"))
        self._plan = plan_of(table, [*said, *more], outline, parts=parts)
        self._inputs = self._plan.inputs.every
        self._names = {one.cell: f"cell {place}" for place, one in enumerate(self._inputs)}
        read = {one.heading for one in self._inputs}
        self._others = tuple(one for one in said if one not in read)
        self._remarks = frozenset(one for one in self._others if known[one].name in ("note", "evidence"))

    @cached_property
    def _complete(self) -> _Printed:
        return self._printed(self._plan.complete)

    @cached_property
    def _bounded(self) -> _Printed:
        return self._printed(self._plan.bounded)

    def _printed(self, part: Part) -> _Printed:
        """A part with its results in the places that are wanted."""
        places = _Places()
        results = tuple(places.of(one, self._scales.get(one.heading, one.scale)) for one in part.results)
        return _Printed(self._names, part._replace(results=results), self._plan.checks)

    @cached_property
    def _whole(self) -> pl.Expr:
        return Printer(self._names, ()).test(self._plan.whole).alias("whole")

    def run(self, given: pl.DataFrame) -> Ran:
        """The results of the rows."""
        cells, odd = self._cells(given)
        whole = cells.select(HEIGHT, self._whole).to_series(1)
        whole = reduce(or_, odd, whole)
        gaps = len(whole) - int(whole.sum())
        if not gaps:
            ran = self._complete.run(cells)
        elif gaps > FEW * len(whole):
            ran = self._bounded.run(cells)
        else:
            ran = _joined(
                whole, self._complete.run(cells.filter(whole)), self._bounded.run(cells.filter(~whole))
            )
        return ran._replace(odd=reduce(or_, odd, ran.odd))

    def _cells(self, given: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.Series]]:
        """The integers of the rows, and which rows are odd for what reasons."""
        odd: list[pl.Series] = []
        found: list[pl.Series] = []
        split: dict[str, pl.Series] = {}
        for heading in self._shares:
            rates = given[heading].cast(pl.String)
            if text.has_shares(rates):
                names = (heading, f"{heading}.part", f"{heading}.whole")
                split |= dict(zip(names, text.shares(rates), strict=True))
        for one in self._inputs:
            raw = split.get(one.heading)
            if raw is None and one.heading in given.columns:
                raw = given[one.heading]
            if raw is None:
                values = _blank(one, len(given))
            else:
                values, strange = cast(one, raw)
                odd += () if strange is None else (strange,)
            found.append(values.alias(self._names[one.cell]))
        odd += (one for one in map(self._unread, (given[one] for one in self._others)) if one is not None)
        height = pl.Series(HEIGHT, [0], dtype=pl.Int8).new_from_index(0, len(given))
        return pl.DataFrame([height, *found]), odd

    def _unread(self, given: pl.Series) -> pl.Series | None:
        """In which rows a column that moves no point says what only the reader of rows understands."""
        if given.null_count() == len(given) or (given.dtype == pl.Date and given.name.endswith(".date")):
            return None
        if given.name in self._remarks and given.dtype == pl.String:
            strange = text.is_error(text.stripped(given))
            return strange if strange.any() else None
        return given.is_not_null()


class _Places:
    """Results with more places than they need; what was one number stays one."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, int], Whole] = {}

    def of(self, one: Result, scale: int) -> Result:
        """The result with so many places; words have none."""
        if one.labels or scale == one.scale:
            return one
        made = self._made.setdefault((id(one.value), scale), times(one.value, Int(10 ** (scale - one.scale))))
        return one._replace(value=made, scale=scale)


def _is_text(kind: pl.DataType) -> bool:
    return kind == pl.String or isinstance(kind, pl.Categorical | pl.Enum)


def _blank(column: Input, height: int) -> pl.Series:
    return pl.Series([None], dtype=fitting(range_of(column.cell))).new_from_index(0, height)


def _joined(whole: pl.Series, first: Ran, second: Ran) -> Ran:
    """Both in the order of the rows: the first are those of ``whole``."""
    places = pl.concat([whole.arg_true(), (~whole).arg_true()]).arg_sort()
    results = pl.concat([first.results, second.results], rechunk=True)[places]
    odd, unsettled = (
        pl.concat([one, other])[places] for one, other in zip(first[1:], second[1:], strict=True)
    )
    return Ran(results, odd, unsettled)


class _Printed:
    """One part of a plan in expressions: values in layers, each number and each condition once."""

    def __init__(self, names: Mapping[Cell, str], part: Part, checks: Sequence[Check]) -> None:
        printer = Printer(names, part.values)
        self._layers = printer.layers
        self._results = part.results
        self._printed: dict[str, pl.Expr] = {}
        self._numbers: dict[tuple[int, int, int], str] = {}
        self._homes = [self._home(printer, one) for one in part.results]
        self._unsettled = printer.test(part.unsettled).alias("unsettled")
        self._plain = printer.tests(one.test for one in (*checks, *part.constraints))

    def _home(self, printer: Printer, one: Result) -> str:
        """The column of a result; of several that are the same number the same."""
        name = f"result {self._numbers.setdefault((id(one.value), id(one.known), one.scale), one.heading)}"
        if name not in self._printed:
            number = printer.number(one.value)
            known = number if one.known is TRUE else pl.when(printer.test(one.known)).then(number)
            self._printed[name] = as_column(known, one).alias(name)
        return name

    def run(self, cells: pl.DataFrame) -> Ran:
        """The results of the rows."""
        query = cells.lazy()
        for layer in self._layers:
            query = query.with_columns(layer)
        plain = self._plain.fill_null(value=False).alias("plain")
        found = query.select(HEIGHT, *self._printed.values(), plain, self._unsettled).collect(
            optimizations=_NO_OPTIMIZING
        )
        results = [
            found[home].alias(one.heading) for home, one in zip(self._homes, self._results, strict=True)
        ]
        return Ran(pl.DataFrame(results, height=len(cells)), ~found["plain"], found["unsettled"])
