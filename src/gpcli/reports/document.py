"""A document as blocks (headings, paragraphs, tables), printed as Markdown or for 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.records import Record
from gpcli.reports.columns import indented, table, visible, width
from gpcli.reports.rows import as_markdown, cell

COLUMNS = 80


class Heading(Record):
    """A heading; ``level`` 1 is the document's own."""

    level: int
    text: str


class Paragraph(Record):
    """One paragraph; ``align`` is left or right."""

    text: str
    align: str = "left"


class Rows(Record):
    """A table: its head, its rows, ``l`` or ``r`` for each column."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    aligned: str


Block = Heading | Paragraph | Rows


def as_markdown_document(blocks: Sequence[Block]) -> str:
    """The blocks as Markdown."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Heading(level, text):
                parts.append(f"{'#' * level} {cell(text)}")
            case Paragraph(text):
                parts.append(cell(text))
            case Rows(head, rows, aligned):
                parts.append("\n".join(as_markdown(list(map(cell, head)), rows, aligned)))
    return "\n\n".join(parts) + "\n"


def as_text_document(blocks: Sequence[Block]) -> str:
    """The blocks for a terminal of 80 columns; the document's own heading in the middle."""
    parts: list[list[str]] = []
    for block in blocks:
        match block:
            case Heading(1, text):
                lines = indented(visible(text), COLUMNS)
                parts.append([" " * ((COLUMNS - width(line)) // 2) + line for line in lines])
            case Heading(_, text):
                parts.append(indented(visible(text), COLUMNS))
            case Paragraph(text, "right"):
                lines = indented(visible(text), COLUMNS)
                parts.append([" " * (COLUMNS - width(line)) + line for line in lines])
            case Paragraph(text):
                parts.append(indented(visible(text), COLUMNS))
            case Rows(head, rows, aligned):
                shown = [tuple(map(visible, row)) for row in (head, *rows)]
                parts.append(table(shown, aligned, COLUMNS))
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"
