"""Forms in folders and seasons: whoever left one blank handed in nothing, and every command reads them."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gpcli.forms.summary import NAME, Entry, summary
from gpcli.packs import Packs

LANGUAGE = "en"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
UNITS = ("示例甲委", "示例乙委", "示例丙委")

Run = Callable[..., tuple[int, str, str]]


def form(forms: SimpleNamespace, path: Path, unit: str, rate: object, source: str = "office") -> Path:
    """A form of a unit; nothing in it but a rate, where there is one."""
    blank = forms.rates if source == "office" else forms.unit
    cells = {("评分表", "B4"): unit}
    if rate is not None:
        cells[blank.at("A4", "disclosure_rate")] = rate
    return Path(blank.filled(path, cells))


@pytest.fixture(scope="module")
def filled(forms: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two forms, one that nobody filled in, and a facts file of the office beside the unit's own form."""
    made = tmp_path_factory.mktemp("filled")
    form(forms, made / "a.xlsx", UNITS[0], 4)
    form(forms, made / "b.xlsx", UNITS[1], None)
    form(forms, made / "c.xlsx", UNITS[2], 95, "self")
    (made / "c.toml").write_text(
        f'scheme = "putuo-2020"\nunit = {{ name = "{UNITS[2]}" }}\nsource = {{ role = "office" }}\n'
        "facts.A4.disclosure_rate = 2\n",
        encoding="utf-8",
    )
    return made


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    """Those files in a folder of the test's own."""
    return Path(shutil.copytree(filled, tmp_path / "season" / "facts"))


@pytest.fixture
def season(folder: Path) -> Path:
    listed = "".join(f'[[units]]\nname = "{one}"\ntable = "main"\n' for one in UNITS)
    text = f'scheme = "putuo-2020"\nperiod = "2021"\n{listed}'
    (folder.parent / "season.toml").write_text(text, encoding="utf-8")
    return folder.parent


def results(out: str) -> dict[str, Any]:
    return {one["unit"]["name"]: one for one in json.loads(out)}


def counted(out: str) -> object:
    """What the item comes to of which two sources speak."""
    (item,) = [one for one in results(out)[UNITS[2]]["items"] if one["id"] == "A4"]
    return item["points"], item["source"]


def test_a_folder_of_forms_becomes_facts_files(gp: Run, folder: Path, tmp_path: Path) -> None:
    code, out, err = gp("import", folder, "-o", tmp_path / "out")
    assert (code, out) == (0, ""), err
    assert "b.xlsx: nothing is filled in; it is left out" in err
    written = {f"{UNITS[0]}.toml", f"{UNITS[2]}.toml", f"{UNITS[2]}-2.toml"}
    assert {one.name for one in (tmp_path / "out").iterdir()} == written


