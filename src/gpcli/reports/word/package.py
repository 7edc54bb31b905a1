"""The file around a document: nothing in it comes from a template, a clock or a user."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from gpcli.messages import N_
from gpcli.problems import Problems, problem
from gpcli.reports.word.styles import fonts_xml, styles_xml
from gpcli.reports.word.xml import NAMESPACE

if TYPE_CHECKING:
    from docx.document import Document

_EPOCH = (1980, 1, 1, 0, 0, 0)
_KEPT = ("/officeDocument", "/core-properties", "/styles", "/settings")
"""Ends of the relations whose parts stay; the others of the library's template go."""

_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/>'
    "<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
    "<w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)


def empty() -> Document:
    """A document with the styles and nothing else; raises :class:`Problems` without python-docx."""
    try:
        import docx
    except ImportError:
        said = N_("writing .docx needs python-docx: pip install 'gpcli-core[office]'")
        raise Problems([problem("no-part", said)]) from None
    made = docx.Document()
    for rels in (made.part.package.rels, made.part.rels):
        for key in [key for key, one in rels.items() if not one.reltype.endswith(_KEPT)]:
            del rels[key]
    _refill(made.styles.element, styles_xml())
    _refill(made.settings.element, f"<w:settings {NAMESPACE}>{_SETTINGS}</w:settings>")
    _add_fonts(made)
    return made


def _refill(element: object, xml: str) -> None:
    from docx.oxml import parse_xml

    element[:] = list(parse_xml(xml))  # type: ignore[index]


def _add_fonts(made: Document) -> None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    raw = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + fonts_xml().encode()
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, raw, made.part.package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def packed(made: Document, title: str) -> bytes:
    """The document's bytes: the same document always gives the same."""
    properties = made.core_properties
    element = properties._element
    element[:] = []
    properties.title = title[:255]
    out = io.BytesIO()
    made.save(out)
    return _undated(out)


def _undated(raw: io.BytesIO) -> bytes:
    """The same members without the time at which they were packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as given, zipfile.ZipFile(out, "w") as archive:
        for name in given.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 0
            archive.writestr(info, given.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
