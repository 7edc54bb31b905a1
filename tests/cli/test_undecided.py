"""Who said nothing, whose files fail, of what only the sum is known: undecided, and never forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Gp = Callable[..., tuple[int, str, str]]
LANGUAGE = "en"
SEASON = """\
scheme = "region-2023"
period = "2023"
note = "示例数据，非真实考核结果"
grades = [{ name = "甲等", quota = 1, ties = "in" }, { name = "乙等" }]
units = [
    { name = "示例甲县", table = "region" },
    { name = "示例乙县", table = "region" },
    { name = "示例丙县", table = "region" },
]
"""


@pytest.fixture
def season(gp: Gp, tmp_path: Path) -> Path:
    """Three regions: two have everything, nobody said anything about the third."""
    (tmp_path / "season.toml").write_text(SEASON, encoding="utf-8")
    for name in ("示例甲县", "示例乙县"):
        file = tmp_path / f"{name}.toml"
        gp("template", "region-2023", "--table", "region", "--unit", name, "--filled", "full", "-o", file)
    return tmp_path


def ranked(gp: Gp, season: Path, code: int) -> dict[str, dict[str, Any]]:
    got, out, err = gp("rank", season, "--format", "json")
    assert got == code, err
    ((group,),) = (one["groups"] for one in json.loads(out)["rankings"])
    return {one["unit"]: one for one in group["units"]}


@pytest.mark.parametrize("gate", [("--require-complete",), ("--fail-under", "1")])
def test_no_gate_passes_while_a_unit_is_silent(gp: Gp, season: Path, gate: tuple[str, ...]) -> None:
    code, out, err = gp("score", season, *gate, "--format", "json")
    assert code == 1
    assert "示例丙县" in err
    sheets = {one["unit"]["name"]: one for one in json.loads(out)}
    assert list(sheets) == ["示例甲县", "示例乙县", "示例丙县"]
    assert [one["handed_in"] for one in sheets.values()] == [True, True, False]
    assert {one["unit"]["period"] for one in sheets.values()} == {"2023"}
    assert {one["note"] for one in sheets.values()} == {"示例数据，非真实考核结果"}
    code, text, _ = gp("score", season)
    assert code == 0
    assert text.count("Nothing was handed in.") == 1


def test_ranks_are_open_while_a_unit_has_a_faulty_file(gp: Gp, season: Path) -> None:
    firm = ranked(gp, season, 0)
    assert [firm[one]["state"] for one in firm] == ["scored", "scored", "silent"]
    (season / "示例丙县.toml").write_text('[unit]\nname = "示例丙县"\n[facts.nothing]\n', encoding="utf-8")
    open_ = ranked(gp, season, 2)
    assert open_["示例丙县"]["state"] == "faulty"
    keys = ("lower", "upper", "rank_best", "rank_worst", "grades")
    for name in firm:
        assert [open_[name].get(key) for key in keys] == [firm[name].get(key) for key in keys], name
    code, out, _ = gp("rank", season)
    assert code == 2
    assert "what was handed in has problems" in " ".join(out.split())
    assert "with problems 1" in " ".join(out.split())


def test_a_sum_is_not_told_as_single_entries(gp: Gp, tmp_path: Path) -> None:
    (tmp_path / "season.toml").write_text(
        'scheme = "linzi-2021"\nperiod = "2021"\nnote = "示例数据，非真实考核结果"\n', encoding="utf-8"
    )
    name = "q1_coverage.deductions"
    (tmp_path / "a.csv").write_text(
        f"单位,q1.inspected,{name}.n,{name}.sum_points,q1_coverage.person,q1_coverage.reason\n"
        "区财政局,是,3,1,甲,示例\n",
        encoding="utf-8",
    )
    code, out, err = gp("score", tmp_path, "--format", "json")
    assert code == 0, err
    (sheet,) = (one for one in json.loads(out) if one["handed_in"])
    entries = [entry for item in sheet["items"] for entry in item["incidents"]]
    assert [entry["averaged"] for entry in entries] == [True] * 3
    code, out, _ = gp("problems", tmp_path, "--unit", "区财政局", "--format", "json")
    losses = [row for unit in json.loads(out)["units"] for row in unit["rows"] if row["facts"] == [name]]
    assert [(one["points"], one["entry"]) for one in losses] == [("1", None)]
    back = tmp_path / "back.csv"
    back.write_text(
        f"单位,事实,条次,状态,复核后,复核人,复核说明\n区财政局,{name},1,异议成立,撤销,甲,示例\n",
        encoding="utf-8",
    )
    code, _, err = gp("problems", tmp_path, "--unit", "区财政局", "--recheck", back)
    assert code == 2
    assert "only the sum of these entries is known" in err
