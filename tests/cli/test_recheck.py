"""A problem list that comes back: what the office decided changes facts, and every result says so."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "zhangshu-2021" / "township-incidents.toml"
TOTAL, LOST = Decimal(81), Decimal(21)
UPHELD = {"状态": "异议成立", "复核后": "撤销", "复核人": "甲", "复核说明": "名称无误"}
MENDED = {"状态": "已整改", "复核后": "false", "复核人": "乙", "复核说明": "已重写"}

Gp = Callable[..., tuple[int, str, str]]
Filled = Callable[[Mapping[int, Mapping[str, str]]], Path]


@pytest.fixture
def filled(gp: Gp, tmp_path: Path) -> Filled:
    """The example's list as it goes out, with cells filled in, by the number of the row."""

    def write(cells: Mapping[int, Mapping[str, str]]) -> Path:
        file = tmp_path / "back.csv"
        gp("problems", EXAMPLE, "--format", "csv", "-o", file)
        return _saved(file, cells)

    return write


def _saved(file: Path, cells: Mapping[int, Mapping[str, str]], encoding: str = "utf-8-sig") -> Path:
    """The list, saved again by a spreadsheet with these cells in it."""
    note, head, *rows = csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
    for number, given in cells.items():
        for column, text in given.items():
            rows[number - 1][head.index(column)] = text
    with file.open("w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows([note, head, *rows])
    return file


def _score(gp: Gp, *more: str | Path) -> dict[str, Any]:
    (sheet,) = json.loads(gp("score", EXAMPLE, "--format", "json", *more)[1])
    return dict(sheet)


def test_a_withdrawn_entry_gives_its_point_back_everywhere(gp: Gp, filled: Filled) -> None:
    back = filled({1: UPHELD})
    sheet = _score(gp, "--recheck", back)
    assert Decimal(_score(gp)["result"]["total"]) == TOTAL
    assert Decimal(sheet["result"]["total"]) == TOTAL + 1
    (said,) = sheet["rechecks"]
    assert (said["fact"], said["entry"]) == ("guide.wording_errors", 1)
    assert (said["before"], said["after"]) == ("2", "1")
    assert (said["state"], said["person"], said["reason"]) == ("异议成立", "甲", "名称无误")
    assert back.as_posix() in [one["path"] for one in sheet["inputs"]]
    assert "撤销第 1 条，2 → 1（异议成立）；甲；名称无误" in gp("score", EXAMPLE, "--recheck", back)[1]
    (unit,) = json.loads(gp("problems", EXAMPLE, "--recheck", back, "--format", "json")[1])["units"]
    assert (Decimal(unit["lost"]), unit["rechecked"]) == (LOST - 1, 1)
    assert [(row["entry"], row["problem"]) for row in unit["rows"] if row["item"] == "guide"] == [
        (2, "表述错误：2021-12-20 办公时间前后不一致"),
        (1, "表述错误：2021-12-20 受理机构名称写错"),
    ]
    assert (unit["rows"][-1]["settled"], unit["rows"][-1]["points"]) == (True, "0")
    told = "guide.wording_errors：撤销第 1 条，2 → 1（异议成立）；甲；名称无误"
    markdown = gp("score", EXAMPLE, "--recheck", back, "--format", "markdown")[1].splitlines()
    place = markdown.index("## 复核更改")
    assert markdown[place + 2].replace("\\", "") == f"- {told}"
    rows = csv.reader(io.StringIO(gp("score", EXAMPLE, "--recheck", back, "--format", "csv")[1]))
    assert [(row[5], row[6], row[11]) for row in rows if row[4] == "recheck"] == [
        ("guide.wording_errors", "异议成立", told)
    ]
    ranked = json.loads(gp("rank", EXAMPLE, "--recheck", back, "--format", "json")[1])
    (figures,) = (group["figures"] for one in ranked["rankings"] for group in one["groups"])
    assert figures["highest"] == str(TOTAL + 1)
    (group,) = ranked["rankings"][0]["groups"]
    assert group["rechecked"] == [{"unit": "经楼镇", "facts": 1}]
    for name in ("text", "markdown"):
        assert (
            "经复核更改的事实 1 项（经楼镇 1）" in gp("rank", EXAMPLE, "--recheck", back, "--format", name)[1]
        )
        assert "复核" not in gp("rank", EXAMPLE, "--format", name)[1]


def test_explain_tells_what_was_said_and_what_counts_since(gp: Gp, filled: Filled, tmp_path: Path) -> None:
    back = filled({1: UPHELD})
    season = tmp_path / "season"
    season.mkdir()
    head = 'scheme = "zhangshu-2021"\nperiod = "2021"\n'
    (season / "season.toml").write_text(f'{head}rectification = ["back.csv"]\n', encoding="utf-8")
    shutil.move(back, season)
    shutil.copy(EXAMPLE, season)
    own = '[unit]\nname = "经楼镇"\n[source]\nrole = "self"\n'
    own += "[facts.guide]\nwording_errors = 0\nupdated = true\n"
    (season / "self.toml").write_text(head + own, encoding="utf-8")
    out = gp("explain", "guide", season, "--unit", "经楼镇")[1]
    stated, changed, differ = map(out.index, ("填报的事实：", "复核更改：", "各来源不一致："))
    assert stated < out.index("办公时间前后不一致") < changed < differ
    assert re.search(r"  · back\.csv:\d+\s+guide\.wording_errors = 1", out[stated:changed])
    said = "".join(out[differ:].split())
    assert "wording_errors=2（复核后为1）" in said
    assert "（采用）wording_errors=2（复核后为1），4分；相差1分" in said
    assert "被考核单位wording_errors=0，5分" in said


def test_a_fact_is_replaced_by_the_value_of_its_row(gp: Gp, filled: Filled) -> None:
    back = filled({4: MENDED})
    sheet = _score(gp, "--recheck", back)
    assert Decimal(sheet["result"]["total"]) == TOTAL + 3
    assert [(one["fact"], one["before"], one["after"]) for one in sheet["rechecks"]] == [
        ("annual_report.duplicated", "true", "false")
    ]


def test_it_may_come_back_again_and_again(gp: Gp, filled: Filled, tmp_path: Path) -> None:
    back = filled({1: UPHELD})
    gp("problems", EXAMPLE, "--recheck", back, "--format", "csv", "-o", tmp_path / "second.csv")
    again = _saved(tmp_path / "second.csv", {})
    assert _score(gp, "--recheck", again)["result"] == _score(gp, "--recheck", back)["result"]
    _saved(again, {1: {**UPHELD, "复核人": "丙"}})
    sheet = _score(gp, "--recheck", again)
    assert Decimal(sheet["result"]["total"]) == TOTAL + 2
    assert sorted((one["entry"], one["person"]) for one in sheet["rechecks"]) == [(1, "甲"), (2, "丙")]


def test_gbk_and_moved_columns_are_read(gp: Gp, filled: Filled) -> None:
    back = filled({1: UPHELD})
    wanted = _score(gp, "--recheck", back)["result"]
    lines = list(csv.reader(io.StringIO(back.read_text(encoding="utf-8-sig"), newline="")))
    with back.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows([lines[0], *([*line[::-1], ""] for line in lines[1:])])
    code, out_text, err = gp("score", EXAMPLE, "--recheck", back, "--format", "json")
    assert (code, json.loads(out_text)[0]["result"]) == (0, wanted)
    assert "GBK" in err


def test_an_objection_is_one_without_another_state(gp: Gp, filled: Filled) -> None:
    back = filled({1: {"异议": "名称无误"}, 2: {"整改情况": "已改"}})
    (unit,) = json.loads(gp("problems", EXAMPLE, "--recheck", back, "--format", "json")[1])["units"]
    assert [(row["state"], row["objection"], row["action"]) for row in unit["rows"][:2]] == [
        ("异议", "名称无误", ""),
        ("待整改", "", "已改"),
    ]
    assert Decimal(unit["lost"]) == LOST


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({**UPHELD, "复核人": ""}, "recheck", "复核人"),
        ({**UPHELD, "复核说明": ""}, "recheck", "复核说明"),
        ({**UPHELD, "状态": "异议不成立"}, "recheck", "状态"),
        ({**UPHELD, "状态": ""}, "recheck", "状态"),
        ({**UPHELD, "状态": "算了"}, "unknown-level", "状态"),
        ({**UPHELD, "条次": "9"}, "recheck", "条次"),
        ({**UPHELD, "条次": "x"}, "wrong-type", "条次"),
        ({**UPHELD, "事实": "guide.wording_error"}, "unknown-key", "事实"),
        ({**UPHELD, "复核后": "0"}, "recheck", "复核后"),
        ({**UPHELD, "条次": "", "复核后": "-1"}, "negative", "复核后"),
        ({**UPHELD, "条次": "", "复核后": "零"}, "wrong-type", "复核后"),
        ({**UPHELD, "单位": "没有这个镇"}, "unknown-unit", "单位"),
        ({**UPHELD, "单位": ""}, "missing-key", "单位"),
    ],
)
def test_a_row_that_cannot_count_is_named(
    gp: Gp, filled: Filled, cells: Mapping[str, str], code: str, column: str
) -> None:
    back = filled({1: cells})
    got, _, err = gp("problems", EXAMPLE, "--recheck", back)
    assert got == 2
    assert f"[{code}]" in err
    assert f"{back.as_posix()}:3: " in err
    assert column in err


