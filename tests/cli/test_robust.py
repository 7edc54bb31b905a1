"""``gp rank --robust`` as people and programs meet it."""

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
from gpcli.season.robust import plan

ROOT = Path(__file__).resolve().parent.parent.parent
FULL = (ROOT / "examples" / "zhangshu-2021" / "township-full.toml").read_text(encoding="utf-8")
HOME = ROOT / "tests" / "elsewhere" / "gp_elsewhere"
SCHEMA = json.loads((ROOT / "src/gpcli/schemas/ranking.schema.json").read_text(encoding="utf-8"))
LINE = {**SCHEMA["$defs"]["line"], "$defs": SCHEMA["$defs"]}

Gp = Callable[..., tuple[int, str, str]]


def township(folder: Path, name: str, award: str | None, more: str = "") -> None:
    """A township that is full but for the award of one item; None leaves that open."""
    line = "[facts.policy]\n" if award is None else f"[facts.policy]\naward = {award}\n"
    text = FULL.replace("临江镇", name).replace("[facts.policy]\naward = 5\n", line)
    (folder / f"{name}.toml").write_text(text + more, encoding="utf-8")


def gated(folder: Path, name: str, points: str, more: str = "", *, leak: bool = False) -> None:
    """A unit of the invented pack."""
    text = f"""scheme = "elsewhere-2021"
table = "gated"
unit.name = "{name}"
facts.publishing.errors = 0
facts.replies.points = {points}
facts.veto.leak = {str(leak).lower()}
"""
    (folder / f"{name}.toml").write_text(text + more, encoding="utf-8")


def two(folder: Path) -> Path:
    """The first stands above the second by a bonus behind a gate that a Reading closes."""
    gated(folder, "甲", "22", 'facts.notice.notices = [{ by = "市级" }]\nfacts.practice.adopted = 2\n')
    gated(folder, "乙", "20.5")
    return folder


def with_open(folder: Path) -> Path:
    """The same, and one of which everything is open."""
    (two(folder) / "丙.toml").write_text('scheme = "elsewhere-2021"\ntable = "gated"\nunit.name = "丙"\n')
    return folder


EXTRA = """
[[facts.discretionary_bonus.entries]]
points = 1
what = "示例"
person = "甲"
reason = "示例"
"""


def four(folder: Path) -> Path:
    """Ranks 1, 2, 3, and one with an open fact; a judged bonus keeps the second from being the third."""
    township(folder, "临江镇", "4.5")
    township(folder, "洋湖乡", "2.5", EXTRA)
    township(folder, "经楼镇", "3")
    township(folder, "昌傅镇", None)
    return folder


def robust(gp: Gp, *arguments: str | Path) -> dict[str, Any]:
    code, out, err = gp("rank", *arguments, "--robust", "--format", "json")
    assert code == 0, err
    data = json.loads(out)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    ((group,),) = [one["groups"] for one in data["rankings"]]
    found = group["robustness"]
    assert [one["unit"] for one in found["units"]] == [one["unit"] for one in group["units"]]
    for one, row in zip(found["units"], group["units"], strict=True):
        assert one["rank"] == row["rank"]
        assert (one["open"]["best"], one["open"]["worst"]) == (row["best_rank"], row["worst_rank"])
    return dict(found)


def ranks(found: dict[str, Any], *causes: str) -> dict[str, tuple[tuple[int, int], ...]]:
    return {
        one["unit"]: tuple((one[cause]["best"], one[cause]["worst"]) for cause in causes)
        for one in found["units"]
    }


