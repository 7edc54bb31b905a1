"""Reading a problem list that came back: the CSV that went out, filled in.

A spreadsheet program may have saved it in its own encoding, moved its columns, added empty ones.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from gpcli.facts.toml import SIZE_LIMIT, bytes_of
from gpcli.facts.unit import Input
from gpcli.messages import N_, Phrase, message
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.season.file import Season
from gpcli.season.returned import HEADERS, NEEDED, NO_RECTIFICATION, Rectification, Returned

BEGINNING = 4096
"""Bytes in which the header of a list is looked for."""

TITLES = 5
"""Rows above the header, such as a title or a note, that are read over."""

_FORMULA = re.compile(r"'(?=[=+\-@\t\r＝＋－＠])")


def rectification(season: Season) -> Rectification:
    """The lists that a season names, beside its ``season.toml``; raises :class:`Problems`."""
    if not season.rectification:
        return NO_RECTIFICATION
    folder = Path(season.file).parent
    return read_returned([(folder / one, (folder / one).as_posix(), one) for one in season.rectification])


def read_returned(files: Sequence[tuple[Path, str, str]]) -> Rectification:
    """The lists: where each is, how problems name it, how results do.

    Raises :class:`Problems` with every problem of the files' form; their rows are not looked at.
    """
    inputs: dict[str, Input] = {}
    rows: list[Returned] = []
    notices: list[Phrase] = []
    found: list[Problem] = []
    for path, name, shown in files:
        try:
            raw = _bytes(path, name)
            text, as_gbk = _decoded(raw, name)
            read = list(_rows(text, name))
        except Problems as problems:
            found += problems.problems
            continue
        if as_gbk:
            notices.append(message(N_("{file}: not UTF-8; read as GBK (GB18030)"), file=name))
        inputs[name] = Input(shown, hashlib.sha256(raw).hexdigest())
        rows += read
    if found:
        raise Problems(found)
    return Rectification(inputs, tuple(rows), tuple(notices))


def is_returned(path: Path) -> bool:
    """Whether a file begins like a problem list: with a heading that has every column that one needs."""
    if not path.name.lower().endswith(".csv"):
        return False
    try:
        with path.open("rb") as file:
            raw = file.read(BEGINNING)
    except (OSError, ValueError):
        return False
    needed = {HEADERS[one] for one in NEEDED}
    for encoding in ("utf-8-sig", "gb18030"):
        lines = raw.decode(encoding, "replace").splitlines()[: TITLES + 1]
        if any(needed <= {cell.strip(' "\t') for cell in re.split("[,;\t]", line)} for line in lines):
            return True
    return False


def _bytes(path: Path, name: str) -> bytes:
    raw = bytes_of(path, name)
    if len(raw) > SIZE_LIMIT:
        raise Problems([problem("too-large", N_("larger than 5 MiB"))._replace(file=name)])
    return raw


def _decoded(raw: bytes, name: str) -> tuple[str, bool]:
    """The text, and whether it is in GB18030, which spreadsheets in Chinese Windows save."""
    try:
        return raw.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        pass
    if raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return raw.decode("gb18030"), True
        except UnicodeDecodeError:
            pass
    said = problem("not-utf8", N_("neither UTF-8 nor GBK"))
    raise Problems([said._replace(file=name)])


def _rows(text: str, name: str) -> Iterator[Returned]:
    """The rows under the header; raises :class:`Problems` for a faulty one."""
    columns: dict[int, str] | None = None
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            row = [_FORMULA.sub("", cell, count=1).strip() for cell in cells]
            if not any(row):
                continue
            if columns is None:
                if number <= TITLES and sum(map(bool, row)) == 1 and row[0] not in HEADERS.values():
                    continue
                columns = _columns(row, name, number)
                continue
            stray = [place for place, cell in enumerate(row) if cell and place not in columns]
            if stray:
                stray_text = row[stray[0]][:40]
                said = problem("unknown-key", N_("a cell under no heading: {given}"), given=stray_text)
                raise Problems([said._replace(file=name, line=number)])
            given = {columns[place]: cell for place, cell in enumerate(row) if place in columns}
            given.pop("number", None)
            yield Returned(name, number, **{"unit": "", **given})
    except csv.Error as error:
        said = problem("bad-table", N_("not a CSV table: {reason}"), reason=str(error))
        raise Problems([said._replace(file=name)]) from None
    if columns is None:
        raise Problems([problem("empty-file", N_("the file holds no rows"))._replace(file=name)])


def _columns(row: Sequence[str], name: str, number: int) -> dict[int, str]:
    """Which column stands where."""
    by_name = {header: column for column, header in HEADERS.items()}
    found: list[Problem] = []
    columns: dict[int, str] = {}
    for place, cell in enumerate(row):
        if not cell:
            continue
        if cell not in by_name:
            said = problem(
                "unknown-key",
                N_("no column is called {key}"),
                key=cell[:40],
                expected=listed(tuple(by_name), limit=len(by_name)),
                nearest=nearest(cell, tuple(by_name)),
            )
            found.append(said)
        elif by_name[cell] in columns.values():
            found.append(problem("duplicate-key", N_("the column {key} stands twice"), key=cell))
        else:
            columns[place] = by_name[cell]
    found += (
        problem("missing-key", N_("the column {key} is missing"), key=HEADERS[one])
        for one in NEEDED
        if one not in columns.values()
    )
    if found:
        raise Problems([one._replace(file=name, line=number) for one in found])
    return columns