def test_two_rows_that_contradict_each_other_are_both_named(gp: Gp, filled: Filled) -> None:
    whole = {**MENDED, "条次": "", "状态": "已整改"}
    back = filled({1: {**whole, "复核后": "0"}, 2: {**whole, "复核后": "1"}})
    code, out, err = gp("score", EXAMPLE, "--recheck", back)
    assert (code, out) == (2, "")
    assert "[conflict]" in err


def test_the_list_itself_is_never_overwritten(gp: Gp, filled: Filled) -> None:
    back = filled({1: UPHELD})
    before = back.read_bytes()
    for command in ("score", "problems", "rank"):
        code, _, err = gp(command, EXAMPLE, "--recheck", back, "-o", back)
        assert (code, back.read_bytes()) == (2, before)
        assert "[not-writable]" in err


def test_a_value_is_written_as_in_a_table_of_facts(gp: Gp, filled: Filled) -> None:
    sheets = [
        _score(gp, "--recheck", filled({4: {**MENDED, "复核后": said}})) for said in ("否", "false", "FALSE")
    ]
    assert {one["result"]["total"] for one in sheets} == {str(TOTAL + 3)}
    err = gp("score", EXAMPLE, "--recheck", filled({4: {**MENDED, "复核后": "没有"}}))[2]
    assert "expected 是 / 否; did you mean 否? [wrong-type]" in err
    for said, told in (("无", "wrong-type"), ("３", "full-width"), ("1.5", "fraction")):
        back = filled({1: {**MENDED, "条次": "", "复核后": said}})
        (line,) = gp("score", EXAMPLE, "--recheck", back)[2].splitlines()
        assert "; expected a whole number " in line
        assert line.endswith(f"[{told}]")
    assert (
        "did you mean 3?"
        in gp("score", EXAMPLE, "--recheck", filled({1: {**MENDED, "条次": "", "复核后": "３"}}))[2]
    )


