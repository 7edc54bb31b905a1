"""The named styles: what an office changes to change every document.

Sizes and places are those of GB/T 9704-2012, 党政机关公文格式: 3号 is 16 pt, a line 28.95 pt, so that a page
has 22 lines, and 28 characters stand on each. The built-in styles have Word's own names, by which it and WPS
show them in Chinese (正文, 标题, 标题 1); the others are named in Chinese.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from gpcli.records import Record
from gpcli.reports.word.xml import NAMESPACE

SONG, TITLE, HEI, KAI, FANG = "宋体", "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"

FONTS = {
    TITLE: "华文中宋",
    HEI: "SimHei",
    KAI: "楷体",
    FANG: "仿宋",
    SONG: "SimSun",
}
"""The fonts, none of them embedded, each with what stands in for it where it is not installed."""

LINE = 28.95
"""Points from one line of the body to the next."""

SIZES = (10.5, 9.0, 7.5)
"""Points of a table's text: 五号, and smaller where the columns are many."""


class Style(Record):
    """One paragraph style. Sizes and spaces are in points, indents in characters of its own size; a ``line``
    of 0 is as high as its text. Characters stand ``close`` points nearer together. ``outline`` is its level
    in the navigation pane, from 0; none where -1.
    """

    id: str
    name: str
    font: str = ""
    size: float = 0
    bold: bool = False
    align: str = ""
    line: float = -1
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    close: float = 0
    outline: int = -1
    keep: bool = False
    based: str = "Normal"
    alias: str = ""


def table_style(size: float, *, head: bool = False) -> str:
    """The id of the style of a table's text, or of its head, at one of the sizes."""
    return f"{'TableHead' if head else 'TableText'}{SIZES.index(size) or ''}"


def _tables() -> Iterator[Style]:
    for size, small in zip(SIZES, ("", "小", "特小"), strict=True):
        text, head = table_style(size), table_style(size, head=True)
        based = "TableText" if small else "Normal"
        yield Style(text, f"表格文字{small}", size=size, line=0, based=based, align="left")
        yield Style(head, f"表头{small}", HEI, size, align="center", line=0, keep=True, based=text)


STYLES = (
    Style("Normal", "Normal", FANG, 16, align="both", line=LINE, based=""),
    Style("BodyText", "Body Text", first=2, close=0.25, alias="公文正文"),
    Style("Title", "Title", TITLE, 22, align="center", line=36, before=12, after=16, keep=True),
    Style("Heading1", "heading 1", HEI, 16, first=2, outline=0, keep=True, alias="一级标题"),
    Style("Heading2", "heading 2", KAI, 16, first=2, outline=1, keep=True, alias="二级标题"),
    Style("Heading3", "heading 3", FANG, 16, bold=True, first=2, outline=2, keep=True, alias="三级标题"),
    Style("Subtitle", "Subtitle", KAI, 14, align="center", line=24, alias="副标题"),
    Style("Number", "发文字号", align="center"),
    Style("Addressees", "主送机关", align="left"),
    Style("Result", "结论", HEI, 16, first=2, before=8),
    Style("Fine", "说明文字", size=10.5, line=16, align="left"),
    Style("Item", "列项", size=12, line=20, left=1, first=-1, align="left"),
    Style("Annexes", "附件说明", left=5, first=-3, keep=True, align="left"),
    Style("AnnexesMore", "附件说明续", left=5, keep=True, based="Annexes", align="left"),
    Style("AnnexNumber", "附件序号", HEI, 16, align="left", keep=True),
    Style("AnnexTitle", "附件标题", TITLE, 22, align="center", line=36, after=10, outline=0, keep=True),
    Style("Signature", "落款", align="right"),
    *_tables(),
    Style("Header", "header", SONG, 10.5, align="center", line=0),
    Style("Footer", "footer", SONG, 14, line=0),
    Style("PartEnd", "分节", size=1, line=1),
)

TABLE = "GovTable"
"""The id of the style of every table."""

_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
BORDERS = f"<w:tblBorders>{_EDGES}</w:tblBorders>"
MARGIN = 80
"""Twips between a cell's side and its text."""


def styles_xml() -> str:
    """The part with all styles."""
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'{_fonts(FANG)}<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    tables = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" '
        f'w:type="dxa"/>{margins(108)}</w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="公文表格"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{BORDERS}{margins(MARGIN)}</w:tblPr></w:style>'
    )
    return f"<w:styles {NAMESPACE}>{defaults}{''.join(map(_style, STYLES))}{tables}</w:styles>"


def margins(sides: int) -> str:
    """What a table keeps free around the text of its cells, in twips."""
    edges = (("top", 30), ("left", sides), ("bottom", 30), ("right", sides))
    told = "".join(f'<w:{edge} w:w="{twips}" w:type="dxa"/>' for edge, twips in edges)
    return f"<w:tblCellMar>{told}</w:tblCellMar>"


def fonts_xml() -> str:
    """The part that tells which other font stands in for each."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, other in sorted(FONTS.items())
    )
    return f"<w:fonts {NAMESPACE}>{fonts}</w:fonts>"


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _style(one: Style) -> str:
    own = "" if one.name.isascii() else ' w:customStyle="1"'
    default = "" if one.based else ' w:default="1"'
    alias = f"<w:aliases w:val={quoteattr(one.alias)}/>" if one.alias else ""
    based = f'<w:basedOn w:val="{one.based}"/>' if one.based else ""
    after = '<w:next w:val="BodyText"/>' if one.outline >= 0 else ""
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{one.id}"><w:name w:val="{one.name}"/>{alias}'
        f"{based}{after}<w:qFormat/><w:pPr>{_paragraph(one)}</w:pPr><w:rPr>{_characters(one)}</w:rPr></w:style>"
    )


def _paragraph(one: Style) -> str:
    parts = ["<w:keepNext/>" if one.keep else "", "" if one.based else "<w:widowControl/>"]
    spaces = {"before": one.before, "after": one.after} if one.before or one.after else {}
    said = [f'w:{key}="{round(points * 20)}"' for key, points in spaces.items()]
    if one.line >= 0:
        said.append(f'w:line="{round(one.line * 20) or 240}" w:lineRule="{"exact" if one.line else "auto"}"')
    parts.append(f"<w:spacing {' '.join(said)}/>" if said else "")
    if one.first or one.left or one.right:
        parts.append(indent(one.size or 16, one.first, one.left, one.right))
    parts.append(f'<w:jc w:val="{one.align}"/>' if one.align else "")
    parts.append(f'<w:outlineLvl w:val="{one.outline}"/>' if one.outline >= 0 else "")
    return "".join(parts)


def indent(size: float, first: float = 0, left: float = 0, right: float = 0) -> str:
    """Indents in characters of a size in points; a negative ``first`` hangs."""
    told = {"left": left, "right": right, "hanging" if first < 0 else "firstLine": abs(first)}
    return f"<w:ind {' '.join(_indent(name, count, size) for name, count in told.items())}/>"


def _indent(name: str, count: float, size: float) -> str:
    return f'w:{name}Chars="{round(count * 100)}" w:{name}="{round(count * size * 20)}"'


def _characters(one: Style) -> str:
    bold = "<w:b/><w:bCs/>" if one.bold else ""
    size = f'<w:sz w:val="{round(one.size * 2)}"/><w:szCs w:val="{round(one.size * 2)}"/>' if one.size else ""
    close = f'<w:spacing w:val="{round(-one.close * 20)}"/>' if one.close else ""
    return (_fonts(one.font) if one.font else "") + bold + close + size