def test_ranks_by_cause_and_what_turns_units_round(gp: Gp, tmp_path: Path) -> None:
    found = robust(gp, four(tmp_path))
    assert ranks(found, "open", "judged", "rounding", "removal", "together") == {
        "临江镇": ((1, 2), (1, 3), (1, 2), (1, 2), (1, 3)),
        "洋湖乡": ((2, 3), (1, 4), (2, 3), (1, 3), (1, 4)),
        "经楼镇": ((3, 4), (2, 4), (3, 4), (2, 4), (1, 4)),
        "昌傅镇": ((1, 4), (1, 4), (1, 4), (1, 4), (1, 4)),
    }
    pairs = {(one["first"], one["second"]): one for one in found["pairs"]}
    pair = pairs["洋湖乡", "经楼镇"]
    assert (pair["adjacent"], pair["now"], pair["gap"], pair["can_swap"]) == (True, "above", "0.5", True)
    (cause,) = [one for one in pair["causes"] if one["kind"] == "judged"]
    assert (cause["makes"], cause["unit"], cause["fact"]) == (
        "may_swap",
        "洋湖乡",
        "discretionary_bonus.entries",
    )
    assert cause["clause"] == "附件一/加分项/2"
    assert "rounding" not in {one["kind"] for one in pair["causes"]}
    (cause,) = [one for one in pairs["临江镇", "昌傅镇"]["causes"] if one["kind"] == "open"]
    assert (cause["makes"], cause["fact"]) == ("may_swap", "policy.award")
    assert ("临江镇", "经楼镇") not in {key for key, one in pairs.items() if one["can_swap"]}
    method = found["method"]
    assert method["open"]["exact"]
    assert method["open"]["looked_at"] == method["open"]["combinations"]
    assert (method["open"]["seed"], method["open"]["samples"]) == (None, None)
    assert (method["removal"], method["pairs_within"]) == ("totals-stay", None)


def test_the_text_is_short_and_keeps_to_80_columns(gp: Gp, tmp_path: Path) -> None:
    four(tmp_path)
    for language in ("zh", "en"):
        _, out, _ = gp("rank", tmp_path, "--robust", "--lang", language)
        assert [line for line in out.splitlines() if width(line) > 80 or line != line.rstrip()] == []
    plain = gp("rank", tmp_path, "--lang", "en")[1]
    said = out.split("How firm the ranks are: ")
    assert len(said) == 2
    assert plain.startswith(said[0].rstrip("\n"))
    lines = said[1].splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("unit"))
    rows = [line.split() for line in lines[start + 1 : start + 5]]
    assert rows[1] == ["洋湖乡", "2", "2–3", "1–3", "1–4", "same", "1–3", "1–4"]
    whole = " ".join(said[1].split())
    assert "Judged amount of 洋湖乡, discretionary_bonus.entries" in whole
    assert "may change places with 临江镇、经楼镇" in whole
    assert "Open facts of 昌傅镇, first of all: policy.award" in whole
    assert "Totals rounded half up to 0 places" in whole
    assert "combinations were worked out" in whole
    assert "sample" not in whole


