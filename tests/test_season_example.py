"""The example season: made by its script, and every total and rank worked out a second time, by hand."""

from __future__ import annotations

import csv
import io
import json
import re
import runpy
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gpcli.cli.main import main
from gpcli.packs import Packs

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "examples" / "season-zhangshu-2021"
NOTE = "示例数据，非真实考核结果"
TOML = sorted(FOLDER.rglob("*.toml"))
SILENT = ["市机关事务局", "市供销合作社", "吴城乡"]
WAITING = ["市科技局", "市统计局", "市粮食局", "观上镇", "洋湖乡", "鹿江街道"]

# rank and total, and what makes it up: the marks lost, the bonus, the deductions
BY_HAND: Mapping[str, tuple[int, str]] = {
    "市行政服务中心管委会": (1, "100"),  # 100 - 0.5 - 0.5; 2 × 3 and 2 × 2 for two quarters; 109, at most 100
    "市税务局": (1, "100"),  # 100 - 1 - 1; 5 and 2 × 2 for two quarters; 107, at most 100
    "市卫健委": (3, "99.5"),  # 100 - 2 - 1 - 2.5; 3 by the office and 2 for one quarter
    "市商务局": (4, "97"),  # 100 - 1 - 2; 3 × 2 for three quarters: 103, at most 100; then 3 reminders
    "市审计局": (5, "96.5"),  # 100 - 2 - 1.5; nothing was assigned to it, which costs nothing
    "市场监管局": (9, "95"),  # 100 - 2 - 4 - 3 - 4 - 2; 10 + 2 and 2 × 2 of bonus, at most 10
    "市住建局": (10, "94.5"),  # 100 - 2 - 3 - 1.5; 3 × 2 for three quarters; - 5 for a notice
    "临江镇": (1, "100"),  # 100 - 0.5 - 0.5; 10 + 2 of bonus, at most 10; 109, at most 100
    "福城街道": (1, "100"),  # 100 - 1 - 0.5; 3 + 4; 105.5, at most 100
    "阁山镇": (3, "99"),  # 100 - 1 - 2; 2 by the office
    "店下镇": (5, "96"),  # 100 - 1 (of two, one was withdrawn) - 1 - 2 reminders; the flow chart was mended
    "黄土岗镇": (7, "95.5"),  # 100 - 1 - 2.5; - 1 by the office
    "昌傅镇": (10, "91.5"),  # 100 - 2 (late) - 1.5; - 5 for a notice
}

Facts = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def ranking() -> dict[str, dict[str, Any]]:
    """What ``gp rank`` says of every unit."""
    units = [unit for group in ranked()["groups"] for unit in group["units"]]
    assert len(units) == 54
    return {unit["unit"]: unit for unit in units}


def ranked(*more: str) -> Any:
    code, out, _ = gp("rank", str(FOLDER), "--format", "json", *more)
    assert code == 0
    (only,) = json.loads(out)["rankings"]
    return only


def gp(*arguments: str) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        out, err = io.StringIO(), io.StringIO()
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        code = main(list(arguments))
    return code, out.getvalue(), err.getvalue()


def script() -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "tools")
        return runpy.run_path(str(ROOT / "tools" / "season.py"))


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


@cache
def units() -> dict[str, str]:
    """The table of every unit of the roster under its present name, in order."""
    (scheme,) = (one for one in Packs.installed().schemes() if one.id == "zhangshu-2021")
    return {"市审计局" if one.name == "市审计" else one.name: one.table for one in scheme.roster().units}


def facts(role: str) -> dict[str, Facts]:
    """What the files of a role say, by unit."""
    found: dict[str, Facts] = {}
    for path in sorted((FOLDER / "facts" / role).glob("*.toml")):
        data = read(path)
        assert data["source"]["role"] == role
        name = data["unit"]["name"]
        found["市审计局" if name == "市审计" else name] = data["facts"]
    for row in submissions() if role == "office" else ():
        if row["submissions.award"]:
            found[row["单位"]]["submissions"] = {"award": Decimal(row["submissions.award"])}
    return found


def submissions() -> list[dict[str, str]]:
    """The table with a row a unit."""
    with (FOLDER / "facts/submissions.csv").open(encoding="utf-8", newline="") as file:
        assert file.readline().startswith(f"# {NOTE}。")
        return list(csv.DictReader(file))


def returned() -> list[dict[str, str]]:
    with (FOLDER / "整改反馈.csv").open(encoding="utf-8", newline="") as file:
        assert file.readline() == NOTE + "\n"
        return list(csv.DictReader(file))


def test_the_script_makes_the_files() -> None:
    made = script()["built"]
    committed = {path.relative_to(FOLDER).as_posix(): path for path in FOLDER.rglob("*") if path.is_file()}
    assert made() == made()
    assert committed.keys() == made().keys(), "run python tools/season.py"
    for name, text in made().items():
        assert committed[name].read_bytes() == text.encode(), name


