"""Draws the main worksheet: the document's table as a form, with what is entered and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from gpcli.forms.book import Book
from gpcli.forms.computed import Computed
from gpcli.forms.content import content
from gpcli.forms.design import MAIN
from gpcli.forms.entered import SILENT, Entered
from gpcli.forms.entries import a_day, allow, choice, rule
from gpcli.forms.filled import Filled
from gpcli.forms.layout import (
    ABOUT,
    CLOSING,
    HEAD,
    NOTES,
    PERIOD,
    RESULT,
    TITLE,
    UNIT,
    UNITS,
    Block,
    Layout,
    Line,
    Scored,
    at,
)
from gpcli.forms.pages import breaks, page_height
from gpcli.forms.printed import cells
from gpcli.forms.scratch import Number
from gpcli.forms.shown import Result, Shown, added, held, points, step
from gpcli.forms.together import Together
from gpcli.ledger import account
from gpcli.messages import Words
from gpcli.records import Record
from gpcli.widths import width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WORDS = Words("zh")
"""A form is in the language of its document."""

FACT, HOW, VALUE, STATE, EVIDENCE, POINTS = 24, 18, 11, 7, 16, 9
"""Widths of the columns beside the document's own, in characters."""

LINE = 15
"""Height of a line of text."""

HEAD_HEIGHT = 30
"""Height of the headings, which stand on every page."""

TOTAL_NAME = "gp_total"
"""The workbook's name for the cell of the total."""

TALLEST = 400
"""A row is no higher than spreadsheets allow."""


class Tally(Record):
    """What a column of points is made from: who says so, the facts together, what they come to."""

    scored: Scored
    facts: Together
    result: Result

    @property
    def computed(self) -> Computed:
        """The amounts."""
        return self.result.computed


