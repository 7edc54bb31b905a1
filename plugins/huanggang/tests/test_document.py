"""The pack against the document: labels and sums, the roster, every row met by an item and the other way."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

import gp_huanggang
from gpcli.formatting import indicators
from gpcli.scheme import Item, Scheme, Table
from gpcli.testing import built

HOME = Path(str(resources.files(gp_huanggang)))
TABLES = ("county", "department-a", "department-b")
ANNEXES = {"county": "附件2", "department-a": "附件3", "department-b": "附件3"}

# 附件2, every label with a number: 一级指标, then its 二级指标
LABELS = {
    "日常管理": (22, {"组织推进": 8, "监督检查": 14}),
    "主动公开": (
        58,
        {
            "概况信息公开": 1,
            "领导信息公开": 2,
            "用权公开": 3,
            "决策公开": 4,
            "规范性文件公开": 6,
            "政策解读": 5,
            "回应关切": 12,
            "专题公开": 3,
            "会议开放": 2,
            "执行公开": 1,
            "服务公开": 1,
            "结果公开": 4,
            "重点领域": 7,
            "公开指南": 2,
            "公开年报": 4,
            "数据发布": 1,
        },
    ),
    "依申请公开": (4, {"渠道畅通": 1, "回复及时": 2, "答复规范": 1}),
    "平台建设": (
        12,
        {
            "政府网站集约化及政府信息公开平台建设情况": 6,
            "政府网站设计规范": 1,
            "IPV6访问": 1,
            "政府网站年度报表发布": 1,
            "政务公开专区建设": 3,
        },
    ),
    "基层政务公开": (4, {"出台方案": 1, "编制目录": 3}),
}
# 附件3 prints no sum; what its two columns come to
SUMS = {
    "department-a": {"日常管理": 27, "主动公开": 58, "依申请公开": 6, "平台建设": 9},
    "department-b": {"日常管理": 20, "主动公开": 61, "依申请公开": 6, "平台建设": 13},
}
# 附件1, as printed
CLASS_A = re.findall(
    "[^、\n]+",
    """\
市发改革、市教育局、市科技局、市经信局、市公安局、市民政局、市司法局、市人社局、市自规局、市生态环境局、
市住建局、市交通运输局、市水利和湖泊局、市农业农村局、市商务局、市文旅局、市卫健委、市退役军人事务局、
市应急管理局、市审计局、市市场监管局、市人防办、市扶贫办、市林业局、市城管执法委、
市政务服务和大数据管理局、市机关事务服务中心、市公共资源交易中心、黄冈住房公积金中心、
市体育事业发展中心、黄冈高新区管委会、黄冈白潭湖片区筹委会、黄冈产业园管委会、
光谷黄冈科技产业园管委会、市供销社、市龙感湖管理区、白莲河示范区管委会""",
)
CLASS_B = re.findall(
    "[^、\n]+",
    """\
