"""The workbook beside the forms of all units: who is assessed, and what each form comes to."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from gpcli.forms.book import Book
from gpcli.forms.design import MAIN
from gpcli.forms.layout import RESULT, Layout
from gpcli.forms.links import Link, linked
from gpcli.forms.write import Workbook
from gpcli.records import Record
from gpcli.scheme import Scheme

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAME = "汇总"
"""What the workbook is called."""

TOP, BODY = 3, 4
"""The row of the headings, and that of the first unit."""


def is_summary(path: Path) -> bool:
    """Whether the file is such a workbook: by its name, and as its figures come from others."""
    if path.stem != NAME:
        return False
    try:
        with zipfile.ZipFile(path) as parts:
            return any(one.startswith("xl/externalLinks/") for one in parts.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


class Entry(Record):
    """One unit: its class, the file of its form, the form's layout, what its formulas give now."""

    unit: str
    group: str
    file: str
    layout: Layout
    shown: Mapping[tuple[int, int], str | Decimal]


def summary(scheme: Scheme, entries: Sequence[Entry]) -> Workbook:
    """A worksheet a table; figures come from the forms, which lie beside it, whenever it is opened."""
    book = Book()
    links: list[Link] = []
    by_table: dict[str, list[Entry]] = {}
    for entry in entries:
        by_table.setdefault(entry.layout.table.id, []).append(entry)
    for several in by_table.values():
        _draw(book, scheme, several, links)
    return Workbook(linked(book.done(), links), "\n".join(book.words))


def _draw(book: Book, scheme: Scheme, entries: Sequence[Entry], links: list[Link]) -> None:
    table = entries[0].layout.table
    sheet = book.sheet(table.name[:31])
    heads = [
        "序号",
        "单位",
        "类别",
        "表格",
        *(str(section.name) for section in table.sections),
        "总分",
        "填报情况",
    ]
    right = len(heads) - 1
    for row, text, style in (
        (0, f"{scheme.title}得分汇总表（{table.name}）", "title"),
        (1, "各单位的表格放在同一文件夹，打开时选“更新链接”即取最新得分；正式结果以 gp 计算为准", "about"),
    ):
        book.join(sheet, row, 0, row, right, style)
        book.put(sheet, row, 0, text, style)
    for column, head in enumerate(heads):
        book.put(sheet, TOP, column, head, "head")
    sheet.set_row(TOP, 30)
    for number, entry in enumerate(entries):
        _row(book, sheet, BODY + number, number + 1, entry, links)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 3, 12)
    sheet.set_column(4, right - 1, 11)
    sheet.set_column(right, right, 36)
    sheet.freeze_panes(BODY, 2)
    sheet.autofilter(TOP, 0, BODY + len(entries) - 1, right)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TOP)


def _row(book: Book, sheet: Worksheet, row: int, number: int, entry: Entry, links: list[Link]) -> None:
    layout = entry.layout
    points = layout.scored[-1].column
    cells = [(layout.subtotals[section.key], points) for section in layout.table.sections]
    cells += [(RESULT, 1), (RESULT, layout.how)]
    link = Link(entry.file, MAIN, {cell: entry.shown[cell] for cell in cells})
    links.append(link)
    for column, value in enumerate((number, entry.unit, entry.group or None)):
        book.put(sheet, row, column, value, "text" if column == 1 else "middle")
    sheet.write_url(row, 3, f"external:{entry.file}", book.format("middle"), "打开")
    for column, (line, place) in enumerate(cells, 4):
        style = "points" if line == RESULT and place == 1 else "text" if place == layout.how else "middle"
        formula = f"={link.ref(len(links), line, place)}"
        sheet.write_formula(row, column, formula, book.format(style), entry.shown[line, place])
