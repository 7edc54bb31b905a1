"""``gp freeze`` and ``gp verify``: what was frozen comes out again, and whatever was touched is named."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gpcli.assess.frozen.manifest import digest
from gpcli.assess.frozen.zipped import zipped
from gpcli.cli.main import main

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples" / "zhangshu-2021"
PACK = ROOT / "plugins" / "zhangshu"
SCHEMAS = ROOT / "src/gpcli/schemas"
UNITS = ("department-ranking", "township-ceiling", "township-full", "township-incidents")

Gp = Callable[..., tuple[int, str, str]]


@pytest.fixture
def gp(capsys: pytest.CaptureFixture[str]) -> Gp:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([*map(str, arguments), "--lang", "en"])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def season(tmp_path: Path) -> Path:
    folder = tmp_path / "season"
    (folder / "units").mkdir(parents=True)
    for name in UNITS:
        shutil.copy(EXAMPLES / f"{name}.toml", folder / "units")
    (folder / "season.toml").write_text(
        'scheme = "zhangshu-2021"\nperiod = "2021"\ntitle = "示例考评"\nnote = "示例数据，非真实考核结果"\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def frozen(gp: Gp, season: Path, tmp_path: Path) -> Path:
    target = tmp_path / "frozen.zip"
    code, out, err = gp("freeze", season, "-o", target)
    assert (code, out) == (0, ""), err
    return target


def members(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(file: Path, name: str, files: Mapping[str, bytes | None]) -> Path:
    """The freeze with other members (None: without), its manifest as it was."""
    kept = {**members(file), **files}
    target = file.with_name(name)
    target.write_bytes(zipped({key: raw for key, raw in kept.items() if raw is not None}))
    return target


def resigned(file: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """The freeze with other members, whose digests somebody corrected."""
    manifest = json.loads(members(file)["manifest.json"])
    for key, raw in files.items():
        manifest[key.partition("/")[0]][key] = digest(raw)
    return changed(file, name, {**files, "manifest.json": json.dumps(manifest).encode()})


def verified(gp: Gp, file: Path, *more: str) -> tuple[int, dict[str, Any]]:
    code, out, err = gp("verify", file, "--format", "json", *more)
    assert out, err
    data = json.loads(out)
    schema = json.loads((SCHEMAS / "verify.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)
    assert data["confirmed"] == (code == 0)
    return code, data


def found(data: dict[str, Any], kind: str) -> list[tuple[str, str]]:
    return [(one["subject"], one["message"]) for one in data["findings"] if one["kind"] == kind]


def test_the_same_season_freezes_to_the_same_bytes(gp: Gp, season: Path, frozen: Path) -> None:
    elsewhere = season.parent / "moved"
    shutil.copytree(season, elsewhere)
    code, _, err = gp("freeze", f"{elsewhere}/", "-o", season.parent / "again.zip")
    assert code == 0
    assert (season.parent / "again.zip").read_bytes() == frozen.read_bytes()
    assert digest(frozen.read_bytes()) in err
    with zipfile.ZipFile(frozen) as archive:
        infos = archive.infolist()
    assert [one.filename for one in infos] == sorted(one.filename for one in infos)
    assert {one.date_time for one in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {one.compress_type for one in infos} == {zipfile.ZIP_STORED}


def test_it_holds_everything(gp: Gp, season: Path, frozen: Path) -> None:
    held = members(frozen)
    manifest = json.loads(held["manifest.json"])
    schema = json.loads((SCHEMAS / "freeze.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(manifest)
    for path in season.rglob("*.toml"):
        assert held[f"inputs/{path.relative_to(season).as_posix()}"] == path.read_bytes()
    source = PACK / "src" / "gp_zhangshu"
    names = {one.relative_to(source).as_posix() for one in source.rglob("*.py")}
    assert {name.removeprefix("packs/gp_zhangshu/") for name in held if name.endswith(".py")} == names
    assert held["packs/gp_zhangshu/township.py"] == (source / "township.py").read_bytes()
    (pack,) = manifest["packs"]
    digests = {**manifest["inputs"], **manifest["results"], **pack["files"]}
    assert digests == {name: digest(raw) for name, raw in held.items() if name != "manifest.json"}
    assert {"results/sheets.json", "results/ranking.json", "results/ranking.csv"} == set(manifest["results"])
    sheets = {one["unit"]["name"]: one for one in json.loads(held["results/sheets.json"])}
    assert sheets["临江镇"]["result"]["total"] == "100"
    assert all(one["official"] is True for one in sheets.values())
    assert len(sheets) == 54
    assert {one["id"]: one["value"] for one in manifest["readings"]}["ceiling"] == "before-deductions"


def test_what_was_frozen_is_confirmed(gp: Gp, frozen: Path) -> None:
    code, data = verified(gp, frozen)
    assert code == 0
    assert data["findings"] == []
    assert data["results"] == {"same": 3, "all": 3}
    shutil.rmtree(frozen.parent / "season")
    code, out, _ = gp("verify", frozen)
    assert code == 0
    assert out.endswith("Confirmed.\n")


def test_results_of_a_freeze_are_official_until_something_is_otherwise(
    gp: Gp, season: Path, frozen: Path
) -> None:
    def official(*arguments: str | Path) -> set[bool]:
        code, out, err = gp("score", *arguments, "--format", "json")
        assert code == 0, err
        return {one["official"] for one in json.loads(out)}

    assert official(frozen) == {True}
    assert official(season) == {False}
    assert official(frozen, "--reading", "ceiling=after-deductions") == {False}
    assert "official result, frozen" in gp("score", frozen)[1]
    assert "unofficial" in gp("score", season)[1]
    code, out, _ = gp("rank", frozen, "--format", "json")
    assert (code, json.loads(out)["official"]) == (0, True)
    assert gp("check", frozen)[0] == 0
    assert json.loads(members(frozen)["results/ranking.json"]) == json.loads(out)
    stays = changed(frozen, "touched.zip", {"inputs/units/township-full.toml": b"x = 1\n"})
    code, out, err = gp("score", stays)
    assert (code, out) == (2, "")
    assert "inputs/units/township-full.toml" in err
    assert "not-a-freeze" in err
    assert gp("score", frozen, season)[0] == 2


def test_readings_of_the_command_line_are_frozen(gp: Gp, season: Path, tmp_path: Path) -> None:
    target = tmp_path / "other.zip"
    assert gp("freeze", season, "-o", target, "--reading", "ceiling=after-deductions")[0] == 0
    manifest = json.loads(members(target)["manifest.json"])
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
        ("inputs/units/township-full.toml", "input"),
        ("inputs/season.toml", "input"),
        ("results/sheets.json", "result"),
        ("results/ranking.csv", "result"),
        ("packs/gp_zhangshu/township.py", "source"),
    ],
)
def test_each_touched_member_is_named(gp: Gp, frozen: Path, name: str, kind: str) -> None:
    raw = members(frozen)[name]
    touched = changed(frozen, "touched.zip", {name: raw.replace(b"\n", b" \n", 1)})
    code, data = verified(gp, touched)
    assert code == 1
    assert (name, "not what was frozen") in found(data, "member")
    assert {subject for subject, _ in found(data, "member")} == {name}
    code, data = verified(gp, changed(frozen, "gone.zip", {name: None}))
    assert code == 1
    assert found(data, "member") == [(name, "missing, or cannot be read")]
    if kind == "input":
        assert data["results"]["same"] == 0


def test_a_stranger_in_the_zip_is_named(gp: Gp, frozen: Path) -> None:
    code, data = verified(gp, changed(frozen, "more.zip", {"inputs/units/more.toml": b"x = 1\n"}))
    assert code == 1
    assert found(data, "member") == [("inputs/units/more.toml", "nobody froze it")]
    assert data["results"]["same"] == 3


def test_facts_changed_with_their_digest_give_another_total(gp: Gp, frozen: Path) -> None:
    name = "inputs/units/township-incidents.toml"
    text = members(frozen)[name].decode()
    assert "wording_errors = 2" in text
    raw = text.replace("wording_errors = 2", "wording_errors = 1").encode()
    code, data = verified(gp, resigned(frozen, "resigned.zip", {name: raw}))
    assert code == 1
    assert found(data, "member") == []
    assert ("经楼镇 2021", "total 81 then, 82 now") in found(data, "unit")
    assert [subject for subject, _ in found(data, "unit")] == ["经楼镇 2021"]
    assert data["results"]["same"] == 0


def test_results_changed_with_their_digest_are_found(gp: Gp, frozen: Path) -> None:
    sheets = json.loads(members(frozen)["results/sheets.json"])
    (one,) = (one for one in sheets if one["unit"]["name"] == "经楼镇")
    one["result"]["total"] = "99"
    raw = json.dumps(sheets, ensure_ascii=False, indent=2).encode() + b"\n"
    code, data = verified(gp, resigned(frozen, "resigned.zip", {"results/sheets.json": raw}))
    assert code == 1
    assert [(kind["subject"], kind["message"]) for kind in data["findings"]] == [
        ("经楼镇 2021", "total 99 then, 81 now")
    ]
    one["result"]["total"] = "81"
    one["items"][0]["lines"][0]["label"] = "…"
    raw = json.dumps(sheets, ensure_ascii=False, indent=2).encode() + b"\n"
    code, data = verified(gp, resigned(frozen, "resigned.zip", {"results/sheets.json": raw}))
    assert code == 1
    ((subject, said),) = found(data, "unit")
    assert subject == "经楼镇 2021"
    assert "items[0].lines[0].label" in said


def test_a_zip_written_anew_is_not_the_one_that_was_frozen(gp: Gp, frozen: Path) -> None:
    anew = frozen.with_name("anew.zip")
    with zipfile.ZipFile(anew, "w") as archive:
        for name, raw in members(frozen).items():
            archive.writestr(name, raw)
    code, data = verified(gp, anew)
    assert code == 1
    assert len(data["findings"]) == 1
    assert data["findings"][0]["message"] == "the zip was written anew by another program"
    longer = frozen.with_name("longer.zip")
    longer.write_bytes(b"#!" + frozen.read_bytes())
    assert verified(gp, longer)[0] == 1


def test_a_flipped_bit_is_named(gp: Gp, frozen: Path) -> None:
    raw = bytearray(frozen.read_bytes())
    with zipfile.ZipFile(frozen) as archive:
        info = archive.getinfo("inputs/units/township-full.toml")
    at = info.header_offset + 30 + len(info.filename) + 5
    raw[at] ^= 1
    flipped = frozen.with_name("flipped.zip")
    flipped.write_bytes(raw)
    code, data = verified(gp, flipped)
    assert code == 1
    assert found(data, "member") == [("inputs/units/township-full.toml", "missing, or cannot be read")]


def raw_zip(*named: tuple[str, bytes], compressed: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as archive:
        for name, raw in named:
            info = zipfile.ZipInfo(name)
            info.compress_type = archive.compression
            archive.writestr(info, raw)
    return out.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"PK\x05\x06 not quite",
        "说明".encode(),
        raw_zip(("inputs/a.toml", b"x = 1\n")),
        raw_zip(("manifest.json", b"{}")),
        raw_zip(("manifest.json", b"[1]")),
        raw_zip(("manifest.json", b'{"kind": "gp-freeze", "schema_version": 99, "core": "9.0"}')),
        raw_zip(("../evil.toml", b"x = 1\n")),
        raw_zip(("/evil.toml", b"x = 1\n")),
        raw_zip(("inputs\\evil.toml", b"x = 1\n")),
        raw_zip(("C:/evil.toml", b"x = 1\n")),
        raw_zip(("inputs/./evil.toml", b"x = 1\n")),
        raw_zip(("inputs/", b"")),
        raw_zip(("inputs/A.toml", b"x = 1\n"), ("inputs/a.toml", b"x = 1\n")),
        raw_zip(("inputs/bomb.toml", b"0" * 1_000_000), compressed=True),
    ],
    ids=str,
)
def test_what_is_no_freeze_is_refused(gp: Gp, tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "no.zip"
    file.write_bytes(raw)
    for command in ("verify", "score"):
        code, out, err = gp(command, file)
        assert (code, out) == (2, "")
        assert "not-a-freeze" in err
        assert str(file) in err


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(gp: Gp, frozen: Path) -> None:
    with zipfile.ZipFile(frozen, "a") as archive:
        archive.writestr("inputs/season.toml", b"x = 1\n")
    code, _, err = gp("verify", frozen)
    assert code == 2
    assert "two members have one name" in err


def test_what_cannot_be_frozen_writes_nothing(gp: Gp, season: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "no.zip"
    target.parent.mkdir()
    broken = season / "units" / "broken.toml"
    broken.write_text('[unit]\nname = "刘公庙镇"\n[facts.guide]\nupdatd = true\n', encoding="utf-8")
    code, _, err = gp("freeze", season, "-o", target)
    assert code == 2
    assert f"{broken}:4" in err
    assert "frozen" not in err
    broken.unlink()
    code, _, err = gp("freeze", season, "-o", target, "--require-complete")
    assert code == 1
    assert "50 units without a result" in err
    assert gp("freeze", season)[0] == 2
    assert gp("freeze", season, "-o", tmp_path / "out" / "a.txt")[0] == 2
    assert gp("freeze", "-", "-o", target)[0] == 2
    assert gp("freeze", tmp_path / "nowhere", "-o", target)[0] == 2
    assert gp("freeze", target.parent, "-o", target)[0] == 2
    for path in (season / "units").glob("*.toml"):
        path.unlink()
    assert gp("freeze", season, "-o", target)[0] == 2
    assert list(target.parent.iterdir()) == []


def test_plain_files_freeze_as_well(gp: Gp, tmp_path: Path) -> None:
    target = tmp_path / "plain.zip"
    code, _, err = gp(
        "freeze", EXAMPLES / "township-full.toml", EXAMPLES / "township-ceiling.toml", "-o", target
    )
    assert code == 0, err
    assert "without a result" not in err
    assert {name for name in members(target) if name.startswith("inputs/")} == {
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


def test_a_rectification_list_is_frozen_with_its_season(gp: Gp, season: Path, tmp_path: Path) -> None:
    with (season / "season.toml").open("a", encoding="utf-8") as file:
        file.write('rectification = ["back.csv"]\n')
    (season / "back.csv").write_text(
        "单位,事实,条次,状态,复核后,复核人,复核说明\n经楼镇,guide.wording_errors,,已整改,0,甲,已改正\n",
        encoding="utf-8",
    )
    target = tmp_path / "back.zip"
    code, _, err = gp("freeze", season, "-o", target)
    assert code == 0, err
    assert "inputs/back.csv" in members(target)
    assert verified(gp, target)[0] == 0
    totals = {}
    for path in (season, target):
        code, out, err = gp("score", path, "--format", "json")
        assert code == 0, err
        totals[path] = [one["result"]["total"] for one in json.loads(out) if one["unit"]["name"] == "经楼镇"]
    assert totals[season] == totals[target] == ["83"]


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


OLD = 'each(count("wording_errors", "表述错误"), -1)'
NEW = 'each(count("wording_errors", "表述错误"), -2)'


def fresh(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, so that another version of a pack can be loaded."""
    command = [sys.executable, "-m", "gpcli", *map(str, arguments), "--lang", "en"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_another_pack_version_is_told_from_another_result(gp: Gp, season: Path, tmp_path: Path) -> None:
    target = tmp_path / "older.zip"
    done = fresh("freeze", season, "-o", target, "--pack", older_pack(tmp_path))
    assert done.returncode == 0, done.stderr
    code, data = verified(gp, target)
    assert code == 1
    assert data["pack"] == {"name": "gpcli-zhangshu", "version": "0.0.9"}
    version, files = found(data, "pack")
    assert version[1] == "frozen by gpcli-zhangshu 0.0.9, installed is gpcli-zhangshu 0.1.0"
    assert "gp_zhangshu/clauses.py" in files[1]
    assert "1 source files" in files[1]
    totals = {subject: said for subject, said in found(data, "unit") if said.startswith("total")}
    assert totals == {
        "市水利局 2021": "total 92.25 then, 93.25 now",
        "经楼镇 2021": "total 79 then, 81 now",
    }
    code, out, _ = gp("diff", target, season, "--format", "json")
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
