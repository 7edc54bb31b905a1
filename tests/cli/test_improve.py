"""``gp improve`` as a user meets it: what it promises is written into the facts and comes out so."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli_w

from gpcli.reports.columns import width

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples"
SEASON = EXAMPLES / "season-zhangshu-2021"
SCHEMA = ROOT / "src/gpcli/schemas/improve.schema.json"

Gp = Callable[..., tuple[int, str, str]]
LANGUAGE = "en"


@cache
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def advised(gp: Gp, *arguments: str | Path) -> list[dict[str, Any]]:
    _, out, err = gp("improve", *arguments, "--format", "json")
    assert out, err
    data = json.loads(out)
    validator().validate(data)
    assert isinstance(data, list)
    return data


def bounds(gp: Gp, path: Path) -> tuple[Decimal, Decimal]:
    code, out, err = gp("score", path, "--format", "json")
    assert code == 0, err
    [sheet] = json.loads(out)
    return Decimal(sheet["result"]["lower"]), Decimal(sheet["result"]["upper"])


def as_fact(told: object) -> object:
    """An answer of the advice as a facts file has it."""
    match told:
        case str() if told.replace(".", "").isdigit():
            return Decimal(told)
        case list():
            return [as_fact(one) for one in told]
        case dict():
            return {key: as_fact(one) for key, one in told.items()}
        case _:
            return told


def written(file: Path, target: Path, changes: list[Mapping[str, Any]]) -> Path:
    """The facts file with other answers."""
    data = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    for one in changes:
        item, _, name = one["fact"].partition(".")
        data["facts"].setdefault(item, {})[name] = as_fact(one["to"])
    target.write_text(tomli_w.dumps(data), encoding="utf-8")
    return target


def moved(now: tuple[Decimal, Decimal], gain: Mapping[str, str]) -> tuple[Decimal, Decimal]:
    return now[0] + Decimal(gain["lower"]), now[1] + Decimal(gain["upper"])


@pytest.mark.parametrize(
    "name",
    [
        "zhangshu-2021/township-incidents.toml",
        "zhangshu-2021/department-ranking.toml",
        "putuo-2020/self.toml",
        "region-2023/department.toml",
    ],
)
def test_gains_are_what_the_changed_facts_score(gp: Gp, tmp_path: Path, name: str) -> None:
    file, copy = EXAMPLES / name, tmp_path / "changed.toml"
    [one] = advised(gp, file)
    now = bounds(gp, file)
    assert now == (Decimal(one["now"]["lower"]), Decimal(one["now"]["upper"]))
    advice = one["advice"]
    assert advice["plan"]["steps"]
    for fix in advice["fixes"]:
        best = fix["better"][-1]
        changes = [{"fact": fix["fact"], "to": best["to"]}, *best["along"]]
        assert bounds(gp, written(file, copy, changes)) == moved(now, best["gain"]), fix["fact"]
    done: list[Mapping[str, Any]] = []
    here = now
    for step in advice["plan"]["steps"]:
        done += step["changes"]
        here = moved(here, step["gain"])
        assert bounds(gp, written(file, copy, done)) == here, step["changes"]
    assert moved(now, advice["plan"]["gain"]) == here


def test_missing_facts_and_claims_are_what_the_stated_facts_score(gp: Gp, tmp_path: Path) -> None:
    file, copy = EXAMPLES / "zhangshu-2021" / "township-incomplete.toml", tmp_path / "changed.toml"
    [one] = advised(gp, file)
    now = bounds(gp, file)
    missing = {each["fact"]: each for each in one["advice"]["missing"]}
    each = missing["submissions.award"]
    for answer, gain in ((each["best"], each["gain"]), (each["worst"], each["risk"])):
        changed = written(file, copy, [{"fact": each["fact"], "to": answer}])
        assert bounds(gp, changed) == moved(now, gain)
    assert one["advice"]["plan"]["steps"] == []
    assert not one["advice"]["plan"]["proven"]


def test_the_next_rank_and_grade_of_a_season_come_true(gp: Gp, tmp_path: Path) -> None:
    season = tmp_path / "season"
    shutil.copytree(SEASON, season)
    [one] = advised(gp, season, "--unit", "市财政局")
    assert one["now"]["place"] == {"rank": 21, "tied": False, "best": 21, "worst": 26}
    goals = {(goal["kind"], goal["name"]): goal for goal in one["advice"]["goals"]}
    assert list(goals) == [("rank", "20"), ("office-grade", "良好"), ("office-grade", "优秀")]
    file = season / "facts" / "office" / "caizhengju.toml"
    stated = file.read_text(encoding="utf-8")
    for key in (("rank", "20"), ("office-grade", "良好")):
        goal = goals[key]
        changes = [change for step in goal["bundle"]["steps"] for change in step["changes"]]
        (tmp_path / "stated.toml").write_text(stated, encoding="utf-8")
        written(tmp_path / "stated.toml", file, changes)
        code, out, err = gp("rank", season, "--table", "department", "--format", "csv", "--no-bom")
        assert code == 0, err
        [row] = [row for row in csv.DictReader(io.StringIO(out)) if row["单位"] == "市财政局"]
        assert row["总分"] == goal["bundle"]["then"]["lower"] == goal["line"]
        place = goal["bundle"]["then"]["place"]
        assert (row["排名"], row["最好名次"], row["最差名次"]) == (
            str(place["rank"]),
            str(place["best"]),
            str(place["worst"]),
        )
    assert (goals["rank", "20"]["bundle"]["then"]["place"]["rank"], goals["rank", "20"]["worst"]) == (20, 25)
    assert row["等次"] == "良好"


def test_units_of_a_season_are_chosen_by_name(gp: Gp) -> None:
    code, out, err = gp("improve", SEASON, "--unit", "市审计", "--unit", "市机关事务局")
    assert code == 0
    assert "left out" not in err
    assert "市审计局 · 市直单位" in out
    assert "rank 5 of 35 so far, possible 5–9; 5 of them have no total yet" in out
    assert "no rank yet of 35, possible 1–35; 5 of them have no total yet" in out
    assert "short; may be" in out
    assert all(width(line) <= 80 for line in out.splitlines())


def small_season(folder: Path) -> Path:
    """Two units and a file that cannot be scored."""
    folder.mkdir()
    names = ("township-incidents", "township-ceiling", "township-refused")
    for name in names:
        shutil.copy(EXAMPLES / "zhangshu-2021" / f"{name}.toml", folder)
    return folder


def test_a_failed_input_is_a_failed_part(gp: Gp, tmp_path: Path) -> None:
    folder = small_season(tmp_path / "units")
    found = advised(gp, folder)
    by_path = {one["inputs"][0]["path"].rpartition("/")[2]: one for one in found}
    refused = by_path["township-refused.toml"]
    assert refused["advice"] is None
    assert {one["code"] for one in refused["problems"]} >= {"unknown-key", "negative"}
    assert by_path["township-ceiling.toml"]["now"]["place"]["rank"] == 1
    goals = by_path["township-incidents.toml"]["advice"]["goals"]
    assert [(goal["kind"], goal["name"], goal["line"], goal["bundle"]) for goal in goals] == [
        ("rank", "1", "99.5", None)
    ]
    assert goals[0]["short"] == "6.5"
    for name in ("text", "markdown", "csv"):
        code, out, err = gp("improve", folder, "--format", name)
        assert code == 2
        assert "经楼镇" in out
        assert "unknown-key" in err
    assert gp("improve", folder / "township-refused.toml")[:2] == (2, "")
    code, out, err = gp("improve", folder, "--unit", "经楼")
    assert (code, out) == (2, "")
    assert "unknown-unit" in err


def test_targets_are_reached_with_the_fewest_fixes(gp: Gp) -> None:
    file = EXAMPLES / "zhangshu-2021" / "township-incidents.toml"
    [one] = advised(gp, file, "--target", "84", "--target", "81", "--target", "93.5")
    near, here, far = one["advice"]["goals"]
    assert [change["fact"] for step in near["bundle"]["steps"] for change in step["changes"]] == [
        "annual_report.duplicated"
    ]
    assert here["reached"]
    assert (far["bundle"], far["short"]) == (None, "0.5")
    code, out, _ = gp("improve", file, "--target", "93.5")
    assert code == 0
    assert "0.5 short" in out
    assert gp("improve", file, "--target", "many")[0] == 2


def test_text_says_what_a_cap_takes(gp: Gp) -> None:
    code, out, _ = gp("improve", EXAMPLES / "zhangshu-2021" / "department-ranking.toml")
    assert code == 0
    assert "Fixes in this order (3): 93.25 → 98 (+4.75)" in out
    assert "8 → 9.75" in out
    assert "gains alone, but after the numbered fixes it would add nothing" in out
    assert "8 → 10 " not in out
    code, out, _ = gp("improve", EXAMPLES / "zhangshu-2021" / "township-ceiling.toml")
    assert "No fix of this unit's own raises the total." in out
    assert "加分后总分以100分为限" in out
    assert "Among the others" not in out


def test_hostile_names_stay_inert(gp: Gp, tmp_path: Path) -> None:
    stated = (EXAMPLES / "region-2023" / "department.toml").read_text(encoding="utf-8")
    assert 'name = "示例局"' in stated
    file = tmp_path / "hostile.toml"
    name = '=cmd|"/c calc"!A1 <b>\\u001b[31m|x'
    file.write_text(stated.replace('name = "示例局"', f"name = '''{name}'''"), encoding="utf-8")
    code, out, err = gp("improve", file, "--format", "csv", "--no-bom")
    assert code == 0, err
    rows = list(csv.reader(io.StringIO(out)))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(row[3].startswith("'=") for row in rows[1:])
    code, out, _ = gp("improve", file, "--format", "markdown")
    assert "<b>" not in out
