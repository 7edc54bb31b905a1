"""The pack against the document: labels and sums, who assesses what, every row met by an item."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

import gp_putuo
from gpcli.expr.fields import LevelField, ListField, NumberField, RateField, YesNoField
from gpcli.facts.check import statement
from gpcli.facts.merge import merged
from gpcli.facts.toml import read_bytes
from gpcli.formatting import indicators
from gpcli.ledger import account, attainable
from gpcli.scheme import Item, Scheme, Table
from gpcli.testing import built
from gpcli.testing.generate import extreme, unit_facts

HOME = Path(str(resources.files(gp_putuo)))

# label of each section, and its rows with their points, as printed
SECTIONS = {
    "基础工作": (32, "A", (3, 2, 3, 2, 2, 3, 2, 2, 2, 3, 3, 3, 2)),
    "推进“五公开”情况": (26, "BC", (2, 3, 2, 3, 3, 2, 2, 3, 3, 3)),
    "解读回应参与情况": (10, "D", (3, 2, 3, 2)),
    "政府信息公开申请办理情况": (18, "E", (3, 2, 3, 3, 3, 2, 2)),
    "政务公开标准化工作": (10, "F", (4, 4, 2)),
    "特色工作": (4, "G", (4,)),
}
# rows whose points fall by half a point
STEPS = {"A6", "A10", "A11", "A12", "A13", "B4", "B5", "B8", "C1", "D3", "E3", "E4", "E5"}
# 考评方式: who alone, or the office alone, or the unit and the office
BODIES = {
    "A6": "区保密局",
    "A10": "区融媒体中心",
    "A11": "区融媒体中心",
    "A12": "区档案局",
    "B8": "区司法局",
    "C1": "区财政局",
}
OFFICE = {"A8", "A9", "A13", "B4", "B5", "E2", "E4", "E5", "F1", "F2", "F3"}
REFERRED = {"E1", "E2", "E3", "E4", "E5"}


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return built.scheme(gp_putuo, "putuo-2020")


@pytest.fixture(scope="module")
def table(scheme: Scheme) -> Table:
    return built.table(gp_putuo, scheme, "main")


def rows() -> list[dict[str, str]]:
    return read("rows.csv")


def read(name: str) -> list[dict[str, str]]:
    with (HOME / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def levels(item: Item, table: Table) -> list[str]:
    return [
        level
        for field in table.facts(item).values()
        if isinstance(field, LevelField)
        for level in field.levels
    ]


def test_labels_rows_and_sums(table: Table) -> None:
    found = {
        str(section.name): (
            section.printed,
            "".join(dict.fromkeys(item.id[0] for item in section.items)),
            tuple(item.points for item in section.items),
        )
        for section in table.sections
    }
    assert found == SECTIONS
    assert list(found) == list(SECTIONS)
    assert all(printed == sum(points) for printed, _, points in SECTIONS.values())
    assert sum(printed for printed, _, _ in SECTIONS.values()) == 100
    assert table.total.points == 100


def test_every_row_has_its_item_and_every_item_its_row(table: Table) -> None:
    assert [row["locator"] for row in rows()] == [item.clause for item in table.items]
    assert [item.id for item in table.items] == [item.clause for item in table.items]
    assert len(rows()) == 38


def test_rows_and_items_have_the_same_section_name_and_points(table: Table) -> None:
    printed = {row["locator"]: row for row in rows()}
    for section in table.sections:
        for item in section.items:
            row = printed[item.clause]
            assert row["table"] == table.id
            assert row["section"] == section.name
            assert row["name"] == item.name
            assert item.points == Decimal(row["points"]), item.id


def test_every_row_of_the_form_is_a_row(table: Table) -> None:
    assert [row["code"] for row in read("form.csv")] == [item.id for item in table.items]


def test_graded_rows_fall_by_the_printed_half_point(table: Table) -> None:
    graded = {
        item.id: field
        for item in table.items
        for field in table.facts(item).values()
        if isinstance(field, NumberField) and field.step
    }
    assert set(graded) == STEPS
    for code, field in graded.items():
        item = table.item(code)
        assert item is not None
        assert (field.step, field.minimum, field.maximum) == (Decimal("0.5"), 0, item.points)


def test_only_the_row_at_discretion_is_judged(table: Table) -> None:
    judged = [
        (item.id, field.maximum, field.step)
        for item in table.items
        for field in table.facts(item).values()
        if isinstance(field, NumberField) and field.judged
    ]
    assert judged == [("G1", 4, None)]


def test_who_may_state_what(table: Table) -> None:
    for item in table.items:
        if item.id in BODIES:
            assert item.assessed_by == (f"bureau:{BODIES[item.id]}",)
            continue
        assert "office" in item.assessed_by
        assert ("self" in item.assessed_by) is (item.id not in OFFICE), item.id
        assert ("third-party" in item.assessed_by) is (item.id in REFERRED), item.id
        assert ("bureau:区司法局" in item.assessed_by) is (item.id == "E6")


def test_the_form_prints_the_same_bodies(table: Table) -> None:
    for row in read("form.csv"):
        item = table.item(row["code"])
        assert item is not None
        body = BODIES.get(item.id)
        if body is not None:
            assert row["method"] == f"{body}专项测评"
        elif item.id == "D1":
            assert row["method"] == ""
        else:
            assert row["method"].startswith("部门填报、区府办测评") is ("self" in item.assessed_by)
            assert ("参考第三方" in row["method"]) is ("third-party" in item.assessed_by)
            assert ("司法局" in row["method"]) is (item.id == "E6")


def test_evidence_is_asked_for_where_the_unit_files(table: Table) -> None:
    for item, row in zip(table.items, read("form.csv"), strict=True):
        assert bool(item.evidence) is ("无需填报" not in row["remark"]), item.id
        assert bool(item.evidence) is ("self" in item.assessed_by), item.id


def test_rates_and_lists(table: Table) -> None:
    def of(kind: type) -> set[str]:
        return {
            item.id
            for item in table.items
            if any(isinstance(field, kind) for field in table.facts(item).values())
        }

    assert of(RateField) == {"A4"}
    assert of(ListField) == {"A8", "A9", "E6"}
    assert of(YesNoField) == {"A1", "A4", "B3", "D4", "E1", "E2", "E4", "E5"}


def test_what_may_be_left_out_is_only_the_claim_of_nothing(table: Table) -> None:
    optional = {place.key for place in table.places if place.optional}
    assert optional == {"A4.no_documents", "requests.no_applications"}


def test_the_total_is_converted_to_six_points(scheme: Scheme, table: Table) -> None:
    assert [(one.id, attainable(one)) for one in table.conversions] == [("performance", 6)]
    assert table.grades == ()
    off = built.table(gp_putuo, scheme.under({"performance_conversion": "none"}), "main")
    assert off.conversions == ()


def test_no_step_follows_the_sections(table: Table) -> None:
    assert [posting.key for posting in account(table.total).postings] == ["base"]


def test_no_reading_changes_items_or_facts(scheme: Scheme, table: Table) -> None:
    def keys(of: Table) -> list[set[str]]:
        return [set(of.facts(item)) for item in of.items]

    for reading in scheme.readings:
        for value in reading.values:
            other = built.table(gp_putuo, scheme.under({reading.id: value}), "main")
            assert keys(other) == keys(table)
            assert [levels(item, other) for item in other.items] == [
                levels(item, table) for item in table.items
            ]


def test_readings_touch_what_exists_and_cite_the_document(scheme: Scheme, table: Table) -> None:
    known = {ledger.id for ledger in table.ledgers()}
    for reading in scheme.readings:
        assert reading.default in reading.values
        assert set(reading.touches) <= known
        assert reading.clause == "六" or set(reading.clause.split("；")) == set(reading.touches)


def test_shifted_labels_and_missing_cells_are_source_notes(scheme: Scheme) -> None:
    noted = {note.clause for note in scheme.notes}
    shifted = {"附件/基础工作", "附件/解读回应参与情况", "附件/政府信息公开申请办理情况"}
    assert noted >= {*shifted, "附件/推进“五公开”情况", "F2", "A4", "E6", "六", "二"}


@pytest.mark.parametrize(("reading", "status"), [("as-printed", "incomplete"), ("no-points", "scored")])
def test_a_unit_without_documents_has_no_total_unless_a_reading_gives_one(reading: str, status: str) -> None:
    scorer = built.scorer(gp_putuo, "putuo-2020", "main", {"nothing_this_year": reading})
    given = dict(extreme(scorer.table, best=False))
    for place in scorer.table.places:
        if place.key == "A4.no_documents":
            given[place.field] = True
    sheet = scorer.score(unit_facts(scorer.table, given))
    assert (sheet.status, sheet.mark.points) == (status, 0)
    assert ("A4" in sheet.reason) is (status == "incomplete")


def test_no_unit_is_named(scheme: Scheme) -> None:
    assert scheme.roster().completeness == "absent"
    assert scheme.roster().units == ()


@pytest.mark.parametrize("path", sorted(HOME.rglob("*")), ids=lambda path: path.name)
def test_nothing_personal_is_carried_over(path: Path) -> None:
    if path.suffix not in (".py", ".csv", ".toml"):
        return
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"[\w.]+@\w+\.\w+", text) == []
    assert re.findall(r"(?<![\d.])\d{7,}(?!\d)", text) == []
    assert re.findall(r"\d+室|联系人|联系电话", text) == []


def test_the_office_has_the_last_word_on_what_the_justice_bureau_helps_to_check() -> None:
    table = built.table(gp_putuo, built.scheme(gp_putuo, "putuo-2020"), "main")
    said = []
    for role, cases in (('role = "bureau", name = "区司法局"', 1), ('role = "office"', 0)):
        content = f"source = {{ {role} }}\n[facts.E6]\nlost_cases = {cases}\n"
        said.append(statement(read_bytes(content.encode(), role), table, ""))
    assert merged(table, "putuo-2020", said).origins["E6"].source.role == "office"


def test_the_columns_are_those_of_the_annex() -> None:
    table = built.table(gp_putuo, built.scheme(gp_putuo, "putuo-2020"), "main")
    titles = "指标 具体项目 序号 分值 评分指标 评分标准 备注说明 考评方式"
    assert " ".join(column.title for column in table.columns) == titles
    assert [column.title for column in table.columns if column.joined] == ["指标", "具体项目"]
    assert sum(column.width for column in table.columns) <= 44
    rows = {item.id: indicators(table, one, item) for one in table.sections for item in one.items}
    assert rows["A8"][:4] == ("基础工作（32分）", "报送指标统计表", "A8", "2")
    assert rows["A8"][6:] == ("无需填报", "区府办测评")
    assert rows["E6"][0] == "政府信息公开申请办理情况（18分）"
    assert rows["E6"][7] == "部门填报、区府办测评（区司法局协助核查）"
    assert rows["D1"][7] == "——"
    assert all(all(row) for row in rows.values())
