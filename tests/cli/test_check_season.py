"""``gp check`` on a season: who has handed in, who has not, what each body still owes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gpcli.cli.main import main
from gpcli.packs import Packs
from gpcli.season.handed_in import HandedIn

Gp = Callable[..., tuple[int, str, str]]
LANGUAGE = "en"
SCHEME = "zhangshu-2021"
ROSTER = Packs.installed().scheme(SCHEME).roster().units
TOWNS = [unit.name for unit in ROSTER if unit.table == "township"]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A facts file of a township with every fact."""
    target = tmp_path_factory.mktemp("full") / "full.toml"
    words = ("template", SCHEME, "--unit", "临江镇", "--filled", "full", "-o", str(target))
    assert main(list(words)) == 0
    return target.read_text(encoding="utf-8")


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: str) -> Path:
    """临江镇 complete; 店下镇 and 大桥街道 self-assessed in part; 义成镇 with a fault; 中洲乡 blank."""
    (tmp_path / "season.toml").write_text(f'scheme = "{SCHEME}"\nperiod = "2021"\n', encoding="utf-8")
    (tmp_path / "a.toml").write_text(full, encoding="utf-8")
    rows = ["unit,source,policy.award,epidemic.award,reply_time.overdue.n"]
    rows += ["店下镇,self,5,,", "店下镇,office,4.5,,0", "大桥街道,self,5,2,", "中洲乡,office,,,"]
    (tmp_path / "b.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    silent = '[unit]\nname = "大桥街道"\n[source]\nrole = "office"\n'
    (tmp_path / "d.toml").write_text(silent, encoding="utf-8")
    (tmp_path / "c.csv").write_text("unit,policy.award\n义成镇,9\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def data(gp: Gp, *more: str) -> tuple[int, dict[str, Any]]:
    code, out, _ = gp("check", ".", "--format", "json", *more)
    return code, json.loads(out)


def test_who_has_handed_in_and_who_has_not(gp: Gp, season: Path) -> None:
    code, found = data(gp)
    assert code == 1
    names = [one["unit"] for one in found["units"]]
    assert names == ["大桥街道", "店下镇", "临江镇"]
    assert [[one["role"] for one in unit["sources"]] for unit in found["units"]] == [
        ["self"],
        ["self", "office"],
        ["office"],
    ]
    assert found["failed"] == ["义成镇"]
    rest = [unit.name for unit in ROSTER if unit.name not in (*names, "义成镇")]
    assert found["silent"] == rest
    assert "中洲乡" in rest
    assert [unit["differing"] for unit in found["units"]] == [[], ["policy"], []]
    assert [(one["path"], one["ok"]) for one in found["inputs"]] == [
        ("b.csv", True),
        ("b.csv", True),
        ("a.toml", True),
        ("c.csv", False),
    ]
    assert not found["complete"]


def test_what_each_body_owes_is_what_is_open(gp: Gp, season: Path) -> None:
    _, found = data(gp)
    by_unit = {unit["unit"]: {one["key"]: one["owed_by"] for one in unit["open"]} for unit in found["units"]}
    assert by_unit["临江镇"] == {}
    assert by_unit["店下镇"].keys() | {"policy.award", "reply_time.overdue"} >= by_unit["大桥街道"].keys()
    assert "policy.award" not in by_unit["店下镇"]
    assert "reply_time.overdue" not in by_unit["店下镇"]
    assert by_unit["店下镇"]["epidemic.award"] == "self"
    assert by_unit["大桥街道"]["reply_time.overdue"] == "office"
    owed = {
        (body["body"], fact["key"], unit)
        for body in found["owed"]
        for fact in body["facts"]
        for unit in fact["units"]
    }
    heard = {(who, key, unit) for unit, facts in by_unit.items() for key, who in facts.items()}
    assert heard == {one for one in owed if one[2] in by_unit}
    assert {unit for *_, unit in owed} == {*found["silent"], "店下镇", "大桥街道"}
    assert [body["number"] for body in found["owed"]] == [
        sum(one[0] == body for one in owed) for body in ("self", "office")
    ]


def test_the_text_tells_the_same(gp: Gp, season: Path) -> None:
    code, out, _ = gp("check", ".")
    assert code == 1
    lines = out.splitlines()
    assert lines[2] == "a.toml (临江镇): no problems, nothing missing"
    assert lines[3].startswith("./c.csv:2: policy.award: 9 is above 5") or lines[3].startswith("c.csv:2: ")
    assert "Units: 54; handed in: 3; nothing yet: 50; with problems: 1" in lines
    assert "Files with problems: 义成镇" in lines
    assert "No self-assessment from: 临江镇" in lines
    assert "Sources differ on 1 item(s) of 1 unit(s): gp merge says where" in lines
    assert "  · epidemic.award  疫情信息发布（疫苗接种、防疫科普等）的评分: 店下镇" in lines
    assert any(line.startswith("Owed by the assessing office: ") for line in lines)


def test_the_csv_has_every_unit_and_every_open_fact(gp: Gp, season: Path) -> None:
    code, out, _ = gp("check", ".", "--format", "csv")
    assert (code, out[0]) == (1, "\ufeff")
    head, *rows = csv.reader(io.StringIO(out[1:]))
    assert all(len(row) == len(head) for row in rows)
    assert list(dict.fromkeys(row[0] for row in rows if row[0] not in ("义成镇",)))[:3] == [
        "大桥街道",
        "店下镇",
        "临江镇",
    ]
    assert {row[0] for row in rows} == {unit.name for unit in ROSTER}
    _, found = data(gp)
    opened = sum(body["number"] for body in found["owed"])
    assert len(rows) == opened + 2
    (fault,) = (row for row in rows if row[0] == "义成镇")
    assert (fault[5], fault[9]) == ("policy.award", "2")
    (complete,) = (row for row in rows if row[0] == "临江镇")
    assert (complete[4], complete[5], complete[8]) == ("", "", "a.toml")
    assert gp("check", ".", "--format", "csv", "--no-bom")[1] == out[1:]


def test_a_season_that_lacks_nothing(gp: Gp, season: Path, full: str) -> None:
    (season / "b.csv").unlink()
    (season / "c.csv").unlink()
    assert gp("check", ".")[0] == 0
    code, _, err = gp("check", ".", "--require-complete")
    assert code == 1
    assert "units that handed in nothing: 53" in err
    (season / "season.toml").write_text('scheme = "putuo-2020"\n[[units]]\nname = "甲局"\n', encoding="utf-8")
    for path in season.glob("*.toml"):
        if path.name != "season.toml":
            path.unlink()
    code, out, _ = gp("template", "putuo-2020", "--unit", "甲局", "--filled", "full", "-o", "a.toml")
    code, out, err = gp("check", ".", "--require-complete")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "Everything is there"


def test_nothing_at_all_is_no_success(gp: Gp, tmp_path: Path) -> None:
    (tmp_path / "season.toml").write_text(f'scheme = "{SCHEME}"\n', encoding="utf-8")
    code, out, _ = gp("check", tmp_path)
    assert code == 2
    assert "[empty-folder]" in out


def test_a_blank_template_is_nothing_handed_in(gp: Gp, tmp_path: Path) -> None:
    (tmp_path / "season.toml").write_text(f'scheme = "{SCHEME}"\n', encoding="utf-8")
    for table in ("township", "department"):
        words = ("--table", table, "--format", "csv", "-o", tmp_path / f"{table}.csv")
        assert gp("template", SCHEME, *words)[0] == 0
    code, out, _ = gp("check", tmp_path)
    assert code == 0
    assert out.splitlines()[0] == "Units: 54; handed in: 0; nothing yet: 54; with problems: 0"
    assert gp("check", tmp_path, "--require-complete")[0] == 1
    assert gp("rank", tmp_path)[0] == 2


def test_a_file_that_states_nothing_is_nothing_handed_in(gp: Gp, season: Path) -> None:
    (season / "d.toml").write_text('[unit]\nname = "永泰镇"\n', encoding="utf-8")
    _, found = data(gp)
    assert "永泰镇" in found["silent"]
    assert "永泰镇" not in [one["unit"] for one in found["units"]]
    rows = list(csv.reader(io.StringIO(gp("check", ".", "--format", "csv")[1])))
    mine = [row for row in rows if row[0] == "永泰镇"]
    assert len(mine) == len({row[5] for row in mine})
    assert len(mine) == len([row for row in rows if row[0] == "中洲乡"])
    assert len({row[2] for row in rows if row[0] in ("永泰镇", "中洲乡")}) == 1


def test_without_a_season_only_the_inputs(gp: Gp, season: Path) -> None:
    (season / "season.toml").unlink()
    code, out, _ = gp("check", "b.csv", "--scheme", SCHEME, "--format", "json")
    assert code == 0
    found = json.loads(out)
    assert [one["unit"] for one in found] == ["店下镇", "大桥街道", "中洲乡"]
    lines = gp("check", "b.csv", "--scheme", SCHEME)[1].splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("b.csv (店下镇): no problems; ")
    assert gp("check", "b.csv", "--scheme", SCHEME, "--format", "cvs")[0] == 2


def test_nobody_is_complete_by_default() -> None:
    assert HandedIn((), (), (), ()).complete
    assert not HandedIn((), (), ("甲",), ()).complete
