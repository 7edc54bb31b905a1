"""``gp rank`` as people and programs meet it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gpcli.reports.columns import width

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples"
FULL = (EXAMPLES / "zhangshu-2021" / "township-full.toml").read_text(encoding="utf-8")
SECTIONS = ("政府信息公开", "政务新媒体", "政务公开标准化规范化建设", "政府网站信息报送", "组织保障")
HOME = ROOT / "tests" / "elsewhere" / "gp_elsewhere"
SCHEMA = json.loads((ROOT / "src/gpcli/schemas/ranking.schema.json").read_text(encoding="utf-8"))
LINE = {**SCHEMA["$defs"]["line"], "$defs": SCHEMA["$defs"]}

Gp = Callable[..., tuple[int, str, str]]


def township(folder: Path, name: str, award: str | None, **changed: str) -> Path:
    """A township that is full but for the award of one item; None leaves that open."""
    text = FULL.replace("临江镇", name)
    line = "[facts.policy]\n" if award is None else f"[facts.policy]\naward = {award}\n"
    text = text.replace("[facts.policy]\naward = 5\n", line)
    for old, new in changed.values():
        text = text.replace(old, new)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def season(folder: Path, more: str = "", scheme: str = "zhangshu-2021", period: str = "2021") -> Path:
    text = f'scheme = "{scheme}"\nperiod = "{period}"\nnote = "示例数据，非真实考核结果"\n{more}'
    (folder / "season.toml").write_text(text, encoding="utf-8")
    return folder


def four(folder: Path) -> Path:
    """Ranks 1, 2, 2 and one with an open fact, which may be anywhere among them."""
    township(folder, "洋湖乡", "3")
    township(folder, "临江镇", "4.5")
    township(folder, "昌傅镇", None)
    township(folder, "经楼镇", "3")
    return folder


def ranking(gp: Gp, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
    got, out, err = gp("rank", *arguments, "--format", "json")
    assert got == code, err
    data = json.loads(out)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    return data  # type: ignore[no-any-return]


def rows(data: dict[str, Any]) -> list[dict[str, Any]]:
    ((group,),) = [one["groups"] for one in data["rankings"]]
    return list(group["units"])


def units(data: dict[str, Any], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in ("unit", *keys)) for row in rows(data)]


def test_ranks_ties_and_what_open_facts_allow(gp: Gp, tmp_path: Path) -> None:
    data = ranking(gp, four(tmp_path))
    assert units(data, "rank", "tied", "best_rank", "worst_rank", "total", "lower", "upper") == [
        ("临江镇", 1, False, 1, 2, "99.5", "99.5", "99.5"),
        ("洋湖乡", 2, True, 2, 3, "98", "98", "98"),
        ("经楼镇", 2, True, 2, 3, "98", "98", "98"),
        ("昌傅镇", None, False, 1, 4, None, "95", "100"),
    ]
    assert [row["state"] for row in rows(data)] == ["scored"] * 3 + ["incomplete"]
    assert rows(data)[-1]["owed"] == [{"by": "self", "facts": 1}]
    (group,) = data["rankings"][0]["groups"]
    assert group["figures"] == {
        "units": 4,
        "states": {"scored": 3, "incomplete": 1, "withheld": 0, "faulty": 0, "silent": 0, "vetoed": 0},
        "highest": "99.5",
        "lowest": "98",
        "mean_rounded": "98.5",
    }


def test_the_text_says_it_in_columns(gp: Gp, tmp_path: Path) -> None:
    code, out, _ = gp("rank", four(tmp_path), "--lang", "en")
    assert code == 0
    lines = out.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("rank so far"))
    table = [line.split() for line in lines[start : start + 4]]
    assert table[0][3:] == ["unit", "I", "II", "III", "IV", "V", "bonus", "penalty", "Total", "possible"]
    assert table[1] == ["1", "临江镇", "49.5", "10", "20", "10", "10", "0", "0", "99.5", "1–2"]
    assert table[2] == ["2", "tied", "洋湖乡", "48", "10", "20", "10", "10", "0", "0", "98", "2–3"]
    assert len({width(line) for line in lines[start + 1 : start + 4]}) == 1
    assert any(line.startswith("昌傅镇") and "[95, 100]" in line and "1–4" in line for line in lines)
    assert "facts missing: 1, owed by: the unit itself 1" in out
    assert "unofficial result" in out
    assert "gpcli-zhangshu" in out


def test_rows_without_names_are_called_by_their_ids(gp: Gp, tmp_path: Path) -> None:
    table = tmp_path / "units.csv"
    table.write_text("id,A6.award\nu-1,3\nu-2,0.5\n", encoding="utf-8")
    asked = ("rank", table, "--scheme", "putuo-2020", "--robust")
    _, out, _ = gp(*asked, "--lang", "en")
    assert "unit not filled in" not in out
    assert {"u-1", "u-2"} <= set(out.split())
    data = ranking(gp, table, "--scheme", "putuo-2020")
    assert [(row["unit"], row["id"]) for row in rows(data)] == [("", "u-1"), ("", "u-2")]
    _, out, _ = gp(*asked[:-1], "--format", "ndjson")
    for line in out.splitlines():
        jsonschema.Draft202012Validator(LINE).validate(json.loads(line))
    _, out, _ = gp(*asked[:-1], "--format", "csv", "--no-bom")
    assert [row[1] for row in csv.reader(io.StringIO(out))][1:3] == ["u-1", "u-2"]
    _, _, err = gp(*asked[:-1], "--require-complete", "--lang", "en")
    assert "u-1、u-2" in err
    _, out, _ = gp("check", table, "--scheme", "putuo-2020", "--lang", "en")
    assert "units.csv (u-2): no problems" in out


def test_a_season_counts_those_who_handed_in_nothing(gp: Gp, tmp_path: Path) -> None:
    data = ranking(gp, season(four(tmp_path)), "--table", "township")
    found = rows(data)
    assert len(found) == 19
    assert [row["state"] for row in found].count("silent") == 15
    assert (found[0]["best_rank"], found[0]["worst_rank"]) == (1, 17)
    roster = [row["unit"] for row in found if row["state"] == "silent"]
    assert roster[:2] == ["福城街道", "大桥街道"]
    assert data["rankings"][0]["note"] == "示例数据，非真实考核结果"
    _, out, _ = gp("rank", tmp_path, "--table", "township", "--lang", "en")
    said = "".join(out.split())
    assert "Nothinghandedin(15):·福城街道、大桥街道" in said
    assert said.count("Nothinghandedin(") == 1
    assert ":total[5,100],possibleranks1–19单位" not in said
    assert ":total[5,100],possibleranks1–19units19" in said
    assert out.startswith("示例数据，非真实考核结果\n")


def test_a_failed_input_is_a_row_and_exit_2(gp: Gp, tmp_path: Path) -> None:
    season(four(tmp_path))
    township(tmp_path, "大桥街道", "5.5")
    data = ranking(gp, tmp_path, "--table", "township", code=2)
    (failed,) = data["failed"]
    assert (failed["path"], failed["unit"]) == ("大桥街道.toml", "大桥街道")
    assert len(rows(data)) == 19
    (faulty,) = (row for row in rows(data) if row["state"] == "faulty")
    assert (faulty["unit"], faulty["rank"], faulty["lower"], faulty["upper"]) == (
        "大桥街道",
        None,
        "5",
        "100",
    )
    code, out, err = gp("rank", tmp_path, "--lang", "en")
    assert code == 2
    assert "inputs that could not be scored: 1; units of theirs that are known are undecided" in out
    assert out.count("too-large-number") == err.count("too-large-number") == 1
    assert gp("rank", tmp_path, "--table", "department")[0] == 2
    four_only = ranking(gp, tmp_path / "临江镇.toml", code=0)
    assert len(rows(four_only)) == 1


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--table", "townshp"), "unknown-table", "did you mean township?"),
        (("--group", "A类"), "unknown-group", "no unit belongs to the class A类"),
        (("--table", "department"), "nothing-to-rank", ""),
        (("--format", "txt"), "unknown-format", "did you mean text?"),
        (("--reading", "nothing=1"), "unknown-reading", ""),
    ],
)
def test_what_concerns_nobody_is_an_error(
    gp: Gp, tmp_path: Path, options: tuple[str, ...], code: str, said: str
) -> None:
    (tmp_path / "facts").mkdir()
    target = tmp_path / "out.txt"
    got, out, err = gp("rank", four(tmp_path / "facts"), *options, "-o", target, "--lang", "en")
    assert (got, out, target.exists()) == (2, "", False)
    assert f"[{code}]" in err
    assert said in err


def test_a_ranking_of_nothing_is_an_error(gp: Gp, tmp_path: Path) -> None:
    assert gp("rank", tmp_path)[:2] == (2, "")
    assert gp("rank", season(tmp_path))[:2] == (2, "")
    assert gp("rank", tmp_path / "nowhere.toml")[:2] == (2, "")
    township(tmp_path, "大桥街道", "5.5")
    assert gp("rank", tmp_path)[:2] == (2, "")


def test_nobody_of_a_table_handed_in_anything(gp: Gp, tmp_path: Path) -> None:
    code, out, err = gp("rank", season(four(tmp_path)), "--table", "department")
    assert (code, out) == (2, "")
    assert "[nothing-to-rank]" in err


def test_groups_of_a_table(gp: Gp) -> None:
    folder = EXAMPLES / "huanggang-2020"
    ((first, *rest),) = [one["groups"] for one in ranking(gp, folder)["rankings"]]
    assert first["table"] == "county"
    assert [(one["table"], one["group"]) for one in rest] == [
        ("department-a", "A类"),
        ("department-b", "B类"),
        ("department-b", ""),
    ]
    only = ranking(gp, folder, "--group", "A类")
    assert units(only, "rank") == [("市林业局", 1)]
    code, _, err = gp("rank", folder, "--table", "county", "--group", "A类", "--lang", "en")
    assert code == 2
    assert "[unknown-group]" in err


def test_a_ranking_for_each_scheme_and_period(gp: Gp) -> None:
    paths = [EXAMPLES / "linzi-2021", EXAMPLES / "zhangshu-2021" / "township-full.toml"]
    data = ranking(gp, *paths)
    assert [(one["scheme"]["id"], one["period"], len(one["groups"])) for one in data["rankings"]] == [
        ("linzi-2021", "2021-Q1", 1),
        ("linzi-2021", "2021", 1),
        ("zhangshu-2021", "", 1),
    ]


def test_who_names_no_period_is_ranked_with_the_others(gp: Gp, tmp_path: Path) -> None:
    township(tmp_path, "洋湖乡", "3", period=("[unit]", 'period = "2021"\n\n[unit]'))
    township(tmp_path, "临江镇", "4")
    data = ranking(gp, tmp_path)
    assert data["rankings"][0]["period"] == "2021"
    assert units(data, "rank") == [("临江镇", 1), ("洋湖乡", 2)]


def gated(folder: Path, name: str, points: str | None, *, leak: bool = False) -> None:
    """A unit of an invented city with a veto: 60 points and those of its replies."""
    replies = "" if points is None else f"facts.replies.points = {points}\n"
    (folder / f"{name}.toml").write_text(
        f"""table = "gated"
