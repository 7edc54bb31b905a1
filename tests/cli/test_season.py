"""A season's folder as a whole: who is assessed, whose word counts, and what is refused before anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Gp = Callable[..., tuple[int, str, str]]
LANGUAGE = "en"
Put = Callable[[str, str], Path]
HEAD = 'scheme = "zhangshu-2021"\nperiod = "2021"\n'


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
    return {one["unit"]["name"]: one for one in json.loads(out) if one["handed_in"]}


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


def test_explain_names_the_lines_of_the_season_that_a_fact_follows_from(gp: Gp, put: Put) -> None:
    rankings = '[[rankings]]\nname = "第一季度"\nplaces = ["市商务局"]\n'
    season = put("season.toml", f"{HEAD}{rankings}{rankings.replace('一', '二')}").as_posix()
    put("a.toml", said("市商务局", "office", ""))
    code, out, _ = gp("explain", "ranking_top", season, "--unit", "市商务局")
    assert code == 0
    assert f"·{season}:3,6ranking_top.quarters=2" in "".join(out.split())


def test_a_unit_fails_as_a_whole_where_a_file_contradicts_the_roster(gp: Gp, put: Put) -> None:
    put("season.toml", HEAD)
    put("a.toml", said("临江镇", "office", POLICY.format(4)))
    put("b.toml", 'table = "department"\n' + said("临江镇", "self", POLICY.format(5)))
    put("c.toml", said("店下镇", "office", POLICY.format(4)))
    code, out, err = gp("score", ".", "--format", "json")
    assert (code, "b.toml:1: table" in err) == (2, True)
    found = json.loads(out)
    assert [one["code"] for each in found for one in each["problems"]] == ["other-table"]
    scored = [one["unit"]["name"] for one in found if not one["problems"] and one["handed_in"]]
    assert ("临江镇" in scored, "店下镇" in scored) == (False, True)
    ranked = json.loads(gp("rank", ".", "--format", "json")[1])
    assert [(one["unit"], one["table"]) for one in ranked["failed"]] == [("临江镇", "township")]
    groups = [group for each in ranked["rankings"] for group in each["groups"]]
    states = {one["unit"]: one["state"] for group in groups for one in group["units"]}
    assert states["临江镇"] == "faulty"
    assert states["店下镇"] == "incomplete"


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
    assert [one["result"] is not None for one in json.loads(out)][:3] == [True, False, False]
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


def test_faults_of_the_file_and_beside_its_scheme_are_said_together(gp: Gp, put: Put) -> None:
    text = HEAD + 'titel = "x"\n[precedence]\nguidee = ["self"]\n[[grades]]\nname = "优"\nline = 120.5\n'
    put("season.toml", text + '[[grades]]\nname = "良"\nline = 100\n')
    put("a.toml", said("临江镇", "office", POLICY.format(1)))
    code, out, err = gp("score", ".")
    lines = err.splitlines()
    assert (code, out, len(lines)) == (2, "", 3)
    assert lines[0].startswith("season.toml:3: titel: ")
    assert lines[1].startswith("season.toml:5: precedence.guidee: ")
    assert lines[2].startswith("season.toml:8: grades.1.line: no total is 120.5 or more; expected a number ")
    assert " to 100 [contradiction]" in lines[2]


def test_equals_that_differ_are_told_apart_and_how_to_settle_it(gp: Gp, put: Put) -> None:
    put("season.toml", HEAD)
    put("a.toml", said("临江镇", "office", POLICY.format(1)))
    put("b.toml", said("临江镇", "office", POLICY.format(2), "督查组"))
    code, out, _ = gp("check", ".")
    (line,) = (line for line in out.splitlines() if "[conflict]" in line)
    assert line.startswith(
        "b.toml:7: facts.policy: a.toml:7 (the assessing office) and b.toml:7 (the assessing office 督查组) "
        "have the same standing and differ on policy.award (1, 2)"
    )
    order = '[precedence]\nevery = ["office:督查组", "office"]\n'
    assert (code, order.replace("\n", " ").strip() in line) == (1, True)
    put("season.toml", HEAD + order)
    assert points(sheets(gp)["临江镇"], "policy") == ("2", "office", "督查组")


def test_a_source_in_a_table_that_is_none_is_named_by_its_column(gp: Gp, put: Put) -> None:
    put("a.csv", "unit,source,policy.award\n临江镇,offise,1\n")
    code, out, _ = gp("check", "a.csv", "--scheme", "zhangshu-2021")
    (line,) = out.splitlines()
    assert code == 1
    assert line.startswith("a.csv:2: source: no source has the role")
    assert "did you mean office?" in line


def test_explain_counts_every_unit_and_offers_silent_ones(gp: Gp, put: Put) -> None:
    put("season.toml", 'scheme = "putuo-2020"\n[[units]]\nname = "甲乙丙局"\n')
    put("a.csv", "unit,A2.level\n区残联,有\n区供销社,有\n")
    code, _, err = gp("explain", "A2", ".")
    assert (code, "there are 3 units: name one" in err, "甲乙丙局" in err) == (2, True, True)
    assert "did you mean 甲乙丙局?" in gp("explain", "A2", ".", "--unit", "甲乙丙")[2]


def test_an_unknown_scheme_is_said_where_it_is_named(gp: Gp, put: Put) -> None:
    put("season.toml", 'period = "2021"\nscheme = "zhangshu-2022"\n')
    put("a.toml", said("临江镇", "office", POLICY.format(1)))
    for command in ("check", "rank"):
        code, out, err = gp(command, ".")
        assert (code, out) == (2, "")
        (line,) = err.splitlines()
        assert line.startswith("season.toml:2: scheme: ")
        assert "did you mean zhangshu-2021?" in line


OWN = (
    'scheme = "putuo-2020"\n{}[[units]]\nname = "甲局"\n[[units]]\nname = "曹杨新村街道办"\ngroup = "街镇"\n'
)


def test_a_list_of_its_own_refuses_others_only_where_the_season_says_so(gp: Gp, put: Put) -> None:
    put("a.csv", "unit,A2.level\n甲局,有\n丙局,有\n曹扬新村街道办,有\n")
    put("season.toml", OWN.format(""))
    code, out, err = gp("score", ".", "--format", "json")
    assert code == 2
    scored = [one["unit"]["name"] for one in json.loads(out) if one["result"] is not None]
    assert {"甲局", "丙局"} <= set(scored)
    (line,) = err.splitlines()
    assert line.startswith(
        "a.csv:4: unit: 曹扬新村街道办 is very like 曹杨新村街道办 and not among the season's"
    )
    assert '[[units]] (season.toml:2); expected [[units]] name = "曹扬新村街道办" where it is another' in line

    put("season.toml", OWN.format('roster = "complete"\n'))
    code, out, err = gp("score", ".", "--format", "json")
    line, _ = err.splitlines()
    assert code == 2
    assert line.startswith("a.csv:3: unit: 丙局 is not among the season's [[units]] (season.toml:3)")
    assert 'expected [[units]] name = "丙局"' in line


def test_the_units_of_a_season_are_listed(gp: Gp, put: Put) -> None:
    put("season.toml", HEAD + '[[units]]\nname = "临江新镇"\naliases = ["临江", "临江镇"]\ngroup = "甲类"\n')
    code, out, err = gp("list-units", ".", "--format", "json")
    (one,) = (one for one in json.loads(out) if one["name"] == "临江新镇")
    assert (code, err) == (0, "")
    assert (one["scheme"], one["table"], one["group"]) == ("zhangshu-2021", "township", "甲类")
    assert one["aliases"] == ["临江镇", "临江"]
    assert gp("list-units", "season.toml")[:2] == gp("list-units", ".")[:2]


def case(what: str, period: str) -> str:
    entry = f'[[facts.stale_columns.reminders]]\ndate = 2021-05-01\nwhat = "{what}"\n'
    return f'period = "{period}"\n' + said("临江镇", "office", entry)


def test_one_source_may_not_tell_of_two_incidents_as_if_they_were_one(gp: Gp, put: Put) -> None:
    put("season.toml", HEAD)
    put("q1.toml", case("一", "2021-Q1"))
    put("q2.toml", case("二", "2021-Q2"))
    code, _, err = gp("score", ".")
    assert code == 2
    assert "differ on stale_columns.reminders (other entries)" in err
    put("q2.toml", case("一", "2021-Q2"))
    sheet = sheets(gp)["临江镇"]
    assert points(sheet, "stale_columns")[0] == "-1"
    assert sheet["unit"]["period"] == "2021"


@pytest.mark.parametrize("places", ['["市审计", "市审计局"]', '[["市审计", "市审计局"]]'])
def test_a_unit_has_one_place_under_all_its_names(gp: Gp, put: Put, places: str) -> None:
    put("season.toml", f'{HEAD}[[rankings]]\nname = "第一季度"\ntable = "department"\nplaces = {places}\n')
    put("a.toml", said("市审计局", "office", POLICY.format(5)))
    code, _, err = gp("rank", ".")
    assert code == 2
    assert "市审计 has two places" in err


def test_with_other_lists_a_freeze_is_not_official(gp: Gp, put: Put) -> None:
    put("s/season.toml", HEAD)
    put("s/a.toml", said("临江镇", "office", POLICY.format(4)))
    back = put("back.csv", "单位,事实,状态,复核后,复核人,复核说明\n临江镇,policy.award,已整改,5,甲,示例\n")
    assert gp("freeze", "s", "-o", "s.zip")[0] == 0
    for more, official in (((), True), (("--recheck", str(back)), False)):
        code, out, _ = gp("score", "s.zip", "--format", "json", *more)
        assert code == 0
        assert {one["official"] for one in json.loads(out)} == {official}
        code, out, _ = gp("rank", "s.zip", *more)
        assert ("official result, frozen" in out) == official
