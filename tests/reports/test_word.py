"""Documents for Word, opened again: the same numbers and words as in the other formats, in named styles."""

from __future__ import annotations

import io
import json
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from gpcli.privacy import find
from gpcli.reports.document import Annex, Annexes, Block, Bullets, Heading, Page, Paragraph, Rows
from gpcli.reports.word.document import as_word_document
from gpcli.reports.word.styles import STYLES
from gpcli.reports.word.widths import fitted

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NOTE = "示例数据，非真实考核结果"
MOBILE = "13812345678"
UNITS = [
    EXAMPLES / "zhangshu-2021" / "township-incidents.toml",
    EXAMPLES / "zhangshu-2021" / "township-incomplete.toml",
    EXAMPLES / "putuo-2020" / "self.toml",
    EXAMPLES / "linzi-2021" / "quarter" / "water.toml",
    EXAMPLES / "region-2023" / "department.toml",
]

Gp = Callable[..., tuple[int, str, str]]


def opened(file: Path) -> Document:
    """The document, and in passing that its parts are all there."""
    return docx.Document(str(file))


def words(document: Document) -> str:
    """Every text of the body and the headers."""
    found = [one.text for one in document.paragraphs]
    found += [cell for table in document.tables for row in cells(table) for cell in row]
    found += [one.text for section in document.sections for one in section.header.paragraphs]
    return "\n".join(found)


def cells(table: object) -> list[list[str]]:
    rows = table._tbl.tr_lst  # type: ignore[attr-defined]
    return [["\n".join(p.text for p in tc.p_lst) for tc in row.tc_lst] for row in rows]


def under(document: Document, *head: str) -> list[list[str]]:
    """The rows of the tables under this head."""
    return [
        row
        for table in document.tables
        for first, *more in (cells(table),)
        if first == [*head]
        for row in more
    ]


@pytest.mark.parametrize("facts", UNITS, ids=lambda one: f"{one.parent.name}-{one.stem}")
def test_the_sheet_has_the_numbers_of_json(gp: Gp, tmp_path: Path, facts: Path) -> None:
    file = tmp_path / "sheet.docx"
    assert gp("score", facts, "--format", "docx", "-o", file) == (0, "", "")
    (sheet,) = json.loads(gp("score", facts, "--format", "json")[1])
    document = opened(file)
    items = under(document, "一级指标", "评分项", "分值", "得分", "得失分明细", "条款")
    assert [row[1] for row in items] == [one["name"] for one in sheet["items"]]
    assert [row[5] for row in items] == [one["clause"] for one in sheet["items"]]
    for row, item in zip(items, sheet["items"], strict=True):
        assert row[2] == (item["max"] or "—")
        if item["points"] is not None:
            assert row[3].replace("−", "-") == item["points"]
        else:
            assert row[3].startswith("[")
    sections = under(document, "一级指标", "得分", "分值", "失分")
    assert {row[0].partition("（")[0] for row in sections if not row[0].startswith("　")} == {
        one["name"].partition("（")[0] for one in sheet["sections"]
    }
    steps = under(document, "汇总步骤", "增减", "累计")
    assert len(steps) == len(sheet["result"]["steps"])
    result = next(one.text for one in document.paragraphs if one.style and one.style.name == "结论")
    if sheet["result"]["total"] is not None:
        assert f"总分 {sheet['result']['total']} 分" in result
    missing = under(document, "待填报方", "评分项：事实", "键名", "得分", "最优值")
    open_ = {one["fact"] for item in sheet["items"] for one in item["open"]}
    assert {row[2] for row in missing} <= open_ | {one["fact"] for one in sheet["open"]}
    assert bool(missing) == (sheet["result"]["total"] is None)
    text = gp("score", facts)[1].replace("\n", "").replace(" ", "")
    assert all(one["what"] in words(document) for item in sheet["items"] for one in item["incidents"])
    said = [one.text for one in document.paragraphs if one.style and one.style.name in ("结论", "说明文字")]
    assert [one for one in said if one.replace(" ", "") not in text] == []
    assert [one.text for one in document.sections[0].header.paragraphs] == [NOTE]


def test_several_units_begin_a_page_each_behind_their_list(gp: Gp, tmp_path: Path) -> None:
    file = tmp_path / "sheets.docx"
    good, bad = UNITS[0], EXAMPLES / "zhangshu-2021" / "township-refused.toml"
    assert gp("score", good, bad, "--format", "docx", "-o", file)[0] == 2
    document = opened(file)
    titles = [one.text for one in document.paragraphs if one.style and one.style.name == "Title"]
    assert titles[:2] == ["各单位", "经楼镇评分表"]
    assert "township-refused.toml：未评分" in titles[2]
    assert len(document.sections) == 3
    assert all(one.start_type is not None and one.start_type.name == "NEW_PAGE" for one in document.sections)
    assert [row[2] for row in under(document, "被考核单位", "指标表", "总分", "状态")] == ["81", ""]
    headers = ["".join(p.text for p in one.header.paragraphs) for one in document.sections]
    assert headers == [NOTE, NOTE, ""]


