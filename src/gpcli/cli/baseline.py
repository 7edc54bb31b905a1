"""A former result, to compare with: what ``gp score`` wrote as JSON or NDJSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from gpcli.messages import N_, Phrase, message
from gpcli.problems import Problem, Problems, problem
from gpcli.reasons import reason_of
from gpcli.records import Record
from gpcli.reports.json import SCHEMA_VERSION
from gpcli.scoring.sheet import Sheet

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
_BLANK = re.compile(r"[ \t\r\n]*")


class Key(Record):
    """What a sheet is about: results of two runs are compared where all of it is the same."""

    scheme: str
    table: str
    unit: str
    period: str


def key(sheet: Sheet) -> Key:
    """What the sheet is about."""
    return Key(sheet.scheme.id, sheet.scheme.table, sheet.unit, sheet.period)


def read(path: str) -> dict[Key, Decimal | None]:
    """The totals of the file, None where there was none; raises :class:`Problems`.

    Inputs that had failed are left out, and units without a name where there are several.
    """
    found: dict[Key, Decimal | None] = {}
    nameless: set[Key] = set()
    for line, element in _elements(path, _text(path)):
        try:
            read = _entry(element)
        except ValueError as error:
            raise _no_baseline(path, line, error.args[0]) from None
        if read is None:
            continue
        about, total = read
        if about in found and about.unit:
            raise _no_baseline(path, line, message(N_("{unit} stands in it twice"), unit=about.unit))
        if about in found:
            nameless.add(about)
        found[about] = total
    return {about: total for about, total in found.items() if about not in nameless}


def _text(path: str) -> str:
    try:
        return Path(path).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise Problems([_placed(problem("no-such-path", N_("no such file or folder")), path)]) from None
    except UnicodeDecodeError:
        raise _no_baseline(path, 0, message(N_("the file is not UTF-8 text"))) from None
    except (OSError, ValueError) as error:
        said = problem("unreadable", N_("cannot be read: {reason}"), reason=reason_of(error))
        raise Problems([_placed(said, path)]) from None


def _elements(path: str, text: str) -> Iterator[tuple[int, object]]:
    """The elements of an array, or one after the other, each with its line."""
    decoder = json.JSONDecoder(parse_float=Decimal)
    line, counted = 1, 0
    at = _skip(text, 0)
    array = text[at : at + 1] == "["
    closing = "]" if array else ""
    if array:
        at = _skip(text, at + 1)
    first = True
    while text[at : at + 1] != closing or (first and not array):
        line, counted = line + text.count("\n", counted, at), at
        if array and not first:
            if text[at : at + 1] != ",":
                raise _cut_off(path, line)
            at = _skip(text, at + 1)
        try:
            element, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise _cut_off(path, getattr(error, "lineno", line)) from None
        yield line, element
        at = _skip(text, end)
        first = False
    if array and _skip(text, at + 1) < len(text):
        raise _cut_off(path, line + text.count("\n", counted, at))


def _cut_off(path: str, line: int) -> Problems:
    return _no_baseline(path, line, message(N_("not valid JSON, or cut off")))


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return at if found is None else found.end()


def _entry(element: object) -> tuple[Key, Decimal | None] | None:
    """What an element is about and its total; None for an input that had failed.

    Raises ``ValueError`` with a phrase that says what is wrong.
    """
    if not isinstance(element, Mapping) or "schema_version" not in element:
        raise ValueError(message(N_("no result of gp score")))
    version = element["schema_version"]
    if type(version) is not int or version != SCHEMA_VERSION:
        shown = json.dumps(version, ensure_ascii=False, default=str)[:20]
        raise ValueError(
            message(N_("schema_version is {given}, not {known}"), given=shown, known=SCHEMA_VERSION)
        )
    try:
        if element["result"] is None:
            return None
        about = Key(*map(_word, _fields(element)))
        total = element["result"]["total"]
    except (KeyError, TypeError):
        raise ValueError(message(N_("no result of gp score"))) from None
    if total is not None and (not isinstance(total, str) or not _NUMBER.fullmatch(total)):
        raise ValueError(message(N_("no result of gp score")))
    return about, None if total is None else Decimal(total)


def _fields(element: Mapping[str, Any]) -> tuple[object, ...]:
    scheme, unit = element["scheme"], element["unit"]
    return scheme["id"], scheme["table"], unit["name"], unit["period"]


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _no_baseline(path: str, line: int, reason: Phrase) -> Problems:
    said = problem(
        "not-a-baseline",
        N_("cannot be compared with: {reason}"),
        reason=reason,
        expected=message(N_("what gp score --format json or ndjson wrote")),
    )
    return Problems([_placed(said, path)._replace(line=line)])


def _placed(said: Problem, path: str) -> Problem:
    return said._replace(file=path, key="--baseline")
