"""Whatever was typed into a form is checked again: every fault with its cell, all of them at once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import Workbook

LANGUAGE = "en"

Run = Callable[..., tuple[int, str, str]]
Cells = Mapping[tuple[str, str], object]


def said(text: str) -> dict[str, str]:
    """What is said of each cell, by worksheet and address."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        name = re.search(r"\.xlsx:\d+: (\S+!\w+) ", line)
        if name:
            found[name[1]] = f"{found.get(name[1], '')}{line}\n"
    return found


def name(where: tuple[str, str]) -> str:
    return "!".join(where)


def test_every_cell_is_checked_and_all_problems_come_at_once(
    gp: Run, forms: SimpleNamespace, tmp_path: Path
) -> None:
    form, at = forms.office, forms.office.at
    listed, counted = form.layout.incidents[0].title, form.layout.incidents[0].last + 2
    person, reason = (at("annual_report", key)[1] for key in ("person", "reason"))
    wrong: dict[tuple[str, str], tuple[object, str, str]] = {
        at("guide", "updated"): ("对", "是 / 否", "wrong-type"),
        at("guide", "wording_errors"): (2.5, "a whole number 0 to 9999", "fraction"),
        at("policy", "award"): (-1, "a number 0 to 5", "negative"),
        at("poverty", "award"): ("五分", "a number 0 to 5", "wrong-type"),
        at("epidemic", "award"): (5.5, "a number 0 to 5", "too-large-number"),
        at("welfare", "award"): (4.33333, "4 decimal places", "off-grid"),
        at("safety", "award"): ("#REF!", "the error #REF!", "wrong-type"),
        at("rural_environment", "award"): ("=1+1", "no value yet", "wrong-type"),
        at("reply_doc", "missing_elements"): (10_000, "a technical limit", "too-large-number"),
        at("annual_report", "late_deduction"): (2, f"认定人 {person}、认定理由 {reason} [", "needs-person"),
        at("annual_report", "shortfalls"): ("甲", "or entries on the worksheet 明细", "wrong-type"),
        at("stale_columns", "reminders"): ("三", "or entries on the worksheet 明细", "wrong-type"),
        at("discretionary_penalty", "entries"): (2, f"worksheet {listed} with 分值", "needs-entries"),
        at("staffing", "missed_training"): (3, "but 1 incidents are listed", "contradiction"),
        form.entry(0, "level"): ("省政府吧", "did you mean 市政府?", "unknown-level"),
        form.entry(2, "points"): (9, "a number 0 to 5", "too-large-number"),
        form.entry(10, "date"): ("2021-02-30", "2021-06-03", "bad-date"),
        form.entry(10, "level"): ("市政府", "is asked of 人员配备：", "unknown-key"),
        (listed, "B8"): ("公开指南：表述差错", "did you mean 公开指南：表述错误?", "unknown-key"),
        (listed, "B9"): (None, "a row that names no fact", "unknown-key"),
        (listed, f"B{counted}"): ("公开指南：表述错误", f"down to {counted - 1} only", "changed-form"),
    }
    cells = {where: given for where, (given, _, _) in wrong.items()} | {
        at("annual_report", "published_on_time"): False,
        (listed, "D9"): "无主",
        (form.main, form.beside("guide", "updated")): "多写的",
    }
    for row, home, fact, more in (
        (0, "adoption", "adoptions", {}),
        (1, "guide", "shortfalls", {"points": 1}),
        (2, "guide", "shortfalls", {"person": "甲", "reason": "一"}),
        (10, "staffing", "missed_training", {}),
    ):
        cells |= form.row(row, home, fact, **more)
    path = form.filled(tmp_path / "a.xlsx", cells)
    code, out, _ = gp("check", path)
    assert code == 1
    found = said(out)
    for where, (_, words, kind) in wrong.items():
        assert words in found[name(where)], found[name(where)]
        assert f"[{kind}]" in found[name(where)]
    assert "needs 认定人 H6、认定理由 I6 [needs-person]" in found[f"{listed}!B6"]
    assert "first row" in found[f"{form.main}!{form.beside('guide', 'updated')}"]
    assert set(found) == {*map(name, wrong), f"{listed}!B6", f"{form.main}!{form.beside('guide', 'updated')}"}
    assert f"{name(at('guide', 'updated'))} 已编制并更新公开指南: " in found[name(at("guide", "updated"))]
    code, out, err = gp("score", path)
    assert (code, out) == (2, "")
    assert set(said(err)) == set(found)
    assert gp("import", path)[:2] == (2, "")