市民宗委、市财政局、市地方金融工作局、市国资委、市统计局、市政府研究室、市招商服务中心、
市公共检验检测中心、湖北龙感湖国家级自然保护区管理局""",
)


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return built.scheme(gp_huanggang, "huanggang-2020")


@pytest.fixture(scope="module")
def tables(scheme: Scheme) -> dict[str, Table]:
    return {name: built.table(gp_huanggang, scheme, name) for name in ANNEXES}


@pytest.fixture(params=list(ANNEXES))
def table(request: pytest.FixtureRequest, tables: dict[str, Table]) -> Table:
    return tables[request.param]


def rows(table: str) -> list[dict[str, str]]:
    with (HOME / "rows.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["table"] == table]


def weight(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def points(items: tuple[Item, ...]) -> Decimal:
    return sum((item.points or Decimal(0) for item in items), Decimal(0))


def test_every_label_of_the_county_table_agrees_with_its_rows(tables: dict[str, Table]) -> None:
    found: dict[str, tuple[Decimal | None, dict[str, Decimal]]] = {}
    for section in tables["county"].base:
        groups: dict[str, Decimal] = {}
        for item in section.items:
            name = item.clause.split("/")[2]
            groups[name] = groups.get(name, Decimal(0)) + (item.points or 0)
        found[str(section.name)] = (section.printed, groups)
        assert section.printed == points(section.items)
    assert found == LABELS
    assert [list(groups) for _, groups in found.values()] == [list(groups) for _, groups in LABELS.values()]


@pytest.mark.parametrize("name", list(SUMS))
def test_what_the_columns_of_the_department_table_come_to(tables: dict[str, Table], name: str) -> None:
    assert {str(section.name): points(section.items) for section in tables[name].base} == SUMS[name]
    assert {section.printed for section in tables[name].sections} == {None}


def test_every_table_makes_a_hundred(table: Table) -> None:
    assert table.total.points == 100


def test_bonus_and_penalty(tables: dict[str, Table]) -> None:
    limits = {
        name: {item.id: item.points for item in one.items if item.kind != "base"}
        for name, one in tables.items()
    }
    department = {"innovation": 5, "topic_bonus": 2, "media_exposure": 5}
    assert limits == {
        "county": {"innovation": 5, "media_exposure": 5},
        "department-a": department,
        "department-b": department,
    }


def test_the_weights_of_the_two_classes_differ_where_the_document_has_it(tables: dict[str, Table]) -> None:
    a, b = ({item.id: item.points for item in tables[f"department-{one}"].items} for one in "ab")
    assert {id_: (a[id_], b[id_]) for id_ in b if a[id_] != b[id_]} == {
        "notices": (8, 2),
        "rectification": (2, 1),
        "leaders": (2, 3),
        "institution_info": (1, 2),
        "mailbox_pending": (2, 3),
        "service_source": (1, 0),
        "department_budgets": (1, 2),
        "platform_opened": (2, 4),
        "platform_columns": (2, 3),
        "platform_care": (4, 6),
    }
    assert [id_ for id_ in a if id_ not in b] == ["site_work_report"]
    assert [id_ for id_ in a if id_ in b] == list(b)


def test_weight_zero_asks_for_nothing(tables: dict[str, Table]) -> None:
    item = tables["department-b"].item("service_source")
    assert item is not None
    assert item.points == 0
    assert tables["department-b"].facts(item) == {}


def test_every_row_has_its_item_and_every_item_its_row(table: Table) -> None:
    printed = [row["locator"] for row in rows(table.id) if row["points"]]
    assert len(printed) == len(set(printed))
    assert [item.clause for item in table.items] == printed


def test_rows_and_items_have_the_same_section_and_points(table: Table) -> None:
    printed = {row["locator"]: row for row in rows(table.id)}
    for section in table.sections:
        for item in section.items:
            row = printed[item.clause]
            assert row["section"] == section.name
            assert item.points == weight(row["points"]), item.id
            assert item.clause.startswith(section.clause + "/")


def test_how_many_rows() -> None:
    assert {name: len(rows(name)) for name in TABLES} == {
        "county": 57,
        "department-a": 47,
        "department-b": 46,
    }


def test_amounts_that_do_not_fit_the_weight_are_noted(scheme: Scheme) -> None:
    noted = {note.clause for note in scheme.notes}
    misfits = {
        "附件2/日常管理/监督检查/5",
        "附件3/日常管理/监督检查/2",
        "附件3/主动公开/用权公开/1",
        "附件3/主动公开/回应关切/4",
        "附件3/主动公开/重点领域/1",
        "附件3/平台建设/政府信息公开平台建设情况/1",
    }
    assert misfits <= noted


def test_rows_that_deduct_for_each_case_without_an_end_are_the_readings(scheme: Scheme) -> None:
    reading = scheme.find_reading("row_floor")
    assert reading is not None
    floored = scheme.under({"row_floor": "zero"})
    for name in ANNEXES:
        plain, ended = (built.table(gp_huanggang, one, name) for one in (scheme, floored))
        other = {
            one.id
            for one, two in zip(plain.items, ended.items, strict=True)
            if len(one.moves) < len(two.moves)
        }
        assert other == set(reading.touches) & {item.id for item in plain.items}


def test_what_only_the_office_sees_is_asked_of_it_first(table: Table) -> None:
    first = {item.id for item in table.items if item.assessed_by == ("office", "self")}
    shared = {"notices", "hotline_receipt", "hotline_deadline", "hotline_satisfaction"}
    extra = {item.id for item in table.items if item.kind != "base"}
    own = {
        "county": {
            "matrix_reports",
            "interpretation_ratio",
            "interpretation_links",
            "hotline_calls",
            "site_cleanup",
        },
        "department": {
            "portal_content",
            "rectification",
            "account_reporting",
            "mailbox_pending",
            "mailbox_deadline",
            "platform_care",
        },
    }
    assert first == shared | extra | own[table.id.partition("-")[0]]
    assert {item.assessed_by for item in table.items} == {("office", "self"), ("self", "office")}


def test_the_roster_is_the_documents(scheme: Scheme) -> None:
    roster = scheme.roster()
    assert roster.completeness == "partial"
    assert [unit.name for unit in roster.units if unit.table == "department-a"] == CLASS_A
    assert [unit.name for unit in roster.units if unit.table == "department-b"] == CLASS_B
    assert (len(CLASS_A), len(CLASS_B), len(roster.units)) == (37, 9, 46)
    assert {(unit.table, unit.group) for unit in roster.units} == {
        ("department-a", "A类"),
        ("department-b", "B类"),
    }


def test_misprinted_names_have_aliases(scheme: Scheme) -> None:
    roster = scheme.roster()
    mended = {alias: unit.name for unit in roster.units for alias in unit.aliases}
    assert mended == {"市发改委": "市发改革", "龙感湖管理区": "市龙感湖管理区"}
    for alias, name in mended.items():
        assert roster.find(alias) is roster.find(name)


def test_readings_touch_items_that_exist_and_cite_the_document(
    scheme: Scheme, tables: dict[str, Table]
) -> None:
    known = {ledger.id for table in tables.values() for ledger in table.ledgers()}
    for reading in scheme.readings:
        assert reading.default in reading.values
        assert set(reading.touches) <= known
        assert reading.clause.startswith("附件")
        for name in reading.tables:
            assert reading.concerns(tables[name])


@pytest.mark.parametrize("path", sorted(HOME.rglob("*")), ids=lambda path: path.name)
def test_nothing_personal_is_carried_over(path: Path) -> None:
    if path.suffix not in (".py", ".csv", ".toml"):
        return
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"[\w.]+@\w+\.\w+", text) == []
    assert re.findall(r"(?<![\d.])\d{7,}(?!\d)", text) == []
    assert re.findall(r"\d+室|联系人|联系电话", text) == []


def _printed(scheme: Scheme, name: str) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """The titles of a table's columns, and what they say of each item."""
    table = built.table(gp_huanggang, scheme, name)
    assert 36 <= sum(column.width for column in table.columns) <= 44
    assert [column.title for column in table.columns if column.joined] == ["一级指标", "二级指标"]
    rows = {item.id: indicators(table, one, item) for one in table.sections for item in one.items}
    return [column.title for column in table.columns], rows


