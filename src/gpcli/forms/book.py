"""The workbook in which a form is drawn: its formats, its drop-downs, how a cell is written."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gpcli.forms.content import Content
from gpcli.forms.design import CHOICES
from gpcli.forms.layout import letters
from gpcli.forms.package import changed, with_empty_texts
from gpcli.messages import N_
from gpcli.points import plain
from gpcli.problems import Problems, problem

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT, TITLE_FONT = "宋体", "黑体"
INK, LINE, HEADING, ENTRY, SHUT = "#1f2933", "#9aa5b1", "#e4e9ee", "#fffbe6", "#f1f3f5"
"""Text, borders, headings, cells to fill in, cells that are not for this source."""

FIRST_DAY = datetime.date(1900, 3, 1)
"""Days before it are text: spreadsheets disagree on them."""

CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day, so that the same form has the same bytes

DIGITS = 15
"""Digits that a spreadsheet keeps of a number."""

TEXT_LIMIT = 32_767
"""Characters that a cell takes."""

_BASE: Mapping[str, Any] = {
    "font_name": FONT,
    "font_size": 10,
    "font_color": INK,
    "text_wrap": True,
    "valign": "vcenter",
    "border": 1,
    "border_color": LINE,
}
_ONE_LINE = {"text_wrap": False, "shrink": True}
"""Of points: a range is longer than a number, and takes smaller letters instead of a second line."""

_STYLES: Mapping[str, Mapping[str, Any]] = {
    "text": {},
    "middle": {"align": "center"},
    "quiet": {"font_size": 9, "font_color": "#616e7c"},
    "head": {"bold": True, "align": "center", "bg_color": HEADING},
    "title": {"font_name": TITLE_FONT, "font_size": 16, "align": "center", "border": 0},
    "about": {"align": "center", "border": 0, "font_color": "#616e7c"},
    "note": {"border": 0, "font_color": "#b42318", "bold": True, "locked": False, "num_format": "@"},
    "entry": {"bg_color": ENTRY, "align": "center", "locked": False},
    "words": {"bg_color": ENTRY, "locked": False, "num_format": "@"},
    "date": {"bg_color": ENTRY, "align": "center", "locked": False, "num_format": "yyyy-mm-dd"},
    "given": {"num_format": "@"},
    "shut": {"bg_color": SHUT},
    "state": {"font_size": 9, "align": "center", "font_color": "#b42318"},
    "points": {"align": "center", "bold": True, **_ONE_LINE},
    "subtotal": {"bold": True, "bg_color": SHUT},
    "subpoints": {"bold": True, "align": "center", "bg_color": SHUT, **_ONE_LINE},
    "total": {"bold": True, "font_size": 12, "bg_color": HEADING},
    "totalpoints": {"bold": True, "font_size": 12, "align": "center", "bg_color": HEADING, **_ONE_LINE},
}


class Book:
    """A workbook in the making."""

    def __init__(self) -> None:
        """Raises :class:`Problems` where the part that writes workbooks is not installed."""
        try:
            from xlsxwriter import Workbook
        except ImportError:
            said = N_("writing .xlsx needs XlsxWriter: pip install 'gpcli-core[office]'")
            raise Problems([problem("no-part", said)]) from None
        self._raw = io.BytesIO()
        self.workbook = Workbook(
            self._raw, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.workbook.set_properties({"created": CREATED})
        self.workbook.set_calc_mode("auto")
        self._formats: dict[str, Format] = {}
        self._choices: dict[tuple[str, ...], str] = {}
        self.words: list[str] = []

    def sheet(self, name: str) -> Worksheet:
        """A new worksheet, after those before it."""
        made: Worksheet = self.workbook.add_worksheet(name)
        made._prepare_formula = _bare
        return made

    def format(self, style: str) -> Format:
        """A format by its name, made once."""
        if style not in self._formats:
            self._formats[style] = self.workbook.add_format({**_BASE, **_STYLES[style]})
        return self._formats[style]

    def put(self, sheet: Worksheet, row: int, column: int, value: Content, style: str) -> None:
        """Writes a value as what it is; text never becomes a formula or a link."""
        form = self.format(style)
        match value:
            case None:
                sheet.write_blank(row, column, None, form)
            case str():
                self.words.append(value)
                sheet.write_string(row, column, fitting(value), form)
            case datetime.date() if value < FIRST_DAY:
                sheet.write_string(row, column, value.isoformat(), form)
            case datetime.date():
                sheet.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), form)
            case int() | Decimal():
                sheet.write_number(row, column, kept(Decimal(value)), form)

    def join(self, sheet: Worksheet, first: int, left: int, last: int, right: int, style: str) -> None:
        """Makes one cell of several; what is in it is written into its first cell."""
        if (first, left) != (last, right):
            sheet.merge_range(first, left, last, right, "", self.format(style))

    def choices(self, values: tuple[str, ...]) -> str:
        """The range in which a drop-down finds these values, each list written once."""
        if values not in self._choices:
            column = letters(len(self._choices))
            self._choices[values] = f"='{CHOICES}'!${column}$1:${column}${len(values)}"
        return self._choices[values]

    def write_choices(self) -> None:
        """The hidden worksheet of all drop-downs."""
        sheet = self.sheet(CHOICES)
        for column, values in enumerate(self._choices):
            for row, value in enumerate(values):
                sheet.write_string(row, column, value)
        sheet.hide()
        sheet.protect()

    def done(self) -> bytes:
        """The finished file."""
        self.workbook.close()
        sheets = range(1, len(self.workbook.worksheets()) + 1)
        changes = {f"xl/worksheets/sheet{number}.xml": with_empty_texts for number in sheets}
        return changed(self._raw.getvalue(), changes, {})


def _bare(formula: str, _: bool = False) -> str:
    """The formula as the file has it. The library would look thirty times for functions later than 2007,
    which no form has and which take a prefix: nearly half of the time that a form takes.
    """
    return formula.removeprefix("=")


def kept(value: Decimal) -> Decimal:
    """The number; raises ``ValueError`` where a spreadsheet would not keep all of its digits."""
    if len(value.as_tuple().digits) > DIGITS:
        raise ValueError(f"{value} has more digits than a spreadsheet keeps")
    return Decimal(plain(value))


def fitting(text: str) -> str:
    """The text; raises :class:`Problems` where a cell does not hold so much."""
    if len(text) > TEXT_LIMIT:
        said = N_("a text of {number} characters does not fit into a cell of {most}")
        raise Problems([problem("no-form", said, number=len(text), most=TEXT_LIMIT)])
    return text
