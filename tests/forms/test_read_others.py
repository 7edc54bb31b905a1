"""Forms that other programs saved, and cells as people fill them in: read as what is meant."""

from __future__ import annotations

import datetime
import io
import re
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

LANGUAGE = "en"

Run = Callable[..., tuple[int, str, str]]


def read(gp: Run, path: Path) -> Any:
    code, out, err = gp("import", path)
    assert code == 0, err
    return tomllib.loads(out, parse_float=Decimal)["facts"]


@pytest.mark.parametrize("typed", [2, 2.0, "2", " 2 ", "２", "2.0", "\u30002\u200b", "=2"])
def test_numbers(gp: Run, forms: SimpleNamespace, tmp_path: Path, typed: object) -> None:
    cells = {forms.office.at("policy", "award"): typed, forms.office.at("guide", "wording_errors"): typed}
    path = forms.office.filled(tmp_path / "a.xlsx", cells)
    if typed == "=2":
        code, _, err = gp("import", path)
        assert code == 2
        assert err.count("the formula has no value yet") == 2
        return
    assert read(gp, path) == {"guide": {"wording_errors": 2}, "policy": {"award": 2}}


@pytest.mark.parametrize("typed", ["4.50", "４．５", "4。5", 4.5])
def test_fractions(gp: Run, forms: SimpleNamespace, tmp_path: Path, typed: object) -> None:
    path = forms.office.filled(tmp_path / "a.xlsx", {forms.office.at("policy", "award"): typed})
    assert read(gp, path) == {"policy": {"award": Decimal("4.5")}}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(True, True), (False, False), ("是", True), (" 否\u3000", False), ("TRUE", True), ("ＦＡＬＳＥ", False)],
)
def test_yes_and_no(gp: Run, forms: SimpleNamespace, tmp_path: Path, typed: object, meant: bool) -> None:
    path = forms.office.filled(tmp_path / "a.xlsx", {forms.office.at("guide", "updated"): typed})
    assert read(gp, path) == {"guide": {"updated": meant}}


def test_blanks_are_no_answers(gp: Run, forms: SimpleNamespace, tmp_path: Path) -> None:
    at = forms.office.at
    blank = {at("guide", "updated"): " ", at("policy", "award"): "\u3000", at("guide", "note"): "\n"}
    path = forms.office.filled(tmp_path / "a.xlsx", {**blank, at("poverty", "award"): 0})
    assert read(gp, path) == {"poverty": {"award": 0}}


def test_names_and_levels(gp: Run, forms: SimpleNamespace, tmp_path: Path) -> None:
    form = forms.office
    cells = {
        **form.row(0, "adoption", "adoptions", level=" 市 政府\u3000"),
        **form.row(1, "guide", "wording_errors"),
        (form.layout.incidents[0].title, "B6"): " 公开指南:表述错误 ",
    }
    found = read(gp, form.filled(tmp_path / "a.xlsx", cells))
    assert found == {"guide": {"wording_errors": [{}]}, "adoption": {"adoptions": [{"level": "市政府"}]}}


DAY = datetime.date(2021, 6, 3)


@pytest.mark.parametrize(
    "typed",
    [
        DAY,
        datetime.datetime(2021, 6, 3),  # noqa: DTZ001
        44350,
        "44350",
        20210603,
        "20210603",
        "2021.6.3",
        "2021年6月3日",
        "２０２１－０６－０３",
        " 2021/6/3 ",
    ],
)
def test_days(gp: Run, forms: SimpleNamespace, tmp_path: Path, typed: object) -> None:
    path = forms.office.filled(
        tmp_path / "a.xlsx", forms.office.row(0, "guide", "wording_errors", date=typed)
    )
    assert read(gp, path) == {"guide": {"wording_errors": [{"date": DAY}]}}


def test_days_counted_from_1904(gp: Run, forms: SimpleNamespace, tmp_path: Path) -> None:
    def mac(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    cells = forms.office.row(0, "guide", "wording_errors", date=DAY)
    path = forms.office.filled(tmp_path / "a.xlsx", cells, mac)
    assert read(gp, path) == {"guide": {"wording_errors": [{"date": DAY}]}}


@pytest.mark.parametrize(
    ("typed", "style"), [(79.96, "General"), ("79.96%", "General"), (0.7996, "0.00%"), ("７９．９６％", "@")]
)
def test_percent(gp: Run, forms: SimpleNamespace, tmp_path: Path, typed: object, style: str) -> None:
    where = forms.rates.at("A4", "disclosure_rate")

    def styled(book: Workbook) -> None:
        book[where[0]][where[1]].number_format = style

    path = forms.rates.filled(tmp_path / "a.xlsx", {where: typed}, styled)
    assert read(gp, path) == {"A4": {"disclosure_rate": Decimal("79.96")}}


def typed_in(form: Any) -> Mapping[tuple[str, str], object]:
    return {
        form.at("guide", "updated"): "是",
        form.at("policy", "award"): 4.5,
        form.at("policy", "note"): "第一行\n=1+1",
        **form.row(3, "guide", "wording_errors", date=DAY, what="错"),
    }


FOUND = {
    "guide": {"updated": True, "wording_errors": [{"date": DAY, "what": "错"}]},
    "policy": {"award": Decimal("4.5"), "note": "第一行\n=1+1"},
}


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The workbook with other bytes in its parts."""
    with ZipFile(path) as parts:
        held = {name: change(name, parts.read(name)) for name in parts.namelist()}
    with ZipFile(path, "w") as parts:
        for name, raw in held.items():
            parts.writestr(name, raw)
    return path


def wrong_dimension(name: str, raw: bytes) -> bytes:
    return re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:A1"/>', raw)


def prefixed(name: str, raw: bytes) -> bytes:
    """Every tag of a worksheet and of the workbook with a prefix."""
    if not name.startswith("xl/worksheets/") and name != "xl/workbook.xml":
        return raw
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    raw = raw.replace(main, main.replace(b"xmlns=", b"xmlns:x="))
    return re.sub(rb"<(/?)(?![?!])", rb"<\1x:", raw)


def single_quotes(name: str, raw: bytes) -> bytes:
    return re.sub(rb'="([^"\'<>]*)"', rb"='\1'", raw) if name == "xl/workbook.xml" else raw


@pytest.mark.parametrize("change", [wrong_dimension, prefixed, single_quotes])
def test_workbooks_of_other_programs(
    gp: Run, forms: SimpleNamespace, tmp_path: Path, change: Callable[[str, bytes], bytes]
) -> None:
    path = forms.office.filled(tmp_path / "a.xlsx", typed_in(forms.office))
    assert read(gp, rewritten(path, change)) == FOUND


def test_what_people_add(gp: Run, forms: SimpleNamespace, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["评分表"]
        sheet["A1"].comment = Comment("看这里", "甲")
        sheet["L12"] = "自己算的"
        sheet.row_dimensions[14].hidden = True
        book["明细"].column_dimensions["C"].hidden = True
        book.create_sheet("Sheet1")
        book.create_sheet("我的数", 0)["A1"] = "单位"
        book["gp"].sheet_state = "veryHidden"

    path = forms.office.filled(tmp_path / "a.xlsx", typed_in(forms.office), change)
    assert read(gp, path) == FOUND


def test_a_form_saved_twice(gp: Run, forms: SimpleNamespace, tmp_path: Path) -> None:
    path = forms.office.filled(tmp_path / "a.xlsx", typed_in(forms.office))
    load_workbook(io.BytesIO(path.read_bytes())).save(path)
    assert read(gp, path) == FOUND
