"""What stands in a column as the integers of its cell: exactly what the reader of rows makes of it, or odd.

A blank cell is null and not odd. What is not plainly a value of its kind, or beyond every limit, is odd and
null: the reader of rows says what is wrong with it, or understands it.
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from gpcli.engines.columns import text
from gpcli.engines.columns.printer import fitting
from gpcli.engines.plan import Held, Input
from gpcli.engines.plan.plan import WIDEST
from gpcli.expr.magnitude import Range, range_of

EXACT = 2**53
"""Whole numbers below this are themselves in binary floating point: the quotient of two is the nearest."""


class Cast(NamedTuple):
    """The integers of a column, null where it is blank; which rows are odd, None where none is."""

    values: pl.Series
    odd: pl.Series | None


def cast(column: Input, given: pl.Series) -> Cast:
    """The integers of a column whatever its type, of the type that fits its cell."""
    if isinstance(given.dtype, pl.Categorical | pl.Enum):
        given = given.cast(pl.String)
    values, blank = text.taken(column, given) if given.dtype == pl.String else (_taken(column, given), None)
    values = within(values, range_of(column.cell))
    known = given.null_count() if blank is None else int(blank.sum())
    if values.null_count() == known:
        return Cast(values, None)
    return Cast(values, values.is_null() & (given.is_not_null() if blank is None else ~blank))


def within(values: pl.Series, limits: Range) -> pl.Series:
    """The numbers in the type of their limits; null where they are beyond them."""
    narrow = values.cast(fitting(limits), strict=False)
    least, most = narrow.min(), narrow.max()
    if least is None or most is None or (least >= limits.low and most <= limits.high):  # type: ignore[operator]
        return narrow
    return narrow.set(~narrow.is_between(limits.low, limits.high), None)


def _taken(column: Input, given: pl.Series) -> pl.Series:
    """The integers of what is no text; null where it is not plainly one."""
    kind, held = given.dtype, column.held
    if kind == pl.Boolean:
        if held is Held.YES_NO:
            return given.cast(pl.Int8)
        if held is Held.LEVEL and set(column.levels) == {"是", "否"}:
            return given.replace_strict([True, False], [column.levels.index(one) for one in ("是", "否")])
        return given.cast(pl.Int8).set(given, None) if held is Held.REASONED else _nothing(given)
    if held in (Held.WHOLE, Held.DECIMAL):
        if kind.is_integer():
            return _scaled(given, column.places, range_of(column.cell))
        if isinstance(kind, pl.Decimal):
            return _of_decimal(given, column.places, kind.scale, range_of(column.cell))
        if kind in (pl.Float32, pl.Float64):
            return _of_float(given, column.places)
    return _nothing(given)


def _nothing(given: pl.Series) -> pl.Series:
    return pl.Series(given.name, [None], dtype=pl.Int8).new_from_index(0, len(given))


def _scaled(given: pl.Series, places: int, limits: Range) -> pl.Series:
    """Whole numbers times ten to so many places."""
    whole = within(given, Range(0, limits.high // 10**places))
    return whole if not places else whole.cast(pl.Int64) * 10**places


def _of_decimal(given: pl.Series, places: int, scale: int, limits: Range) -> pl.Series:
    """Decimals of another number of places, where nothing of them is lost."""
    digits = given.to_physical()
    if scale <= places:
        return _scaled(digits, places - scale, limits)
    step = 10 ** (scale - places)
    if limits.high * step > WIDEST:
        return _of_long(given, places, limits)
    digits = within(digits, Range(0, limits.high * step)).cast(pl.Int64)
    whole: pl.Series = digits // step
    return whole.set((whole * step) != digits, None)


def _of_long(given: pl.Series, places: int, limits: Range) -> pl.Series:
    """Decimals with so many places that they outgrow 64 bits, by their digits."""
    written = given.cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
    return within(text.numbers(written, places), limits)


def _of_float(given: pl.Series, places: int) -> pl.Series:
    """Binary numbers that are the nearest to a decimal on the grid.

    The divisor is a column: by a single number polars divides through its reciprocal, which is inexact.
    """
    unit = 10**places
    units = pl.Series([float(unit)]).new_from_index(0, len(given))
    wide = given.cast(pl.Float64)
    whole: pl.Series = (wide * unit).round().cast(pl.Int64, strict=False)
    back = (whole.cast(pl.Float64) / units).cast(given.dtype)
    lossy: pl.Series = (back != given) | (whole.abs() >= EXACT)
    return whole.set(lossy, None)
