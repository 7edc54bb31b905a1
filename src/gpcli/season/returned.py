"""A problem list that came back from the units and the office: the CSV that went out, filled in.

A spreadsheet program may have saved it in its own encoding, moved its columns, added empty ones.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gpcli.facts.toml import SIZE_LIMIT, bytes_of
from gpcli.facts.unit import Input
from gpcli.messages import N_, Phrase, message
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.records import Record

HEADERS = {
    "number": "序号",
    "unit": "单位",
    "section": "一级指标",
    "item_name": "评分项",
    "item": "评分项编号",
    "fact": "事实",
    "entry": "条次",
    "said": "问题",
    "points": "扣分",
    "clause": "条款",
    "deadline": "整改时限",
    "action": "整改情况",
    "objection": "异议",
    "state": "状态",
    "recheck": "复核后",
    "person": "复核人",
    "reason": "复核说明",
}
"""The columns of the list as it goes out; programs and people know them by these names."""

NEEDED = ("unit", "fact", "state", "recheck")

WITHDRAWN = "撤销"
"""What stands for an entry that does not count any more."""

OPEN, MENDED, UNMENDED = "待整改", "已整改", "未整改"
OBJECTED, UPHELD, DISMISSED = "异议", "异议成立", "异议不成立"
STATES = (OPEN, MENDED, UNMENDED, OBJECTED, UPHELD, DISMISSED)
ANSWERED = (MENDED, UPHELD)
"""The states in which a re-check may change a fact."""

BEGINNING = 4096
"""Bytes in which the header of a list is looked for."""

TITLES = 5
"""Rows above the header, such as a title or a note, that are read over."""

_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
_FORMULA = re.compile(r"'(?=[=+\-@\t\r＝＋－＠])")


class Returned(Record):
    """One row that came back, as text; ``file`` and ``row``, as a spreadsheet counts, say where it stands."""

    file: str
    row: int
    unit: str
    section: str = ""
    item_name: str = ""
    item: str = ""
    fact: str = ""
    entry: str = ""
    said: str = ""
    points: str = ""
    clause: str = ""
    deadline: str = ""
    action: str = ""
    objection: str = ""
    state: str = ""
    recheck: str = ""
    person: str = ""
    reason: str = ""

    @property
    def number(self) -> int:
        """The entry's number, 0 for a whole fact or what is no number."""
        return int(self.entry) if _NUMBER.fullmatch(self.entry) else 0

    def wrong(
        self, code: str, column: str, said: str, expected: Phrase = "", near: str = "", **params: Phrase | int
    ) -> Problem:
        """A problem with one cell of the row."""
        found = problem(code, said, expected=expected, nearest=near, **params)
        return found._replace(file=self.file, line=self.row, key=HEADERS[column])


class Rectification(Record):
    """Everything that came back: the files, their rows in order, what is worth telling about reading them."""

    inputs: Mapping[str, Input] = {}
    rows: tuple[Returned, ...] = ()
    notices: tuple[Phrase, ...] = ()


NO_RECTIFICATION = Rectification()


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


def faults(row: Returned) -> Iterator[Problem]:
    """What is wrong with the form of one row, whatever its fact."""
    if not row.unit:
        yield row.wrong("missing-key", "unit", N_("the row names no unit"))
    if row.entry and not row.number:
        yield row.wrong("wrong-type", "entry", N_("{given} is no entry's number"), given=row.entry[:40])
    if row.state and row.state not in STATES:
        said, near = N_("no state is called {given}"), nearest(row.state, _alike(row.state))
        yield row.wrong("unknown-level", "state", said, listed(STATES), near, given=row.state[:40])
    if not row.recheck:
        return
    if not row.fact:
        yield row.wrong("missing-key", "fact", N_("a re-check names its fact"), "ITEM.FACT")
    if row.state in STATES and row.state not in ANSWERED:
        said = N_("a re-check changes a fact only where the state is one of these")
        yield row.wrong("recheck", "state", said, listed(ANSWERED))
    elif not row.state:
        yield row.wrong("recheck", "state", N_("a re-check needs a state"), listed(ANSWERED))
    for column in ("person", "reason"):
        if not getattr(row, column):
            yield row.wrong("recheck", column, N_("a re-check says who decided it, and why"))


def _alike(given: str) -> tuple[str, ...]:
    """The states that do not say the opposite: those that deny, or wait, as the given text does."""
    return tuple(one for one in STATES if _sense(one) == _sense(given))


def _sense(text: str) -> tuple[bool, bool]:
    return any(sign in text for sign in "未不没无非"), "待" in text
