"""The pack against the document: labels and sums, the roster, every row met by an item and the other way."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from importlib import resources
from itertools import groupby
from pathlib import Path

import pytest

import gp_zhangshu
from gpcli.formatting import indicators
from gpcli.scheme import Item, Scheme, Table
from gpcli.testing import built

HOME = Path(str(resources.files(gp_zhangshu)))
ANNEXES = {"township": "附件一", "department": "附件二"}

# label and sum of the rows as the document has them
SECTIONS = {
    "township": {
        "政府信息公开": (55, 50),
        "政务新媒体": (10, 10),
        "政务公开标准化规范化建设": (15, 20),
        "政府网站信息报送": (10, 10),
        "组织保障": (10, 10),
    },
    "department": {
        "政府信息公开": (60, 60),
        "政务新媒体": (10, 10),
        "政府网站信息报送": (10, 10),
        "组织保障": (20, 20),
    },
}
# 一、考评对象, as printed
DEPARTMENTS = re.findall(
    "[^、\n]+",
    """\
市发改委、市工信局、市财政局、市审计、市科技局、市公安局、市档案馆、市民政局、市司法局、市教育体育、
市人社局、市自然资源局、市住建局、市交通局、市城管局、市水利局、市农业农村局、市林业局、市商务局、
市卫健委、市应急管理局、樟树生态环境局、市文化广电新闻出版旅游局、市统计局、市场监管局、市粮食局、
市工业园管委会、市行政服务中心管委会、市机关事务局、市国有资产服务中心、市供销合作社、市税务局、
市退役军人事务局、市医疗保障局、市乡村振兴局""",
)
TOWNSHIPS = re.findall(
    "[^、\n]+",
    """\