@pytest.fixture
def notice(gp: Gp, tmp_path: Path) -> Document:
    file = tmp_path / "notice.docx"
    assert gp("notice", EXAMPLES / "season-zhangshu-2021", "--format", "docx", "-o", file)[0] == 0
    return opened(file)


def test_the_notice_says_what_it_says_in_text(gp: Gp, notice: Document) -> None:
    out = gp("notice", EXAMPLES / "season-zhangshu-2021")[1]
    lines = [line.lstrip("# ") for line in out.splitlines() if line and not line.startswith("|")]
    mine = (
        words(notice).replace("附件1\n", "附件1 ").replace("附件2\n", "附件2 ").replace("附件3\n", "附件3 ")
    )
    assert [one for one in lines if one not in mine] == []
    rows = [line.strip("| ").split(" | ") for line in out.splitlines() if line.startswith("| ")]
    ranked = [row for row in rows if len(row) > 9 and row[0].isdigit()]
    tables = [row for table in notice.tables for row in cells(table) if row[0].isdigit() and len(row) > 9]
    assert len(tables) == 54
    assert [row[1] for row in tables] == [row[1] for row in ranked]
    assert [one for row in tables for one in row if one] == [
        one.strip().replace("\\[", "[") for row in ranked for one in row if one.strip()
    ]


