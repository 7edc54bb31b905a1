"""Blocks as a Word document in the layout of official documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from gpcli.records import Record
from gpcli.reports.columns import visible, width
from gpcli.reports.document import Annex, Annexes, Block, Bullets, Heading, Page, Paragraph, Rows, listed
from gpcli.reports.format import Binary
from gpcli.reports.word import page
from gpcli.reports.word.package import empty, packed
from gpcli.reports.word.styles import indent
from gpcli.reports.word.table import fit_all, table, words
from gpcli.reports.word.widths import Fitted
from gpcli.reports.word.xml import NAMESPACE, paragraph

HEADINGS = {1: "Title", 2: "Heading1", 3: "Heading2", 4: "Heading3"}
ROLES = {
    "body": "BodyText",
    "number": "Number",
    "addressees": "Addressees",
    "subtitle": "Subtitle",
    "result": "Result",
    "fine": "Fine",
}
"""The styles of headings by their level, of paragraphs by what they are to the document."""

Fits = Mapping[tuple[str, ...], Fitted]

BULLET = "· "

DATE_RIGHT = 4
"""Characters that stay free on the right of the date of a signature."""


class Part(Record):
    """What stands on pages of one kind: its blocks, and the notes on top of each page."""

    wide: bool
    notes: tuple[str, ...]
    blocks: tuple[Block, ...]


def as_word_document(blocks: Sequence[Block]) -> Binary:
    """The blocks as a document; raises :class:`Problems` where python-docx is missing."""
    made = empty()
    parts = _parts(blocks)
    _fill(made.element, parts)
    before: tuple[str, ...] = ()
    for place, (section, part) in enumerate(zip(made.sections, parts, strict=True)):
        if not place:
            page.number_pages(section)
        if part.notes != before or not place:
            page.head_pages(section, part.notes)
        before = part.notes
    titles = (visible(block.text) for block in blocks if isinstance(block, Heading) and block.level == 1)
    said = (one for part in parts for one in (*part.notes, *_words(part.blocks)))
    return Binary(packed(made, next(titles, "")), "\n".join(said) + "\n")


def _parts(blocks: Sequence[Block]) -> list[Part]:
    """The blocks by their pages. An annex goes on with the notes of what it belongs to."""
    found: list[Part] = []
    mine: list[Block] = []
    notes: list[str] = []
    wide = False
    for block in blocks:
        if isinstance(block, Page | Annex):
            if mine or found:
                found.append(Part(wide, tuple(notes), tuple(mine)))
            mine, wide = [], block.wide
            notes = notes if isinstance(block, Annex) else []
        if isinstance(block, Paragraph) and block.role == "note":
            notes.append(visible(block.text))
        elif not isinstance(block, Page):
            mine.append(block)
    return [*found, Part(wide, tuple(notes), tuple(mine))]


def _fill(document: Any, parts: Sequence[Part]) -> None:
    """A new body as a whole: lxml takes far longer to move what stands in it."""
    from docx.oxml import parse_xml

    xml: list[str] = []
    for place, part in enumerate(parts, 1):
        xml += _part(part)
        end = page.section(wide=part.wide)
        xml.append(end if place == len(parts) else paragraph("PartEnd", "", end))
    document.replace(document.body, parse_xml(f"<w:body {NAMESPACE}>{''.join(xml)}</w:body>"))


def _part(part: Part) -> Iterator[str]:
    tables = (one for one in part.blocks if isinstance(one, Rows))
    fits = fit_all(tables, page.text_width(wide=part.wide))
    around = (None, *part.blocks, None)
    beside = zip(around, part.blocks, around[2:], strict=False)
    for signed, run in groupby(beside, lambda one: _is_signature(one[1])):
        if signed:
            yield from _signature([one.text for _, one, _ in run if isinstance(one, Paragraph)])
            continue
        for before, block, after in run:
            keep = "<w:keepNext/>" if isinstance(after, Rows | Annexes) or _is_signature(after) else ""
            space = '<w:spacing w:before="160"/>' if isinstance(before, Rows) else ""
            yield from _block(block, fits, keep + space)


def _is_signature(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.align == "right"


def _block(block: Block, fits: Fits, own: str) -> Iterator[str]:
    """A block's XML. What is said before a table, the annexes or the signature stays on their page."""
    match block:
        case Heading(level, text):
            yield paragraph(HEADINGS[level], visible(text), own)
        case Paragraph(text, _, role):
            yield paragraph(ROLES[role], visible(text), own)
        case Bullets(texts):
            yield from (paragraph("Item", f"{BULLET}{visible(text)}") for text in texts)
        case Rows():
            yield table(block, fits[block.head])
        case Annexes(label, titles):
            first, *more = listed(label, titles)
            yield paragraph("Annexes", visible(first))
            yield from (paragraph("AnnexesMore", visible(one)) for one in more)
        case Annex(label, title):
            yield paragraph("AnnexNumber", visible(label))
            yield paragraph("AnnexTitle", visible(title))
        case Page():
            pass


def _signature(lines: Sequence[str]) -> Iterator[str]:
    """The office centred over the date, which stands four characters from the right where there is room."""
    texts = [visible(one) for one in lines]
    wide = [width(one) / 2 for one in texts]
    middle = max(DATE_RIGHT + wide[-1] / 2, *(one / 2 for one in wide))
    for place, (text, characters) in enumerate(zip(texts, wide, strict=True), 1):
        keep = "" if place == len(texts) else "<w:keepNext/>"
        before = '<w:spacing w:before="579"/>' if place == 1 else ""
        yield paragraph("Signature", text, keep + before + indent(16, right=middle - characters / 2))


def _words(blocks: Sequence[Block]) -> Iterator[str]:
    """Every text of the blocks, as it is written."""
    for block in blocks:
        match block:
            case Heading(_, text) | Paragraph(text):
                yield visible(text)
            case Bullets(texts):
                yield from (f"{BULLET}{visible(one)}" for one in texts)
            case Rows():
                yield from words(block)
            case Annexes(label, titles):
                yield from map(visible, listed(label, titles))
            case Annex(label, title):
                yield from (visible(label), visible(title))
            case Page():
                pass
