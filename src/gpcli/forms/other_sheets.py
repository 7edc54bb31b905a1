"""Draws the worksheets beside the main one: incidents, the steps of the computation, what form it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpcli.forms.book import Book
from gpcli.forms.content import rows
from gpcli.forms.design import IDENTITY
from gpcli.forms.entries import a_day, allow, between, choice
from gpcli.forms.filled import Filled
from gpcli.forms.hints import numbers
from gpcli.forms.identity import Identity
from gpcli.forms.incidents import FACT, FIRST, HEAD, IncidentColumn, Incidents
from gpcli.forms.layout import Layout
from gpcli.forms.scratch import FIRST as FIRST_STEP
from gpcli.forms.scratch import VALUE, Scratch

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WIDTHS = {"date": 12, "what": 40, "reason": 24, "evidence": 30, "note": 24}
WIDE, NARROW = 44, 12


def draw_incidents(book: Book, layout: Layout, filled: Filled, number: int) -> None:
    """The worksheet of one source's incidents."""
    incidents = layout.incidents[number]
    sheet = book.sheet(incidents.title)
    right = len(incidents.headings) - 1
    book.join(sheet, 0, 0, 0, right, "title")
    book.put(sheet, 0, 0, f"{incidents.title}：一件（条）一行", "title")
    book.join(sheet, 1, 0, 1, right, "about")
    told = "先选“评分项：事项”，再填其余各格；评分表自动计数。没有的事项在评分表填 0，这里不用填。"
    book.put(sheet, 1, 0, told, "about")
    for column, title in enumerate(incidents.headings):
        book.put(sheet, HEAD, column, title, "head")
    sheet.set_row(HEAD, 30)
    sheet.set_column(0, 0, 6)
    sheet.set_column(FACT, FACT, WIDE)
    for place, one in enumerate(incidents.columns, FACT + 1):
        sheet.set_column(place, place, WIDTHS.get(one.key, NARROW))
    listed = list(rows(incidents, filled.said[number]))
    for place in range(incidents.room):
        row = FIRST + place
        given = listed[place] if place < len(listed) else {}
        book.put(sheet, row, 0, place + 1, "quiet")
        book.put(sheet, row, FACT, given.get("fact"), "words")
        for column, one in enumerate(incidents.columns, FACT + 1):
            book.put(sheet, row, column, given.get(one.key), _style(one))
    _limits(book, sheet, incidents)
    sheet.freeze_panes(HEAD + 1, FACT + 1)
    sheet.autofilter(HEAD, 0, incidents.last, right)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})


def _style(column: IncidentColumn) -> str:
    return "date" if column.key == "date" else "entry" if column.amounts else "words"


def _limits(book: Book, sheet: Worksheet, incidents: Incidents) -> None:
    names = tuple(incidents.names.values())
    if names:
        said = "从清单中选这一件属于哪一项"
        allow(sheet, FIRST, FACT, choice(book, names), "评分项：事项", said, last=incidents.last)
    for place, one in enumerate(incidents.columns, FACT + 1):
        if one.key == "date":
            allow(sheet, FIRST, place, a_day(), one.heading, "年-月-日", last=incidents.last)
        elif one.levels:
            levels = tuple(dict.fromkeys(level for field in one.levels for level in field.levels))
            defaults = sorted({field.default for field in one.levels if field.default is not None})
            said = "从清单中选" + (f"；空白按“{'、'.join(defaults)}”" if defaults else "")
            allow(sheet, FIRST, place, choice(book, levels), one.heading, said, last=incidents.last)
        elif one.amounts:
            least = min(amount.minimum for amount in one.amounts)
            most = max(amount.maximum for amount in one.amounts)
            said = "；".join(dict.fromkeys(f"{amount.label}：{numbers(amount)}" for amount in one.amounts))
            told = said + "；未定的空着"
            allow(
                sheet, FIRST, place, between("decimal", least, most), one.heading, told, last=incidents.last
            )


def draw_steps(book: Book, sheet: Worksheet, scratch: Scratch) -> None:
    """The hidden worksheet on which the form computes."""
    for column, title in enumerate(("属于", "步骤", "值")):
        book.put(sheet, FIRST_STEP - 1, column, title, "head")
    book.put(sheet, 0, 0, "本表由公式自动计算，全部为整数；不要改动。", "about")
    sheet.set_column(0, 1, WIDE)
    plain = book.format("text")
    for row, step in enumerate(scratch.steps, FIRST_STEP):
        sheet.write_string(row, 0, step.of)
        sheet.write_string(row, 1, step.what)
        sheet.write_formula(row, VALUE, f"={step.formula}", plain, step.value)
    sheet.hide()
    sheet.protect()


def draw_identity(book: Book, identity: Identity) -> None:
    """The hidden worksheet that says what form this is."""
    sheet = book.sheet(IDENTITY)
    for row, (key, value) in enumerate(identity.rows()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.hide()
    sheet.protect()