def test_it_is_about_the_whole_roster() -> None:
    names = script()["ROSTER"]
    assert ["市审计局" if one == "市审计" else one for one in names] == list(units())
    assert Counter(units().values()) == {"department": 35, "township": 19}
    heard = {*facts("self"), *facts("office")}
    assert [one for one in units() if one not in heard] == SILENT
    assert [row["单位"] for row in submissions() if not row["submissions.award"]] == [
        one for one in units() if one in (*SILENT, *WAITING)
    ]
    assert len(facts("self")) == 46
    assert len(facts("office")) == 49


def test_every_file_says_that_it_is_an_example() -> None:
    assert len(TOML) == 1 + 46 + 49
    for path in TOML:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {NOTE}。"), path
        assert read(path)["note"] == NOTE, path
        assert text.count("\n") <= 130, path
    assert returned()
    assert [row["单位"] for row in submissions()] == list(units())
    assert {row["note"] for row in submissions()} == {NOTE}


def values(of: object, key: str = "") -> Iterator[tuple[str, object]]:
    """Every value of a document with the key under which it stands."""
    if isinstance(of, dict):
        for name, one in of.items():
            yield from values(one, name)
    elif isinstance(of, list):
        for one in of:
            yield from values(one, key)
    else:
        yield key, of


def test_nothing_is_invented_that_would_harm_anybody() -> None:
    for path in TOML[:-1]:
        found = read(path).get("facts", {})
        assert "lost_cases" not in found, path
        for key, value in values(found):
            assert key not in ("privacy_leak", "concealed", "data_errors") or value is False, path
            assert key != "overdue" or value == 0, path
            assert key != "person" or value in ("甲", "乙", "丙"), path
            assert key != "evidence" or str(value).startswith("https://www.example.gov.cn/"), path
            assert not re.search("诉讼|复议|败诉|隐私|泄露|媒体曝光|舆情|瞒报", str(value)), path
    assert {row["复核人"] for row in returned()} <= {"", "甲", "乙", "丙"}


def test_check_score_and_rank_succeed() -> None:
    code, out, _ = gp("check", str(FOLDER))
    assert code == 0
    assert len(re.findall(r"facts/\S+\.toml", out)) == 51
    code, out, err = gp("score", str(FOLDER), "--format", "csv", "--no-bom")
    assert code == 0, err
    totals = {
        row["unit"]: row["points"] for row in csv.DictReader(io.StringIO(out)) if row["kind"] == "total"
    }
    assert totals.keys() == set(units())
    assert {one for one, points in totals.items() if not points} == {*SILENT, *WAITING}
    assert gp("rank", str(FOLDER))[0] == 0


def test_whoever_handed_in_nothing_or_too_little_is_not_ranked(ranking: dict[str, dict[str, Any]]) -> None:
    assert [one for one in units() if ranking[one]["state"] == "silent"] == SILENT
    assert [one for one in units() if ranking[one]["state"] == "incomplete"] == WAITING
    for one in (*SILENT, *WAITING):
        assert ranking[one]["rank"] is None
        assert Decimal(ranking[one]["lower"]) < Decimal(ranking[one]["upper"])
    assert all(ranking[one]["rank"] for one in units() if one not in (*SILENT, *WAITING))


@pytest.mark.parametrize("unit", BY_HAND)
def test_ranks_and_totals_worked_out_by_hand(unit: str, ranking: dict[str, dict[str, Any]]) -> None:
    assert (ranking[unit]["rank"], ranking[unit]["total"]) == BY_HAND[unit]


def test_every_total_and_rank_worked_out_a_second_time(ranking: dict[str, dict[str, Any]]) -> None:
    again = totals()
    assert len(again) == 54 - len(SILENT) - len(WAITING)
    for unit, total in again.items():
        rivals = [other for name, other in again.items() if units()[name] == units()[unit]]
        assert Decimal(ranking[unit]["total"]) == total, unit
        assert ranking[unit]["rank"] == 1 + sum(other > total for other in rivals), unit
        assert ranking[unit]["tied"] == (rivals.count(total) > 1), unit
        assert 70 <= total <= 100, unit


def test_there_are_ties_at_the_top_and_below(ranking: dict[str, dict[str, Any]]) -> None:
    for table in ("department", "township"):
        tied = [one["rank"] for name, one in ranking.items() if units()[name] == table and one["tied"]]
        assert tied.count(1) == 2
        assert len(set(tied)) >= 2
    season = read(FOLDER / "season.toml")
    assert len(season["rankings"]) == 4
    for ranking_ in season["rankings"]:
        names = [
            name for place in ranking_["places"] for name in ([place] if isinstance(place, str) else place)
        ]
        assert sorted(names) == sorted(one for one, table in units().items() if table == "department")
    assert any(len(one["places"][2]) == 2 for one in season["rankings"])


