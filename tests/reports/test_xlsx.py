"""Result workbooks, read back: the same numbers as JSON, blanks where there is none, text that is inert."""

from __future__ import annotations

import builtins
import csv
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import Cell

from gpcli.messages import Words
from gpcli.points import plain
from gpcli.reports.office.workbook import Column, Grid, written

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SEASON = EXAMPLES / "season-zhangshu-2021"
FOLDERS = sorted(one for one in EXAMPLES.iterdir() if one.is_dir())
MARK = "示例数据，非真实考核结果"
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\u202e倒写",
    "http://example.com",
    "_x0041_",
    "甲\x01",
)

Gp = Callable[..., tuple[int, str, str]]
Rows = list[dict[str, Any]]


def sheets(path: Path) -> dict[str, Rows]:
    """Every worksheet as rows under its heading, which is the row that stays in view."""
    found: dict[str, Rows] = {}
    for sheet in load_workbook(path):
        assert isinstance(sheet.freeze_panes, str)
        head = int("".join(filter(str.isdigit, sheet.freeze_panes))) - 1
        rows = list(sheet.iter_rows(min_row=head, values_only=True))
        found[sheet.title] = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return found


def cells(path: Path) -> Iterator[Cell]:
    for sheet in load_workbook(path):
        yield from (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell))


def texts(path: Path) -> str:
    return "\n".join(str(cell.value) for cell in cells(path) if cell.value is not None)


def number(cell: object) -> str | None:
    assert cell is None or isinstance(cell, int | float)
    return None if cell is None else plain(Decimal(str(cell)))


@pytest.fixture
def made(gp: Gp, tmp_path: Path) -> Callable[..., Path]:
    def run(*command: str | Path) -> Path:
        file = tmp_path / "results.xlsx"
        gp(*command, "--format", "xlsx", "-o", file)
        return file

    return run


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_scores_have_the_numbers_of_json(gp: Gp, made: Callable[..., Path], folder: Path) -> None:
    elements = json.loads(gp("score", folder, "--format", "json")[1])
    book = sheets(made("score", folder))
    assert list(book) == ["总表", "各项得分", "得失分明细", "待填事实", "说明"]
    totals = book["总表"]
    assert len(totals) == len(elements)
    for row, one in zip(totals, elements, strict=True):
        result = one["result"] or {"total": None, "lower": None, "upper": None}
        assert number(row["总分"]) == result["total"]
        if result.get("status") != "vetoed":
            assert (number(row["下限"]), number(row["上限"])) == (result["lower"], result["upper"])
        for section in one.get("sections", ()):
            if section["kind"] == "base":
                assert number(row[section["name"]]) == section["points"]
    scored = [one for one in elements if one["result"]]
    points = iter(book["各项得分"])
    for one in scored:
        row = next(points)
        known = [number(cell) for cell in row.values() if isinstance(cell, int | float)]
        assert sorted(map(str, known)) == sorted(item["points"] for item in one["items"] if item["points"])
        for item in one["items"]:
            mine = [number(row[name]) for name in row if item["name"] in name.split("\n")]
            assert item["points"] in mine
    lines = [line for one in scored for item in one["items"] for line in item["lines"]]
    amounts = [number(row["增减"]) for row in book["得失分明细"] if row["评分项"]]
    assert sorted(filter(None, amounts)) == sorted(line["amount"] for line in lines)
    digests = {given["sha256"] for one in scored for given in one["inputs"]}
    assert digests <= {str(row["条款或校验值"]).removeprefix("sha256 ") for row in book["说明"]}


def test_rank_has_a_worksheet_a_group_with_the_numbers_of_json(gp: Gp, made: Callable[..., Path]) -> None:
    (contest,) = json.loads(gp("rank", SEASON, "--format", "json")[1])["rankings"]
    file = made("rank", SEASON)
    book = sheets(file)
    assert list(book) == [*(group["table_name"] for group in contest["groups"]), "说明"]
    open_ones = 0
    for group in contest["groups"]:
        rows = book[group["table_name"]]
        assert [row["单位"] for row in rows] == [one["unit"] for one in group["units"]]
        for row, one in zip(rows, group["units"], strict=True):
            keys = ("总分", "排名", "下限", "上限", "最好名次", "最差名次")
            names = ("total", "rank", "lower", "upper", "best_rank", "worst_rank")
            for key, name in zip(keys, names, strict=True):
                assert number(row[key]) == (None if one[name] is None else str(one[name])), (key, one)
            open_ones += one["total"] is None
    assert open_ones == 9
    for sheet in load_workbook(file):
        assert sheet["A1"].value == MARK
        assert sheet.auto_filter.ref
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0))
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows.startswith("$1:$")
        assert sheet.print_title_cols
        assert sheet["A1"].font.name == "宋体"


