"""Result workbooks for Excel and WPS: worksheets of text and exact numbers, ready to filter and to print.

Nothing in them is a formula or a link, whatever it begins with. A number is a number only where the program
that opens it has every digit of it; an unknown one is a blank cell, never 0. The same values, the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from gpcli.messages import N_, Words
from gpcli.points import places_of, plain
from gpcli.problems import Problems, problem
from gpcli.records import Record
from gpcli.reports.columns import visible, width, wrap
from gpcli.reports.format import Binary

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Value = str | int | Decimal | None
"""What stands in a cell; None and "" are blank."""

FONT = "宋体"
A4 = 9
DIGITS = 15
"""Digits of a number that a spreadsheet program keeps."""

MOST_PLACES = 30
"""Decimal places that a number format can ask for."""

LONGEST = 32_767
"""Characters of a cell, as UTF-16 counts them."""

LONGEST_TITLE = 31
HEADING, NARROW, WIDEST = 8, 4, 36
"""Columns of text that a heading gets without a wider cell below it, of words or of numbers; the most that a
cell gets.
"""

PAGE = 270
"""Columns of text that are still read where they are fitted to the width of one page."""

LINE, HIGHEST = 14, 405
"""Points that a line of text takes, and that a row may."""

MADE = datetime(1980, 1, 1)  # noqa: DTZ001 - a fixed date without a clock, for the same bytes
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")


class Column(Record):
    """A heading; a cell that is wider than ``widest`` columns of text wraps, a heading after ``least``."""

    heading: str
    widest: int = WIDEST
    least: int = HEADING


class Grid(Record):
    """One worksheet: notes above the heading row, then the rows; ``kept`` columns stay in view."""

    title: str
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    kept: int = 1


def written(grids: Sequence[Grid], words: Words, mask: Callable[[str], str] = str) -> Binary:
    """The workbook; raises :class:`Problems` where the library that writes it is missing.

    ``mask`` has the last word on every text.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        said = problem("no-part", N_("writing .xlsx needs XlsxWriter: pip install 'gpcli-core[office]'"))
        raise Problems([said._replace(key="--format")]) from None
    out = io.BytesIO()
    font = {"font_name": FONT, "font_size": 10, "valign": "top"}
    book = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": font,
        },
    )
    book.set_properties({"created": MADE})
    writer = _Writer(book, words, mask)
    for grid in grids:
        writer.add(grid)
    book.close()
    return Binary(out.getvalue(), "\n".join(writer.told))


