"""A document as blocks (headings, paragraphs, tables), printed as Markdown or for 80 columns.

:mod:`gpcli.reports.word` prints the same blocks for Word. What only paper knows of (pages, their side, what
a paragraph is to the document) changes nothing here.
"""

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
    """One paragraph; ``align`` is left or right. ``role`` is what it is to the document: a note on every page
    (``note``), its ``number``, who it is for (``addressees``), what stands under its title (``subtitle``),
    its ``result``, the small print (``fine``), or ``body``.
    """

    text: str
    align: str = "left"
    role: str = "body"


class Bullets(Record):
    """Short texts, one below the other."""

    texts: tuple[str, ...]


class Rows(Record):
    """A table: its head, its rows, ``l`` or ``r`` for each column; into the last ``by_hand`` columns people
    write on paper.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    aligned: str
    by_hand: int = 0


class Annexes(Record):
    """The list of annexes, before the signature."""

    label: str
    titles: tuple[str, ...]


class Page(Record):
    """Where a new page begins, on its side if it is ``wide``; nothing of the notes before holds for it."""

    wide: bool = False


class Annex(Record):
    """Where an annex begins, on a new page: its number, its title."""

    label: str
    title: str
    wide: bool = False


Block = Heading | Paragraph | Bullets | Rows | Annexes | Page | Annex


def listed(label: str, titles: Sequence[str]) -> list[str]:
    """The annexes with their numbers, the first behind the label."""
    return [f"{'' if number > 1 else label}{number}. {title}" for number, title in enumerate(titles, 1)]


def as_markdown_document(blocks: Sequence[Block]) -> str:
    """The blocks as Markdown."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Heading(level, text):
                parts.append(f"{'#' * level} {cell(text)}")
            case Paragraph(text):
                parts.append(cell(text))
            case Bullets(texts):
                parts.append("\n".join(f"- {cell(text)}" for text in texts))
            case Rows(head, rows, aligned):
                parts.append("\n".join(as_markdown(list(map(cell, head)), rows, aligned)))
            case Annexes(label, titles):
                parts += map(cell, listed(label, titles))
            case Annex(label, title):
                parts.append(f"## {cell(label)} {cell(title)}")
            case Page():
                pass
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
            case Bullets(texts):
                parts.append([one for text in texts for one in indented(visible(text), COLUMNS, "· ", "  ")])
            case Rows(head, rows, aligned):
                shown = [tuple(map(visible, row)) for row in (head, *rows)]
                parts.append(table(shown, aligned, COLUMNS))
            case Annexes(label, titles):
                parts.append(
                    [one for text in listed(label, titles) for one in indented(visible(text), COLUMNS)]
                )
            case Annex(label, title):
                parts.append(indented(visible(f"{label} {title}"), COLUMNS))
            case Page():
                pass
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"
