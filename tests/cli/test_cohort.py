"""Facts that follow from all units together, through a pack that declares each kind of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Gp = Callable[..., tuple[int, str, str]]
LANGUAGE = "en"
PACK = """
from gpcli.pack import *

def build(scheme):
    own = Item("own", "自身", 10, given(award("score", "得分", 10)), clause="1")
    mean = Item("district", "全区平均", 10, given(award("mean", "平均分", 10)), clause="2")
    place = Item("place", "名次", 10, full(), each(count("position", "名次"), -1),
                 each(count("units", "单位数"), -2), floor("止"), clause="3")
    return Table("main", "表", Section("one", "一", 30, own, mean, place, clause="一"), clause="全",
                 cohort=(MeanOf("district.mean", "own.score"), PlaceOf("place.position"),
                         SizeOf("place.units")))

@hookimpl
def gp_schemes():
    return (Scheme("together-2021", "方案", document="1号", place="某市", year=2021,
                   tables=(TableRef("main", "表", build),)),)
"""
SEASON = """\
scheme = "together-2021"
period = "2021"
units = [{ name = "甲", table = "main" }, { name = "乙", table = "main" }, { name = "丙", table = "main" }]
[[rankings]]
name = "年度"
places = ["乙", ["甲", "丙"]]
"""


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three units with 7, 7.5 and 8.05 of ten."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "modules", sys.modules.copy())
    (tmp_path / "together.py").write_text(PACK, encoding="utf-8")
    folder = tmp_path / "season"
    folder.mkdir()
    (folder / "season.toml").write_text(SEASON, encoding="utf-8")
    for name, score in (("甲", "7"), ("乙", "7.5"), ("丙", "8.05")):
        said = f'[unit]\nname = "{name}"\n[facts.own]\nscore = {score}\nperson = "甲"\nreason = "示例"\n'
        (folder / f"{name}.toml").write_text(said, encoding="utf-8")
    return folder


def sheets(gp: Gp, season: Path) -> dict[str, Any]:
    pack = season.parent / "together.py"
    code, out, err = gp("score", season, "--pack", pack, "--format", "json")
    assert code == 0, err
    return {one["unit"]["name"]: one for one in json.loads(out)}


def test_means_places_and_sizes_come_from_all_units(gp: Gp, season: Path) -> None:
    """22.55 / 3 is 7.51666…, half up to four places; who shares a place has the better number, of three."""
    found = sheets(gp, season)
    places = {"甲": 2, "乙": 1, "丙": 2}
    own = {"甲": "7", "乙": "7.5", "丙": "8.05"}
    for name, sheet in found.items():
        marks = {item["id"]: item["points"] for item in sheet["items"]}
        assert marks == {"own": own[name], "district": "7.5167", "place": str(10 - places[name] - 6)}
        assert {one["fact"] for one in sheet["cohort"]} == {"district.mean", "place.position", "place.units"}


def test_a_mean_is_open_while_a_unit_has_not_answered(gp: Gp, season: Path) -> None:
    (season / "丙.toml").write_text('[unit]\nname = "丙"\n', encoding="utf-8")
    district = [item for item in sheets(gp, season)["甲"]["items"] if item["id"] == "district"]
    assert [(one["points"], one["lower"], one["upper"]) for one in district] == [(None, "0", "10")]
