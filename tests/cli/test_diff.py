"""``gp diff`` as a user meets it: parts sum to the difference of what ``gp score`` says of either side."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tomllib
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import tomli_w
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gpcli.packs import Packs
from gpcli.reports.columns import width

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples"
PUTUO = EXAMPLES / "putuo-2020"
SCHEMA = ROOT / "src/gpcli/schemas/diff.schema.json"

Gp = Callable[..., tuple[int, str, str]]
LANGUAGE = "en"


@cache
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def compared(gp: Gp, *arguments: str | Path) -> dict[str, Any]:
    code, out, err = gp("diff", *arguments, "--format", "json")
    assert code in (0, 2), err
    data: dict[str, Any] = json.loads(out)
    validator().validate(data)
    for unit in data["units"]:
        for bound in ("lower", "upper"):
            parts = sum((Decimal(part[bound]) for part in unit["parts"]), Decimal(0))
            gap = Decimal(unit["new"][bound]) - Decimal(unit["old"][bound])
            assert parts == gap == Decimal(unit[bound]), unit["unit"]
    return data


def result(gp: Gp, path: Path, *more: str) -> dict[str, Any]:
    code, out, err = gp("score", path, "--format", "json", *more)
    assert code == 0, err
    [sheet] = json.loads(out)
    found: dict[str, Any] = sheet["result"]
    return found


CHANGES = [
    ("self", "A1", "attendance", "一般"),
    ("office", "A1", "own_training", False),
    ("self", "A2", "level", "一般"),
    ("office", "A2", "level", "有"),
    ("self", "A4", "documents", {"part": 1, "whole": 3}),
    ("office", "A3", "level", "有"),
    ("self", "A21", "held", False),
    ("office", "B1", "award", 2),
]
"""Answers that one file or the other may state instead of its own; those that it has no fact for are left."""


@st.composite
def sides(draw: st.DrawFn) -> tuple[frozenset[int], tuple[str, ...], str, tuple[str, ...]]:
    changes = draw(st.frozensets(st.integers(0, len(CHANGES) - 1), max_size=4))
    files = draw(st.sampled_from([("self",), ("office",), ("self", "office")]))
    first = draw(st.sampled_from(["self", "office"]))
    readings = Packs.installed().scheme("putuo-2020").readings
    chosen = draw(st.lists(st.sampled_from(readings), unique=True, max_size=2))
    return changes, files, first, tuple(f"{one.id}={draw(st.sampled_from(one.values))}" for one in chosen)


def write_season(folder: Path, changes: frozenset[int], files: tuple[str, ...], first: str) -> Path:
    """A season of one unit about which it and the office speak, the word of one of them first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    second = "office" if first == "self" else "self"
    (folder / "season.toml").write_text(
        f'scheme = "putuo-2020"\nperiod = "2020"\n[precedence]\nevery = ["{first}", "{second}"]\n',
        encoding="utf-8",
    )
    for name in files:
        data = tomllib.loads((PUTUO / f"{name}.toml").read_text(encoding="utf-8"), parse_float=Decimal)
        data["unit"]["name"] = "示例局"
        for place in changes:
            file, item, fact, answer = CHANGES[place]
            if file == name and fact in data["facts"].get(item, {}):
                data["facts"][item][fact] = answer
        (folder / f"{name}.toml").write_text(tomli_w.dumps(data), encoding="utf-8")
    return folder


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sides(), sides())
def test_parts_sum_over_facts_sources_precedence_and_readings(
    gp: Gp, tmp_path: Path, one: Any, other: Any
) -> None:
    old, new = write_season(tmp_path / "old", *one[:3]), write_season(tmp_path / "new", *other[:3])
    own = [
        [part for name in side[3] for part in (flag, name)]
        for flag, side in zip(("--reading-a", "--reading-b"), (one, other), strict=True)
    ]
    data = compared(gp, old, new, *own[0], *own[1])
    [unit] = data["units"]
    for path, key, chosen in ((old, "old", one[3]), (new, "new", other[3])):
        found = result(gp, path, *(part for name in chosen for part in ("--reading", name)))
        assert {name: unit[key][name] for name in ("total", "lower", "upper", "status")} == {
            name: found[name] for name in ("total", "lower", "upper", "status")
        }
    kinds = [change["kind"] for part in unit["parts"] for change in part["changes"]]
    assert kinds == sorted(kinds, key=lambda kind: kind != "reading")
    for part in unit["parts"]:
        for change in part["changes"]:
            assert change["old"] != change["new"]
            if change["kind"] == "source":
                assert change["sources"][0] != change["sources"][1]
                assert all(change["sources"])