unit.name = "{name}"
facts.publishing.errors = 0
{replies}facts.practice.adopted = 0
facts.veto.leak = {str(leak).lower()}
""",
        encoding="utf-8",
    )


GRADES = """
[[grades]]
name = "优秀"
quota = 2
ties = ""

[[grades]]
name = "良好"
line = 90

[[grades]]
name = "一般"
"""


def elsewhere(folder: Path, grades: str) -> Path:
    for name, points in (("甲", "38"), ("乙", "35"), ("丙", "35"), ("丁", "20")):
        gated(folder, name, points)
    gated(folder, "戊", "40", leak=True)
    return season(folder, grades, "elsewhere-2021")


def test_the_office_decides_grades(gp: Gp, tmp_path: Path) -> None:
    expected = {"in": [["优秀"], ["优秀"], ["优秀"]], "out": [["优秀"], ["良好"], ["良好"]]}
    for ties, grades in expected.items():
        elsewhere(tmp_path, GRADES.replace('ties = ""', f'ties = "{ties}"'))
        data = ranking(gp, "--pack", HOME, tmp_path)
        (group,) = data["rankings"][0]["groups"]
        assert [row["grades"] for row in group["units"]] == [*grades, ["一般"], []]
        assert (group["grades"]["by"], group["grades"]["open"]) == ("office", [])
        assert [one["name"] for one in group["grades"]["rules"]] == ["优秀", "良好", "一般"]


def test_an_undecided_tie_at_a_quota_is_said_aloud(gp: Gp, tmp_path: Path) -> None:
    elsewhere(tmp_path, GRADES)
    data = ranking(gp, "--pack", HOME, tmp_path)
    (group,) = data["rankings"][0]["groups"]
    assert [row["grades"] for row in group["units"][:3]] == [["优秀"], ["优秀", "良好"], ["优秀", "良好"]]
    assert group["grades"]["open"] == [{"grade": "优秀", "last": 2, "units": ["丙", "乙"]}]
    _, out, _ = gp("rank", "--pack", HOME, tmp_path, "--lang", "en")
    said = " ".join(out.split())
    assert "The quota of 优秀 ends at place 2, which 丙、乙 share" in said
    assert "Grades are decided by the assessing office, the document does not give them" in said


def test_a_vetoed_unit_stands_last_with_its_reason(gp: Gp, tmp_path: Path) -> None:
    data = ranking(gp, "--pack", HOME, elsewhere(tmp_path, ""))
    last = rows(data)[-1]
    assert (last["unit"], last["state"], last["rank"], last["best_rank"]) == ("戊", "vetoed", None, None)
    assert (last["total"], last["lower"], last["upper"]) == (None, None, None)
    assert last["reason"]
    _, out, _ = gp("rank", "--pack", HOME, tmp_path)
    line = next(line for line in out.splitlines() if line.startswith("戊"))
    assert last["reason"] in line
    assert rows(data)[0]["worst_rank"] == 1


@pytest.mark.parametrize(
    ("grades", "line", "code", "said"),
    [
        ('[[grades]]\nname = "a"\nline = 80\n[[grades]]\nname = "b"\nline = 90', 7, "contradiction", "90"),
        ('[[grades]]\nname = "a"\n[[grades]]\nname = "b"\nline = 90', 6, "contradiction", "for the rest"),
        (
            '[[grades]]\nname = "a"\nline = 80\n[[grades]]\nname = "b"\nquota = 9',
            7,
            "contradiction",
            "quotas",
        ),
        ('[[grades]]\nname = "a"\ntable = "townshp"', 4, "unknown-table", "did you mean township?"),
        ('[[grades]]\nname = "a"\ngroup = "一类"', 4, "unknown-group", "一类"),
    ],
)
def test_faulty_grades_are_problems_of_the_season(
    gp: Gp, tmp_path: Path, grades: str, line: int, code: str, said: str
) -> None:
    got, out, err = gp("rank", season(four(tmp_path), grades), "--lang", "en")
    assert (got, out) == (2, "")
    (problem,) = err.splitlines()
    assert f"season.toml:{line}: grades." in problem
    assert f"[{code}]" in problem
    assert said in problem


def test_a_document_that_gives_grades_keeps_them(gp: Gp, tmp_path: Path) -> None:
    facts = """table = "graded"
