"""One facts file as TOML: bytes in, plain data and places out, or every reason why not.

Decimals stay exact: a TOML float is read as the decimal that was written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from gpcli.facts.lexis import STRING
from gpcli.facts.wording import TOML, Wording
from gpcli.messages import N_, Phrase, message
from gpcli.problems import Problem, Problems, listed, problem
from gpcli.reasons import reason_of
from gpcli.records import Record

if TYPE_CHECKING:
    from gpcli.facts.places import Places
    from gpcli.scheme import Table

SIZE_LIMIT = 5 * 1024 * 1024
DEPTH_LIMIT = 20

_DUPLICATE = ("Cannot overwrite", "Duplicate", "Cannot declare", "Cannot mutate")
_UNCLOSED = ("Unclosed", "Unterminated", "end of document")
_INVALID_VALUE = "Invalid value"
_VALUES = '"…" / 12.5 / true / false / 2021-06-03'
_REASONS = (
    ("Unclosed array", N_("the array is not closed")),
    ("Unclosed inline table", N_("the table in braces is not closed on its line")),
    ("Unterminated string", N_("the text is not closed")),
    ("Expected \"'''\"", N_("the text is not closed")),
    ("Illegal character '\\n'", N_("the text is not closed on its line")),
    ("Illegal character", N_("a control character")),
    ("Expected '='", N_("no = after the key")),
    ("Expected newline", N_("something is left over after the value")),
    ("Expected ']", N_("the table's heading is not closed")),
    ("Invalid statement", N_("no key where one is expected")),
    ("Invalid initial character", N_("no key where one is expected")),
    (_INVALID_VALUE, N_("not a value")),
    ("Unescaped", N_("a backslash in text must be doubled")),
    ("Invalid hex value", N_("a backslash in text must be doubled")),
    ("Invalid date", N_("no such day or time")),
    ("Found invalid character", N_("a control character")),
)
_TOKEN = rf"(?s:{STRING}|#[^\n]*+|[\[\]{{}}.=,\n])"
_LONG_INTEGER = r"[0-9][0-9_]{4000,}"


class Computed(Record):
    """What a file shows that computes by itself: the total of a table, as text, and under which answers to
    Readings other than the defaults.
    """

    scheme: str
    table: str
    readings: Mapping[str, str]
    total: str


class Document:
    """One facts file as read: its name as the user typed it, its digest, its data, where its keys stand.

    ``path`` is how results name it: relative to the folder of its season, else as typed.
    """

    problems: tuple[Problem, ...] = ()
    """What cannot be read in it, where that does not keep the rest from being checked."""

    computed: Computed | None = None

    wording: Wording = TOML
    """How it says what a message asks for."""

    silent = False
    """Whether it is known to say nothing about its unit."""

    id: str = ""
    """What it calls itself where it names no unit."""

    number = 0
    """The number of its row, where it stands in a table of units."""

    def __init__(self, name: str, raw: bytes, data: Mapping[str, Any], text: str) -> None:
        self.name = name
        self.path = name
        self.sha256 = hashlib.sha256(raw).hexdigest()
        self.data = data
        self._text = text

    @property
    def file(self) -> str:
        """The file it was read from, as the user typed it."""
        return self.name

    @property
    def words(self) -> Mapping[str, Any]:
        """Everything in it, by the keys that :meth:`line` and :meth:`key` know."""
        return self.data

    @cached_property
    def places(self) -> Places:
        """Lines of keys; worked out when a problem first asks."""
        return _places(self._text)

    def line(self, *path: str | int) -> int:
        """The line on which the path stands, or the nearest above it."""
        return self.places.line(path)

    def key(self, *path: str | int) -> str:
        """What the file itself calls the place of the path; nothing where that is the path."""
        return ""

    def for_table(self, table: Table, elsewhere: Mapping[str, str]) -> Document:
        """The document with its facts in ``data``, where reading them takes the table."""
        return self


def _places(text: str) -> Places:
    from gpcli.facts.places import Places

    return Places(text)


def read_file(path: Path, name: str) -> Document:
    """The facts file at ``path``; raises :class:`Problems`."""
    return read_bytes(bytes_of(path, name), name)


def bytes_of(path: Path, name: str, limit: int = SIZE_LIMIT) -> bytes:
    """What is in the file, up to one byte more than the limit; raises :class:`Problems`."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise Problems([problem("no-such-path", N_("no such file or folder"))._replace(file=name)]) from None
    except (OSError, ValueError) as error:
        raise Problems(
            [
                problem("unreadable", N_("cannot be read: {reason}"), reason=reason_of(error))._replace(
                    file=name
                )
            ]
        ) from None


def read_bytes(raw: bytes, name: str) -> Document:
    """A facts file from its bytes; raises :class:`Problems`."""
    if len(raw) > SIZE_LIMIT:
        raise Problems([problem("too-large", N_("larger than 5 MiB"))._replace(file=name)])
    text = _decoded(raw, name)
    if max(map(methodcaller("count", "."), text.split("\n"))) >= DEPTH_LIMIT // 2:
        _refuse_too_deep(text, name)
    try:
        data = tomli.loads(text, parse_float=_decimal)
    except (ValueError, RecursionError):
        _refuse_too_deep(text, name)
        data = _read_slowly(text, name)
    if _brackets(text) >= DEPTH_LIMIT // 2 and _nests(data, DEPTH_LIMIT):
        _refuse_too_deep(text, name)
    if not data:
        raise Problems([problem("empty-file", N_("the file holds no facts"))._replace(file=name)])
    return Document(name, raw, data, text)