@pytest.mark.parametrize(
    ("typed", "where", "words"),
    [
        ({"": 101}, "", "a number 0 to 100"),
        ({"": 79.12345}, "", "4 decimal places"),
        ({"part": 3}, "whole", "a rate without 分母; expected a whole number 0 to 99999"),
        ({"whole": 3}, "part", "a rate without 分子"),
        ({"": 50, "part": 3}, "", "stated twice"),
        ({"": 50, "part": 3, "whole": 6}, "", "stated twice"),
        (
            {"part": 7, "whole": 6},
            "",
            "7 of 6 is no rate; expected a percent number 0 to 100, or its part",
        ),
        ({"part": 0, "whole": 0}, "", "0 of 0 is no rate"),
        ({"part": "三", "whole": 6}, "part", "of the wrong kind"),
        ({"part": 3.5, "whole": 6}, "part", "not a whole number"),
    ],
)
def test_rates(
    gp: Run, forms: SimpleNamespace, tmp_path: Path, typed: Mapping[str, object], where: str, words: str
) -> None:
    form = forms.rates
    path = form.filled(
        tmp_path / "a.xlsx", {form.at("A4", "disclosure_rate", part): given for part, given in typed.items()}
    )
    code, out, _ = gp("check", path)
    assert code == 1
    assert words in said(out)[name(form.at("A4", "disclosure_rate", where))]


def test_a_source_states_what_it_may(gp: Run, forms: SimpleNamespace, tmp_path: Path) -> None:
    form = forms.both
    (block,) = [one for one in form.layout.blocks if one.home == "discretionary_bonus"]
    value, evidence = form.column("value", 0), form.column("evidence", 0)
    cells = {(form.main, f"{column}{block.first + 1}"): 1 for column in (value, evidence)}
    code, out, _ = gp("check", form.filled(tmp_path / "a.xlsx", cells))
    assert code == 1
    found = said(out)
    assert set(found) == {f"{form.main}!{column}{block.first + 1}" for column in (value, evidence)}
    assert all("[not-entitled]" in one for one in found.values())


def test_facts_that_contradict_each_other(gp: Run, forms: SimpleNamespace, tmp_path: Path) -> None:
    form = forms.contradicting
    where = form.at("policy_forms", "more_faults")
    code, out, _ = gp(
        "check", form.filled(tmp_path / "a.xlsx", {where: 1, form.at("policy_forms", "faulty"): 0})
    )
    assert code == 1
    assert "[contradiction]" in said(out)[name(where)]


def test_facts_contradict_where_they_count(gp: Run, forms: SimpleNamespace, tmp_path: Path) -> None:
    form = forms.both
    ours, theirs = (form.at("annual_report", "published_on_time", source=one) for one in (0, 1))
    cells = {ours: "是", theirs: "是", form.at("annual_report", "late_deduction", source=1): 1}
    cells |= {form.at("annual_report", key, source=1): "甲" for key in ("person", "reason")}
    code, out, _ = gp("check", form.filled(tmp_path / "a.xlsx", cells))
    assert code == 1
    assert list(said(out)) == [name(theirs)]


def test_a_unit_that_the_roster_does_not_have(gp: Run, forms: SimpleNamespace, tmp_path: Path) -> None:
    award = forms.office.at("policy", "award")
    path = forms.office.filled(tmp_path / "a.xlsx", {("评分表", "B4"): "经楼", award: 6})
    code, out, _ = gp("check", path)
    assert code == 1
    assert "评分表!B4 单位: 经楼 is not on the roster" in out
    assert "6 is above 5" in said(out)[name(award)]
    code, _, err = gp("import", path)
    assert (code, set(said(err))) == (2, set(said(out)))


def relabel(cell: str, text: object, sheet: str = "评分表") -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][cell] = text

    return change


def of_identity(key: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        sheet = book["gp"]
        rows = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == key]
        sheet.cell(rows[0], 2).value = value

    return change


def swapped(book: Workbook) -> None:
    sheet = book["明细"]
    for row in range(4, 30):
        one, other = sheet[f"C{row}"], sheet[f"D{row}"]
        one.value, other.value = other.value, one.value