def test_an_objection_that_was_upheld_gives_its_point_back(ranking: dict[str, dict[str, Any]]) -> None:
    states = [(row["单位"], row["状态"]) for row in returned()]
    assert ("店下镇", "异议成立") in states
    assert ("市商务局", "异议不成立") in states
    assert sum(state == "已整改" for _, state in states) == 4
    before = total(facts("office")["店下镇"], "township", 0, 0)
    assert Decimal(ranking["店下镇"]["total"]) - before == 3  # the incident withdrawn, the flow chart mended


def test_grades_are_the_offices_own(ranking: dict[str, dict[str, Any]]) -> None:
    marked = re.findall(
        r"\[\[grades\]\] +# (\S+?)(?:：\S+)?\n", (FOLDER / "season.toml").read_text(encoding="utf-8")
    )
    assert marked == ["由考核办确定"] * 4
    (best, *_) = ranking["市税务局"]["grades"]
    assert best == "优秀"


def totals() -> dict[str, Decimal]:
    """The total of every unit whose facts are complete, by the document alone."""
    said = {unit: {**facts("self").get(unit, {}), **found} for unit, found in facts("office").items()}
    for row in returned():
        if row["复核后"]:
            item, _, fact = row["事实"].partition(".")
            if row["复核后"] == "撤销":
                del said[row["单位"]][item][fact][int(row["条次"]) - 1]
            else:
                said[row["单位"]][item][fact] = json.loads(row["复核后"])
    quarters = [places(one["places"]) for one in read(FOLDER / "season.toml")["rankings"]]
    return {
        unit: total(
            found,
            units()[unit],
            sum(one[unit][0] <= 3 for one in quarters if unit in one),
            sum(one[unit][1] <= 3 for one in quarters if unit in one),
        )
        for unit, found in said.items()
        if unit not in WAITING
    }


def places(given: list[str | list[str]]) -> dict[str, tuple[int, int]]:
    """The place of each unit from the first and from the last on."""
    order = [[one] if isinstance(one, str) else one for one in given]
    found: dict[str, tuple[int, int]] = {}
    for number, names in enumerate(order):
        before, after = sum(map(len, order[:number])), sum(map(len, order[number + 1 :]))
        found.update((name, (before + 1, after + 1)) for name in names)
    return found


def total(found: Facts, table: str, top: int, bottom: int) -> Decimal:
    """The total of a unit by the document, written down once more."""

    def fact(item: str, key: str, default: Any = 0) -> Any:
        return found.get(item, {}).get(key, default)

    def count(item: str, key: str) -> int:
        given = fact(item, key)
        return given if isinstance(given, int) else len(given)

    def points(item: str, key: str) -> Decimal:
        return sum((Decimal(one["points"]) for one in fact(item, key, [])), Decimal(0))

    def row(worth: int, item: str, *lost: Decimal | int) -> Decimal:
        return max(Decimal(0), worth - sum(lost) - points(item, "shortfalls"))

    ten = 10 if table == "department" else 5
    base = sum((Decimal(block["award"]) for block in found.values() if "award" in block), Decimal(0))
    base += row(ten, "guide", count("guide", "wording_errors"))
    late = 0 if fact("annual_report", "published_on_time") else fact("annual_report", "late_deduction")
    base += row(ten, "annual_report", 3 * fact("annual_report", "duplicated"), late)
    base += row(5, "reply_doc", count("reply_doc", "missing_elements"))
    base += 3  # nobody replied too late
    base += row(5, "new_media_cleanup") + row(5, "new_media_care", count("new_media_care", "notices"))
    base += row(ten, "staffing", count("staffing", "missed_training") and 1)
    if table == "department":
        base += row(10, "overview", count("overview", "missing_elements"))
        done = fact("proposals", "none_assigned") or fact("proposals", "results_published")
        base += row(10, "proposals") if done else 0
    else:
        zone = found["open_zone"]
        singles = (
            "has_paper_catalogue",
            "has_request_notice",
            "has_flow_chart",
            "gives_advice",
            "handles_requests",
        )
        neither = not zone["has_computer"] and not zone["has_printer"]
        base += 5 + row(15, "open_zone", 2 * sum(not zone[one] for one in singles), 2 * neither)
    worth = {"江西省": 10, "宜春市": 5, "市政府": 2}
    bonus = sum((Decimal(worth[one["level"]]) for one in fact("adoption", "adoptions", [])), Decimal(2 * top))
    bonus += points("interpretation", "documents") if fact("interpretation", "documents") else 0
    bonus += points("discretionary_bonus", "entries")
    penalty = min(10, 5 * count("monthly_notice", "notices")) + 2 * bottom
    penalty += min(10, count("stale_columns", "reminders"))
    return (
        min(Decimal(100), base + min(Decimal(10), bonus))
        - penalty
        - points("discretionary_penalty", "entries")
    )
