"""Where everything stands in the form of one table: the writer draws by it, the reader reads by it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property

from gpcli.expr.fields import Field, NumberField, RateField
from gpcli.facts.check import may_state
from gpcli.forms.design import MAIN, Design
from gpcli.forms.hints import REMARKS, hint
from gpcli.forms.incidents import Incidents
from gpcli.forms.printed import said
from gpcli.ledger import Note, account
from gpcli.records import Record
from gpcli.scheme import SHARED, Item, Place, Section, Table

VERSION = 1
"""The version of the form's layout; it moves when forms that are out can no longer be read."""

NOTES, TITLE, ABOUT, UNITS, RESULT, HEAD, BODY = range(7)
"""The rows at the top: what is to be said before all else, title, document, unit and period, live result,
headings; then the first item.
"""

NOTE, UNIT, PERIOD = (NOTES, 0), (UNITS, 1), (UNITS, 3)
"""The cells of what is said of the form as a whole."""

WHOLE = -1
"""The number of no source: what is said of the form as a whole."""

PARTS = (("part", "分子"), ("whole", "分母"))
"""The rows in which a rate may be stated exactly, below its percent number."""

EVIDENCE = "佐证材料"
"""The heading of what a source attaches; some documents have a column of this name that asks for it."""

CLOSING = {"name": "来源名称", "note": "总体说明"}
"""What a source says of itself, below the table."""


class Slot(Record):
    """One cell to fill in: of which source and item (or section, or ``shared``), which fact or remark.

    ``part`` is part or whole where a rate is stated exactly; ``field`` is None of a remark; ``label`` is what
    its row is called.
    """

    source: int
    home: str
    key: str
    part: str
    row: int
    column: int
    field: Field | None
    label: str

    @property
    def ref(self) -> str:
        """The cell, from any worksheet."""
        return at(MAIN, self.row, self.column)


class Line(Record):
    """One row to fill in, with its label and how it is done; ``place`` is None of a remark."""

    row: int
    home: str
    key: str
    part: str
    place: Place | None
    label: str
    how: str


class Block(Record):
    """The rows of one item, or of facts that several items read (no ``item``)."""

    home: str
    section: Section | None
    item: Item | None
    lines: tuple[Line, ...]

    @property
    def is_last(self) -> bool:
        """Whether it is the last one of its section."""
        items = () if self.section is None else self.section.items
        return self.item is items[-1] if items else self.item is None

    @property
    def first(self) -> int:
        """Its first row."""
        return self.lines[0].row

    @property
    def last(self) -> int:
        """Its last row."""
        return self.lines[-1].row


class Columns(Record):
    """The columns of one source."""

    value: int
    state: int
    evidence: int


class Scored(Record):
    """A column of points: on the word of which sources."""

    title: str
    sources: tuple[int, ...]
    column: int