def test_a_source_that_counts_before_another_is_said(gp: Gp, tmp_path: Path) -> None:
    none: frozenset[int] = frozenset()
    both = ("self", "office")
    old = write_season(tmp_path / "old", none, both, "office")
    new = write_season(tmp_path / "new", none, both, "self")
    [unit] = compared(gp, old, new)["units"]
    changes = {change["key"]: change for part in unit["parts"] for change in part["changes"]}
    assert (changes["A2.level"]["kind"], changes["A2.level"]["old"], changes["A2.level"]["new"]) == (
        "source",
        "一般",
        "有",
    )
    assert changes["A2.level"]["sources"][1].startswith("self")
    edited = write_season(tmp_path / "edited", frozenset({3}), both, "office")
    [unit] = compared(gp, old, edited)["units"]
    [[change]] = [part["changes"] for part in unit["parts"]]
    assert (change["kind"], change["key"]) == ("fact", "A2.level")
    assert change["sources"][0] == change["sources"][1] != ""
    code, out, _ = gp("diff", old, edited)
    assert code == 0
    assert "一般 → 有" in out
    assert all(width(line) <= 80 for line in out.splitlines())


def test_the_same_is_the_same(gp: Gp) -> None:
    file = PUTUO / "self.toml"
    data = compared(gp, file, file)
    assert data["same"]
    assert data["units"][0]["parts"] == []
    assert gp("diff", file, file, "--exit-code")[0] == 0
    assert gp("diff", file, PUTUO / "office.toml", "--exit-code")[0] == 1
    assert gp("diff", file, PUTUO / "office.toml")[0] == 0


def test_a_freeze_is_compared_with_what_came_after(gp: Gp, season: Path, frozen: Path) -> None:
    file = season / "units" / "department.toml"
    stated = file.read_text(encoding="utf-8")
    assert "late_updates = 5" in stated
    file.write_text(stated.replace("late_updates = 5", "late_updates = 3"), encoding="utf-8")
    (season / "back.csv").write_text("单位,事实,条次,状态,复核后,复核人,复核说明\n", encoding="utf-8")
    data = compared(gp, frozen, season)
    assert (data["old"]["official"], data["new"]["official"]) == (True, False)
    assert data["old"]["pack_version"]
    units = {one["unit"]: one for one in data["units"]}
    parts = [
        ([(one["kind"], one["key"], one["old"], one["new"]) for one in part["changes"]], part["lower"])
        for part in units["示例局"]["parts"]
    ]
    assert parts == [
        ([("fact", "website.late_updates", "5", "3")], "0.2"),
        ([("recheck", "website.wording_errors", "无", "1")], "-0.5"),
    ]
    assert units["示例局"]["difference"] == "-0.3"
    assert (units["示例局"]["old"]["rank"], units["示例局"]["new"]["rank"]) == (1, 1)
    assert [name for name, one in units.items() if not one["same"]] == ["示例局"]


def test_a_failed_input_is_a_failed_row(gp: Gp, tmp_path: Path) -> None:
    folders = []
    for name in ("old", "new"):
        folder = tmp_path / name
        folder.mkdir()
        for file in ("township-full", "township-incidents"):
            shutil.copy(EXAMPLES / "zhangshu-2021" / f"{file}.toml", folder)
        folders.append(folder)
    broken = folders[1] / "township-full.toml"
    broken.write_text(broken.read_text(encoding="utf-8").replace("award = 5", "award = 50"), encoding="utf-8")
    data = compared(gp, *folders)
    assert [one["unit"] for one in data["units"]] == ["经楼镇"]
    assert data["only_old"] == data["only_new"] == []
    [failed] = data["new"]["failed"]
    assert failed["unit"] == "临江镇"
    for name in ("text", "markdown", "csv"):
        code, out, err = gp("diff", *folders, "--format", name)
        assert code == 2
        assert "too-large-number" in out
        assert "too-large-number" in err
    code, out, err = gp("diff", *folders, "--unit", "临江镇")
    assert (code, out) == (2, "")
    assert "could not be scored in both" in err
    assert gp("diff", *folders, "--unit", "nobody")[0] == 2


def test_what_cannot_be_compared_is_refused(gp: Gp, tmp_path: Path) -> None:
    code, out, err = gp("diff", PUTUO / "self.toml", EXAMPLES / "region-2023" / "department.toml")
    assert (code, out) == (2, "")
    assert "only results of one scheme are compared" in err
    assert gp("diff", PUTUO / "self.toml", tmp_path / "nowhere.toml")[0] == 2
    assert gp("diff", PUTUO / "self.toml", PUTUO / "self.toml", "--format", "html")[0] == 2
    assert gp("diff", PUTUO / "self.toml", PUTUO / "self.toml", "-o", PUTUO / "self.toml")[0] == 2


def test_hostile_names_stay_inert(gp: Gp, tmp_path: Path) -> None:
    stated = (PUTUO / "self.toml").read_text(encoding="utf-8")
    name = '=cmd|"/c calc"!A1 <b>|x'
    files = []
    for side, level in (("a", "有"), ("b", "一般")):
        file = tmp_path / f"{side}.toml"
        text = stated.replace('name = "示例局"', f"name = '''{name}'''").replace(
            'level = "有"', f'level = "{level}"', 1
        )
        file.write_text(text, encoding="utf-8")
        files.append(file)
    code, out, err = gp("diff", *files, "--format", "csv", "--no-bom")
    assert code == 0, err
    rows = list(csv.reader(io.StringIO(out)))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == 3
    assert all(row[0].startswith("'=") for row in rows[1:])
    code, out, _ = gp("diff", *files, "--format", "markdown")
    assert code == 0
    assert "<b>" not in out
