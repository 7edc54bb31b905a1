"""``gp freeze`` and ``gp verify``: what was frozen comes out again, and whatever was touched is named."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest

from gpcli.assess.frozen.manifest import digest
from gpcli.messages import Words

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples" / "zhangshu-2021"
PLUGINS = ROOT / "plugins"
PACK = PLUGINS / "zhangshu"
SCHEMAS = ROOT / "src/gpcli/schemas"
REGION = ROOT / "examples" / "region-2023"
Gp = Callable[..., tuple[int, str, str]]
LANGUAGE = "en"


def verified(gp: Gp, file: Path, *more: str) -> tuple[int, dict[str, Any]]:
    code, out, err = gp("verify", file, "--format", "json", *more)
    assert out, err
    data = json.loads(out)
    schema = json.loads((SCHEMAS / "verify.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)
    assert data["confirmed"] == (code == 0)
    return code, data


told = Words("zh").word


def totals(then: str, now: str) -> str:
    return told("total {then} then, {now} now", then=then, now=now)


def found(data: dict[str, Any], kind: str) -> list[tuple[str, str]]:
    return [(one["subject"], one["message"]) for one in data["findings"] if one["kind"] == kind]


def test_the_same_season_freezes_to_the_same_bytes(gp: Gp, season: Path, frozen: Path) -> None:
    elsewhere = season.parent / "moved"
    shutil.copytree(season, elsewhere)
    again = season.parent / "again.zip"
    again.write_bytes(b"here")
    code, _, err = gp("freeze", f"{elsewhere}/", "-o", again)
    assert (code, again.read_bytes()) == (2, b"here")
    assert "--force" in err
    assert "[not-writable]" in err
    code, _, err = gp("freeze", f"{elsewhere}/", "-o", again, "--force")
    assert code == 0
    assert (season.parent / "again.zip").read_bytes() == frozen.read_bytes()
    assert digest(frozen.read_bytes()) in err
    with zipfile.ZipFile(frozen) as archive:
        infos = archive.infolist()
    assert [one.filename for one in infos] == sorted(one.filename for one in infos)
    assert {one.date_time for one in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {one.compress_type for one in infos} == {zipfile.ZIP_STORED}


def test_it_holds_everything(gp: Gp, season: Path, frozen: Path, freezes: SimpleNamespace) -> None:
    held = freezes.members(frozen)
    manifest = json.loads(held["manifest.json"])
    schema = json.loads((SCHEMAS / "freeze.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(manifest)
    for path in season.rglob("*.toml"):
        assert held[f"inputs/{path.relative_to(season).as_posix()}"] == path.read_bytes()
    source = PLUGINS / "region2023" / "src" / "gp_region2023"
    names = {one.relative_to(source).as_posix() for one in source.rglob("*.py")}
    assert {name.removeprefix("packs/gp_region2023/") for name in held if name.endswith(".py")} == names
    assert held["packs/gp_region2023/region.py"] == (source / "region.py").read_bytes()
    (pack,) = manifest["packs"]
    digests = {**manifest["inputs"], **manifest["results"], **pack["files"]}
    assert digests == {name: digest(raw) for name, raw in held.items() if name != "manifest.json"}
    assert {"results/sheets.json", "results/ranking.json", "results/ranking.csv"} == set(manifest["results"])
    sheets = {one["unit"]["name"]: one for one in json.loads(held["results/sheets.json"])}
    assert held["inputs/back.csv"] == (season / "back.csv").read_bytes()
    assert {name: one["result"]["total"] for name, one in sheets.items()} == {
        "示例局": "97.25",
        "示例县": "75.26",
        "示例区": None,
        "示例镇": None,
    }
    assert all(one["official"] is True for one in sheets.values())
    assert manifest["readings"]
    assert all(one["value"] == one["default"] for one in manifest["readings"])


def test_what_was_frozen_is_confirmed(gp: Gp, frozen: Path, lean: Path) -> None:
    code, data = verified(gp, frozen)
    assert code == 0
    assert data["findings"] == []
    assert data["results"] == {"same": 3, "all": 3}
    assert data["sha256"] == digest(frozen.read_bytes())
    code, out, _ = gp("verify", lean)
    assert code == 0
    assert f"sha256 {digest(lean.read_bytes())}\n" in out
    assert out.endswith("Confirmed.\n")


def test_results_of_a_freeze_are_official_until_something_is_otherwise(
    gp: Gp, lean: Path, freezes: SimpleNamespace
) -> None:

    def official(*arguments: str | Path) -> set[bool]:
        code, out, err = gp("score", *arguments, "--format", "json")
        assert code == 0, err
        return {one["official"] for one in json.loads(out)}

    assert official(lean) == {True}
    assert official(*freezes.four) == {False}
    assert official(lean, "--reading", "ceiling=after-deductions") == {False}
    assert "official result, frozen" in gp("score", lean)[1]
    assert "unofficial" in gp("score", *freezes.four)[1]
    code, out, _ = gp("rank", lean, "--format", "json")
    assert (code, json.loads(out)["official"]) == (0, True)
    assert gp("check", lean)[0] == 0
    assert json.loads(freezes.members(lean)["results/ranking.json"]) == json.loads(out)
    stays = freezes.changed(lean, "touched.zip", {"inputs/township-full.toml": b"x = 1\n"})
    code, out, err = gp("score", stays)
    assert (code, out) == (2, "")
    assert "inputs/township-full.toml" in err
    assert "not-a-freeze" in err
    assert gp("score", lean, *freezes.four)[0] == 2


def test_readings_of_the_command_line_are_frozen(gp: Gp, tmp_path: Path, freezes: SimpleNamespace) -> None:
    target = tmp_path / "other.zip"
    assert gp("freeze", *freezes.four, "-o", target, "--reading", "ceiling=after-deductions")[0] == 0
    manifest = json.loads(freezes.members(target)["manifest.json"])
    assert manifest["chosen"] == {"ceiling": "after-deductions"}
    code, _ = verified(gp, target)
    assert code == 0
    code, out, _ = gp("score", target, "--format", "json")
    (one,) = (one for one in json.loads(out) if one["unit"]["name"] == "昌傅镇")
    assert one["result"]["total"] == "100"
    assert one["official"] is True


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("inputs/township-full.toml", "input"),
        ("results/sheets.json", "result"),
        ("results/ranking.csv", "result"),
        ("packs/gp_zhangshu/township.py", "source"),
    ],
)
def test_each_touched_member_is_named(
    gp: Gp, lean: Path, name: str, kind: str, freezes: SimpleNamespace
) -> None:
    raw = freezes.members(lean)[name]
    code, data = verified(gp, freezes.changed(lean, "touched.zip", {name: raw.replace(b"\n", b" \n", 1)}))
    assert code == 1
    assert found(data, "member") == [(name, told("not what was frozen"))]
    code, data = verified(gp, freezes.changed(lean, "gone.zip", {name: None}))
    assert code == 1
    assert found(data, "member") == [(name, told("missing, or cannot be read"))]
    if kind == "input":
        assert data["results"]["same"] == 0


def test_a_touched_season_is_named(gp: Gp, frozen: Path, freezes: SimpleNamespace) -> None:
    name = "inputs/season.toml"
    raw = freezes.members(frozen)[name].replace("示例考评".encode(), "另一考评".encode())
    code, data = verified(gp, freezes.resigned(frozen, "resigned.zip", {name: raw}))
    assert code == 1
    assert found(data, "member") == [
        ("manifest.json", told("{key}: {then} then, {now} now", key="title", then="示例考评", now="另一考评"))
    ]
    assert data["results"]["same"] < data["results"]["all"]


def test_a_stranger_in_the_zip_is_named(gp: Gp, lean: Path, freezes: SimpleNamespace) -> None:
    code, data = verified(gp, freezes.changed(lean, "more.zip", {"inputs/more.toml": b"x = 1\n"}))
    assert code == 1
    assert found(data, "member") == [("inputs/more.toml", told("nobody froze it"))]
    assert data["results"]["same"] == 3


def test_facts_changed_with_their_digest_give_another_total(
    gp: Gp, lean: Path, freezes: SimpleNamespace
) -> None:
    name = "inputs/township-incidents.toml"
    text = freezes.members(lean)[name].decode()
    assert text.count("[[facts.guide.wording_errors]]") == 2
    first, _, rest = text.partition("[[facts.guide.wording_errors]]")
    *_, second = rest.partition("[[facts.guide.wording_errors]]")
    raw = f"{first}[[facts.guide.wording_errors]]{second}".encode()
    code, data = verified(gp, freezes.resigned(lean, "resigned.zip", {name: raw}))
    assert code == 1
    assert found(data, "member") == []
    assert ("经楼镇", totals("81", "82")) in found(data, "unit")
    assert [subject for subject, _ in found(data, "unit")] == ["经楼镇"]
    assert data["results"]["same"] == 0


def test_results_changed_with_their_digest_are_found(gp: Gp, lean: Path, freezes: SimpleNamespace) -> None:
    sheets = json.loads(freezes.members(lean)["results/sheets.json"])
    (one,) = (one for one in sheets if one["unit"]["name"] == "经楼镇")
    one["result"]["total"] = "99"
    raw = json.dumps(sheets, ensure_ascii=False, indent=2).encode() + b"\n"
    code, data = verified(gp, freezes.resigned(lean, "resigned.zip", {"results/sheets.json": raw}))
    assert code == 1
    assert [(kind["subject"], kind["message"]) for kind in data["findings"]] == [
        ("经楼镇", totals("99", "81"))
    ]
    one["result"]["total"] = "81"
    one["items"][0]["lines"][0]["label"] = "…"
    raw = json.dumps(sheets, ensure_ascii=False, indent=2).encode() + b"\n"
    code, data = verified(gp, freezes.resigned(lean, "resigned.zip", {"results/sheets.json": raw}))
    assert code == 1
    ((subject, said),) = found(data, "unit")
    assert subject == "经楼镇"
    assert one["items"][0]["name"] in said
    assert " › " in said
    assert "[0]" not in said


def test_a_zip_written_anew_is_not_the_one_that_was_frozen(
    gp: Gp, lean: Path, freezes: SimpleNamespace
) -> None:
    anew = lean.with_name("anew.zip")
    with zipfile.ZipFile(anew, "w") as archive:
        for name, raw in freezes.members(lean).items():
            archive.writestr(name, raw)
    code, data = verified(gp, anew)
    assert code == 1
    assert len(data["findings"]) == 1
    assert data["findings"][0]["message"] == told("the zip was written anew by another program")
    longer = lean.with_name("longer.zip")
    longer.write_bytes(b"#!" + lean.read_bytes())
    assert verified(gp, longer)[0] == 1


def test_what_cannot_be_frozen_writes_nothing(gp: Gp, season: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "no.zip"
    target.parent.mkdir()
    broken = season / "units" / "broken.toml"
    broken.write_text('[unit]\nname = "示例镇"\n[facts.website]\nwording_error = 1\n', encoding="utf-8")
    code, _, err = gp("freeze", season, "-o", target)
    assert code == 2
    assert f"{broken}:4" in err
    assert "sha256" not in err
    broken.write_text('[unit]\nname = "示例局"\n[facts.website]\nwording_errors = 1\n', encoding="utf-8")
    (season / "units" / "一局.csv").write_text("单位,website.wording_errors.n\n示例局,2\n", encoding="utf-8")
    (season / "units" / "department.toml").unlink()
    code, _, err = gp("freeze", season, "-o", target)
    assert code == 2
    assert f"{broken}:4 and {season}/units/一局.csv:2 both speak" in err
    assert "/gp-" not in err
    (season / "units" / "一局.csv").unlink()
    shutil.copy(EXAMPLES.parent / "region-2023" / "department.toml", season / "units")
    broken.unlink()
    incomplete = (EXAMPLES / "township-incomplete.toml", EXAMPLES / "township-full.toml")
    code, _, err = gp("freeze", *incomplete, "-o", target, "--require-complete")
    assert code == 1
    assert "1 units without a result: 洲上乡" in err
    assert gp("freeze", season)[0] == 2
    assert gp("freeze", season, "-o", tmp_path / "out" / "a.txt")[0] == 2
    assert gp("freeze", "-", "-o", target)[0] == 2
    assert gp("freeze", tmp_path / "nowhere", "-o", target)[0] == 2
    assert gp("freeze", target.parent, "-o", target)[0] == 2
    for path in (season / "units").glob("*.toml"):
        path.unlink()
    assert gp("freeze", season, "-o", target)[0] == 2
    assert list(target.parent.iterdir()) == []


def test_plain_files_freeze_as_well(gp: Gp, tmp_path: Path, freezes: SimpleNamespace) -> None:
    target = tmp_path / "plain.zip"
    code, _, err = gp(
        "freeze", EXAMPLES / "township-full.toml", EXAMPLES / "township-ceiling.toml", "-o", target
    )
    assert code == 0, err
    assert "without a result" not in err
    assert {name for name in freezes.members(target) if name.startswith("inputs/")} == {
        "inputs/township-full.toml",
        "inputs/township-ceiling.toml",
    }
    assert verified(gp, target)[0] == 0
    code, out, _ = gp("score", target, "--format", "json")
    assert [one["result"]["total"] for one in json.loads(out)] == ["99.5", "100"]
    assert [one["inputs"][0]["path"] for one in json.loads(out)] == [
        "township-ceiling.toml",
        "township-full.toml",
    ]


def older_pack(tmp_path: Path, version: str = "0.0.9") -> Path:
    """The pack as it was in an older version: a wording error cost two points."""
    project = tmp_path / "older"
    shutil.copytree(PACK, project, ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__"))
    file = project / "pyproject.toml"
    text = file.read_text(encoding="utf-8")
    assert 'version = "0.1.0"' in text
    file.write_text(text.replace('version = "0.1.0"', f'version = "{version}"'), encoding="utf-8")
    clauses = project / "src" / "gp_zhangshu" / "clauses.py"
    text = clauses.read_text(encoding="utf-8")
    assert text.count(OLD) == 1
    clauses.write_text(text.replace(OLD, NEW), encoding="utf-8")
    return project


OLD = 'each(incidents("wording_errors", "表述错误"), -1)'
NEW = 'each(incidents("wording_errors", "表述错误"), -2)'


def fresh(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, so that another version of a pack can be loaded."""
    command = [sys.executable, "-m", "gpcli", *map(str, arguments), "--lang", "en"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_another_pack_version_is_told_from_another_result(
    gp: Gp, tmp_path: Path, freezes: SimpleNamespace
) -> None:
    target = tmp_path / "older.zip"
    done = fresh("freeze", *freezes.four, "-o", target, "--pack", older_pack(tmp_path))
    assert done.returncode == 0, done.stderr
    code, data = verified(gp, target)
    assert code == 1
    assert data["pack"] == {"name": "gpcli-zhangshu", "version": "0.0.9"}
    version, files = found(data, "pack")
    versions = {"then": "gpcli-zhangshu 0.0.9", "now": "gpcli-zhangshu 0.1.0"}
    assert version[1] == told("frozen by {then}, installed is {now}", **versions)
    assert "gp_zhangshu/clauses.py" in files[1]
    assert "township.py" not in files[1]
    said = dict(found(data, "unit"))
    assert said.pop("市水利局 2021") == totals("92.25", "93.25")
    assert said.pop("经楼镇") == totals("79", "81")
    assert not any(one.startswith(totals("", "")[:2]) for one in said.values())
    folder = tmp_path / "units"
    folder.mkdir()
    for file in freezes.four:
        shutil.copy(file, folder)
    code, out, _ = gp("diff", target, folder, "--format", "json")
    assert code == 0
    units = {one["unit"]: one for one in json.loads(out)["units"]}
    assert json.loads(out)["old"]["pack_version"] == "0.0.9"
    for unit, gain in (("市水利局", "1"), ("经楼镇", "2")):
        assert units[unit]["difference"] == gain
        (part,) = units[unit]["parts"]
        assert (part["lower"], part["upper"]) == (gain, gain)
        (change,) = part["changes"]
        assert (change["kind"], change["old"], change["new"]) == ("pack", "0.0.9", "0.1.0")
    assert [name for name, one in units.items() if one["parts"]] == ["市水利局", "经楼镇"]
    own = fresh("verify", target, "--frozen-pack")
    assert own.returncode == 0, own.stdout + own.stderr
    assert "running the code of gpcli-zhangshu 0.0.9" in own.stderr
    assert own.stdout.endswith("Confirmed.\n")


def test_what_identifies_a_person_is_warned_of_where_it_stands(gp: Gp, tmp_path: Path) -> None:
    text = (EXAMPLES / "township-full.toml").read_text(encoding="utf-8")
    lines = [*text.splitlines(), "# 联系人 13812345678，13812345679"]
    (tmp_path / "a.toml").write_text("\n".join(lines), encoding="utf-8")
    code, _, err = gp("freeze", tmp_path / "a.toml", "-o", tmp_path / "f.zip")
    assert (code, "13812345678" in err) == (0, False)
    (said,) = (line for line in err.splitlines() if "warning" in line)
    assert said.startswith(f"inputs/a.toml:{len(lines)}: warning: ")
    assert said.endswith(": 2 in this file, the first is 138****5678")
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    assert "warning" not in gp("freeze", tmp_path / "a.toml", "-o", tmp_path / "g.zip")[2]
