"""A4 pages with the margins of GB/T 9704-2012, upright or on their side; their numbers, the note on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpcli.reports.word.styles import indent
from gpcli.reports.word.xml import NAMESPACE, paragraph, run

if TYPE_CHECKING:
    from docx.section import Section

_TWIPS = 1440 / 25.4
_SHORT, _LONG = 210, 297
_UPRIGHT = {"top": 37, "right": 26, "bottom": 35, "left": 28, "header": 22, "footer": 22}
_ON_SIDE = {"top": 28, "right": 37, "bottom": 26, "left": 35, "header": 15, "footer": 15}
"""Millimetres: the text is 156 by 225 of them; turned, the same."""


def text_width(*, wide: bool) -> int:
    """Twips that the text of a page takes from left to right."""
    return _twips(225 if wide else 156)


def section(*, wide: bool) -> str:
    """The properties of a part's pages, each part on a new one."""
    size = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    turned = ' w:orient="landscape"' if wide else ""
    margins = " ".join(f'w:{side}="{_twips(mm)}"' for side, mm in (_ON_SIDE if wide else _UPRIGHT).items())
    return (
        '<w:sectPr><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{_twips(size[0])}" w:h="{_twips(size[1])}"{turned}/>'
        f'<w:pgMar {margins} w:gutter="0"/><w:cols w:space="425"/></w:sectPr>'
    )


def number_pages(first: Section) -> None:
    """``— 1 —`` outside: on the right of odd pages, on the left of even ones."""
    for footer, align in ((first.footer, "right"), (first.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        side = indent(14, **{align: 1.0}) + f'<w:jc w:val="{align}"/>'
        field = f'<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>'
        runs = run("— ") + field + run(" —")
        _only(footer, f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Footer"/>{side}</w:pPr>{runs}</w:p>')


def head_pages(one: Section, notes: tuple[str, ...]) -> None:
    """The notes on top of every page of a part and those that follow."""
    for header in (one.header, one.even_page_header):
        header.is_linked_to_previous = False
        text = paragraph("Header", "　".join(notes))
        _only(header, text.replace("<w:p>", f"<w:p {NAMESPACE}>", 1))


def _only(part: object, xml: str) -> None:
    from docx.oxml import parse_xml

    (old,) = part.paragraphs  # type: ignore[attr-defined]
    old._p.getparent().replace(old._p, parse_xml(xml))


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)