def _read_slowly(text: str, name: str) -> dict[str, Any]:
    """The data by the interpreter's own reader, whose words for what is wrong are known; raises
    :class:`Problems`.
    """
    import tomllib

    try:
        return tomllib.loads(text, parse_float=_decimal)
    except (ValueError, RecursionError) as error:
        raise Problems([found._replace(file=name) for found in _explained(text, error)]) from None


def _decoded(raw: bytes, name: str) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or _looks_wide(raw):
        said = N_("the file is UTF-16, not UTF-8")
        raise Problems([problem("not-utf8", said)._replace(file=name)])
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        try:
            raw.decode("gb18030")
            said = N_("the file looks like GBK, not UTF-8")
        except UnicodeDecodeError:
            said = N_("the file is not UTF-8 text")
        raise Problems([problem("not-utf8", said)._replace(file=name, line=line)]) from None


def _looks_wide(raw: bytes) -> bool:
    """UTF-16 without a mark: every other byte of the ASCII in it is zero."""
    start = raw[:400]
    return len(start) > 3 and max(start[::2].count(0), start[1::2].count(0)) * 4 > len(start)


def _decimal(literal: str) -> Decimal:
    """The number as written; with an exponent beyond any decimal it is infinite, or next to nothing."""
    try:
        return Decimal(literal)
    except InvalidOperation:
        sign = "-" if literal.startswith("-") else ""
        return Decimal(f"{sign}1E-999999" if "e-" in literal.lower() else f"{sign}Infinity")


def _brackets(text: str) -> int:
    """How many brackets open in a valid file, but for those of headings: values nest no deeper."""
    headings = text.count("\n[facts.") + 2 * text.count("\n[[facts.")
    return text.count("[") + text.count("{") - headings


def _nests(data: Any, levels: int) -> bool:
    """Whether tables and arrays lie so many levels within each other."""
    if not levels:
        return True
    for one in data.values() if type(data) is dict else data:
        if type(one) in (dict, list) and _nests(one, levels - 1):
            return True
    return False


def _refuse_too_deep(text: str, name: str) -> None:
    deep = _too_deep(text)
    if deep:
        said = problem("too-deep", N_("nested deeper than {limit} levels"), limit=DEPTH_LIMIT)
        raise Problems([said._replace(file=name, line=deep)])


def _too_deep(text: str) -> int:
    """The line on which brackets and dots together go too deep, or 0."""
    depth = dots = 0
    for token in re.finditer(_TOKEN, text):
        match token.group():
            case "[" | "{":
                depth += 1
                dots = 0
            case "]" | "}":
                depth = max(depth - 1, 0)
                dots = 0
            case ".":
                dots += 1
            case "=" | "," | "\n":
                dots = 0
        if depth + dots > DEPTH_LIMIT:
            return text.count("\n", 0, token.start()) + 1
    return 0


def _explained(text: str, error: Exception) -> list[Problem]:
    from tomllib import TOMLDecodeError

    from gpcli.facts.slips import found_in

    found = re.search(r" \(at line (\d+), column \d+\)\Z", str(error))
    reason = str(error)[: found.start()] if found else str(error)
    line = int(found.group(1)) if found else len(text.rstrip("\n").split("\n"))
    if reason.startswith(_DUPLICATE):
        return _repeated(_places(text), line)
    slips = found_in(text)
    if slips:
        return slips
    long = re.search(_LONG_INTEGER, text)
    if long is not None and not isinstance(error, TOMLDecodeError):
        said = problem("too-large-number", N_("a number of more than {limit} digits"), limit=4000)
        return [said._replace(line=text.count("\n", 0, long.start()) + 1)]
    shown, expected = _reason(reason), _VALUES if reason == _INVALID_VALUE else ""
    places = _places(text)
    if places.unclosed or any(word in reason for word in _UNCLOSED):
        begun = min(places.unclosed or line, places.statement(line))
        shown = message(N_("what begins here is not closed")) if begun < line else shown
        line = begun
    said = problem("syntax", N_("not valid TOML: {reason}"), reason=shown, expected=expected)
    return [said._replace(line=line)]


def _repeated(places: Places, line: int) -> list[Problem]:
    conflict = places.conflict(line)
    found = places.repeated() or ([conflict] if conflict is not None else [((), [line])])
    return [
        problem(
            "duplicate-key", N_("given twice, on lines {lines}"), lines=listed([*map(str, lines)], ", ")
        )._replace(line=lines[-1], key=".".join(map(_part, path)))
        for path, lines in found
    ]


def _part(part: str | int) -> str:
    return str(part + 1) if isinstance(part, int) else part


def _reason(reason: str) -> Phrase:
    return next((message(said) for start, said in _REASONS if reason.startswith(start)), reason)
