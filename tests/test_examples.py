"""The examples: each is what its first line says, with the points worked out by hand from the documents."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent / "examples"
MARK = "示例数据，非真实考核结果"
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ROOT.iterdir()
    if not (folder / "season.toml").is_file()  # a season stands as a whole: tests/test_season_example.py
    for path in folder.rglob("*.toml")
)

Gp = Callable[..., tuple[int, str, str]]

SCORED = {
    "zhangshu-2021/department-ranking.toml": "93.25",
    "zhangshu-2021/township-ceiling.toml": "99.5",
    "zhangshu-2021/township-full.toml": "100",
    "zhangshu-2021/township-incidents.toml": "81",
    "putuo-2020/office.toml": "85.5",
    "huanggang-2020/county.toml": "81",
    "huanggang-2020/department-a.toml": "101.5",
    "huanggang-2020/department-b-notices.toml": "91",
    "linzi-2021/year.toml": "97",
    "region-2023/department.toml": "96.75",
    "region-2023/region-office.toml": "75.26",
}

# certain and attainable; None where the document sets no floor to what is still to come
OPEN: dict[str, tuple[str | None, str]] = {
    "zhangshu-2021/township-incomplete.toml": ("75", "100"),
    "putuo-2020/self.toml": ("32", "90"),
    "putuo-2020/bureau.toml": ("2.5", "99.5"),
    "huanggang-2020/department-b-incomplete.toml": ("89", "105"),
    "linzi-2021/quarter/meteorology.toml": (None, "96.75"),
    "linzi-2021/quarter/statistics.toml": (None, "98.5"),
    "linzi-2021/quarter/water.toml": (None, "98.5"),
    "region-2023/region-self.toml": ("65.1", "94.1"),
}

REFUSED = {
    "zhangshu-2021/township-refused.toml": 9,
    "putuo-2020/bureau-refused.toml": 2,
}

# the items that are not full, of the scored examples; all others have the points that the document prints
POINTS: dict[str, Mapping[str, str]] = {
    "putuo-2020/office.toml": {
        "A1": "2",  # 一般 1, training of its own 1
        "A2": "1",
        "A4": "1",  # 399 of 499 is 79.96 per cent: not yet 80
        "A6": "2.5",
        "A8": "1",  # 2 - 2 × 0.5
        "A9": "1.5",
        "A11": "2",
        "B2": "1",
        "B5": "2.5",
        "C1": "2.5",
        "D2": "1",
        "D3": "2.5",
        "E4": "2.5",
        "F2": "2",
        "G1": "2.5",
    },
    "huanggang-2020/county.toml": {
        "deployment": "1",  # one instruction, two are asked for
        "content_plan": "1.5",
        "notices": "2",  # 8 - 2 - 1 - 3
        "matrix_reports": "0.4",  # 1 - 3 × 0.2
        "leaders": "1",
        "prior_disclosure": "2",  # six times is not more than six
        "documents": "4",
        "interpretation_ratio": "1.5",
        "interpretation_forms": "0.5",  # three forms of four
        "hotline_calls": "-1",  # 4 - 5 × 1, no floor printed
        "hotline_deadline": "0",
        "topic_quality": "0.8",
        "proposals": "1.5",
        "major_projects": "1.8",
        "guide": "1.5",
        "data": "0.5",
        "disclosure_platform": "3",
        "catalogue_published": "1",
        "media_exposure": "0",
    },
    "huanggang-2020/department-a.toml": {
        "training": "0",
        "mailbox_deadline": "1",
        "data": "0.5",
        "platform_care": "2",  # 4 - 2 × 1
        "media_exposure": "0",
    },
    "huanggang-2020/department-b-notices.toml": {
        "portal_content": "1",  # 4 - 3, class B
        "notices": "0",  # 2 - 4 - 6, down to nothing
        "rectification": "0",
        "mailbox_pending": "0",
        "innovation": "0",
        "topic_bonus": "0",
        "media_exposure": "0",
    },
    "region-2023/region-office.toml": {
        "attributes": "1.3",  # 5 - 37 × 0.1
        "annual_report": "2",  # 5 - 2 - 1
        "doc_cleanup": "1.7",
        "doc_upload": "1.8",
        "doc_display": "-0.1",  # 1 - 11 × 0.1, no floor printed
        "website": "7",  # 10 - 13 × 0.1 - 3 × 0.5 - 2 × 0.1
        "new_media": "8.76",
        "open_zone": "4",
        "policy_sync": "2.4",
        "policy_forms": "1.9",
        "policy_push": "3.5",
        "catalogue": "4.1",
        "request_handling": "3.9",
        "request_corrections": "3.8",
        "request_complaints": "1.8",
        "messages": "3.6",
        "open_month": "4.5",
        "training": "2.5",
        "guidance": "2.8",
        "innovation": "5",  # 2 × 1 + 3
    },
    "region-2023/department.toml": {
        "website": "9",
        "new_media": "9.25",
        "policy_sync": "2.9",
        "policy_push": "3.8",
        "messages": "4.8",
        "service_platforms": "4.5",
        "guidance": "2.5",
    },
}

# another answer to a Reading, and the total that it gives
READ_OTHERWISE = (
    ("huanggang-2020/county.toml", "row_floor=zero", "82"),
    ("huanggang-2020/county.toml", "matrix_amounts=both", "80.7"),
    ("huanggang-2020/department-a.toml", "ceiling=before-deductions", "100"),
    ("huanggang-2020/department-b-notices.toml", "class_b_amounts=printed", "87"),
    ("linzi-2021/year.toml", "year_end_ceiling=beyond", "98"),
    ("region-2023/region-office.toml", "item_floor=item", "75.36"),
    ("region-2023/department.toml", "innovation_points=printed-five", "91.75"),
    ("region-2023/department.toml", "adoption_overlap=highest", "93.75"),
)


def element(gp: Gp, file: str, *more: str) -> dict[str, Any]:
    _, out, _ = gp("score", ROOT / file, "--format", "json", *more)
    (only,) = json.loads(out)
    return only  # type: ignore[no-any-return]


def still_open(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [fact for item in found["items"] for fact in item["open"]]


def story(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8").partition("\n")[0]


def test_every_example_is_one_of_these() -> None:
    assert sorted([*SCORED, *OPEN, *REFUSED]) == FILES


@pytest.mark.parametrize("file", FILES)
def test_an_example_begins_with_what_it_is(file: str) -> None:
    assert story(file).startswith(f"# {MARK}。")
    assert tomllib.loads((ROOT / file).read_text(encoding="utf-8"))["note"] == MARK
    assert ("不打分" in story(file)) == (file in REFUSED)
    assert ("区间" in story(file)) == (file in OPEN)


@pytest.mark.parametrize("file", SCORED)
def test_a_complete_example_has_its_total(gp: Gp, file: str) -> None:
    result = element(gp, file)["result"]
    assert (result["status"], result["total"]) == ("scored", SCORED[file])
    assert gp("check", ROOT / file)[0] == 0


@pytest.mark.parametrize("file", OPEN)
def test_an_unfinished_example_has_its_bounds(gp: Gp, file: str) -> None:
    found = element(gp, file)
    result = found["result"]
    lower, upper = OPEN[file]
    assert (result["status"], result["total"], result["upper"]) == ("incomplete", None, upper)
    assert lower is None or result["lower"] == lower
    assert any(fact["matters"] for fact in still_open(found))
    assert gp("check", ROOT / file)[0] == 0


@pytest.mark.parametrize("file", REFUSED)
def test_a_refused_example_has_its_problems(gp: Gp, file: str) -> None:
    code, out, err = gp("score", ROOT / file)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == REFUSED[file]
    assert all(f"{file}:" in line for line in err.splitlines())
    assert gp("check", ROOT / file)[0] == 1


@pytest.mark.parametrize("file", POINTS)
def test_every_item_has_the_points_worked_out_by_hand(gp: Gp, file: str) -> None:
    items = element(gp, file)["items"]
    assert POINTS[file].keys() <= {item["id"] for item in items}
    for item in items:
        assert item["points"] == POINTS[file].get(item["id"], item["max"]), item["id"]
    assert sum(Decimal(item["points"]) for item in items) == Decimal(SCORED[file])


@pytest.mark.parametrize(("file", "reading", "total"), READ_OTHERWISE)
def test_read_otherwise_it_has_another_total(gp: Gp, file: str, reading: str, total: str) -> None:
    assert element(gp, file, "--reading", reading)["result"]["total"] == total


def test_putuo_comes_to_six_points(gp: Gp) -> None:
    (converted,) = element(gp, "putuo-2020/office.toml")["result"]["converted"]
    assert (converted["value"], converted["max"]) == ("5.13", "6")  # 85.5 × 6 / 100


def test_a_unit_of_putuo_leaves_the_rest_to_those_who_owe_it(gp: Gp) -> None:
    owed: dict[str, set[str]] = {}
    for fact in still_open(element(gp, "putuo-2020/self.toml")):
        owed.setdefault(fact["owed_by"], set()).add(fact["fact"].partition(".")[0])
    assert owed == {
        "bureau:区保密局": {"A6"},
        "bureau:区融媒体中心": {"A10", "A11"},
        "bureau:区档案局": {"A12"},
        "bureau:区司法局": {"B8"},
        "bureau:区财政局": {"C1"},
        "office": {"A8", "A9", "A13", "B4", "B5", "D3", "E2", "E3", "E4", "E5", "F1", "F2", "F3", "G1"},
    }


def test_linzi_year_step_by_step(gp: Gp) -> None:
    found = element(gp, "linzi-2021/year.toml")
    parts = {section["id"]: section["points"] for section in found["sections"]}
    assert parts == {
        "q1": "18.5",
        "q2": "20",
        "q3": "19",
        "q4": "19.5",
        "year_end": "18",
        "year_end_bonus": "3",
    }
    assert [(step["amount"], step["after"]) for step in found["result"]["steps"]] == [
        ("95", "95"),
        ("3", "98"),
        ("-1", "97"),  # the year end with its bonus is 20 at most
    ]


def test_linzi_quarter_is_ranked_with_a_tie(gp: Gp) -> None:
    code, out, err = gp("score", ROOT / "linzi-2021/quarter", "--format", "linzi-bulletin")
    assert code == 0, err
    rows = [line.strip("| ").split(" | ") for line in out.splitlines() if line.startswith("|")]
    assert [row[:3] for row in rows[2:5]] == [
        ["1（并列）", "区统计局", "18.5"],
        ["1（并列）", "区水利局", "18.5"],
        ["3", "区气象局", "16.75"],
    ]


@pytest.mark.parametrize("folder", ["huanggang-2020", "linzi-2021", "region-2023"])
def test_the_examples_of_a_scheme_score_together(gp: Gp, folder: str) -> None:
    code, out, err = gp("score", ROOT / folder, "--format", "csv", "--no-bom")
    assert code == 0, err
    totals = [row["points"] for row in csv.DictReader(io.StringIO(out)) if row["kind"] == "total"]
    files = [file for file in FILES if file.startswith(f"{folder}/")]
    assert sorted(totals) == sorted(SCORED.get(file, "") for file in files)