def test_everything_that_is_wrong_in_a_list_is_said_at_once(gp: Gp, filled: Filled) -> None:
    wrong = {**MENDED, "复核后": "有时", "复核人": "", "状态": "整改"}
    back = filled({1: {**UPHELD, "条次": "x"}, 4: wrong, 2: {"状态": "不成立"}})
    code, _, err = gp("score", EXAMPLE, "--recheck", back)
    assert code == 2
    assert re.findall(r"back\.csv:(\d+): (\S+): .*\[(\S+)\]", err) == [
        ("3", "条次", "wrong-type"),
        ("4", "状态", "unknown-level"),
        ("6", "状态", "unknown-level"),
        ("6", "复核人", "recheck"),
        ("6", "复核后", "wrong-type"),
    ]
    assert re.findall(r"did you mean (\S+)\?", err)[:2] == ["异议不成立", "已整改"]


def test_who_forgot_the_value_of_a_row_is_told(gp: Gp, filled: Filled) -> None:
    back = filled({1: {"状态": "异议成立"}, 2: UPHELD, 4: {"状态": "已整改"}})
    code, out, err = gp("rank", EXAMPLE, "--recheck", back, "--format", "json")
    (group,) = json.loads(out)["rankings"][0]["groups"]
    assert (code, group["figures"]["highest"]) == (0, str(TOTAL + 1))
    assert "settled, but without a value in 复核后, so that the points stay lost: rows 3、6\n" in err
    second = _saved(back, {1: UPHELD, 2: {"状态": "已整改"}, 4: MENDED})
    assert "points stay lost" not in gp("score", EXAMPLE, "--recheck", second)[2]