福城街道、大桥街道、观上镇、店下镇、淦阳街道、张家山街道、阁山镇、洋湖乡、永泰镇、鹿江街道、经楼镇、
洲上乡、临江镇、吴城乡、昌傅镇、黄土岗镇、义成镇、中洲乡、刘公庙镇""",
)


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return built.scheme(gp_zhangshu, "zhangshu-2021")


@pytest.fixture(scope="module", params=["township", "department"])
def table(request: pytest.FixtureRequest, scheme: Scheme) -> Table:
    return built.table(gp_zhangshu, scheme, request.param)


def rows() -> list[dict[str, str]]:
    with (HOME / "rows.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def weight(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def test_labels_and_sums(table: Table) -> None:
    found = {
        str(section.name): (section.printed, sum(item.points or 0 for item in section.items))
        for section in table.base
    }
    assert found == SECTIONS[table.id]
    assert list(found) == list(SECTIONS[table.id])


def test_both_sums_make_a_hundred(table: Table) -> None:
    assert sum(section.printed or 0 for section in table.base) == 100
    assert sum(item.points or 0 for section in table.base for item in section.items) == 100
    assert table.total.points == 100


def test_every_label_that_disagrees_is_a_source_note(scheme: Scheme) -> None:
    noted = {note.clause for note in scheme.notes}
    for name in ANNEXES:
        for section in built.table(gp_zhangshu, scheme, name).base:
            if section.printed != sum(item.points or 0 for item in section.items):
                assert section.clause in noted


def test_every_row_has_its_items_and_every_item_its_row(table: Table) -> None:
    annex = ANNEXES[table.id]
    printed = [row["locator"] for row in rows() if row["table"] == table.id]
    assert len(printed) == len(set(printed))
    met = [item.clause for item in table.items]
    assert set(met) == set(printed)
    assert list(dict.fromkeys(met)) == printed
    shared = {clause for clause in met if met.count(clause) > 1}
    assert shared == {f"{annex}/加分项/1"}


def test_rows_and_items_have_the_same_section_and_points(table: Table) -> None:
    printed = {row["locator"]: row for row in rows()}
    for section in table.sections:
        for item in section.items:
            row = printed[item.clause]
            assert row["section"] == section.name
            assert item.points == weight(row["points"]), item.id
            assert item.clause.startswith(section.clause + "/")


def test_how_many_rows() -> None:
    counts = {
        name: len([row for row in rows() if row["table"] == name and row["section"][1:] != "分项"])
        for name in ANNEXES
    }
    assert counts == {"township": 18, "department": 13}
    assert len(rows()) == 45


def test_bonus_and_penalty_items_print_only_what_the_document_limits(table: Table) -> None:
    limits = {item.id: item.points for item in table.items if item.kind != "base" and item.points}
    assert limits == {"monthly_notice": 10, "stale_columns": 10}
    assert table.section("bonus").printed == 10
    assert table.section("penalty").printed is None


def test_only_departments_are_ranked_by_quarter(scheme: Scheme) -> None:
    only = {name: {item.id for item in built.table(gp_zhangshu, scheme, name).items} for name in ANNEXES}
    assert only["department"] - only["township"] == {"overview", "proposals", "ranking_top", "ranking_bottom"}
    assert only["township"] - only["department"] == {
        "poverty",
        "epidemic",
        "welfare",
        "safety",
        "rural_environment",
        "catalogue",
        "open_zone",
    }


def test_evidence_is_asked_for_where_the_document_prints_it(table: Table) -> None:
    silent = {"reply_time", "new_media_care", "submissions", "staffing"}
    assert {item.id for item in table.items if item.kind == "base" and not item.evidence} == silent
    assert all(bool(item.evidence) is (item.kind == "bonus") for item in _extra(table))


def _extra(table: Table) -> list[Item]:
    return [item for item in table.items if item.kind != "base"]


def test_the_roster_is_the_documents(scheme: Scheme) -> None:
    roster = scheme.roster()
    assert roster.completeness == "complete"
    assert [unit.name for unit in roster.units if unit.table == "department"] == DEPARTMENTS
    assert [unit.name for unit in roster.units if unit.table == "township"] == TOWNSHIPS
    assert (len(DEPARTMENTS), len(TOWNSHIPS), len(roster.units)) == (35, 19, 54)


def test_misprinted_names_have_aliases(scheme: Scheme) -> None:
    roster = scheme.roster()
    mended = {alias: unit.name for unit in roster.units for alias in unit.aliases}
    assert mended == {"市审计局": "市审计", "市教育体育局": "市教育体育"}
    for alias, name in mended.items():
        assert roster.find(alias) is roster.find(name)
    assert roster.find("市政府办") is None
    assert roster.find("市经济信息中心") is None


def test_readings_touch_items_that_exist_and_cite_the_document(scheme: Scheme) -> None:
    tables = [built.table(gp_zhangshu, scheme, name) for name in ANNEXES]
    known = {ledger.id for table in tables for ledger in table.ledgers()}
    for reading in scheme.readings:
        assert reading.default in reading.values
        assert set(reading.touches) <= known
        assert reading.clause.startswith("附件")


@pytest.mark.parametrize("path", sorted(HOME.rglob("*")), ids=lambda path: path.name)
def test_nothing_personal_is_carried_over(path: Path) -> None:
    if path.suffix not in (".py", ".csv", ".toml"):
        return
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"[\w.]+@\w+\.\w+", text) == []
    assert re.findall(r"(?<![\d.])\d{7,}(?!\d)", text) == []
    assert re.findall(r"\d+室|联系人|联系电话", text) == []


def test_the_columns_are_those_of_both_annexes(table: Table) -> None:
    titles = ["一级指标", "二级指标", "分值", "评分标准", "佐证材料"]
    assert [column.title for column in table.columns] == titles
    assert [column.title for column in table.columns if column.joined] == titles[:2]
    assert 36 <= sum(column.width for column in table.columns) <= 44
    rows = {item.id: indicators(table, one, item) for one in table.sections for item in one.items}
    disclosure = "政府信息公开（55分）" if table.id == "township" else "政府信息公开（60分）"
    assert rows["reply_doc"][:3] == (disclosure, "依申请公开", "5")
    assert rows["reply_doc"][3].startswith("规范制作答复书。以满分 5 分起评")
    assert (rows["reply_doc"][4], rows["reply_time"][4]) == ("答复情况", "——")
    assert rows["new_media_cleanup"][:2] == ("政务新媒体（10分）", "政务新媒体清理")
    assert rows["new_media_cleanup"][3].startswith("以满分 5 分起评")
    assert rows["adoption"][:3] == ("加分项", "", "")


def test_the_second_level_is_printed_once_over_its_rows(table: Table) -> None:
    rows = [indicators(table, one, item)[1] for one in table.sections for item in one.items]
    several = {name: len(list(run)) for name, run in groupby(rows)}
    assert (several["主动公开"], several["依申请公开"]) == ((8, 3) if table.id == "township" else (5, 3))
    assert all(several[name] == 1 for name in several if name not in ("主动公开", "依申请公开", ""))
