"""A season's folder as a whole: who is assessed, whose word counts, and what is refused before anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gpcli.cli.main import main

Gp = Callable[..., tuple[int, str, str]]
Put = Callable[[str, str], Path]
HEAD = 'scheme = "zhangshu-2021"\nperiod = "2021"\n'


@pytest.fixture
def gp(capsys: pytest.CaptureFixture[str]) -> Gp:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([*map(str, arguments), "--lang", "en"])
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    monkeypatch.chdir(tmp_path)

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def said(unit: str, role: str, body: str, name: str = "") -> str:
    return f'[unit]\nname = "{unit}"\n[source]\nrole = "{role}"\nname = "{name}"\n{body}'


def sheets(gp: Gp, *more: str) -> dict[str, Any]:
    code, out, err = gp("score", ".", "--format", "json", *more)
    assert code == 0, err
    return {one["unit"]["name"]: one for one in json.loads(out)}


def points(sheet: Any, item: str) -> tuple[str, str, str]:
    (one,) = (one for one in sheet["items"] if one["id"] == item)
    return one["points"], one["source"], one["source_name"]


POLICY = "[facts.policy]\naward = {}\n"


def test_facts_lie_anywhere_and_both_names_of_a_unit_are_one(gp: Gp, put: Put) -> None:
    put("season.toml", HEAD + '[[units]]\nname = "临江新镇"\naliases = ["临江镇", "临江"]\n')
    put("乡镇/自评/a.toml", said("临江镇", "self", POLICY.format(5)))
    put("z/b.toml", said("临江新镇", "office", "[facts.epidemic]\naward = 2\n"))
    put("c.csv", "单位,safety.award\n临江,1.5\n")
    found = sheets(gp)
    assert list(found) == ["临江新镇"]
    assert points(found["临江新镇"], "policy") == ("5", "self", "")
    assert points(found["临江新镇"], "epidemic") == ("2", "office", "")
    assert points(found["临江新镇"], "safety") == ("1.5", "office", "")
    assert [one["path"] for one in found["临江新镇"]["inputs"]][:3] == [
        "c.csv",
        "z/b.toml",
        "乡镇/自评/a.toml",
    ]
    for name in ("临江新镇", "临江镇", " 临江 "):
        code, out, _ = gp("explain", "policy", ".", "--unit", name)
        assert code == 0
        assert out.splitlines()[:2] == ["临江新镇", f"政策文件和政策解读{'5 / 5':>62}"]
        assert "乡镇/自评/a.toml:7" in out


def test_explain_shows_what_the_sources_differ_on(gp: Gp, put: Put) -> None:
    put("season.toml", HEAD)
    put("a.toml", said("临江镇", "self", POLICY.format(5)))
    put("b.toml", said("临江镇", "office", POLICY.format(3.5)))
    put("c.toml", said("店下镇", "office", POLICY.format(1)))
    code, out, _ = gp("explain", "policy", ".", "--unit", "临江镇")
    assert code == 0
    words = "".join(out.split())
    mine, counts = "theunititselfaward=5,5points", "theassessingoffice(counts)award=3.5,3.5points"
    assert f"{mine};{counts};agapof1.5points" in words
    assert "differ" not in gp("explain", "policy", ".", "--unit", "店下镇")[1]
    code, out, _ = gp("explain", "policy", ".", "--unit", "大桥街道")
    assert (code, "[0, 5] / 5" in out) == (0, True)
    code, _, err = gp("explain", "policy", ".", "--unit", "临江真")
    assert code == 2
    assert "did you mean 临江镇?" in err
    assert gp("explain", "policy", ".")[0] == 2


def test_the_season_says_whose_word_counts(gp: Gp, put: Put) -> None:
    season = put("season.toml", HEAD)
    put("a.toml", said("临江镇", "self", POLICY.format(5) + "[facts.epidemic]\naward = 2\n"))
    put("b.toml", said("临江镇", "office", POLICY.format(3.5) + "[facts.epidemic]\naward = 1\n"))
    sheet = sheets(gp)["临江镇"]
    assert [points(sheet, one)[:2] for one in ("policy", "epidemic")] == [("3.5", "office"), ("1", "office")]
    season.write_text(HEAD + '[precedence]\nepidemic = ["self"]\n', encoding="utf-8")
    sheet = sheets(gp)["临江镇"]
    assert [points(sheet, one)[:2] for one in ("policy", "epidemic")] == [("3.5", "office"), ("2", "self")]
    season.write_text(HEAD + '[precedence]\nevery = ["self"]\n', encoding="utf-8")
    sheet = sheets(gp)["临江镇"]
    assert [points(sheet, one)[:2] for one in ("policy", "epidemic")] == [("5", "self"), ("2", "self")]


def test_who_is_not_on_a_complete_roster_is_refused_the_others_stand(gp: Gp, put: Put) -> None:
    put("season.toml", HEAD)
    put("a.toml", said("临江真", "office", POLICY.format(1)))
    put("b.csv", "unit,policy.award\n店下镇,2\n店上镇,2\n")
    code, out, err = gp("score", ".", "--format", "json")
    assert code == 2
    assert [one["result"] is not None for one in json.loads(out)] == [True, False, False]
    lines = err.splitlines()
    assert lines[0].startswith("a.toml:2: unit.name: 临江真 is not on the roster")
    assert lines[1].startswith("b.csv:3: unit: 店上镇 is not on the roster")
    assert "did you mean 临江镇?" in lines[0]
    assert all("expected a unit of the roster" in line and "[unknown-unit]" in line for line in lines)


FAULTY = (
    HEAD
    + """\