@pytest.fixture
def season(tmp_path: Path, filled: Filled) -> Path:
    """A season of the example's unit that names the list that came back."""
    folder = tmp_path / "season"
    folder.mkdir()
    shutil.copy(EXAMPLE, folder / "a.toml")
    shutil.copy(filled({1: UPHELD}), folder / "整改反馈.csv")
    text = 'scheme = "zhangshu-2021"\nperiod = "2021"\nrectification = ["整改反馈.csv"]\n'
    (folder / "season.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_season_names_its_lists(gp: Gp, season: Path, tmp_path: Path) -> None:
    sheets = {one["unit"]["name"]: one for one in json.loads(gp("score", season, "--format", "json")[1])}
    assert Decimal(sheets["经楼镇"]["result"]["total"]) == TOTAL + 1
    assert [one["path"] for one in sheets["经楼镇"]["inputs"]] == ["a.toml", "season.toml", "整改反馈.csv"]
    before = (season / "整改反馈.csv").read_bytes()
    for arguments in (("score", season), ("rank", season), ("notice", season), ("diff", season, EXAMPLE)):
        code, _, err = gp(*arguments, "-o", season / "整改反馈.csv")
        assert (code, (season / "整改反馈.csv").read_bytes()) == (2, before)
        assert "[not-writable]" in err
    assert "  复核  公开指南：表述错误  2 → 1  +1" in gp("diff", EXAMPLE, season)[1].splitlines()


def test_a_list_that_the_season_does_not_name_is_told_from_facts(gp: Gp, season: Path) -> None:
    toml = (season / "season.toml").read_text(encoding="utf-8").replace("整改反馈.csv", "x.csv")
    (season / "season.toml").write_text(toml, encoding="utf-8")
    rows = (season / "整改反馈.csv").read_text(encoding="utf-8-sig")
    (season / "x.csv").write_text(rows, encoding="utf-8")
    (season / "整改反馈.csv").write_text(rows, encoding="gb18030")
    code, _, err = gp("score", season, "--format", "json")
    assert code == 2
    assert "整改反馈.csv: a problem list, no facts" in err
    assert 'expected season.toml: rectification = ["整改反馈.csv"]' in err


def test_a_list_about_a_unit_that_handed_in_nothing_fails_that_unit_alone(gp: Gp, season: Path) -> None:
    rows = (season / "整改反馈.csv").read_text(encoding="utf-8-sig").replace("经楼镇", "临江镇")
    (season / "整改反馈.csv").write_text(rows, encoding="utf-8")
    code, out, err = gp("score", season, "--format", "json")
    sheets = json.loads(out)
    assert code == 2
    assert "[recheck]" in err
    assert [one["problems"][0]["code"] for one in sheets if one["result"] is None] == ["recheck"]
    assert [one["result"]["total"] for one in sheets if one["result"] and one["handed_in"]] == [str(TOTAL)]


def test_rows_that_change_nothing_name_facts_all_the_same(gp: Gp, filled: Filled) -> None:
    back = filled({1: {"状态": "异议", "异议": "不符", "事实": "guide.wording_erors"}})
    code, _, err = gp("score", EXAMPLE, "--recheck", back)
    assert code == 2
    assert (
        "back.csv:3: 事实: no fact is called guide.wording_erors; did you mean guide.wording_errors?" in err
    )


def test_what_follows_from_all_units_is_corrected_in_the_season(gp: Gp, tmp_path: Path) -> None:
    (tmp_path / "season.toml").write_text(
        'scheme = "zhangshu-2021"\nperiod = "2021"\nrectification = ["back.csv"]\n[[rankings]]\n'
        'name = "第一季度"\ntable = "department"\nplaces = ["市审计", "市商务局"]\n',
        encoding="utf-8",
    )
    (tmp_path / "a.toml").write_text(
        '[unit]\nname = "市商务局"\n[facts.policy]\naward = 1\n', encoding="utf-8"
    )
    (tmp_path / "back.csv").write_text(
        "单位,事实,条次,状态,复核后,复核人,复核说明\n市商务局,ranking_top.quarters,,异议成立,0,甲,示例\n",
        encoding="utf-8",
    )
    code, _, err = gp("score", tmp_path)
    assert code == 2
    assert "back.csv:2: 事实: ranking_top.quarters follows from all units together" in err