class _Writer:
    """Writes grids into one workbook and keeps every text that it wrote."""

    def __init__(self, book: Workbook, words: Words, mask: Callable[[str], str]) -> None:
        self._book = book
        self._cut = words.word(N_("… (cut)"))
        self._mask = mask
        self._titles: set[str] = set()
        self.told: list[str] = []
        border = {"border": 1, "border_color": "#A6A6A6"}
        self._note = book.add_format({"bold": True, "text_wrap": True})
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"}
            | border
        )
        self._text = book.add_format({"text_wrap": True, "align": "left", "indent": 1, **border})
        self._border = border
        self._numbers: dict[int, object] = {}

    def add(self, grid: Grid) -> None:
        """One worksheet, as wide as an A4 page lies; a very wide one takes several side by side."""
        sheet = self._book.add_worksheet(self._title(grid.title))
        widths = [_width(one, [row[column] for row in grid.rows]) for column, one in enumerate(grid.columns)]
        for row, note in enumerate(grid.notes):
            self._above(sheet, row, note, widths)
        head = len(grid.notes)
        headings = [self._shown(one.heading) for one in grid.columns]
        for column, heading in enumerate(headings):
            sheet.write_string(head, column, heading, self._head)
        sheet.set_row(head, _height(headings, widths) + LINE // 2)
        for row, cells in enumerate(grid.rows, head + 1):
            told = [self._write(sheet, row, column, value) for column, value in enumerate(cells)]
            sheet.set_row(row, _height(told, widths))
        for column, wide in enumerate(widths):
            sheet.set_column(column, column, wide)
        last = head + max(len(grid.rows), 1)
        sheet.freeze_panes(head + 1, grid.kept)
        sheet.autofilter(head, 0, last, len(grid.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(-(-sum(widths) // PAGE), 0)
        sheet.repeat_columns(0, grid.kept - 1)
        sheet.repeat_rows(0, head)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&C&P / &N")

    def _above(self, sheet: Worksheet, row: int, note: str, widths: Sequence[int]) -> None:
        """A note across all columns, as high as it needs."""
        shown = self._shown(visible(note))
        if len(widths) > 1:
            sheet.merge_range(row, 0, row, len(widths) - 1, "", self._note)
        sheet.write_string(row, 0, shown, self._note)
        sheet.set_row(row, _height([shown], [sum(widths)]))

    def _write(self, sheet: Worksheet, row: int, column: int, value: Value) -> str:
        """One cell; what it shows."""
        if not value and not isinstance(value, int | Decimal):
            sheet.write_blank(row, column, None, self._text)
            return ""
        if isinstance(value, str):
            told = self._shown(value)
            sheet.write_string(row, column, told, self._text)
            return told
        number = Decimal(value)
        form, told = self._number(places_of(number)), plain(number)
        if is_kept(number):
            sheet.write_number(row, column, float(number), form)
            self.told.append(told)
            return told
        told = self._shown(told)
        sheet.write_string(row, column, told, form)
        return told

    def _number(self, places: int) -> object:
        """Shows every digit and no more."""
        if places not in self._numbers:
            shown = f"0.{'0' * places}" if places else "0"
            self._numbers[places] = self._book.add_format(
                {"num_format": shown, "align": "right", **self._border}
            )
        return self._numbers[places]

    def _shown(self, text: str) -> str:
        """The text as its cell has it."""
        inert = self._mask(harmless(text))
        if _length(inert) > LONGEST:
            inert = _beginning(inert, LONGEST - _length(self._cut)) + self._cut
        self.told.append(inert)
        return inert

    def _title(self, wanted: str) -> str:
        """A worksheet's name that the program takes and that no other worksheet has."""
        whole = _NOT_IN_TITLES.sub(" ", self._mask(harmless(visible(wanted)))).strip(" '") or "-"
        name, number = _beginning(whole, LONGEST_TITLE), 1
        while name.lower() in {*self._titles, "history"}:
            number += 1
            end = f" {number}"
            name = _beginning(whole, LONGEST_TITLE - len(end)) + end
        self._titles.add(name.lower())
        return name


def harmless(text: str) -> str:
    """The text, visible line by line."""
    return "\n".join(map(visible, text.split("\n")))


def is_kept(number: Decimal) -> bool:
    """Whether a spreadsheet program has exactly this number, digit for digit, and can show it."""
    digits = plain(abs(number)).replace(".", "").strip("0")
    fits = len(digits) <= DIGITS and places_of(number) <= MOST_PLACES
    return fits and Decimal(repr(float(number))) == number


def _length(text: str) -> int:
    return len(text) + sum(ord(one) > 0xFFFF for one in text)


def _beginning(text: str, most: int) -> str:
    """As much of the text as its length allows."""
    lengths = accumulate(map(_length, text[:most]))
    return text[: sum(1 for one in takewhile(most.__ge__, lengths))]


def _width(column: Column, cells: Sequence[Value]) -> int:
    """Columns of text that the cells below a heading take, within the limits."""
    widest = max((width(line) for one in cells for line in _told(one).split("\n")), default=0)
    heading = max(map(width, column.heading.split("\n")))
    least = NARROW if all(one is None or isinstance(one, int | Decimal) for one in cells) else column.least
    return max(min(heading, least), min(widest, column.widest)) + 3


def _height(cells: Sequence[str], widths: Sequence[int]) -> int:
    """Points that a row needs so that every cell of it is read whole."""
    lines = [
        sum(len(wrap(line, wide - 2)) if width(line) > wide - 2 else 1 for line in cell.split("\n"))
        for cell, wide in zip(cells, widths, strict=True)
    ]
    return min(max(lines) * LINE + 1, HIGHEST)


def _told(value: Value) -> str:
    return value if isinstance(value, str) else "" if value is None else plain(Decimal(value))
