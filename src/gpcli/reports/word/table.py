"""A table with fixed columns: its head repeated on every page, its rows whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gpcli.reports.columns import width
from gpcli.reports.document import Rows
from gpcli.reports.word.styles import BORDERS, MARGIN, TABLE, margins, table_style
from gpcli.reports.word.widths import Fitted, fitted
from gpcli.reports.word.xml import clean, paragraph

WHOLE = 18
"""Lines up to which a row is kept on one page."""

TO_FILL = 640
"""Twips of a row's least height that somebody fills in by hand."""


def table(rows: Rows, twips: int) -> str:
    """The table, as wide as the page's text."""
    head = tuple(map(clean, rows.head))
    body = [tuple("\n".join(map(clean, cell.split("\n"))) for cell in row) for row in rows.rows]
    fit = fitted(head, body, rows.aligned, twips)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in fit.twips)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{twips}" w:type="dxa"/>'
        f'<w:jc w:val="left"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{BORDERS}<w:tblLayout w:type="fixed"/>{margins(MARGIN)}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_head(head, fit)}{''.join(_body(body, rows, fit))}</w:tbl>"
    )


def words(rows: Rows) -> Iterator[str]:
    """Every text of the table, a row a line."""
    for row in (rows.head, *rows.rows):
        yield " ".join(clean(line) for cell in row for line in cell.split("\n"))


def _head(head: Sequence[str], fit: Fitted) -> str:
    style = table_style(fit.size, head=True)
    cells = "".join(
        _cell(paragraph(style, title), twips) for title, twips in zip(head, fit.twips, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _body(body: Sequence[Sequence[str]], rows: Rows, fit: Fitted) -> Iterator[str]:
    style = table_style(fit.size)
    for number, row in enumerate(body):
        cells = "".join(
            _cell(
                _paragraphs(style, "" if joined == "go-on" else text, align),
                fit.twips[place],
                {"begin": '<w:vMerge w:val="restart"/>', "go-on": "<w:vMerge/>"}.get(joined, ""),
            )
            for place, (text, align) in enumerate(zip(row, rows.aligned, strict=True))
            for joined in (_joined(body, number, place) if place < rows.merged else "",)
        )
        yield f"<w:tr><w:trPr>{_row(row, fit)}</w:trPr>{cells}</w:tr>"


def _joined(body: Sequence[Sequence[str]], number: int, place: int) -> str:
    """Whether a cell goes on with the one above, or begins what goes on below."""
    mine = body[number][: place + 1]
    if number and body[number - 1][: place + 1] == mine:
        return "go-on"
    return "begin" if number + 1 < len(body) and body[number + 1][: place + 1] == mine else ""


def _row(row: Sequence[str], fit: Fitted) -> str:
    lines = max(
        sum(1 + int(width(line) / columns) for line in text.split("\n"))
        for text, columns in zip(row, fit.columns, strict=True)
    )
    whole = "<w:cantSplit/>" if lines <= WHOLE else ""
    by_hand = len(row) > 1 and not any(row[1:])
    return whole + (f'<w:trHeight w:val="{TO_FILL}" w:hRule="atLeast"/>' if by_hand else "")


def _paragraphs(style: str, text: str, align: str) -> str:
    own = '<w:jc w:val="right"/>' if align == "r" else ""
    return "".join(paragraph(style, line, own) for line in text.split("\n"))


def _cell(content: str, twips: int, merge: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
    )
