"""The pack against the document: points, the roster, every row met by an item, who may state what."""

from __future__ import annotations

import csv
import re
from importlib import resources
from pathlib import Path

import pytest

import gp_linzi
from gpcli.expr.fields import LevelField, ListField
from gpcli.formatting import indicators
from gpcli.scheme import Scheme, Table
from gpcli.testing import built

HOME = Path(str(resources.files(gp_linzi)))
MONTHS = {
    "q1": ("1月", "2月", "3月"),
    "q2": ("4月", "5月", "6月"),
    "q3": ("7月", "8月", "9月"),
    "q4": ("10月", "11月", "12月"),
}
DAILY = ("coverage", "accuracy", "timeliness", "rectification", "tasks")
YEAR_END = ("year_end_plan", "year_end_indicators", "year_end_reports", "year_end_requests")
BONUS = ("year_end_innovation", "year_end_grassroots")
# 附件, as printed, after 各镇人民政府、各街道办事处
NAMED = re.findall(
    "[^、\n]+",
    """\
区政府办公室、区发改局、区教体局、区科技局、区工信局、临淄公安分局、区民政局、区司法局、区财政局、区人社局、
区自然资源局、临淄生态环境分局、区住建局、区交通运输局、区水利局、区农业农村局、区商务局、区文化和旅游局、
区卫生健康局、区退役军人事务局、区应急管理局、区审计局、区行政审批服务局、区市场监督管理局、区统计局、
区综合行政执法局、区信访局、区文物局、临淄医保分局、区投资促进中心、区融媒体中心、区供销社、区气象局、区残联""",
)


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return built.scheme(gp_linzi, "linzi-2021")


@pytest.fixture(scope="module")
def table(scheme: Scheme) -> Table:
    return built.table(gp_linzi, scheme, "main")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (HOME / "rows.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_eighty_by_the_quarters_and_twenty_at_year_end(table: Table) -> None:
    assert [(section.key, section.printed) for section in table.base] == [
        *((quarter, 20) for quarter in MONTHS),
        ("year_end", 20),
    ]
    assert table.total.points == 100


def test_the_items_in_the_documents_order(table: Table) -> None:
    quarters = [f"{quarter}_{item}" for quarter in MONTHS for item in DAILY]
    assert [item.id for item in table.items] == [*quarters, *YEAR_END, *BONUS]


def test_no_item_has_points_of_its_own(table: Table) -> None:
    assert {item.points for item in table.items} == {None}
    assert table.section("year_end_bonus").printed is None


def test_every_row_is_one_item_and_the_other_way(table: Table, rows: list[dict[str, str]]) -> None:
    assert [item.clause for item in table.items] == [row["locator"] for row in rows]
    assert {row["points"] for row in rows} == {""}
    for section in table.sections:
        for item in section.items:
            row = next(row for row in rows if row["locator"] == item.clause)
            assert item.name == row["name"]
            assert str(section.name).startswith(row["section"])
            assert item.clause.startswith(section.clause + "/")


def test_a_quarters_entries_know_its_months(table: Table) -> None:
    for quarter, months in MONTHS.items():
        for item in table.section(quarter).items:
            listed = table.facts(item)[f"{item.id}.deductions"]
            assert isinstance(listed, ListField)
            month = listed.levels["month"]
            assert isinstance(month, LevelField)
            assert month.levels == ("未分月", *months)
            assert month.default == "未分月"


def test_no_amount_is_printed_so_every_entry_needs_a_person_and_a_reason(table: Table) -> None:
    lists = [place.field for place in table.places if isinstance(place.field, ListField)]
    assert len(lists) == 4 * 5 + 5 + 2
    assert all(listed.judged and set(listed.amounts) == {"points"} for listed in lists)
    assert all(amount.technical for listed in lists for amount in listed.amounts.values())


def test_who_may_state_what(table: Table) -> None:
    sources = {place.key: place.assessed_by for place in table.places}
    for place in table.places:
        if place.item.startswith("q"):
            assert sources[place.key] == ("office",)
        elif place.item in BONUS:
            assert sources[place.key] == ("self", "office", "third-party")
        else:
            assert sources[place.key] == ("office", "third-party")


def test_a_quarter_without_entries_is_open_until_it_was_inspected(table: Table) -> None:
    for section in table.base:
        (inspected,) = section.shared
        assert [note.effect for note in section.notes] == ["withhold"]
        for item in section.items:
            for field in table.facts(item).values():
                assert not isinstance(field, ListField) or field.unless is inspected


def test_the_roster_is_the_documents(scheme: Scheme) -> None:
    roster = scheme.roster()
    assert roster.completeness == "partial"
    assert [unit.name for unit in roster.units] == NAMED
    assert {unit.table for unit in roster.units} == {"main"}
    assert len(NAMED) == 34
    note = next(note for note in scheme.notes if note.clause == "附件")
    assert "46" in note.says
    assert "34" in note.says


def test_readings_touch_what_exists_and_cite_the_document(scheme: Scheme, table: Table) -> None:
    known = {ledger.id for ledger in table.ledgers()}
    assert {reading.id: reading.default for reading in scheme.readings} == {
        "quarter_start": "full",
        "floor": "none",
        "months": "sum",
        "year_end_ceiling": "within",
        "repeat_deduction": "both",
        "repeat_bonus": "both",
    }
    for reading in scheme.readings:
        assert set(reading.touches) <= known
        assert reading.clause.startswith("第十")


@pytest.mark.parametrize(
    "place",
    [
        *("第十三条/1", "第十三条/4", "第十五条", "附件", "第二条", "第五条至第十条"),
        *("第十一条", "第四条", "第十六条", "第十八条"),
    ],
)
def test_what_the_document_leaves_unsaid_is_noted(scheme: Scheme, place: str) -> None:
    assert place in {note.clause for note in scheme.notes}


@pytest.mark.parametrize("path", sorted(HOME.rglob("*")), ids=lambda path: path.name)
def test_nothing_personal_is_carried_over(path: Path) -> None:
    if path.suffix not in (".py", ".csv", ".toml"):
        return
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"[\w.]+@\w+\.\w+", text) == []
    assert re.findall(r"(?<![\d.])\d{7,}(?!\d)", text) == []
    assert re.findall(r"\d+室|联系人|联系电话", text) == []


def test_the_columns_are_what_the_articles_list(table: Table) -> None:
    assert [column.title for column in table.columns] == ["考核方式", "条款", "考核内容", "考核办法"]
    assert [column.title for column in table.columns if column.joined] == ["考核方式"]
    assert 36 <= sum(column.width for column in table.columns) <= 44
    rows = {item.id: indicators(table, one, item) for one in table.sections for item in one.items}
    assert rows["q3_timeliness"][:3] == ("日常考核第三季度（20分）", "第十三条第3项", "信息公开的常态化")
    assert rows["year_end_requests"][:2] == ("年终考核（20分）", "第十四条（四）")
    assert rows["year_end_grassroots"][:2] == ("年终考核加分", "第十四条（六）")
    assert all(row[3] for row in rows.values())