def test_a_reading_is_named_with_its_question_answer_and_clause(gp: Gp, tmp_path: Path) -> None:
    two(tmp_path)
    found = robust(gp, "--pack", HOME, tmp_path)
    assert ranks(found, "open", "readings") == {"甲": ((1, 1), (1, 2)), "乙": ((2, 2), (1, 2))}
    gate = {
        "reading": "gate_on",
        "value": "after-deductions",
        "answer": "看扣分之后的得分",
        "question": "“基本分达到”是看扣分之前，还是扣分之后",
        "in_force": "before-deductions",
        "clause": "附件二/二",
    }
    assert found["readings"] == [{**gate, "moved": 2, "most": 1, "without_result": [], "refused": []}]
    assert found["units"][0]["readings"]["worst_under"] == [gate]
    assert found["units"][0]["readings"]["best_under"] == []
    (pair,) = found["pairs"]
    assert (pair["now"], pair["gap"], pair["adjacent"]) == ("above", "1.5", True)
    assert pair["causes"] == [{"kind": "reading", "makes": "swapped", "answers": [gate]}]
    _, out, _ = gp("rank", "--pack", HOME, tmp_path, "--robust", "--lang", "zh")
    said = "".join(out.split())
    assert "gate_on=after-deductions" in said
    assert gate["question"] in said
    assert gate["answer"] in said
    assert "甲/乙" in said


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were more combinations than anybody goes through."""
    monkeypatch.setattr(plan, "LOOKS", 0)


@pytest.mark.usefixtures("crowded")
def test_a_sample_is_the_same_twice_and_says_that_it_is_one(gp: Gp, tmp_path: Path) -> None:
    two(tmp_path)
    options = ("--pack", HOME, tmp_path, "--seed", "7", "--samples", "20")
    first = robust(gp, *options)
    assert first == robust(gp, *options)
    method = first["method"]["open"]
    assert (method["exact"], method["seed"], method["samples"]) == (False, 7, 20)
    assert (method["combinations"], method["looked_at"]) == (2, 22)
    assert robust(gp, *options[:3])["method"]["open"]["seed"] == 1
    _, out, _ = gp("rank", *options, "--robust", "--lang", "en")
    said = " ".join(out.split())
    assert "A sample, not everything" in said
    assert "20 drawn with seed 7" in said
    assert "ranges may be wider" in said
    assert "combinations were worked out" not in said


def test_a_group_of_one_is_firm(gp: Gp, tmp_path: Path) -> None:
    gated(tmp_path, "甲", "22")
    found = robust(gp, "--pack", HOME, tmp_path)
    (unit,) = found["units"]
    assert unit["firm"]
    assert ranks(found, "open", "judged", "together") == {"甲": ((1, 1), (1, 1), (1, 1))}
    assert (found["pairs"], found["removals"]) == ([], [])
    _, out, _ = gp("rank", "--pack", HOME, tmp_path, "--robust", "--lang", "en")
    assert "one unit alone, nothing moves its rank." in out


def test_everything_open(gp: Gp, tmp_path: Path) -> None:
    for name in "甲乙":
        text = f'scheme = "elsewhere-2021"\ntable = "gated"\nunit.name = "{name}"\n'
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    found = robust(gp, "--pack", HOME, tmp_path)
    assert set(ranks(found, "open", "together").values()) == {((1, 2), (1, 2))}
    assert not any(one["firm"] or one["open"]["always"] for one in found["units"])
    (pair,) = found["pairs"]
    assert {one["unit"] for one in pair["causes"] if one["kind"] == "open"} == {"甲", "乙"}
    _, out, _ = gp("rank", "--pack", HOME, tmp_path, "--robust", "--lang", "en")
    assert "— stands for no rank" in out
    assert "1–2/—" in out


def test_a_vetoed_unit_has_no_rank_and_no_part_in_a_pair(gp: Gp, tmp_path: Path) -> None:
    for name, points in (("甲", "38"), ("乙", "35")):
        gated(tmp_path, name, points)
    gated(tmp_path, "戊", "40", leak=True)
    found = robust(gp, "--pack", HOME, tmp_path)
    last = found["units"][-1]
    assert (last["unit"], last["firm"], last["rank"]) == ("戊", False, None)
    assert all(
        (last[cause]["best"], last[cause]["worst"], last[cause]["always"]) == (None, None, False)
        for cause in ("open", "readings", "judged", "rounding", "removal", "together")
    )
    assert "戊" not in {name for one in found["pairs"] for name in (one["first"], one["second"])}
    assert [one["firm"] for one in found["units"][:2]] == [True, True]
    _, out, _ = gp("rank", "--pack", HOME, tmp_path, "--robust", "--lang", "en")
    told = out.split("How firm the ranks are: ")[1]
    assert told.startswith("firm (2): 甲、乙\n")
    assert "戊" not in told


def test_grades_that_hang_on_who_is_there(gp: Gp, tmp_path: Path) -> None:
    (tmp_path / "season.toml").write_text(
        'scheme = "elsewhere-2021"\nperiod = "2021"\n[[grades]]\nname = "优秀"\nquota = 1\nties = "in"\n'
        '[[grades]]\nname = "合格"\n',
        encoding="utf-8",
    )
    for name, points in (("甲", "38"), ("乙", "35")):
        gated(tmp_path, name, points)
    found = robust(gp, "--pack", HOME, tmp_path)
    assert [one["unit"] for one in found["removals"]] == ["甲", "乙"]
    (changed,) = found["removals"][0]["regraded"]
    assert changed == {"unit": "乙", "before": ["合格"], "after": ["优秀"]}
    assert found["removals"][1]["regraded"] == []
    _, out, _ = gp("rank", "--pack", HOME, tmp_path, "--robust", "--lang", "en")
    assert "Without 甲: the grade of 乙 is 优秀 instead of 合格" in out


def test_csv_markdown_and_ndjson_have_it_too(gp: Gp, tmp_path: Path) -> None:
    given = ("--pack", HOME, with_open(tmp_path))
    found = robust(gp, *given)
    _, out, _ = gp("rank", *given, "--robust", "--format", "csv", "--no-bom")
    head, *body = csv.reader(io.StringIO(out))
    assert len({len(row) for row in (head, *body)}) == 1
    for row, one in zip(body, found["units"], strict=False):
        ends = [str(one[cause][end]) for cause in CAUSES for end in ("best", "worst")]
        assert row[1] == one["unit"]
        assert row[-13:-3] == ends
    assert [row[-3] for row in body[:3]] == ["乙、丙", "甲、丙", "甲、乙"]
    assert any("gate_on=after-deductions" in cell for row in body[3:] for cell in row)
    bare = gp("rank", *given, "--format", "csv", "--no-bom")[1].splitlines()[0].split(",")
    assert [*bare[:-2], *head[-13:-2], *bare[-2:]] == head
    _, out, _ = gp("rank", *given, "--robust", "--format", "ndjson")
    lines = [json.loads(line) for line in out.splitlines()]
    for line, one in zip(lines, found["units"], strict=True):
        jsonschema.Draft202012Validator(LINE).validate(line)
        assert line["robustness"] == one
    _, out, _ = gp("rank", *given, "--robust", "--format", "markdown", "--lang", "en")
    assert "How firm the ranks are: no rank is firm." in out
    assert "| 甲 | 1 | 1–2 | 1–3 | same | same | same | 1–3 |" in out
    assert "gate\\_on=after-deductions" in out


CAUSES = ("readings", "judged", "rounding", "removal", "together")


def test_without_the_option_nothing_is_said_of_it(gp: Gp, tmp_path: Path) -> None:
    given = ("--pack", HOME, two(tmp_path))
    data = json.loads(gp("rank", *given, "--format", "json")[1])
    assert "robustness" not in data["rankings"][0]["groups"][0]
    assert "How firm" not in gp("rank", *given, "--lang", "en")[1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--seed", "1"), "--seed is for --robust"),
        (("--samples", "5"), "--samples is for --robust"),
        (("--robust", "--seed", "-1"), "-1"),
        (("--robust", "--seed", "1.5"), "1.5 is not a whole number"),
        (("--robust", "--samples", "x"), "x is not a whole number"),
    ],
)
def test_options_that_mean_nothing(gp: Gp, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    code, out, err = gp("rank", tmp_path, *options, "--lang", "en")
    assert (code, out) == (2, "")
    assert "[usage]" in err
    assert said in err


HOSTILE = "=cmd|'/C calc'!A0|`x`<b>\\u001b[31m\\u202e"


def test_hostile_names_are_inert(gp: Gp, tmp_path: Path) -> None:
    gated(tmp_path, "甲", "38")
    text = (tmp_path / "甲.toml").read_text(encoding="utf-8")
    (tmp_path / "b.toml").write_text(text.replace("甲", HOSTILE).replace("38", "30"), encoding="utf-8")
    text = text.replace("facts.replies.points = 38\n", "").replace("甲", "丙")
    (tmp_path / "c.toml").write_text(text, encoding="utf-8")
    for form in ("text", "markdown", "csv"):
        _, out, _ = gp("rank", "--pack", HOME, tmp_path, "--robust", "--format", form, "--no-bom")
        assert "\u202e" not in out or form == "csv"
        assert "\x1b" not in out or form == "csv"
        if form == "csv":
            assert not [
                cell
                for row in csv.reader(io.StringIO(out))
                for cell in row
                if cell.startswith(("=", "+", "-", "@"))
            ]
        elif form == "markdown":
            assert "<b>" not in out
