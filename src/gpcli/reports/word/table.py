"""A table with fixed columns: its head repeated on every page, its rows whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gpcli.reports.columns import visible
from gpcli.reports.document import Rows
from gpcli.reports.word.styles import BORDERS, MARGIN, TABLE, margins, table_style
from gpcli.reports.word.widths import Fitted, fitted, measured
from gpcli.reports.word.xml import paragraph

WHOLE = 18
"""Lines up to which a row is kept on one page."""

TO_FILL = 640
"""Twips of a row's least height that somebody fills in by hand."""


Body = Sequence[Sequence[str]]


def fit_all(tables: Iterable[Rows], twips: int) -> dict[tuple[str, ...], Fitted]:
    """The columns of tables that are ``twips`` wide, by their heads."""
    bodies: dict[tuple[str, ...], tuple[Rows, list[Sequence[str]]]] = {}
    for one in tables:
        bodies.setdefault(one.head, (one, []))[1].extend(_cleaned(one))
    return {
        head: fitted(tuple(map(visible, head)), body, like, twips) for head, (like, body) in bodies.items()
    }


def _cleaned(rows: Rows) -> Body:
    return [tuple("\n".join(map(visible, cell.split("\n"))) for cell in row) for row in rows.rows]


def table(rows: Rows, fit: Fitted) -> str:
    """The table with its columns so fitted."""
    head, body = tuple(map(visible, rows.head)), _cleaned(rows)
    twips = sum(fit.twips)
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
        yield " ".join(visible(line) for cell in row for line in cell.split("\n"))


def _head(head: Sequence[str], fit: Fitted) -> str:
    style = table_style(fit.size, head=True)
    cells = "".join(
        _cell(paragraph(style, title), twips) for title, twips in zip(head, fit.twips, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _body(body: Body, rows: Rows, fit: Fitted) -> Iterator[str]:
    style = table_style(fit.size)
    for number, row in enumerate(body):
        keep = "" if number or len(body) == 1 else "<w:keepNext/>"
        cells = "".join(
            _cell(_paragraphs(style, text, align, keep), twips)
            for text, align, twips in zip(row, rows.aligned, fit.twips, strict=True)
        )
        yield f"<w:tr><w:trPr>{_row(row, fit)}</w:trPr>{cells}</w:tr>"


def _row(row: Sequence[str], fit: Fitted) -> str:
    lines = max(
        sum(1 + int(measured(line) / columns) for line in text.split("\n"))
        for text, columns in zip(row, fit.columns, strict=True)
    )
    whole = "<w:cantSplit/>" if lines <= WHOLE else ""
    by_hand = len(row) > 1 and not any(row[1:])
    return whole + (f'<w:trHeight w:val="{TO_FILL}" w:hRule="atLeast"/>' if by_hand else "")


def _paragraphs(style: str, text: str, align: str, keep: str) -> str:
    own = keep + '<w:jc w:val="right"/>' * (align == "r")
    return "".join(paragraph(style, line, own) for line in text.split("\n"))


def _cell(content: str, twips: int) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
    )
