"""Files with one row a unit: which they are, their heading, their rows."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from gpcli.facts.rows.cells import Cell
from gpcli.facts.rows.columns import FIRST, ID
from gpcli.facts.rows.document import Row, Sheet
from gpcli.facts.toml import SIZE_LIMIT, bytes_of
from gpcli.messages import N_, Message, message
from gpcli.problems import Problem, Problems, listed, problem
from gpcli.records import Record

Line = tuple[int, list[Cell | Problem]]
"""The number of a row, and its cells."""

_FIRST = re.compile(rf"^[ \t]*\"?(?:{'|'.join(FIRST)})\"?[ ]*([,;\t])", re.MULTILINE | re.IGNORECASE)

ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!")


SNIFFED = 1 << 16
"""Characters in which the heading stands."""

CHUNK = 1 << 20
"""Bytes that are looked at together."""


class Rows(Record):
    """The rows of a file, and of those without a unit what is wrong; ``notices`` are worth saying."""

    rows: tuple[Row | Problem, ...]
    notices: tuple[Message, ...] = ()


def read_rows(path: Path, name: str) -> Rows:
    """The rows of a file.

    Raises :class:`Problems`; the code is ``no-unit-column`` where the table is about something else.
    """
    if name.lower().endswith(".parquet"):
        from gpcli.facts.rows.parquet import parquet_rows

        return Rows(parquet_rows(path, name))
    raw = bytes_of(path, name)
    if len(raw) > SIZE_LIMIT:
        said = N_("larger than 5 MiB: gp score FILE -o scores.parquet takes tables of any size")
        raise Problems([problem("too-large", said)._replace(file=name)])
    digest = hashlib.sha256(raw).hexdigest()
    if name.lower().endswith(".csv"):
        lines, notices = _csv(raw, name)
        return Rows(tuple(_rows(lines, name, name, digest)), notices)
    from gpcli.facts.rows.workbook import worksheets

    sheets = worksheets(raw, name)
    about = [one for one in sheets if _head(one.lines) is not None] or sheets[:1]
    rows: list[Row | Problem] = []
    for sheet in about:
        label = f"{name}[{sheet.title}]" if len(about) > 1 else name
        rows += _rows(sheet.lines, label, name, digest)
    said = N_("{file}: the worksheet {title} does not begin with unit, 单位 or id; it is not read")
    others = (one for one in sheets if one not in about and one.lines)
    return Rows(tuple(rows), tuple(message(said, file=name, title=one.title) for one in others))


def _csv(raw: bytes, name: str) -> tuple[list[Line], tuple[Message, ...]]:
    notices: tuple[Message, ...] = ()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw:
        said = N_("the file is UTF-16, not UTF-8")
        raise Problems([problem("not-utf8", said)._replace(file=name)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            line = raw[: error.start].count(b"\n") + 1
            said = N_("the file is not UTF-8 text")
            raise Problems([problem("not-utf8", said)._replace(file=name, line=line)]) from None
        notices = (_read_as_gb18030(name),)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        lines = [(number, list(map(stripped, cells))) for number, cells in enumerate(reader, 1)]
    except csv.Error:
        raise Problems([_no_csv()._replace(file=name, line=reader.line_num)]) from None
    return lines, notices


def _read_as_gb18030(name: str) -> Message:
    said = N_("{file}: read as GB18030; save it as “CSV UTF-8” to be sure of every character")
    return message(said, file=name)


def _no_csv() -> Problem:
    return problem("syntax", N_("not valid CSV: a quotation mark is not closed, or text follows it"))


def _headless() -> Problem:
    said = N_("the heading does not begin with unit, 单位 or id")
    return problem("no-unit-column", said, expected=listed(FIRST))


def unheaded(place: int) -> Problem:
    """What is wrong with a column that has no heading."""
    return problem("unknown-key", N_("column {place} has no heading"), place=place + 1)


Raw = tuple[int, list[str]]
"""The number of a row of a CSV file, and its cells as they stand there."""


@contextmanager
def opened(path: Path, name: str) -> Iterator[tuple[Iterator[Raw], tuple[Message, ...]]]:
    """The rows of a CSV file of any size, one by one, and what is worth saying; raises :class:`Problems`."""
    encoding, notices = _encoding(path, name)
    with path.open(encoding=encoding, newline="") as file:
        delimiter = _delimiter(file.read(SNIFFED))
        file.seek(0)
        yield _raw(csv.reader(file, delimiter=delimiter, strict=True), name), notices


def _raw(reader: Any, name: str) -> Iterator[Raw]:
    try:
        yield from enumerate(reader, 1)
    except csv.Error:
        raise Problems([_no_csv()._replace(file=name, line=reader.line_num)]) from None


def _encoding(path: Path, name: str) -> tuple[str, tuple[Message, ...]]:
    """How the text of a file is encoded; raises :class:`Problems` where it is none that is read."""
    left = ["utf-8-sig", "gb18030"]
    decoders = {one: getincrementaldecoder(one)() for one in left}
    try:
        with path.open("rb") as file:
            for number, chunk in enumerate(iter(partial(file.read, CHUNK), b"")):
                if b"\0" in chunk or (not number and chunk[:2] in (b"\xff\xfe", b"\xfe\xff")):
                    said = N_("the file is UTF-16, not UTF-8")
                    raise Problems([problem("not-utf8", said)._replace(file=name)])
                left = [one for one in left if _decodes(decoders[one], chunk)]
                if not left:
                    break
    except OSError:
        bytes_of(path, name)
        raise
    left = [one for one in left if _decodes(decoders[one], b"", final=True)]
    if not left:
        said = N_("the file is not UTF-8 text")
        raise Problems([problem("not-utf8", said)._replace(file=name, line=_first_odd(path))])
    if left[0] == "utf-8-sig":
        return left[0], ()
    return left[0], (_read_as_gb18030(name),)


def _first_odd(path: Path) -> int:
    """The first line of a file that is not UTF-8."""
    with path.open("rb") as file:
        lines = enumerate(file, 1)
        return next(
            number
            for number, line in lines
            if not _decodes(getincrementaldecoder("utf-8")(), line, final=True)
        )


def _decodes(decoder: IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def lines_of(lines: Iterator[Raw], name: str) -> tuple[Line, Iterator[Raw]]:
    """The heading of a CSV file and the rows below it, without blank ones and comments.

    Raises :class:`Problems`, of a row that has more cells than headings when it comes.
    """
    found: Line | None = None
    for number, cells in lines:
        found = (number, list(map(stripped, cells)))
        if not _title(found) and not _comment(found):
            break
    if found is None or _called(found) not in FIRST:
        raise Problems([_headless()._replace(file=name)])
    headings = tuple(one if isinstance(one, str) else "" for one in found[1])
    faults = list(_faults(headings, (), found[0]))
    if faults:
        raise Problems([one._replace(file=name) for one in faults])
    return found, _body(lines, headings, name)


def _body(lines: Iterator[Raw], headings: tuple[str, ...], name: str) -> Iterator[Raw]:
    nameless = [place for place, one in enumerate(headings) if not one]
    width = len(headings)
    for number, cells in lines:
        if not cells or not any(one.strip() for one in cells):
            continue
        if cells[0].lstrip().startswith("#") and cells[0].strip() not in ERRORS:
            continue
        if nameless or len(cells) > width:
            beyond = [*(place for place in nameless if place < len(cells)), *range(width, len(cells))]
            filled = next((place for place in beyond if cells[place].strip()), None)
            if filled is not None:
                raise Problems([unheaded(filled)._replace(file=name, line=number)])
        yield number, cells


def _delimiter(text: str) -> str:
    """What stands between the cells: what follows the first heading; else a comma."""
    found = _FIRST.search(text)
    return found.group(1) if found else ","


def stripped(text: str) -> Cell | Problem:
    """Text as a cell: without spaces around it, None where it is blank."""
    bare = text.strip()
    if bare in ERRORS:
        return problem("wrong-type", N_("the formula gives the error {given}"), given=bare)
    return bare or None


def _head(lines: Sequence[Line]) -> Line | None:
    """The heading: the first row that is no title, blank or comment, if it begins with the unit."""
    first = next((one for one in lines if not _title(one) and not _comment(one)), None)
    return first if first is not None and _called(first) in FIRST else None


def _title(line: Line) -> bool:
    """Whether a row has at most one cell that is filled in, and that is no heading."""
    return sum(cell is not None for cell in line[1]) < 2 and _called(line) not in FIRST


def _called(line: Line) -> str:
    cell = line[1][0] if line[1] else None
    return cell.lower() if isinstance(cell, str) else ""


def _comment(line: Line) -> bool:
    return _called(line).startswith("#")


def _rows(lines: Sequence[Line], name: str, path: str, digest: str) -> Iterator[Row | Problem]:
    head = _head(lines)
    if head is None:
        raise Problems([_headless()._replace(file=name)])
    headings = tuple(one if isinstance(one, str) else "" for one in head[1])
    body = [
        line
        for line in lines[lines.index(head) + 1 :]
        if not _comment(line) and any(cell is not None for cell in line[1])
    ]
    faults = list(_faults(headings, body, head[0]))
    if not body:
        faults.append(problem("empty-file", N_("the table has no rows"))._replace(line=head[0]))
    if faults:
        raise Problems([one._replace(file=name) for one in faults])
    sheet = Sheet(name, path, digest, headings, head[0])
    for number, cells in body:
        given = {key: one for key, one in zip(headings, cells, strict=False) if one is not None}
        yield Row(sheet, number, given) if headings[0] in given else nameless(sheet, number)


def nameless(sheet: Sheet, number: int) -> Problem:
    """What is wrong with a row whose first cell is blank."""
    first = sheet.headings[0]
    said = N_("a row without an id") if first.lower() == ID else N_("a row without a unit")
    return problem("missing-key", said, expected=first)._replace(file=sheet.name, line=number, key=first)


def _faults(headings: tuple[str, ...], body: Sequence[Line], line: int) -> Iterator[Problem]:
    """What is wrong with the heading whatever the table."""
    for key in dict.fromkeys(one for one in headings if one and headings.count(one) > 1):
        places = "、".join(str(place) for place, one in enumerate(headings, 1) if one == key)
        said = problem("duplicate-key", N_("the column stands twice, as number {places}"), places=places)
        yield said._replace(line=line, key=key)
    for number, cells in body:
        for place, cell in enumerate(cells):
            if cell is not None and (place >= len(headings) or not headings[place]):
                yield unheaded(place)._replace(line=number)
                break
