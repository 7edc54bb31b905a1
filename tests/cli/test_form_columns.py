"""A form is the document's own table: its columns, merged headings, pages that break between items."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gpcli.cli.main import main

TABLES = [
    ("putuo-2020", "main"),
    ("huanggang-2020", "county"),
    ("huanggang-2020", "department-a"),
    ("huanggang-2020", "department-b"),
    ("region-2023", "region"),
    ("region-2023", "department"),
    ("zhangshu-2021", "township"),
    ("zhangshu-2021", "department"),
    ("linzi-2021", "main"),
]
JOINED = {"指标", "一级指标", "二级指标", "序号", "指标（权重）", "考评方式", "考核方式"}
PRINTED = {
    "zhangshu-2021-township": ("二级指标", {"主动公开": 8, "依申请公开": 3, "政务新媒体清理": 1}),
    "zhangshu-2021-department": ("二级指标", {"主动公开": 5, "依申请公开": 3, "领导重视": 1}),
    "putuo-2020-main": ("具体项目", {"基层政务公开目录梳理情况": 2, "国家试点领域信息公开": 1}),
}
"""Headings that a document prints over so many of its rows."""
HEAD = 6
"""The row of the headings."""


def drawn(folder: Path, scheme: str, table: str, *more: str) -> Worksheet:
    path = folder / "form.xlsx"
    assert main(["template", scheme, "--table", table, "-o", str(path), *more]) == 0
    return openpyxl.load_workbook(path)["评分表"]


@pytest.fixture(scope="module", params=TABLES, ids="-".join)
def sheet(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Worksheet:
    return drawn(tmp_path_factory.mktemp("forms"), *request.param)


def headings(sheet: Worksheet) -> list[str]:
    return [str(cell.value or "") for cell in sheet[HEAD]]


def rows_of(sheet: Worksheet, column: int) -> list[tuple[int, int, object]]:
    """The cells of a column below its heading: first and last row, and what they say."""
    merged = {
        (one.min_row, one.min_col): one.max_row for one in sheet.merged_cells.ranges if one.min_row > HEAD
    }
    inner = {
        row for (first, left), last in merged.items() if left == column for row in range(first + 1, last + 1)
    }
    return [
        (row, merged.get((row, column), row), sheet.cell(row, column).value)
        for row in range(HEAD + 1, last_item(sheet) + 1)
        if row not in inner
    ]


def last_item(sheet: Worksheet) -> int:
    return max(
        row for row in range(HEAD + 1, sheet.max_row + 1) if str(sheet.cell(row, 1).value).endswith("小计")
    )


def breaks(sheet: Worksheet) -> list[int]:
    """The last rows of the pages."""
    return [one.id for one in sheet.row_breaks.brk]


def test_no_page_breaks_through_an_item(sheet: Worksheet) -> None:
    assert breaks(sheet)
    for row in breaks(sheet):
        for one in sheet.merged_cells.ranges:
            assert not one.min_row <= row < one.max_row, f"{one} is cut below row {row}"


def test_headings_are_merged_once_a_page(sheet: Worksheet) -> None:
    """Two cells of a joined column that say the same are on two pages, or a row of points is between."""
    (first, *_) = [number for number, title in enumerate(headings(sheet), 1) if title in JOINED]
    told = [one for one in rows_of(sheet, first) if one[2] is not None]
    assert any(last > row for row, last, _ in told)
    for (_, last, text), (row, _, following) in pairwise(told):
        assert text != following or last in breaks(sheet) or row > last + 1


def test_a_heading_stands_over_the_rows_of_the_document(
    sheet: Worksheet, request: pytest.FixtureRequest
) -> None:
    title, printed = PRINTED.get(request.node.callspec.id, ("", {}))
    items = [row for row, *_ in rows_of(sheet, headings(sheet).index("得分") + 1)]
    for heading, number in printed.items():
        told = [one for one in rows_of(sheet, headings(sheet).index(title) + 1) if one[2] == heading]
        beside = [row for row in items if any(first <= row <= last for first, last, _ in told)]
        assert len(beside) == number, heading


def test_every_page_says_its_section(sheet: Worksheet) -> None:
    told = {row: text for row, _, text in rows_of(sheet, 1)}
    for row in breaks(sheet):
        assert told[row + 1] is not None


def test_rows_are_as_high_as_what_stands_in_them(sheet: Worksheet) -> None:
    for column, title in enumerate(headings(sheet), 1):
        if title in ("填报事项", ""):
            break
        wide = sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width
        for first, last, text in rows_of(sheet, column):
            if isinstance(text, str) and not text.endswith("小计"):
                lines = -(-len(text) * 2 // int(wide))
                high = sum(sheet.row_dimensions[row].height or 15 for row in range(first, last + 1))
                assert high >= min(12 * lines, 400), (title, text)


@pytest.mark.parametrize(
    ("scheme", "table", "fact"),
    [
        ("zhangshu-2021", "township", "本年度未收到政府信息公开申请"),
        ("region-2023", "region", "本年度没有现行有效的行政规范性文件"),
        ("huanggang-2020", "county", "文件公开数量与实际制发数量存在较大出入"),
        ("linzi-2021", "main", "第一季度已按月督查并汇总"),
    ],
)
def test_facts_that_several_items_read_are_labelled(
    tmp_path: Path, scheme: str, table: str, fact: str
) -> None:
    sheet = drawn(tmp_path, scheme, table)
    titles = headings(sheet)
    facts = titles.index("填报事项") + 1
    row = next(one for one in range(HEAD + 1, sheet.max_row) if sheet.cell(one, facts).value == fact)
    before = {title: sheet.cell(row, one).value for one, title in enumerate(titles[: facts - 1], 1)}
    assert list(before.values()).count("共用事项") == 1
    assert before.get("二级指标") in (None, "共用事项")
    assert {before.get("评分标准"), before.get("评分细则"), before.get("分值")} == {None}


def test_what_a_document_asks_for_and_what_is_attached_have_two_headings(tmp_path: Path) -> None:
    sheet = drawn(tmp_path, "zhangshu-2021", "township", "--source", "office")
    assert headings(sheet).count("佐证材料") == 1
    assert headings(sheet).count("已交佐证") == 1


def test_the_period_has_room_beside_narrow_columns(tmp_path: Path) -> None:
    sheet = drawn(tmp_path, "putuo-2020", "main")
    assert "D4:H4" in {str(one) for one in sheet.merged_cells.ranges}