def test_the_notice_is_laid_out_as_an_official_document(notice: Document) -> None:
    first, *annexes = notice.sections
    millimetres = [
        round(one.mm) if one is not None else 0
        for one in (
            first.page_width,
            first.page_height,
            first.top_margin,
            first.left_margin,
            first.right_margin,
            first.bottom_margin,
        )
    ]
    assert millimetres == [210, 297, 37, 28, 26, 35]
    assert [one.orientation.name for one in annexes] == ["LANDSCAPE"] * 3
    assert notice.settings.odd_and_even_pages_header_footer
    for footer, align in ((first.footer, "right"), (first.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert "PAGE" in paragraph._p.xml
        assert f'w:jc w:val="{align}"' in paragraph._p.xml
    for section in notice.sections:
        for header in (section.header, section.even_page_header):
            assert [one.text for one in header.paragraphs] == [NOTE]
    styled = [(one.style.name if one.style else "", one.text) for one in notice.paragraphs]
    assert styled[0] == ("发文字号", "示例〔2022〕1号")
    assert styled[1][0] == "Title"
    assert styled[2][0] == "主送机关"
    headings = [text for style, text in styled if style == "Heading 1"]
    assert headings == ["一、总体情况", "二、存在问题", "三、下一步要求"]
    listed = [text for style, text in styled if style.startswith("附件说明")]
    assert listed == ["附件：1. 得分排名表", "2. 问题清单", "3. 整改反馈表"]
    assert [text for style, text in styled if style == "附件序号"] == ["附件1", "附件2", "附件3"]
    assert [text for style, text in styled if style == "落款"] == [
        "樟树市政务公开考核办（示例）",
        "2022年3月15日",
    ]


def test_styles_carry_the_fonts_and_nothing_is_set_beside_them(notice: Document) -> None:
    fonts = {
        "Normal": ("仿宋_GB2312", 16),
        "Title": ("方正小标宋简体", 22),
        "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体_GB2312", 16),
        "Footer": ("宋体", 14),
    }
    for name, (font, size) in fonts.items():
        style = notice.styles[name]
        named = style.element.rPr.find(qn("w:rFonts"))
        assert {named.get(qn(f"w:{one}")) for one in ("ascii", "hAnsi", "eastAsia")} == {font}
        assert style.font.size is not None  # type: ignore[attr-defined]
        assert style.font.size.pt == size  # type: ignore[attr-defined]
    body = notice.styles["Body Text"].element
    assert body.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert notice.styles["Normal"].paragraph_format.line_spacing.pt == pytest.approx(28.95)  # type: ignore[attr-defined]
    levels = [notice.styles[f"Heading {one}"].element.pPr.find(qn("w:outlineLvl")) for one in (1, 2, 3)]
    assert [one.get(qn("w:val")) for one in levels] == ["0", "1", "2"]
    xml = notice.element.xml
    assert [one for one in ("w:rFonts", "w:sz ", "w:b/", "w:color ") if one in xml] == []
    assert {one.style.style_id for one in notice.paragraphs if one.style} <= {one.id for one in STYLES}


def test_tables_are_fixed_bordered_and_repeat_their_heads(notice: Document) -> None:
    assert len(notice.tables) > 50
    for table in notice.tables:
        element = table._tbl
        xml = element.tblPr.xml
        assert '<w:tblLayout w:type="fixed"/>' in xml
        assert "w:tblBorders" in xml
        grid = [int(one.get(qn("w:w"))) for one in element.tblGrid.gridCol_lst]
        assert sum(grid) == pytest.approx(225 / 25.4 * 1440, abs=2)
        assert min(grid) > 300
        head, *rows = element.tr_lst
        assert head.trPr.find(qn("w:tblHeader")) is not None
        for row in (head, *rows):
            assert row.trPr.find(qn("w:cantSplit")) is not None
            assert [int(one.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for one in row.tc_lst] == grid
            assert not row.findall(f".//{qn('w:tbl')}")
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in rows)


def test_the_problem_list_has_the_rows_of_json_and_room_to_answer(gp: Gp, tmp_path: Path) -> None:
    file = tmp_path / "list.docx"
    assert gp("problems", UNITS[0], "--deadline", "2022-02-28", "--format", "docx", "-o", file) == (0, "", "")
    (unit,) = json.loads(gp("problems", UNITS[0], "--format", "json")[1])["units"]
    document = opened(file)
    rows = under(document, "序号", "评分项", "问题", "扣分", "条款", "整改时限", "状态", "整改情况")
    assert len(rows) == 12
    assert [row[3] for row in rows] == [f"−{one['points']}" for one in unit["rows"]]
    assert [row[2] for row in rows] == [one["problem"] for one in unit["rows"]]
    assert {row[5] for row in rows} == {"2022年2月28日"}
    assert {row[7] for row in rows} == {""}
    (section,) = document.sections
    assert section.orientation.name == "LANDSCAPE"
    assert f"失 {unit['lost']} 分" in words(document)
    assert gp("problems", UNITS[1], "--open", "--format", "docx", "-o", file)[0] == 0
    (listed,) = json.loads(gp("problems", UNITS[1], "--open", "--format", "json")[1])["units"]
    assert [row[1] for row in under(opened(file), "事实", "键名", "待填报方")] == [
        one["fact"] for one in listed["open"]
    ]


def commands(season: Path) -> list[tuple[str | Path, ...]]:
    return [("score", UNITS[0]), ("problems", UNITS[0]), ("notice", season)]


def test_the_same_bytes_twice_and_nothing_of_a_clock_or_a_user(
    gp: Gp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    season = EXAMPLES / "season-zhangshu-2021"
    for command in commands(season):
        files = [tmp_path / "one.docx", tmp_path / "two.docx"]
        for file, moment in zip(files, (1.0e9, 1.6e9), strict=True):
            with monkeypatch.context() as patched:
                patched.setattr(time, "time", lambda moment=moment: moment)
                patched.setattr(time, "localtime", lambda *_, moment=moment: time.gmtime(moment))
                assert gp(*command, "--format", "docx", "-o", file)[0] == 0
        first, second = (file.read_bytes() for file in files)
        assert first == second
        with zipfile.ZipFile(io.BytesIO(first)) as archive:
            assert {one.date_time[0] for one in archive.infolist()} == {1980}
            members = archive.namelist()
            core = archive.read("docProps/core.xml").decode()
        assert [one for one in members if "thumbnail" in one or "customXml" in one or "theme" in one] == []
        assert [one for one in ("python-docx", "created", "modified", "creator") if one in core] == []


HOSTILE = "=cmd|' /C calc'!A0<b>&amp;]]>\u202e\u0007\u0000\ud800\ufffe\x1b[31m\n第二行"


def test_hostile_text_is_inert(tmp_path: Path) -> None:
    blocks: list[Block] = [
        Paragraph(HOSTILE, role="note"),
        Heading(1, HOSTILE),
        Paragraph(HOSTILE, role="addressees"),
        Bullets((HOSTILE,)),
        Rows((HOSTILE, "乙"), ((HOSTILE, "甲" * 10_000), ("x" * 10_000, "")), "lr", by_hand=1),
        Annexes(HOSTILE, (HOSTILE, HOSTILE)),
        Paragraph(HOSTILE, "right"),
        Annex(HOSTILE, HOSTILE, wide=True),
        Page(),
        Paragraph("=" * 10_000),
    ]
    made = as_word_document(blocks)
    document = docx.Document(io.BytesIO(made.raw))
    whole = words(document)
    assert "\\u202e\\u0007\\u0000\\ud800\\ufffe\\u001b[31m" in whole
    assert [one for one in "\u202e\u0007\u0000\ud800\ufffe\x1b" if one in whole or one in made.text] == []
    assert "=cmd|' /C calc'!A0<b>&amp;]]>" in whole
    assert document.element.xml.count("w:instr") == 0
    assert all(line.strip() in made.text for line in whole.splitlines())
    rows = document.tables[0]._tbl.tr_lst
    assert [row.trPr.find(qn("w:cantSplit")) is not None for row in rows] == [True, False, False]


def test_hostile_facts_reach_every_document(gp: Gp, tmp_path: Path) -> None:
    file, out = tmp_path / "facts.toml", tmp_path / "out.docx"
    text = UNITS[0].read_text(encoding="utf-8")
    file.write_text(
        text.replace("受理机构名称写错", "=cmd|x\\u202e\\u0007<w:p/>" + "长" * 10_000), encoding="utf-8"
    )
    for command in ("score", "problems"):
        assert gp(command, file, "--format", "docx", "-o", out)[0] == 0
        assert "=cmd|x\\u202e\\u0007<w:p/>长长" in words(opened(out))


def test_nothing_internal_in_the_public_variant_and_nothing_personal_where_masked(
    gp: Gp, tmp_path: Path
) -> None:
    folder, out = tmp_path / "season", tmp_path / "out.docx"
    folder.mkdir()
    text = UNITS[0].read_text(encoding="utf-8").replace("受理机构名称写错", f"机构电话{MOBILE}写错")
    text = text.replace('what = "办公', 'person = "ZQX甲"\nnote = "ZQX"\nwhat = "办公')
    facts = folder / "facts.toml"
    facts.write_text(text.replace("解读形式以文字为主", "ZQX"), encoding="utf-8")
    back = folder / "back.csv"
    gp("problems", facts, "--format", "csv", "-o", back)
    changed = back.read_text(encoding="utf-8-sig").replace(",待整改,,,", ",待整改,,ZQX乙,ZQX丙", 1)
    back.write_text(changed, encoding="utf-8-sig")
    (folder / "season.toml").write_text(
        'scheme = "zhangshu-2021"\nperiod = "2021"\nrectification = ["back.csv"]\n'
        f'[notice]\nissuer = "考核办 {MOBILE}"\n',
        encoding="utf-8",
    )
    recheck = ("--recheck", back)
    for command, whole, public in (
        (("score", facts), (), ("--public",)),
        (("problems", facts, *recheck), (), ("--public",)),
        (("notice", folder), ("--internal",), ()),
    ):
        asked = (*command, "--format", "docx", "-o", out)
        _, _, err = gp(*asked, *whole)
        assert "138****5678" in err
        assert "ZQX" in words(opened(out))
        assert MOBILE in words(opened(out))
        code, _, err = gp(*asked, *public, "--mask")
        assert (code, "138****5678" in err) == (0, False)
        assert "ZQX" not in words(opened(out))
        assert find(words(opened(out))) == []
        assert "138****5678" in words(opened(out))
        assert b"ZQX" not in b"".join(_members(out))


def _members(file: Path) -> list[bytes]:
    with zipfile.ZipFile(file) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_without_python_docx_it_is_said_what_to_install(
    gp: Gp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    for command in commands(EXAMPLES / "season-zhangshu-2021"):
        code, out, err = gp(*command, "--format", "docx", "-o", tmp_path / "out.docx")
        assert (code, out) == (2, "")
        assert "[no-part]" in err
        assert "pip install 'gpcli-core[office]'" in err
    assert not (tmp_path / "out.docx").exists()


def test_english_documents_are_english(gp: Gp, tmp_path: Path) -> None:
    file = tmp_path / "sheet.docx"
    assert gp("score", UNITS[0], "--format", "docx", "-o", file, "--lang", "en")[0] == 0
    document = opened(file)
    assert "经楼镇: score sheet" in words(document)
    assert under(document, "Step", "amount", "after it")


def test_dates_and_intervals_are_not_torn_and_the_width_is_used() -> None:
    rows = Rows(("序号", "时限", "问题", "整改情况"), (), "rlll", by_hand=1)
    body = [("12", "2022年12月28日", "问题" * 40, ""), ("3", "[70.5, 85.5]", "", "")]
    fit = fitted(rows.head, body, rows, 9000)
    assert sum(fit.twips) == 9000
    assert fit.columns[1] >= 14
    assert fit.columns[3] >= 16
    assert fit.columns[2] > fit.columns[1]
    many = tuple(f"一级指标{one}" for one in range(24))
    crowded = fitted(many, [("99.25",) * 24], Rows(many, (), "r" * 24), 12000)
    assert (sum(crowded.twips), crowded.size) == (12000, 7.5)


def test_a_cell_of_many_lines_is_written_in_time() -> None:
    """One that is moved within a document takes eight times as long."""
    as_word_document([Rows(("事项",), (("行",),), "l")])
    start = time.process_time()
    as_word_document([Rows(("事项",), (("行\n" * 20_000,),), "l")])
    assert time.process_time() - start < 2.5
