"""Zips that are no freeze, or one that somebody turned against its reader: refused or named."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

from gpcli.assess.frozen import zipped as zips
from gpcli.assess.frozen.archive import read_archive
from gpcli.packs import Packs
from gpcli.problems import Problems

Gp = Callable[..., tuple[int, str, str]]
LANGUAGE = "en"


def is_whole(raw: bytes) -> bool:
    """Whether nothing is said against a zip: it is a freeze, and each byte is as it was frozen."""
    try:
        archive = read_archive(raw, "flipped.zip")
    except Problems:
        return False
    return archive.intact and archive.pure


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
        raw_zip(("inputs/a", b"x = 1\n"), ("inputs/a/b.toml", b"x = 1\n")),
        raw_zip((f"inputs/{'n' * 256}.toml", b"x = 1\n")),
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
def test_two_members_of_one_name_are_refused(gp: Gp, lean: Path) -> None:
    with zipfile.ZipFile(lean, "a") as archive:
        archive.writestr("inputs/township-full.toml", b"x = 1\n")
    code, _, err = gp("verify", lean)
    assert code == 2
    assert "two members have one name" in err


def test_absurd_numbers_of_members_are_refused(
    gp: Gp, lean: Path, monkeypatch: pytest.MonkeyPatch, freezes: SimpleNamespace
) -> None:
    monkeypatch.setattr(zips, "MEMBERS_LIMIT", len(freezes.members(lean)))
    assert gp("check", lean)[0] == 0
    monkeypatch.setattr(zips, "MEMBERS_LIMIT", len(freezes.members(lean)) - 1)
    code, _, err = gp("verify", lean)
    assert code == 2
    assert "it has more than" in err


def test_a_season_that_points_out_of_its_folder_reads_nothing_there(
    gp: Gp, lean: Path, freezes: SimpleNamespace
) -> None:
    secret = lean.with_name("secret.csv")
    secret.write_text("secret\n", encoding="utf-8")
    for path in (str(secret), "../secret.csv"):
        season = f'scheme = "zhangshu-2021"\nrectification = ["{path}"]\n'
        hostile = freezes.resigned(lean, "hostile.zip", {"inputs/season.toml": season.encode()})
        for command in ("verify", "score"):
            code, out, err = gp(command, hostile)
            assert code == {"verify": 1, "score": 2}[command]
            assert "secret" not in out + err
            assert "outside the season's folder" in out + err


def test_inputs_of_another_scheme_are_no_result_of_a_freeze(
    gp: Gp, lean: Path, freezes: SimpleNamespace
) -> None:
    manifest = {**json.loads(freezes.members(lean)["manifest.json"]), "scheme": "putuo-2020"}
    other = freezes.changed(lean, "other.zip", {"manifest.json": json.dumps(manifest).encode()})
    code, out, err = gp("score", other)
    assert (code, out) == (2, "")
    assert "not of the scheme putuo-2020" in err


def test_without_the_pack_nothing_is_recomputed(gp: Gp, lean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Packs, "installed", classmethod(lambda cls: cls([])))
    code, out, err = gp("verify", lean)
    assert (code, out) == (2, "")
    assert "no-pack" in err


def test_any_flipped_byte_is_found(gp: Gp, lean: Path) -> None:
    """In the members, their headers, the directory and the end of the zip: everywhere."""
    frozen = lean.read_bytes()
    with zipfile.ZipFile(lean) as archive:
        infos = archive.infolist()
        directory = archive.start_dir
    info = archive.getinfo("inputs/township-full.toml")
    rng = Random(20211231)
    headers = [one.header_offset + rng.randrange(30 + len(one.filename.encode())) for one in infos]
    places = [*headers, *rng.sample(range(directory), 20), *rng.sample(range(directory, len(frozen)), 40)]
    for place in places:
        raw = bytearray(frozen)
        raw[place] ^= 1 << rng.randrange(8)
        assert not is_whole(bytes(raw)), place
    assert is_whole(frozen)
    raw = bytearray(frozen)
    raw[info.header_offset + 30 + len(info.filename) + 5] ^= 1
    flipped = lean.with_name("flipped.zip")
    flipped.write_bytes(raw)
    code, out, _ = gp("verify", flipped)
    assert code == 1
    assert "inputs/township-full.toml: missing, or cannot be read" in out
