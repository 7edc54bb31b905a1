"""Text as integers: yes and no, levels, numbers, rates, words.

A value is taken as it stands; what cannot be is tried again without the spaces around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import polars as pl

from gpcli.engines.plan import Held, Input
from gpcli.facts.rows.cells import NO, YES
from gpcli.facts.rows.read import ERRORS

Taken = tuple[pl.Series, pl.Series]
"""The integers, null where the text is not plainly one; where it is blank."""

FEW = 6
"""Levels that are told apart by comparing with each."""

_NUMBER = r"^([0-9]{1,15})(?:\.([0-9]{1,30}))?$"
_SPACES = "".join(one for one in map(chr, range(0x3001)) if one.isspace())
"""What Python strips: more than polars does by itself."""

_SHARE = r"^([0-9.]+)\s*/\s*([0-9.]+)$"


def taken(column: Input, given: pl.Series) -> Taken:
    """The integers of a column of text."""
    match column.held:
        case Held.TEXT:
            return _words(given)
        case Held.REASONED:
            return _reasons(given)
        case Held.YES_NO:
            return _tried(given, _yes_or_no)
        case Held.LEVEL:
            return _tried(given, lambda one: _level(one, column.levels))
        case Held.WHOLE | Held.DECIMAL:
            percent = column.cell.role == "percent"
            return _tried(given, lambda one: numbers(_percent(one) if percent else one, column.places))


def shares(given: pl.Series) -> tuple[pl.Series, pl.Series, pl.Series]:
    """A column of rates in three: its percent numbers, parts and wholes of what is written ``171/200``."""
    bare = given.str.strip_chars()
    halves = bare.str.extract_groups(_SHARE).struct.unnest()
    part, whole = halves.get_columns()
    return given.set(part.is_not_null(), None), part, whole


def has_shares(given: pl.Series) -> bool:
    """Whether any rate is a part of a whole."""
    return bool(given.str.contains("/", literal=True).any())


def numbers(given: pl.Series, places: int) -> pl.Series:
    """Numbers from 0 with at most so many decimal places, times ten to that many."""
    whole, rest = given.str.extract_groups(_NUMBER).struct.unnest().get_columns()
    found = whole.cast(pl.Int64) * 10**places if places <= 3 else _times(whole, places)
    more = rest.str.strip_chars_end("0").fill_null("")
    if not places:
        return found.set(more != "", None)
    fits = more.str.len_bytes() <= places
    return (found + more.str.head(places).str.pad_end(places, "0").cast(pl.Int64)).set(~fits, None)


def _times(whole: pl.Series, places: int) -> pl.Series:
    """Whole numbers times ten to so many places, as far as 64 bits go."""
    found: pl.Series = whole.set(whole.str.len_bytes() > 18 - places, None).cast(pl.Int64) * 10**places
    return found


def _tried(given: pl.Series, take: Callable[[pl.Series], pl.Series]) -> Taken:
    values = take(given)
    left = values.is_null() & given.is_not_null()
    if not left.any():
        return values, given.is_null()
    bare = given.filter(left).str.strip_chars()
    places = left.arg_true()
    blank = given.is_null().scatter(places, bare.str.len_bytes() == 0)
    return values.scatter(places, take(bare)), blank


def _yes_or_no(given: pl.Series) -> pl.Series:
    code = given.cast(pl.Enum([*_CASES[False], *_CASES[True]]), strict=False).to_physical()
    said: pl.Series = code >= len(_CASES[False])
    return said.cast(pl.Int8)


def _level(given: pl.Series, levels: Sequence[str]) -> pl.Series:
    """The position of each level: of few by comparing with each, which is faster than looking them up."""
    if len(levels) > FEW:
        return given.cast(pl.Enum(levels), strict=False).to_physical()
    found = pl.Series([None], dtype=pl.Int8)
    for place, level in enumerate(levels):
        found = pl.Series([place], dtype=pl.Int8).zip_with(given == level, found)
    return found


def _words(given: pl.Series) -> Taken:
    if given.null_count() == len(given):
        return pl.Series([None], dtype=pl.Int8).new_from_index(0, len(given)), given.is_null()
    bare = stripped(given)
    blank = (bare.str.len_bytes() == 0).fill_null(value=True)
    values = (~blank).cast(pl.Int8).set(blank | is_error(bare), None)
    return values, blank


def stripped(given: pl.Series) -> pl.Series:
    """Text without the spaces around it, as the reader of rows has it."""
    return given.str.strip_chars(_SPACES)


def is_error(given: pl.Series) -> pl.Series:
    """Whether it is what a spreadsheet has where a formula fails."""
    return given.str.starts_with("#").fill_null(value=False) & given.is_in(ERRORS).fill_null(value=False)


def _reasons(given: pl.Series) -> Taken:
    values, blank = _words(given)
    said = given.str.strip_chars().str.to_lowercase()
    values = values.set(said.is_in(YES).fill_null(value=False), None)
    return values.set(said.is_in(NO).fill_null(value=False), 0), blank


def _percent(given: pl.Series) -> pl.Series:
    """Without the sign behind a percent number."""
    signed = given.str.ends_with("%").fill_null(value=False)
    if not signed.any():
        return given
    return given.zip_with(~signed, given.str.strip_suffix("%").str.strip_chars_end())


def _cases(words: tuple[str, ...]) -> Iterator[str]:
    """Each word as it is written in files: in lower and upper case, or with a capital."""
    for word in words:
        yield from dict.fromkeys((word, word.upper(), word.capitalize()))


_CASES = {False: tuple(_cases(NO)), True: tuple(_cases(YES))}