def test_firm_ranks_stand_beside(made: Callable[..., Path]) -> None:
    book = sheets(made("rank", SEASON, "--table", "township", "--robust", "--samples", "2"))
    assert all(isinstance(row["解释口径：最好名次"], int) for row in book["乡镇"] if row["排名"])


def test_problems_have_the_columns_of_the_csv_and_come_back_as_csv(
    gp: Gp, made: Callable[..., Path], tmp_path: Path
) -> None:
    facts = EXAMPLES / "zhangshu-2021" / "township-incidents.toml"
    _, out, _ = gp("problems", facts, "--format", "csv", "--no-bom")
    theirs = list(csv.reader(io.StringIO(out, newline="")))[1:]
    file = made("problems", facts)
    (sheet,) = load_workbook(file).worksheets
    rows = [["" if one is None else str(one) for one in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[2:] == theirs
    assert isinstance(sheet["I4"].value, int | float)
    place = {heading: number for number, heading in enumerate(rows[2])}
    filled = next(row for row in rows[3:] if row[place["事实"]] == "annual_report.duplicated")
    for heading, value in (("状态", "已整改"), ("复核后", "false"), ("复核人", "甲"), ("复核说明", "已改")):
        filled[place[heading]] = value
    back = tmp_path / "back.csv"
    with back.open("w", encoding="utf-8-sig", newline="") as out_file:
        csv.writer(out_file).writerows(rows)
    code, text, err = gp("score", facts, "--recheck", back, "--format", "json")
    assert code == 0, err
    assert json.loads(text)[0]["result"]["total"] == "84"


def test_missing_facts_stand_on_a_worksheet_of_their_own(made: Callable[..., Path]) -> None:
    facts = EXAMPLES / "zhangshu-2021" / "township-incomplete.toml"
    assert len(sheets(made("problems", facts, "--open"))["待填事实"]) == 6


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Facts with text that a spreadsheet might run, hide or choke on."""
    file = tmp_path / "=facts.toml"
    what = "".join(
        f"\n[[facts.guide.wording_errors]]\ndate = 2021-06-03\nwhat = {json.dumps(one)}" for one in HOSTILE
    )
    file.write_text(
        f'scheme = "zhangshu-2021"\ntable = "township"\nnote = "=1+1"\n[unit]\nname = "昌傅镇"\n'
        f'[source]\nrole = "office"\nname = "+甲"\n[facts.guide]\nupdated = true\n{what}\n',
        encoding="utf-8",
    )
    return file


def test_no_cell_is_a_formula_whatever_it_begins_with(made: Callable[..., Path], hostile: Path) -> None:
    for command in ("score", "problems"):
        file = made(command, hostile)
        found = list(cells(file))
        assert {cell.data_type for cell in found} <= {"s", "n"}
        assert all(cell.hyperlink is None for cell in found)
        assert "=1+1" in texts(file)
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            assert not any(b"<f>" in archive.read(name) for name in names)
            assert not any("external" in name.lower() or "vba" in name.lower() for name in names)
    said = texts(file)
    for one in HOSTILE[:4]:
        assert one in said
    assert "\\u202e倒写" in said
    assert "\u202e" not in said
    assert "甲\\u0001" in said


def test_a_failed_input_is_named_like_the_others(made: Callable[..., Path]) -> None:
    rows = sheets(made("score", EXAMPLES / "zhangshu-2021"))["总表"]
    (failed,) = [row for row in rows if row["状态"] == "未评定"]
    assert (failed["单位"], failed["指标表"]) == ("吴城乡", "乡镇")


def test_what_is_searched_for_personal_data_is_every_word() -> None:
    grid = Grid("甲", ("乙",), (Column("丙"), Column("丁")), (("戊", Decimal("1.5")), (None, "己")))
    book = written([grid], Words("zh"))
    assert book.text.split("\n") == ["乙", "丙", "丁", "戊", "1.5", "己"]


def test_long_text_is_cut_with_a_word_and_titles_are_made_to_fit() -> None:
    long = "甲" * 40_000
    names = ("a/b:c", "A B C", "'", "History", "甲" * 40, "甲" * 41)
    rows = ((long,), ("𠀀" * 20_000,), ("\ud800\uffff",))
    grids = [Grid(name, (), (Column("x"),), rows if name == "a/b:c" else (("甲",),)) for name in names]
    book = load_workbook(io.BytesIO(written(grids, Words("zh")).raw))
    for sheet in book.worksheets[:1]:
        value = sheet["A2"].value
        assert isinstance(value, str)
        assert len(value) == 32_767
        assert value.endswith("……（已截断）")
        wide = sheet["A3"].value
        assert isinstance(wide, str)
        assert 32_766 <= len(wide.encode("utf-16-le")) // 2 <= 32_767
        assert sheet["A4"].value == "\\ud800\\uffff"
    assert len({title.lower() for title in book.sheetnames}) == 6
    assert all(0 < len(title) <= 31 and title.lower() != "history" for title in book.sheetnames)


@settings(max_examples=60)
@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=None), min_size=1, max_size=8))
def test_a_number_comes_back_digit_for_digit_or_is_text(values: list[Decimal]) -> None:
    grid = Grid("n", (), (Column("x"),), tuple((one,) for one in values if abs(one.adjusted()) < 60))
    (sheet,) = load_workbook(io.BytesIO(written([grid], Words("zh")).raw)).worksheets
    for (value,), row in zip(grid.rows, sheet.iter_rows(min_row=2), strict=False):
        assert isinstance(value, Decimal)
        assert Decimal(str(row[0].value)) == value
        if row[0].data_type == "n":
            assert len(plain(abs(value)).replace(".", "").strip("0")) <= 15
            assert row[0].number_format.count("0") == 1 + max(0, len(plain(value).partition(".")[2]))


def test_the_same_bytes_twice(gp: Gp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = EXAMPLES / "zhangshu-2021"
    for command in (["score", facts], ["rank", SEASON], ["problems", facts, "--open"]):
        first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
        gp(*command, "--format", "xlsx", "-o", first)
        with monkeypatch.context() as later:
            later.setattr("time.time", lambda: 4_000_000_000.0)
            gp(*command, "--format", "xlsx", "-o", second)
        assert first.read_bytes() == second.read_bytes()
        with zipfile.ZipFile(first) as archive:
            assert {one.date_time[0] for one in archive.infolist()} == {1980}
            assert b"1980-01-01" in archive.read("docProps/core.xml")


@pytest.mark.parametrize("command", ["score", "rank", "problems"])
def test_masked_and_warned_of(gp: Gp, tmp_path: Path, command: str) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_text(
        'scheme = "zhangshu-2021"\ntable = "township"\nnote = "13812345678"\n[unit]\nname = "昌傅镇"\n'
        "[facts.guide]\nupdated = true\n[[facts.guide.wording_errors]]\ndate = 2021-06-03\n"
        'what = "电话 13812345678"\n',
        encoding="utf-8",
    )
    file = tmp_path / "out.xlsx"
    _, _, err = gp(command, facts, "--format", "xlsx", "-o", file, "--lang", "en")
    assert "13812345678" in texts(file)
    assert "warning: mobile number in the result" in err
    _, _, err = gp(command, facts, "--format", "xlsx", "-o", file, "--mask", "--lang", "en")
    assert "138****5678" in texts(file)
    assert "13812345678" not in texts(file)
    assert "warning" not in err


def test_public_leaves_out_who_owes_what(made: Callable[..., Path]) -> None:
    assert "待填报方：" in texts(made("rank", SEASON))
    assert "待填报方：" not in texts(made("rank", SEASON, "--public"))


def test_without_the_library_there_is_a_problem(
    gp: Gp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] == "xlsxwriter"]:
        monkeypatch.delitem(sys.modules, name)
    known = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name.partition(".")[0] == "xlsxwriter":
            raise ImportError(name)
        return known(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    file = tmp_path / "out.xlsx"
    code, out, err = gp("rank", SEASON, "--format", "xlsx", "-o", file)
    assert (code, out) == (2, "")
    assert "[no-part]" in err
    assert not file.exists()
