"""The pack against the document: headings and sums, every row met by an item, who may state what."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import gp_region2023
from gp_region2023.columns import METHODS
from gpcli.formatting import indicators
from gpcli.problems import Problems
from gpcli.scheme import Scheme, Table
from gpcli.scoring.sheet import Sheet
from gpcli.testing import built
from gpcli.testing.cases import Case, Expected, outcome

Facts = Mapping[str, Any]
Readings = Mapping[str, str]

HOME = Path(str(resources.files(gp_region2023)))
ANNEXES = {"region": "附件2", "department": "附件3"}
INNOVATION = "政务公开工作创新提优"

# heading, its points, the points of its sub-items as printed
SECTIONS = {
    "region": (
        ("政务公开基础工作", 10, (5, 5)),
        ("行政规范性文件集中公开", 5, (2, 2, 1)),
        ("政务公开平台建设", 25, (10, 10, 5)),
        ("政策解读", 10, (3, 3, 4)),
        ("政务公开标准化规范化建设", 5, (5,)),
        ("依申请公开办理", 10, (4, 4, 2)),
        ("政民互动", 10, (5, 5)),
        ("组织体系和监督保障", 15, (3, 3, 3, 3, 3)),
        (INNOVATION, 10, (5,)),
    ),
    "department": (
        ("政务公开基础工作", 10, (5, 5)),
        ("规章、行政规范性文件公开", 5, (2, 2, 1)),
        ("政务公开平台建设", 20, (10, 10)),
        ("政策解读", 10, (3, 3, 4)),
        ("依申请公开办理", 10, (4, 4, 2)),
        ("政民互动", 10, (5, 5)),
        ("便民服务", 10, (5, 3, 2)),
        ("组织体系和监督保障", 15, (3, 3, 3, 3, 3)),
        (INNOVATION, 10, (5,)),
    ),
}
# 评分标准: what one occurrence costs, by item and line
AMOUNTS = {
    "attributes": {"unmarked": "0.1"},
    "doc_cleanup": {"unfinished": "0.1"},
    "doc_upload": {"bad_format": "0.1"},
    "doc_display": {"unpublished": "0.1", "not_withdrawn": "0.1"},
    "website": {
        "late_updates": "0.1",
        "wording_errors": "0.5",
        "late_fixes": "0.1",
        "vulnerabilities": "0.5",
    },
    "policy_sync": {"not_simultaneous": "0.1"},
    "policy_forms": {"faulty": "0.1"},
    "request_handling": {"unlawful_replies": "0.1"},
    "request_corrections": {"corrections": "0.2"},
    "request_complaints": {"unhandled": "0.1", "own_errors": "0.2"},
    "messages": {"overdue": "0.1"},
}
OWN_AMOUNTS = {
    "region": {"open_zone": {"deficient_zones": "1"}, "catalogue": {"faulty": "0.1"}},
    "department": {"policy_push": {"wrong_tags": "0.1"}},
}


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return built.scheme(gp_region2023, "region-2023")


@pytest.fixture(scope="module", params=["region", "department"])
def table(request: pytest.FixtureRequest, scheme: Scheme) -> Table:
    return built.table(gp_region2023, scheme, request.param)


def stated(table: Table, facts: Facts, readings: Readings | None = None) -> Sheet | Problems:
    """The sheet of a unit at its best but for these facts."""
    case = Case(
        id="test",
        scheme="region-2023",
        table=table.id,
        item="total",
        clause="",
        says="",
        expect=Expected(),
        start="full",
        facts=facts,
        readings=readings or {},
    )
    return outcome(gp_region2023, case)


def score(table: Table, facts: Facts, item: str, readings: Readings | None = None) -> Decimal | None:
    sheet = stated(table, facts, readings)
    assert isinstance(sheet, Sheet), sheet
    return next(one.mark.points for one in sheet.items if one.id == item)


def refused(table: Table, facts: Facts, readings: Readings) -> set[str]:
    problems = stated(table, facts, readings)
    assert isinstance(problems, Problems)
    return {one.code for one in problems.problems}


def noted(table: Table, facts: Facts) -> set[str]:
    sheet = stated(table, facts)
    assert isinstance(sheet, Sheet)
    return {note.id for note in sheet.notes}


def rows(name: str) -> list[dict[str, str]]:
    with (HOME / "rows.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["table"] == name]


def test_headings_and_sub_items(table: Table) -> None:
    found = [
        (section.name, section.printed, [item.points for item in section.items]) for section in table.base
    ]
    printed = [
        (name, points, [10] if name == INNOVATION else list(items))
        for name, points, items in SECTIONS[table.id]
    ]
    assert found == printed


def test_headings_make_a_hundred_and_sub_items_as_printed_do_not(table: Table) -> None:
    assert sum(points for _, points, _ in SECTIONS[table.id]) == 100
    assert sum(sum(items) for *_, items in SECTIONS[table.id]) == 95
    assert sum(section.printed or 0 for section in table.base) == 100
    assert table.total.points == 100


def test_every_heading_that_disagrees_is_a_source_note(table: Table, scheme: Scheme) -> None:
    odd = [
        f"{ANNEXES[table.id]}/{number}"
        for number, (_, points, items) in enumerate(SECTIONS[table.id], 1)
        if points != sum(items)
    ]
    assert odd == [f"{ANNEXES[table.id]}/9"]
    noted = {place for note in scheme.notes for place in note.clause.split("；")}
    assert set(odd) <= noted


def test_every_row_has_its_item_and_every_item_its_row(table: Table) -> None:
    printed = [row["locator"] for row in rows(table.id)]
    assert [item.clause for item in table.items] == printed
    assert len(printed) == len(set(printed))
    assert len(printed) == {"region": 23, "department": 24}[table.id]


def test_rows_and_items_have_the_same_section_and_points(table: Table) -> None:
    printed = {row["locator"]: row for row in rows(table.id)}
    for number, section in enumerate(table.sections, 1):
        assert section.clause == f"{ANNEXES[table.id]}/{number}"
        for item in section.items:
            assert printed[item.clause]["section"] == section.name
            assert item.points == Decimal(printed[item.clause]["points"]), item.id


def test_one_occurrence_costs_what_is_printed(table: Table) -> None:
    for item, amounts in (AMOUNTS | OWN_AMOUNTS[table.id]).items():
        for fact, amount in amounts.items():
            points = score(table, {item: {fact: 1}}, item)
            whole = next(one.points for one in table.items if one.id == item)
            assert whole is not None
            assert points == whole - Decimal(amount), f"{item}.{fact}"


def test_deductions_of_a_tenth_add_up(table: Table) -> None:
    assert score(table, {"attributes": {"unmarked": 37}}, "attributes") == Decimal("1.3")


def test_only_one_rule_prints_a_floor(table: Table) -> None:
    assert score(table, {"doc_cleanup": {"unfinished": 21}}, "doc_cleanup") == 0
    uploads = {"documents": {"not_uploaded": 21}, "doc_upload": {"bad_format": 5}}
    assert score(table, uploads, "doc_upload") == Decimal("-0.5")
    display = {"doc_display": {"unpublished": 12, "not_withdrawn": 0}}
    assert score(table, display, "doc_display") == Decimal("-0.2")
    assert score(table, display, "doc_display", {"item_floor": "item"}) == 0
    assert score(table, display, "doc_display", {"item_floor": "row"}) == Decimal("-0.2")


def test_a_document_neither_cleaned_nor_uploaded_costs_a_tenth_once(table: Table) -> None:
    facts = {"doc_cleanup": {"unfinished": 4}, "documents": {"neither_done": 3}}
    for reading, cleanup, upload in (("once", "1.6", "2"), ("each", "1.6", "1.7")):
        chosen = {"cleanup_upload": reading}
        assert score(table, facts, "doc_cleanup", chosen) == Decimal(cleanup)
        assert score(table, facts, "doc_upload", chosen) == Decimal(upload)
    more = {"doc_cleanup": {"unfinished": 2}, "documents": {"neither_done": 3}}
    assert refused(table, more, {}) == {"contradiction"}


def test_uploads_cost_the_sub_item_that_the_reading_names(table: Table) -> None:
    facts = {"documents": {"not_uploaded": 1}}
    for reading, cleanup, upload in (("by-subject", "2", "1.9"), ("by-number", "1.9", "2")):
        chosen = {"cleanup_split": reading}
        assert score(table, facts, "doc_cleanup", chosen) == Decimal(cleanup)
        assert score(table, facts, "doc_upload", chosen) == Decimal(upload)


def test_late_and_faulty_reports_cost_once_unless_each_is_read(table: Table) -> None:
    facts = {"annual_report": {"late_reports": 2, "inaccurate_reports": 1, "misformatted_reports": 1}}
    assert score(table, facts, "annual_report") == 2
    assert score(table, facts, "annual_report", {"report_count": "each"}) == -1


def test_revocations_are_priced_only_where_read_so(table: Table) -> None:
    facts = {"request_corrections": {"revocations": 2}}
    assert score(table, facts, "request_corrections") == 4
    assert score(table, facts, "request_corrections", {"revocations": "counted"}) == Decimal("3.6")


def test_nothing_this_year_still_leaves_abolished_documents_to_withdraw(table: Table) -> None:
    facts = {"documents": {"no_documents": True}, "doc_display": {"not_withdrawn": 2}}
    assert score(table, facts, "doc_display") == Decimal("0.8")
    assert score(table, facts, "doc_display", {"nothing_this_year": "no-points"}) == 0
    some = {"documents": {"no_documents": True}, "doc_display": {"unpublished": 1}}
    assert refused(table, some, {}) == {"contradiction"}


def test_innovation_ends_at_the_heading_unless_read_otherwise(table: Table) -> None:
    adopted = [{"by": "国务院"}, {"by": "省级"}, {"by": "市级"}, {"by": "省级"}]
    facts = {"innovation": {"adoptions": adopted, "measures": 4}}
    assert score(table, facts, "innovation") == 10
    assert score(table, facts, "innovation", {"innovation_points": "printed-five"}) == 5
    assert score(table, facts, "innovation", {"innovation_points": "five-and-five"}) == 9


def test_an_index_is_never_converted_quietly(table: Table) -> None:
    facts = {"new_media": {"index_score": Decimal("92.5")}}
    assert score(table, facts, "new_media") == Decimal("9.25")
    assert "contradiction" in refused(table, facts, {"new_media_conversion": "converted"})
    low = {"new_media": {"index_score": Decimal("9.2")}}
    assert score(table, low, "new_media", {"new_media_conversion": "converted"}) == Decimal("9.2")
    assert noted(table, low) == {"index_looks_converted"}
    assert noted(table, facts) == set()


def test_who_may_state_the_facts(table: Table) -> None:
    assert {item.assessed_by for item in table.items} == {("office", "third-party", "self")}


def test_material_is_asked_for_where_the_cell_says_so(table: Table) -> None:
    asked = {"region": range(1, 9), "department": range(1, 7)}[table.id]
    for number, section in enumerate(table.sections, 1):
        assert {bool(item.evidence) for item in section.items} == {number in asked}, section.name


def test_methods_as_printed() -> None:
    either = [clause for clause, method in METHODS.items() if "或" in method]
    assert either == [f"{annex}/{row}" for annex in ANNEXES.values() for row in (1, 2, 3)]
    blank = [f"附件{annex}/{row}" for annex in (2, 3) for row in range(1, 10)]
    assert [clause for clause in blank if clause not in METHODS] == ["附件3/8", "附件3/9"]


def test_what_only_one_annex_has(scheme: Scheme) -> None:
    ids = {name: {item.id for item in built.table(gp_region2023, scheme, name).items} for name in ANNEXES}
    assert ids["region"] - ids["department"] == {"open_zone", "catalogue", "open_month"}
    assert ids["department"] - ids["region"] == {
        "open_month_response",
        "service_platforms",
        "self_service",
        "public_bodies",
    }


def test_no_roster_and_no_place_is_made_up(scheme: Scheme) -> None:
    assert scheme.roster().completeness == "absent"
    assert scheme.roster().units == ()
    assert scheme.place == "文件未载明"


def test_readings_touch_items_that_exist_and_cite_the_document(scheme: Scheme) -> None:
    tables = [built.table(gp_region2023, scheme, name) for name in ANNEXES]
    known = {ledger.id for table in tables for ledger in table.ledgers()}
    for reading in scheme.readings:
        assert reading.default == reading.values[0]
        assert set(reading.touches) <= known
        assert reading.clause.startswith("附件")


@pytest.mark.parametrize("name", ANNEXES)
def test_no_reading_changes_items_or_facts(name: str, scheme: Scheme) -> None:
    def shape(under: Scheme) -> list[tuple[str, str, str]]:
        made = built.table(gp_region2023, under, name)
        return sorted((place.key, place.field.label, place.field.type) for place in made.places)

    usual = shape(scheme)
    for reading in scheme.readings:
        for value in reading.values:
            assert shape(scheme.under({reading.id: value})) == usual, f"{reading.id}={value}"


@pytest.mark.parametrize("path", sorted(HOME.rglob("*")), ids=lambda path: path.name)
def test_nothing_personal_is_carried_over(path: Path) -> None:
    if path.suffix not in (".py", ".csv", ".toml"):
        return
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"[\w.]+@\w+\.\w+", text) == []
    assert re.findall(r"(?<![\d.])\d{7,}(?!\d)", text) == []
    assert re.findall(r"\d+室|联系人|联系电话", text) == []


@pytest.mark.parametrize(
    ("name", "documents"), [("region", "行政规范性文件集中公开"), ("department", "规章、行政规范性文件公开")]
)
def test_the_columns_that_say_something_are_those_of_the_annex(name: str, documents: str) -> None:
    table = built.table(gp_region2023, built.scheme(gp_region2023, "region-2023"), name)
    assert [column.title for column in table.columns] == [
        "序号",
        "指标（权重）",
        "指标说明",
        "评分标准",
        "考评方式",
    ]
    assert [column.title for column in table.columns if column.joined] == ["序号", "指标（权重）", "考评方式"]
    assert 36 <= sum(column.width for column in table.columns) <= 44
    rows = {item.id: indicators(table, one, item) for one in table.sections for item in one.items}
    assert rows["doc_upload"][:3] == ("2", f"{documents}（5分）", "规范性文件上传省统一平台（2分）")
    assert rows["doc_upload"][4] == "市政府办公室考评或第三方评估"
    assert rows["training"][:3] == ("8", "组织体系和监督保障（15分）", "政务公开培训（3分）")
    assert rows["training"][4] == ("市政府办公室测评、第三方评估" if name == "region" else "")