def test_one_bad_form_of_a_folder_is_said_and_left_out(
    gp: Run, folder: Path, forms: SimpleNamespace, tmp_path: Path
) -> None:
    form(forms, folder / "a.xlsx", UNITS[0], 101)
    code, _, err = gp("import", folder, "-o", tmp_path / "out")
    assert code == 2
    assert "101 is above 100" in err
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_nothing_but_blank_forms(gp: Run, forms: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    form(forms, tmp_path / "in" / "a.xlsx", UNITS[0], None)
    code, _, err = gp("import", tmp_path / "in", "-o", tmp_path / "out")
    assert code == 2
    assert "no unit has facts" in err
    assert not (tmp_path / "out").exists()


def test_a_folder_scores_and_sources_of_one_unit_merge(gp: Run, folder: Path) -> None:
    code, out, err = gp("score", folder, "--format", "json")
    assert code == 0, err
    found = results(out)
    assert set(found) == set(UNITS)
    assert counted(out) == ("0", "office")
    assert len(found[UNITS[2]]["inputs"]) == 2
    assert {Path(one["path"]).suffix for one in found[UNITS[2]]["inputs"]} == {".toml", ".xlsx"}


def test_a_season_says_who_handed_in(gp: Run, season: Path) -> None:
    code, out, err = gp("check", season, "--format", "json")
    assert code == 0, err
    assert UNITS[1] in json.dumps(json.loads(out), ensure_ascii=False)
    code, out, _ = gp("check", season)
    assert "handed in: 2; nothing yet: 1" in out
    assert f"Nothing yet from or about: {UNITS[1]}\n" in out
    code, out, err = gp("rank", season)
    assert code == 0, err


def test_a_season_with_forms_is_merged_and_frozen(gp: Run, season: Path, tmp_path: Path) -> None:
    code, _, err = gp("merge", season, "-o", tmp_path / "merged")
    assert code == 0, err
    merged = tomllib.loads((tmp_path / "merged" / f"{UNITS[2]}.toml").read_text(encoding="utf-8"))
    assert merged["facts"]["A4"]["disclosure_rate"] == 2
    assert [one["disclosure_rate"] for one in merged["facts"]["A4"]["other"]] == [95]
    code, _, err = gp("freeze", season, "-o", tmp_path / "frozen.zip")
    assert code == 0, err
    shutil.rmtree(season)
    code, out, err = gp("verify", tmp_path / "frozen.zip")
    assert code == 0, out + err
    code, out, err = gp("score", tmp_path / "frozen.zip", "--format", "json")
    assert code == 0, err
    assert counted(out) == ("0", "office")


def test_commands_on_one_form(gp: Run, tmp_path: Path) -> None:
    facts = EXAMPLES / "zhangshu-2021" / "township-incidents.toml"
    path = tmp_path / "form.xlsx"
    assert gp("export", facts, "-o", path)[0] == 0
    for command in (["explain", "guide"], ["improve"], ["problems"], ["score"], ["check"], ["rank"]):
        code, out, err = gp(*command, path)
        other = gp(*command, facts)
        assert code == other[0] == 0, err
        assert out.splitlines()[1:6] == other[1].splitlines()[1:6]
    code, out, err = gp("diff", path, facts)
    assert code == 0, err
    assert "Nothing is otherwise." in out


def test_export_of_a_season_writes_a_form_a_unit(gp: Run, season: Path, tmp_path: Path) -> None:
    out = tmp_path / "forms"
    code, _, err = gp("export", season, "-o", out)
    assert code == 0, err
    assert {one.name for one in out.iterdir()} >= {f"{UNITS[0]}.xlsx", f"{UNITS[2]}.xlsx"}
    code, text, err = gp("score", out, "--format", "json")
    assert code == 0, err
    assert counted(text) == ("0", "office")
    code, _, err = gp("export", season, "-o", out)
    assert code == 2
    assert "[not-writable]" in err


def test_nothing_is_written_over_what_it_is_made_from(gp: Run, folder: Path) -> None:
    path = folder / "a.xlsx"
    before = path.read_bytes()
    for command in ("export", "import", "merge"):
        code, _, err = gp(command, path, "-o", path)
        assert code == 2
        assert "the result would replace it" in err
    assert path.read_bytes() == before


def test_names_of_files_are_safe(gp: Run, tmp_path: Path) -> None:
    names = ["../上", "a/b:c*?", "CON", "=cmd|x", "A/B:C*?"]
    for number, name in enumerate(names):
        text = f'scheme = "region-2023"\ntable = "department"\nunit.name = "{name}"\n'
        (tmp_path / f"{number}.toml").write_text(
            f"{text}facts.website.wording_errors = 1\n", encoding="utf-8"
        )
    code, _, err = gp("export", *sorted(tmp_path.glob("*.toml")), "-o", tmp_path / "out")
    assert code == 0, err
    assert len(list((tmp_path / "out").iterdir())) == len(names)
    assert {one.parent for one in tmp_path.rglob("*.xlsx")} == {tmp_path / "out"}
    code, _, err = gp("import", tmp_path / "out", "-o", tmp_path / "back")
    assert code == 0, err
    found = [tomllib.loads(one.read_text(encoding="utf-8")) for one in (tmp_path / "back").iterdir()]
    assert sorted(one["unit"]["name"] for one in found) == sorted(names)


def test_the_summary_beside_the_forms_is_no_input(
    gp: Run, forms: SimpleNamespace, season: Path, tmp_path: Path
) -> None:
    packs = Packs.installed()
    scheme = packs.scheme("putuo-2020")
    entries = [Entry(UNITS[0], "", "a.xlsx", forms.rates.layout, defaultdict(str))]
    (season / "facts" / f"{NAME}.xlsx").write_bytes(summary(scheme, entries).raw)
    for command in (["check"], ["score"], ["freeze", "-o", tmp_path / "frozen.zip"]):
        code, out, err = gp(*command, season)
        assert code == 0, err
        assert NAME not in out + err
    code, _, err = gp("score", season / "facts" / f"{NAME}.xlsx")
    assert code == 2
    assert "[no-unit-column]" in err
    (season / "facts" / f"{NAME}.xlsx").write_bytes(b"")
    assert gp("score", season)[0] == 2