class MainSheet:
    """One main worksheet in the making."""

    def __init__(
        self,
        book: Book,
        sheet: Worksheet,
        layout: Layout,
        filled: Filled,
        entered: Sequence[Mapping[str, Entered]],
        tallies: Sequence[Tally],
    ) -> None:
        self._book = book
        self._sheet = sheet
        self._layout = layout
        self._filled = filled
        self._entered = entered
        self._tallies = tallies
        self.shown: dict[tuple[int, int], str | Decimal] = {}
        self._widths = [
            *(column.width * 2 for column in layout.table.columns),
            *(FACT, HOW),
            *([VALUE] * (layout.width - layout.how - 1)),
        ]
        for columns in layout.sources:
            self._widths[columns.state], self._widths[columns.evidence] = STATE, EVIDENCE
        for one in layout.scored:
            self._widths[one.column] = POINTS
        room = page_height(self._widths)
        self._pages = breaks(layout, self._heights(()), sum(self._top_heights().values()), HEAD_HEIGHT, room)
        self._tall = self._heights(self._pages)

    def draw(self) -> None:
        """Everything on it."""
        for column, wide in enumerate(self._widths):
            self._sheet.set_column(column, column, wide)
        self._top()
        for block in self._layout.blocks:
            self._block(block)
        self._document()
        self._subtotals()
        self._bottom()
        self._page()

    def _write(self, row: int, column: int, shown: Shown, style: str) -> None:
        self.shown[row, column] = shown.value
        self._sheet.write_formula(row, column, f"={shown.formula}", self._book.format(style), shown.value)

    def _top(self) -> None:
        layout, filled, book, sheet = self._layout, self._filled, self._book, self._sheet
        right = layout.width - 1
        for row, text, style in (
            (NOTES, filled.note or None, "note"),
            (TITLE, f"{filled.scheme.title}评分表（{filled.table.name}）", "title"),
            (ABOUT, f"{filled.scheme.document}　非正式结果", "about"),
        ):
            book.join(sheet, row, 0, row, right, style)
            book.put(sheet, row, 0, text, style)
        book.put(sheet, UNITS, 0, "单位\n（盖章）", "head")
        book.put(sheet, *UNIT, filled.unit or None, "words")
        book.put(sheet, UNITS, 2, "填报期间", "head")
        told = max(PERIOD[1] + 1, layout.fact)
        book.join(sheet, *PERIOD, UNITS, told - 1, "words")
        book.put(sheet, *PERIOD, filled.period or None, "words")
        book.join(sheet, UNITS, told, UNITS, right, "quiet")
        book.put(sheet, UNITS, told, "浅黄色的格填写；空白是未填，没有的填 0 或“否”", "quiet")
        roster = tuple(one.name for one in filled.scheme.roster().units if one.table == filled.table.id)
        if roster:
            closed = filled.scheme.roster().completeness == "complete"
            allow(sheet, *UNIT, choice(book, roster), "单位", "从名单中选一个", strict=closed)
        book.put(sheet, RESULT, 0, "总分", "total")
        book.join(sheet, RESULT, 1, RESULT, layout.fact - 1, "totalpoints")
        result = self._tallies[-1].result
        self._write(RESULT, 1, result.total(), "totalpoints")
        book.put(sheet, RESULT, layout.fact, "填报情况", "total")
        book.join(sheet, RESULT, layout.how, RESULT, right, "total")
        self._write(RESULT, layout.how, result.state(), "total")
        for column, title in enumerate(layout.headings):
            book.put(sheet, HEAD, column, title, "head")
        for row, height in self._top_heights().items():
            sheet.set_row(row, height)

    def _top_heights(self) -> dict[int, int]:
        unit = LINE * _lines(self._filled.unit, self._widths[UNIT[1]]) + 3
        return {NOTES: LINE, TITLE: 28, ABOUT: LINE, UNITS: max(30, unit), RESULT: 24, HEAD: HEAD_HEIGHT}

    def _block(self, block: Block) -> None:
        layout, book, sheet = self._layout, self._book, self._sheet
        for line in block.lines:
            sheet.set_row(line.row, self._tall[line.row])
            book.put(sheet, line.row, layout.fact, line.label, "text")
            book.put(sheet, line.row, layout.how, line.how, "quiet")
        for number in range(len(layout.sources)):
            self._of_source(block, number)
        for tally in self._tallies:
            where = tally.scored.column
            style = "points" if block.item is not None else "shut"
            book.join(sheet, block.first, where, block.last, where, style)
            if block.item is None:
                book.put(sheet, block.first, where, None, style)
            else:
                self._write(block.first, where, points(tally.computed.points("total", block.item.id)), style)

    def _of_source(self, block: Block, number: int) -> None:
        layout, book, sheet = self._layout, self._book, self._sheet
        columns, said = layout.sources[number], self._filled.said[number]
        for line in block.lines:
            slot = layout.slots.get((number, line.home, line.key, line.part))
            if slot is None:
                book.put(sheet, line.row, columns.value, None, "shut")
                book.put(sheet, line.row, columns.state, None, "shut")
                continue
            style = "entry" if slot.field is not None else "date" if line.key == "date" else "words"
            book.put(sheet, line.row, columns.value, content(slot, said), style)
            told = a_day() if line.key == "date" else rule(book, slot.field, line.part)
            if told is not None:
                allow(sheet, slot.row, slot.column, told, line.label, f"{line.label}：{line.how}")
            self._state(line, number)
        slot = layout.slots.get((number, block.home, "evidence", ""))
        style = "shut" if slot is None else "words"
        book.join(sheet, block.first, columns.evidence, block.last, columns.evidence, style)
        book.put(sheet, block.first, columns.evidence, None if slot is None else content(slot, said), style)

    def _state(self, line: Line, number: int) -> None:
        """What is to be said of an entry: faulty, how many incidents, missing."""
        column = self._layout.sources[number].state
        if line.place is None or line.part:
            self._book.put(self._sheet, line.row, column, None, "state")
            return
        entered = self._entered[number].get(line.place.key, SILENT)
        is_last = number == len(self._layout.sources) - 1
        answered = self._tallies[-1].facts.answered[line.place.field] if is_last else Number("1", 1)
        formula, value = '""', ""
        if is_last and not line.place.optional:
            formula = f'IF({answered.outside}=1,"","未填")'
            value = "" if answered.value else "未填"
        if entered.rows is not None:
            rows = entered.rows
            formula = f'IF({rows.outside}>0,{rows.outside}&" 条",{formula})'
            value = f"{rows.value} 条" if rows.value else value
        formula = f'IF({entered.faulty.outside}=1,"有误",{formula})'
        self._write(line.row, column, Shown(formula, value), "state")

    def _document(self) -> None:
        """The columns of the document itself."""
        table, blocks = self._layout.table, self._layout.blocks
        for number in range(len(table.columns)):
            for first, last, text in cells(table, blocks, number, self._pages):
                self._printed(first, last, number, text)

    def _printed(self, first: int, last: int, number: int, text: str) -> None:
        """What a column of the document says, over several rows."""
        is_points = self._layout.table.columns[number].points
        style = "middle" if is_points else "text"
        self._book.join(self._sheet, first, number, last, number, style)
        given = Decimal(text) if is_points and text else text or None
        self._book.put(self._sheet, first, number, given, style)

    def _subtotals(self) -> None:
        for section in self._layout.table.sections:
            row = self._layout.subtotals.get(section.key)
            if row is not None:
                self._summed(row, f"{section.name}　小计", "subtotal", "subpoints", ("total", section.id))

    def _summed(self, row: int, label: str, style: str, figures: str, address: tuple[str, ...]) -> None:
        self._across(row, label, style)
        for tally in self._tallies:
            self._write(row, tally.scored.column, points(tally.computed.points(*address)), figures)

    def _across(self, row: int, label: str, style: str) -> None:
        """A row with its label over the columns before the figures, the other ones blank."""
        for column in range(self._layout.how + 1, self._layout.width):
            self._book.put(self._sheet, row, column, None, style)
        self._book.join(self._sheet, row, 0, row, self._layout.how, style)
        self._book.put(self._sheet, row, 0, label, style)

    def _bottom(self) -> None:
        layout, before = self._layout, ""
        for posting in account(layout.table.total).postings:
            row = layout.steps[posting.key]
            self._summed(
                row, f"汇总：{WORDS(posting.label)}", "text", "points", ("after", "total", posting.key)
            )
            for tally in self._tallies:
                value = layout.sources[tally.scored.sources[-1]].value
                self._write(row, value, _added(tally.computed, posting.key, before), "middle")
            before = posting.key
        self._across(layout.total, "总分", "total")
        for tally in self._tallies:
            self._write(layout.total, tally.scored.column, tally.result.total(), "totalpoints")
        for ledger in layout.table.conversions:
            row = layout.conversions[ledger.id]
            self._summed(row, WORDS(ledger.name), "subtotal", "subpoints", ("total", ledger.id))
        if layout.grade is not None:
            self._across(layout.grade, "等次", "subtotal")
            for tally in self._tallies:
                self._write(layout.grade, tally.scored.column, tally.result.grade(), "subpoints")
        for note in layout.table_notes:
            self._across(layout.notes[note.id], f"提示：{note.label}", "text")
            for tally in self._tallies:
                shown = held(tally.computed.held("note", note.id))
                self._write(layout.notes[note.id], tally.scored.column, shown, "middle")
        self._closing()

    def _closing(self) -> None:
        """Who filled the form in."""
        layout, book, sheet = self._layout, self._book, self._sheet
        for key, row in layout.closing.items():
            for column in range(layout.width):
                book.put(sheet, row, column, None, "text")
            book.put(sheet, row, layout.fact, CLOSING[key], "text")
            for number, columns in enumerate(layout.sources):
                slot = layout.slots[number, "", key, ""]
                said = self._filled.said[number]
                book.join(sheet, row, columns.value, row, columns.evidence, "words")
                own = self._filled.design.sources[number].name if key == "name" else ""
                book.put(sheet, row, columns.value, content(slot, said) or own or None, "words")

    def _heights(self, pages: Sequence[int]) -> dict[int, int]:
        """A height for each row, so that the texts beside it can be read."""
        layout, table = self._layout, self._layout.table
        tall = {
            line.row: LINE * max(_lines(line.label, FACT), _lines(line.how, HOW * 10 // 9), 1) + 3
            for block in layout.blocks
            for line in block.lines
        }
        for number in range(len(table.columns)):
            for first, last, text in cells(table, layout.blocks, number, pages):
                rows = range(first, last + 1)
                more = LINE * _lines(text, self._widths[number]) + 3 - sum(tall[row] for row in rows)
                for row in rows:
                    tall[row] = min(tall[row] + max(0, ceil(more / len(rows))), TALLEST)
        return tall

    def _page(self) -> None:
        layout, sheet = self._layout, self._sheet
        sheet.freeze_panes(HEAD + 1, min(2, layout.fact))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_h_pagebreaks(self._pages)
        sheet.repeat_rows(HEAD)
        sheet.print_area(0, 0, layout.last, layout.width - 1)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.set_zoom(90)
        sheet.hide_gridlines(2)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        total = at(MAIN, layout.total, layout.scored[-1].column)
        self._book.workbook.define_name(TOTAL_NAME, f"={total}")


def _added(computed: Computed, key: str, before: str) -> Shown:
    """What a step to the final result added."""
    if computed.has("amount", "total", key):
        return added(computed.points("amount", "total", key))
    earlier = computed.points("after", "total", before) if before else None
    return step(earlier, computed.points("after", "total", key))


def _lines(text: str, wide: int) -> int:
    """How many lines a text takes in a column of so many characters."""
    return sum(max(1, ceil(width(line) / max(wide - 1, 1))) for line in text.split("\n"))