[readings]
cieling = "x"
bonus_limit = "y"
[[units]]
name = "某新局"
[[units]]
name = "市审计局"
table = "township"
[precedence]
every = ["bureau:某局"]
guidee = ["self"]
[[grades]]
name = "优"
table = "townshipp"
[[grades]]
name = "良"
group = "甲类"
[cohort.guide]
updatd = true
"""
)


@pytest.mark.parametrize("command", ["check", "score", "rank", "merge", "improve", "problems"])
def test_what_the_scheme_does_not_know_is_said_at_once_by_every_command(
    command: str, gp: Gp, put: Put
) -> None:
    put("season.toml", FAULTY)
    put("a.toml", said("临江镇", "office", POLICY.format(1)))
    code, out, err = gp(command, ".")
    assert (code, out) == (2, "")
    lines = [line.removeprefix("./") for line in err.splitlines()]
    starts = [
        "season.toml:4: readings.cieling: ",
        "season.toml:5: readings.bonus_limit: ",
        "season.toml:6: units.1: ",
        "season.toml:8: units.2: township contradicts department",
        "season.toml:12: precedence.every: ",
        "season.toml:13: precedence.guidee: ",
        "season.toml:14: grades.1: ",
        "season.toml:17: grades.2: ",
        "season.toml:21: cohort.guide.updatd: ",
    ]
    assert len(lines) == len(starts)
    assert all(line.startswith(start) for line, start in zip(lines, starts, strict=True)), lines
    nearest = {4: "ceiling", 13: "guide", 14: "township", 21: "guide.updated"}
    for number, name in nearest.items():
        (line,) = (line for line in lines if line.startswith(f"season.toml:{number}:"))
        assert f"did you mean {name}?" in line


def test_an_unknown_scheme_is_said_where_it_is_named(gp: Gp, put: Put) -> None:
    put("season.toml", 'period = "2021"\nscheme = "zhangshu-2022"\n')
    put("a.toml", said("临江镇", "office", POLICY.format(1)))
    for command in ("check", "rank"):
        code, out, err = gp(command, ".")
        assert (code, out) == (2, "")
        (line,) = err.splitlines()
        assert line.startswith("season.toml:2: scheme: ")
        assert "did you mean zhangshu-2021?" in line


def test_a_list_of_its_own_refuses_who_is_not_on_it(gp: Gp, put: Put) -> None:
    put("season.toml", 'scheme = "putuo-2020"\n[[units]]\nname = "甲局"\n[[units]]\nname = "乙局"\n')
    put("a.csv", "unit,A2.level\n乙局,有\n甲局,有\n丙局,有\n")
    code, out, err = gp("score", ".", "--format", "json")
    assert code == 2
    names = [one["unit"]["name"] for one in json.loads(out) if one["result"] is not None]
    assert names == ["甲局", "乙局"]
    (line,) = err.splitlines()
    assert line.startswith("a.csv:4: unit: 丙局 is not on the roster")