def unmerged_rows(work: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        sheet = book["评分表"]
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        getattr(sheet, work)(12)

    return change


CHANGES: Mapping[str, tuple[Callable[[Workbook], Any], str]] = {
    "label": (
        relabel("F10", "别的事项"),
        "评分表!F10: the label was changed to “别的事项”; expected 表述错误",
    ),
    "no label": (relabel("F10", None), "评分表!F10: the label is gone"),
    "item": (relabel("D10", "别的"), "评分表!D10: the label was changed"),
    "heading": (relabel("G4", "得分", "明细"), "明细!G4: the label was changed"),
    "deleted row": (unmerged_rows("delete_rows"), "the label was changed"),
    "inserted row": (unmerged_rows("insert_rows"), "the label was changed"),
    "columns": (swapped, "明细!C4: the label was changed to “事由”; expected 日期"),
    "no main worksheet": (lambda book: book.remove(book["评分表"]), "the worksheet 评分表 is missing"),
    "no incidents": (lambda book: book.remove(book["明细"]), "the worksheet 明细 is missing"),
    "renamed": (lambda book: setattr(book["明细"], "title", "附件"), "the worksheet 明细 is missing"),
    "no identity": (lambda book: book.remove(book["gp"]), "hidden worksheet gp"),
    "blank identity": (lambda book: book["gp"].delete_rows(1, 99), "hidden worksheet gp"),
    "layout": (of_identity("gp-form", "2"), "the layout 2, this program reads 1"),
    "digest": (of_identity("layout", "0123456789abcdef"), "another version of this table, by gpcli-zhangshu"),
    "room": (of_identity("room", str(10**9)), "hidden worksheet gp"),
    "no room": (of_identity("room", "-1"), "hidden worksheet gp"),
    "room in words": (of_identity("room", "很多"), "hidden worksheet gp"),
    "source": (of_identity("source", "king"), "hidden worksheet gp"),
    "another source": (of_identity("source", "self"), "another version"),
    "area": (of_identity("area", "6,x,9"), "hidden worksheet gp"),
    "short area": (of_identity("area", "6"), "hidden worksheet gp"),
    "scheme": (of_identity("scheme", "atlantis"), "atlantis"),
    "table": (of_identity("table", "atlantis"), "atlantis"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_form_that_was_changed_is_refused(
    gp: Run, forms: SimpleNamespace, tmp_path: Path, what: str
) -> None:
    change, words = CHANGES[what]
    path = forms.office.filled(tmp_path / "a.xlsx", {forms.office.at("policy", "award"): 4}, change)
    code, out, err = gp("score", tmp_path)
    assert (code, out) == (2, "")
    assert words in err
    assert str(path) in err
    assert "expected" in err


def test_an_area_without_end_costs_nothing(gp: Run, forms: SimpleNamespace, tmp_path: Path) -> None:
    change = of_identity("area", f"6,0,{10**9}")
    path = forms.office.filled(tmp_path / "a.xlsx", {forms.office.at("policy", "award"): 4}, change)
    assert gp("score", path)[0] == 0


def test_sorted_incidents_and_more_worksheets_are_fine(
    gp: Run, forms: SimpleNamespace, tmp_path: Path
) -> None:
    form = forms.office
    rows = [
        ("guide", "wording_errors", {"date": datetime.date(2021, 3, 1), "what": "甲"}),
        ("adoption", "adoptions", {"level": "市政府", "what": "乙"}),
        ("guide", "wording_errors", {"what": "丙"}),
    ]
    found = []
    for number, order in enumerate(((0, 1, 2), (5, 20, 9))):
        cells: dict[tuple[str, str], object] = {}
        for place, (home, fact, more) in zip(order, rows, strict=True):
            cells |= form.row(place, home, fact, **more)

        def change(book: Workbook) -> None:
            book.create_sheet("备注")["A1"] = "自己用的"
            book.create_sheet("空表", 0)
            book["评分表"].row_dimensions[12].hidden = True

        code, out, err = gp("import", form.filled(tmp_path / f"{number}.xlsx", cells, change))
        assert code == 0, err
        found.append(out)
    assert found[0] == found[1]
    assert found[0].count("[[facts.guide.wording_errors]]") == 2