unit.name = "甲"
facts.openness_work.points = 65
facts.service_work.points = 28
facts.openness.dismissed = false
facts.shared = { rank = 3, size = 20, noticed = false }
"""
    (tmp_path / "a.toml").write_text(facts, encoding="utf-8")
    season(tmp_path, '[[grades]]\nname = "优秀"\nline = 99', "elsewhere-2021")
    data = ranking(gp, "--pack", HOME, tmp_path)
    (group,) = data["rankings"][0]["groups"]
    assert (group["grades"]["by"], group["grades"]["rules"]) == ("document", [])
    assert group["units"][0]["grades"] == ["优秀"]
    season(tmp_path, '[[grades]]\nname = "优秀"\nline = 99\ntable = "graded"', "elsewhere-2021")
    code, _, err = gp("rank", "--pack", HOME, tmp_path, "--lang", "en")
    assert code == 2
    assert "the document itself gives the grades of graded" in err


def test_csv_is_in_the_layout_that_offices_use(gp: Gp, tmp_path: Path) -> None:
    code, out, _ = gp("rank", season(four(tmp_path)), "--format", "csv", "--table", "township")
    assert code == 0
    assert out.startswith("\ufeff")
    head, *body = csv.reader(io.StringIO(out.removeprefix("\ufeff")))
    assert len({len(row) for row in (head, *body)}) == 1
    assert head[4:9] == [
        "政府信息公开",
        "政务新媒体",
        "政务公开标准化规范化建设",
        "政府网站信息报送",
        "组织保障",
    ]
    assert body[0][:2] == ["1", "临江镇"]
    assert body[0][4:13] == ["49.5", "10", "20", "10", "10", "0", "0", "99.5", "1"]
    assert body[0][-6:] == ["99.5", "99.5", "1", "17", "zhangshu-2021", "2021"]
    numbered = [row for row in body if row[0]]
    assert [row[0] for row in numbered] == [str(number) for number in range(1, 20)]
    assert all(row[4:12] == [""] * 8 for row in numbered[4:])
    notes = [cell for row in body[19:] for cell in row]
    assert "示例数据，非真实考核结果" in notes
    assert gp("rank", tmp_path, "--format", "csv", "--no-bom", "--lang", "en")[1][0] != "\ufeff"


def test_csv_of_two_tables_has_every_section(gp: Gp) -> None:
    _, out, _ = gp("rank", EXAMPLES / "region-2023", "--format", "csv", "--no-bom")
    head, *body = csv.reader(io.StringIO(out))
    found = {row[1]: dict(zip(head, row, strict=True)) for row in body}
    assert found["示例局"]["便民服务"] == "9.5"
    assert found["示例县"]["便民服务"] == ""
    assert found["示例县"]["行政规范性文件集中公开"] == "3.4"


def test_ndjson_has_a_line_for_each_unit(gp: Gp, tmp_path: Path) -> None:
    season(four(tmp_path))
    township(tmp_path, "大桥街道", "5.5")
    code, out, _ = gp("rank", tmp_path, "--format", "ndjson", "--table", "township")
    assert code == 2
    lines = [json.loads(line) for line in out.splitlines()]
    assert len(lines) == 20
    validator = jsonschema.Draft202012Validator(LINE)
    for line in lines:
        validator.validate(line)
    whole = ranking(gp, tmp_path, "--table", "township", code=2)
    assert [line["unit"] for line in lines[:-1]] == [row["unit"] for row in rows(whole)]
    assert lines[-1]["problems"] == whole["failed"][0]["problems"]


def test_markdown_has_a_row_for_each_unit(gp: Gp, tmp_path: Path) -> None:
    code, out, _ = gp(
        "rank", season(four(tmp_path)), "--table", "township", "--format", "markdown", "--lang", "en"
    )
    assert code == 0
    table = [line for line in out.splitlines() if line.startswith("| ")]
    assert len(table) == 2 + 19
    assert table[0].startswith("| No. | unit | 政府信息公开 |")
    assert "| 2 tied | 2–18 |" in table[3]


HOSTILE = "=cmd|'/C calc'!A0|`x`<b>\\u001b[31m\\u202e"


def test_hostile_names_are_inert(gp: Gp, tmp_path: Path) -> None:
    text = (EXAMPLES / "region-2023" / "department.toml").read_text(encoding="utf-8")
    path = tmp_path / "a.toml"
    path.write_text(text.replace("示例局", HOSTILE), encoding="utf-8")
    name = "=cmd|'/C calc'!A0|`x`<b>\x1b[31m\u202e"
    _, out, _ = gp("rank", path, "--format", "csv", "--no-bom")
    shown = name.replace("\x1b", r"\u001b").replace("\u202e", r"\u202e")
    assert list(csv.reader(io.StringIO(out)))[1][1] == f"'{shown}"
    for form in ("text", "markdown"):
        _, out, _ = gp("rank", path, "--format", form)
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert "<b>" not in out
    assert units(ranking(gp, path)) == [(name,)]


def test_require_complete(gp: Gp, tmp_path: Path) -> None:
    code, out, err = gp("rank", four(tmp_path), "--require-complete", "--lang", "en")
    assert code == 1
    assert "昌傅镇" in err
    assert "临江镇" in out
    (tmp_path / "昌傅镇.toml").unlink()
    assert gp("rank", tmp_path, "--require-complete")[0] == 0
    assert gp("rank", season(tmp_path), "--table", "township", "--require-complete")[0] == 1
    (tmp_path / "season.toml").unlink()
    vetoed = tmp_path / "v"
    vetoed.mkdir()
    assert gp("rank", "--pack", HOME, elsewhere(vetoed, ""), "--require-complete")[0] == 0


def test_the_public_variant_names_nobody_who_owes(gp: Gp, tmp_path: Path) -> None:
    inner = tmp_path / "folder-of-somebody"
    inner.mkdir()
    season(four(inner))
    township(inner, "大桥街道", "5.5")
    for form in ("text", "markdown", "csv", "json", "ndjson"):
        _, out, _ = gp("rank", inner, "--public", "--format", form, "--table", "township", "--lang", "en")
        assert "folder-of-somebody" not in out
        assert "the unit itself" not in out
        assert '"by": "self"' not in out
        assert "5.5" not in out


def test_what_identifies_a_person_is_masked(gp: Gp, tmp_path: Path) -> None:
    season(four(tmp_path), 'title = "联系人13812345678"')
    _, out, _ = gp("rank", tmp_path, "--mask")
    assert "138****5678" in out
    assert "13812345678" not in out


def test_readings_that_were_changed_are_named(gp: Gp, tmp_path: Path) -> None:
    schemes = json.loads(gp("list-schemes", "--format", "json")[1])
    (scheme,) = [one for one in schemes if one["id"] == "zhangshu-2021"]
    reading = scheme["readings"][0]
    other = next(one["value"] for one in reading["answers"] if one["value"] != reading["default"])
    setting = f"{reading['id']}={other}"
    assert f"{setting}, not the default" not in gp("rank", four(tmp_path), "--lang", "en")[1]
    _, out, _ = gp("rank", tmp_path, "--reading", setting, "--lang", "en")
    assert f"Reading {setting}, not the default" in " ".join(out.split())
    data = ranking(gp, tmp_path, "--reading", setting)
    assert [(one["id"], one["value"]) for one in data["rankings"][0]["readings"]] == [(reading["id"], other)]


def test_the_output_does_not_replace_an_input(gp: Gp, tmp_path: Path) -> None:
    path = township(tmp_path, "临江镇", "4")
    before = path.read_bytes()
    assert gp("rank", tmp_path, "-o", path)[0] == 2
    assert path.read_bytes() == before
    assert gp("rank", path, "-o", tmp_path / "out.csv", "--format", "csv")[:2] == (0, "")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("\ufeff")


@pytest.mark.parametrize(
    "scheme", ["zhangshu-2021", "putuo-2020", "linzi-2021", "huanggang-2020", "region-2023"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_text_keeps_to_80_columns(gp: Gp, scheme: str, language: str) -> None:
    _, out, _ = gp("rank", EXAMPLES / scheme, "--lang", language)
    assert out
    assert [line for line in out.splitlines() if width(line) > 80 or line != line.rstrip()] == []


def test_many_wide_sections_have_a_table_of_their_own(gp: Gp, tmp_path: Path) -> None:
    text = (EXAMPLES / "region-2023" / "department.toml").read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(text.replace("示例局", "名称很长的一个单位名称"), encoding="utf-8")
    season(tmp_path, GRADES.replace("优秀", "特别优秀（示范单位）"), "region-2023", "2023")
    _, out, _ = gp("rank", tmp_path)
    lines = out.splitlines()
    assert [line for line in lines if width(line) > 80] == []
    assert len([line for line in lines if "名称很长" in line]) == 2
    assert "九 政务公开工作创新提优" in out.replace("\n", "")
