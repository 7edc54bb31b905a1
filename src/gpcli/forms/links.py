"""References from one workbook to others beside it, which the library that writes workbooks does not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from gpcli.forms.layout import letters
from gpcli.forms.package import Change, changed
from gpcli.points import plain
from gpcli.records import Record

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"


class Link(Record):
    """Another workbook: its file beside this one, a worksheet of it, and what its cells show now."""

    file: str
    sheet: str
    cells: Mapping[tuple[int, int], str | Decimal]

    def ref(self, number: int, row: int, column: int) -> str:
        """A cell of the workbook with this number (from 1), as a formula names it."""
        return f"'[{number}]{self.sheet}'!${letters(column)}${row + 1}"


def linked(raw: bytes, links: Sequence[Link]) -> bytes:
    """The workbook with its references; the same for the same workbook."""
    number = len(links)
    changes: dict[str, Change] = {
        "[Content_Types].xml": lambda text: _types(text, number),
        "xl/workbook.xml": lambda text: _book(text, number),
        "xl/_rels/workbook.xml.rels": lambda text: _relations(text, number),
    }
    parts: dict[str, str] = {}
    for place, link in enumerate(links, 1):
        parts[f"xl/externalLinks/externalLink{place}.xml"] = _link(link)
        parts[f"xl/externalLinks/_rels/externalLink{place}.xml.rels"] = _target(link)
    return changed(raw, changes, parts)


def _types(text: str, number: int) -> str:
    found = "".join(
        f'<Override PartName="/xl/externalLinks/externalLink{one}.xml" ContentType="{_TYPE}"/>'
        for one in range(1, number + 1)
    )
    return text.replace("</Types>", f"{found}</Types>")


def _book(text: str, number: int) -> str:
    found = "".join(f'<externalReference r:id="rIdLink{one}"/>' for one in range(1, number + 1))
    return text.replace("</sheets>", f"</sheets><externalReferences>{found}</externalReferences>", 1)


def _relations(text: str, number: int) -> str:
    found = "".join(
        f'<Relationship Id="rIdLink{one}" Type="{_OFFICE}/externalLink" '
        f'Target="externalLinks/externalLink{one}.xml"/>'
        for one in range(1, number + 1)
    )
    return text.replace("</Relationships>", f"{found}</Relationships>")


def _link(link: Link) -> str:
    rows: dict[int, list[str]] = {}
    for (row, column), shown in sorted(link.cells.items()):
        kind, value = (' t="str"', escape(shown)) if isinstance(shown, str) else ("", plain(shown))
        cell = f'<cell r="{letters(column)}{row + 1}"{kind}><v>{value}</v></cell>'
        rows.setdefault(row, []).append(cell)
    data = "".join(f'<row r="{row + 1}">{"".join(cells)}</row>' for row, cells in rows.items())
    return (
        f'{_HEAD}<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_OFFICE}" r:id="rId1">'
        f"<sheetNames><sheetName val={quoteattr(link.sheet)}/></sheetNames>"
        f'<sheetDataSet><sheetData sheetId="0">{data}</sheetData></sheetDataSet>'
        "</externalBook></externalLink>"
    )


def _target(link: Link) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/externalLinkPath" '
        f'Target="{quote(link.file)}" TargetMode="External"/></Relationships>'
    )
