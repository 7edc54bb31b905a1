"""A form on trial: what is typed for some facts, and what each of its cells then has to show.

One side comes from the sheets of ``gp score``, the other from an engine that knows nothing of this program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from gpcli.expr.fields import FAR, Answers
from gpcli.facts.merge import merged
from gpcli.facts.unit import Contribution, Input, Source, Statement, UnitFacts
from gpcli.forms.computed import PLACES, Clauses
from gpcli.forms.content import Content, content, rows
from gpcli.forms.design import MAIN, Design
from gpcli.forms.filled import Filled
from gpcli.forms.incidents import FACT, FIRST
from gpcli.forms.layout import RESULT, Layout, Scored, letters
from gpcli.forms.write import write
from gpcli.points import plain
from gpcli.scheme import Scheme, Table
from gpcli.scoring.score import Scorer
from gpcli.scoring.sheet import Mark, Sheet
from gpcli.testing.generate import to_toml
from sheet_engines.cells import Book, Cell, Entry, Value

SHORT = Design((Source(),), room=60)
TWO = Design((Source("self"), Source("office")), room=60)

Shown = str | Decimal


class Trial:
    """The form of a table under a design, blank, and the scorer that it is held to."""

    def __init__(self, scheme: Scheme, table: Table, design: Design = SHORT) -> None:
        self.design = design
        self.layout = Layout(table, design)
        self.scorer = Scorer(scheme, table)
        self._scheme = scheme
        self._clauses = Clauses(table)
        self._typed: dict[Cell, Entry] = {}

    @property
    def total(self) -> Cell:
        """The cell of the total."""
        return at(self.layout.total, self.layout.scored[-1].column)

    def blank(self, path: Path) -> Path:
        """Writes the form as it goes out."""
        return self.written(path, [None] * len(self.design.sources))

    def written(self, path: Path, said: Sequence[Contribution | None]) -> Path:
        """Writes the form with what the sources say in it."""
        form = Filled(self._scheme, self.scorer.table, self.design, tuple(said))
        path.write_bytes(write(form, self._clauses).raw)
        return path

    def says(self, number: int, answers: Answers) -> Contribution:
        """The answers as one source states them, but for those that it may not state."""
        own = {place.field for place in self.layout.places(number)}
        given = {field: answer for field, answer in answers.items() if field in own}
        table = self.scorer.table
        blocks = to_toml(table, given)["facts"]
        stated = frozenset(place.key for place in table.places if place.field in given)
        return Contribution(self.design.sources[number], Input("", ""), given, stated, {}, blocks)

    def fits(self, said: Sequence[Contribution]) -> bool:
        """Whether the worksheets have a row for every incident."""
        return all(
            len(list(rows(incidents, one))) <= incidents.room
            for incidents, one in zip(self.layout.incidents, said, strict=True)
        )

    def fill(self, book: Book, said: Sequence[Contribution]) -> None:
        """Types everything that the sources say and clears what was typed before: all that is different."""
        cells, before = dict(self._cells(said)), self._typed
        changed = {
            cell: entry for cell, entry in cells.items() if cell not in before or before[cell] != entry
        }
        book.fill({**dict.fromkeys(before.keys() - cells.keys()), **changed})
        self._typed = cells

    def _cells(self, said: Sequence[Contribution]) -> Iterator[tuple[Cell, Entry]]:
        for slot in self.layout.slots.values():
            if slot.home:
                found = content(slot, said[slot.source])
                if found is not None:
                    yield at(slot.row, slot.column), _entry(found)
        for incidents, one in zip(self.layout.incidents, said, strict=True):
            for row, given in enumerate(rows(incidents, one), FIRST):
                places = {"fact": FACT} | {key: incidents.column(key) for key in given if key != "fact"}
                for key, value in given.items():
                    yield (incidents.title, f"{letters(places[key])}{row + 1}"), _entry(value)

    def sheets(self, said: Sequence[Contribution]) -> list[tuple[Scored, Sheet]]:
        """What each column of points has to say; raises :class:`Problems` where the facts contradict."""
        return [
            (one, self.scorer.score(self.facts([said[number] for number in one.sources])))
            for one in self.layout.scored
        ]

    def facts(self, said: Sequence[Contribution]) -> UnitFacts:
        """What the sources say, merged."""
        table = self.scorer.table
        return merged(table, self._scheme.id, [Statement("", "", "", (), tuple(said))])

    def expected(self, said: Sequence[Contribution]) -> dict[Cell, Shown]:
        """What the cells have to show."""
        found: dict[Cell, Shown] = {}
        for one, sheet in self.sheets(said):
            found |= self._of(one, sheet)
        return found

    def _of(self, one: Scored, sheet: Sheet) -> dict[Cell, Shown]:
        layout, column = self.layout, one.column
        marks: dict[int, Mark] = {
            block.first: item.mark
            for block in layout.blocks
            for item in sheet.items
            if block.item is not None and item.id == block.item.id
        }
        marks |= {layout.subtotals[section.id]: section.mark for section in sheet.sections}
        marks |= {row: step.after for row, step in zip(layout.steps.values(), sheet.steps, strict=True)}
        marks |= {layout.conversions[two.id]: two.mark for two in sheet.converted}
        found = {at(row, column): mark(two) for row, two in marks.items() if not _is_between(two)}
        if not _is_between(sheet.mark):
            found[at(layout.total, column)] = total(sheet)
            if one is layout.scored[-1]:
                found[at(RESULT, 1)] = total(sheet)
        value = layout.sources[one.sources[-1]].value
        for row, step in zip(layout.steps.values(), sheet.steps, strict=True):
            if step.amount is not None and not (step.after.approximate and _is_tie(step.amount)):
                found[at(row, value)] = _rounded(step.amount)
        told = {note.id: "是" if note.sure else "未定" for note in sheet.notes}
        for note in layout.table_notes:
            found[at(layout.notes[note.id], column)] = told.get(note.id, "否")
        if layout.grade is not None and sheet.status != "vetoed":
            several = len(sheet.grades) > 1
            found[at(layout.grade, column)] = "未定" if several else next(iter(sheet.grades), "")
        return found


def at(row: int, column: int) -> Cell:
    """A cell of the main worksheet, by row and column from 0."""
    return MAIN, f"{letters(column)}{row + 1}"


def mark(one: Mark) -> Shown:
    """Points as a form shows them."""
    if one.points is not None:
        return _rounded(one.points)
    least = "无下限" if one.lower <= -FAR else plain(_rounded(one.lower))
    most = "无上限" if one.upper >= FAR else plain(_rounded(one.upper))
    return f"{least}～{most}"


def total(sheet: Sheet) -> Shown:
    """The result as a form shows it."""
    if sheet.status == "vetoed":
        return sheet.reason
    shown = mark(sheet.mark)
    if any(note.effect != "note" for note in sheet.notes):
        return f"暂 {shown if isinstance(shown, str) else plain(shown)}"
    return shown


def differences(expected: Mapping[Cell, Shown], found: Sequence[Value]) -> list[str]:
    """Where a form shows something else: the cell, what it has to show, what it shows."""
    return [
        f"{cell[1]}: {wanted} ≠ {shown!r}"
        for (cell, wanted), shown in zip(expected.items(), found, strict=True)
        if not _same(wanted, shown)
    ]


def _same(wanted: Shown, shown: Value) -> bool:
    if isinstance(wanted, str):
        return isinstance(shown, str) and shown == wanted
    return isinstance(shown, int | float) and Decimal(repr(shown)) == wanted


def _is_between(one: Mark) -> bool:
    """Whether points below a quotient are known at the places of a sheet only, and there end on a half: which
    way they go at those of a form hangs on digits that the sheet does not print.
    """
    return one.approximate and (_is_tie(one.lower) or _is_tie(one.upper))


def _is_tie(value: Decimal) -> bool:
    return value.scaleb(PLACES) % 1 in (Decimal("0.5"), Decimal("-0.5"))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP)


def _entry(given: Content) -> Entry:
    if isinstance(given, bool) or given is None or isinstance(given, str | int | Decimal):
        return given
    return given.isoformat()