class Layout:
    """The form of a table as a design has it."""

    def __init__(self, table: Table, design: Design) -> None:
        self.table = table
        self.design = design
        self.fact = len(table.columns)
        self.how = self.fact + 1
        self.sources, self.scored = _columns(design, self.how + 1)
        self.width = self.scored[-1].column + 1
        self.blocks: list[Block] = []
        self.subtotals: dict[str, int] = {}
        self.slots: dict[tuple[int, str, str, str], Slot] = {}
        self.incidents = tuple(
            Incidents(table, design, number, self.places(number)) for number, _ in enumerate(design.sources)
        )
        row = BODY
        for unplaced in self._blocks():
            lines = tuple(line._replace(row=row + number) for number, line in enumerate(unplaced.lines))
            block = unplaced._replace(lines=lines)
            self.blocks.append(block)
            self._fill(block)
            row = block.last + 1
            if block.section is not None and block.is_last:
                self.subtotals[block.section.key] = row
                row += 1
        self.steps = {posting.key: row + n for n, posting in enumerate(account(table.total).postings)}
        row += len(self.steps)
        self.total = row
        self.conversions = {one.id: row + 1 + n for n, one in enumerate(table.conversions)}
        row += 1 + len(self.conversions)
        self.grade = row if table.grades else None
        row += bool(table.grades)
        self.notes = {note.id: row + n for n, note in enumerate(self.table_notes)}
        row += len(self.notes)
        self.closing = {"name": row} | ({"note": row + 1} if len(self.sources) > 1 else {})
        self.last = row + len(self.closing) - 1
        for number, columns in enumerate(self.sources):
            for key, where in self.closing.items():
                slot = Slot(number, "", key, "", where, columns.value, None, CLOSING[key])
                self.slots[number, "", key, ""] = slot
        for key, where, column, label in (
            ("note", *NOTE, "整表说明"),
            ("unit", *UNIT, "单位"),
            ("period", *PERIOD, "填报期间"),
        ):
            self.slots[WHOLE, "", key, ""] = Slot(WHOLE, "", key, "", where, column, None, label)

    @property
    def table_notes(self) -> tuple[Note, ...]:
        """Everything that is said, or decides, beside the points."""
        return tuple(note for ledger in self.table.ledgers() for note in ledger.notes)

    def places(self, source: int) -> tuple[Place, ...]:
        """The facts that a source may state."""
        who = self.design.sources[source]
        return tuple(
            place for place in self.table.places if may_state(who, entitled(self.table, place.item, place))
        )

    @cached_property
    def labels(self) -> Mapping[tuple[int, int], str]:
        """The words on the main worksheet that say what each row and column is."""
        found = {(HEAD, column): title for column, title in enumerate(self.headings)}
        for block in self.blocks:
            for line in block.lines:
                found[line.row, self.fact] = line.label
            for number, column in enumerate(self.table.columns):
                if not column.joined:
                    found[block.first, number] = said(self.table, block, number)
        for key, row in self.closing.items():
            found[row, self.fact] = CLOSING[key]
        return found

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The headings of the main worksheet."""
        found = [column.title for column in self.table.columns] + ["填报事项", "填写方法"]
        given = "已交佐证" if EVIDENCE in found else EVIDENCE
        found += [""] * (self.width - len(found))
        for name, columns in zip(self.design.headings, self.sources, strict=True):
            several = len(self.sources) > 1
            found[columns.value] = f"{name}情况" if several else "填报情况"
            found[columns.state] = "提示"
            found[columns.evidence] = f"{name}佐证材料" if several else given
        for one in self.scored:
            found[one.column] = one.title
        return tuple(found)

    @property
    def areas(self) -> tuple[tuple[int, int, int], ...]:
        """The columns that are filled in, each with its first and last row."""
        first, last = self.blocks[0].first, self.blocks[-1].last
        return tuple((column, first, last) for one in self.sources for column in (one.value, one.evidence))

    @cached_property
    def digest(self) -> str:
        """What tells whether two forms have the same cells under the same words."""
        words = [f"{row},{column}={text}" for (row, column), text in sorted(self.labels.items())]
        words += [
            f"{slot.row},{slot.column}:{slot.home}.{slot.key}.{slot.part}" for slot in self.slots.values()
        ]
        for one in self.incidents:
            words += [*one.headings, *one.names.values()]
        return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]

    def _blocks(self) -> Iterator[Block]:
        if self.table.shared:
            yield Block(SHARED, None, None, tuple(self._lines(SHARED, None)))
        for section in self.table.sections:
            if section.shared:
                yield Block(section.key, section, None, tuple(self._lines(section.key, None)))
            for item in section.items:
                yield Block(item.id, section, item, tuple(self._lines(item.id, item)))

    def _lines(self, home: str, item: Item | None) -> Iterator[Line]:
        places = [place for place in self.table.places if place.item == home]
        sheets = "”或“".join(self.design.incidents)
        for place in places:
            field = place.field
            yield Line(0, home, place.name, "", place, field.label, hint(field, sheets))
            if isinstance(field, RateField):
                for part, called in PARTS:
                    yield Line(0, home, place.name, part, place, f"{field.label}：{called}", "整数")
        judged = any(isinstance(place.field, NumberField) and place.field.judged for place in places)
        for key in ("person", "reason", "date", "note"):
            if key == "note" or (judged and key != "date") or (home, key) in self.design.beside:
                yield Line(0, home, key, "", None, REMARKS[key], "文字" if key != "date" else "年-月-日")

    def _fill(self, block: Block) -> None:
        """The cells of a block, for each source that may state something there."""
        for number, columns in enumerate(self.sources):
            who = self.design.sources[number]
            allowed = [
                line
                for line in block.lines
                if line.place is not None and may_state(who, entitled(self.table, block.home, line.place))
            ]
            speaks = bool(allowed) or (block.item is not None and may_state(who, block.item.assessed_by))
            for line in block.lines:
                if line in allowed or (line.place is None and speaks):
                    self._slot(number, line, columns.value)
            if speaks:
                first = block.lines[0]._replace(
                    key="evidence", part="", place=None, label=REMARKS["evidence"]
                )
                self._slot(number, first, columns.evidence)

    def _slot(self, source: int, line: Line, column: int) -> None:
        field = None if line.place is None else line.place.field
        slot = Slot(source, line.home, line.key, line.part, line.row, column, field, line.label)
        self.slots[source, line.home, line.key, line.part] = slot


def entitled(table: Table, home: str, place: Place) -> tuple[str, ...]:
    """Who may state a fact: with an item's own facts, who may state the item."""
    item = table.item(home)
    return place.assessed_by if item is None else item.assessed_by


def at(sheet: str, row: int, column: int) -> str:
    """A cell as a formula names it from any worksheet, by row and column from 0."""
    return f"'{sheet}'!${letters(column)}${row + 1}"


def letters(column: int) -> str:
    """The letters of a column, from 0."""
    found = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def _columns(design: Design, first: int) -> tuple[tuple[Columns, ...], tuple[Scored, ...]]:
    """The columns of the sources, and those of points: the unit's own word, then everything together."""
    found: list[Columns] = []
    points: list[Scored] = []
    column = first
    several = len(design.sources) > 1
    for number, (source, name) in enumerate(zip(design.sources, design.headings, strict=True)):
        found.append(Columns(column, column + 1, column + 2))
        column += 3
        if several and source.role == "self":
            points.append(Scored(f"{name}得分", (number,), column))
            column += 1
    points.append(Scored("得分", tuple(range(len(design.sources))), column))
    return tuple(found), tuple(points)