def test_the_columns_of_the_counties_annex(scheme: Scheme) -> None:
    titles, rows = _printed(scheme, "county")
    assert titles == ["一级指标", "二级指标", "指标说明", "评分细则", "分值"]
    assert rows["hotline_receipt"][:2] == ("主动公开（58分）", "回应关切（12分）")
    assert rows["site_reports"][1] == "政府网站年度报表发布（1分）"
    assert rows["innovation"][:2] == ("加分项（5分）", "优秀创新案例")
    assert (rows["training"][4], rows["media_exposure"][4]) == ("2", "5")


@pytest.mark.parametrize("name", ["department-a", "department-b"])
def test_the_columns_of_the_departments_annex_have_both_weights(scheme: Scheme, name: str) -> None:
    titles, rows = _printed(scheme, name)
    assert titles == ["一级指标", "二级指标", "指标说明", "评分细则", "A类分值", "B类分值"]
    assert rows["leaders"][:2] == ("主动公开", "领导信息公开")
    assert rows["leaders"][4:] == ("2", "3")
    assert rows["service_source"][4:] == ("1", "0")
    assert ("site_work_report" in rows) is (name == "department-a")
    only_a = [row[4:] for row in rows.values() if not row[5]]
    assert only_a == ([("1", "")] if name == "department-a" else [])
