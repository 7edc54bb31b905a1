"""Installed packs are found as the standard library finds them."""

import importlib.metadata
import sys
import zipfile
from pathlib import Path

import pytest

from gpcli.packs import Found
from gpcli.packs.installed import installed


def noted(folder: Path, name: str, points: str, version: str = "1.0", ending: str = "dist-info") -> Path:
    """What an installer notes of a distribution."""
    info = folder / f"{name}-{version}.{ending}"
    info.mkdir(parents=True)
    head = "METADATA" if ending == "dist-info" else "PKG-INFO"
    (info / head).write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nVersion: 9\n")
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    return info


def own(*names: str) -> list[Found]:
    return [one for one in installed() if one.distribution in names]


def by_the_library() -> list[tuple[str, str, str, str]]:
    found = importlib.metadata.entry_points(group="gpcli")
    return sorted((one.name, one.value, one.dist.name, one.dist.version) for one in found if one.dist)


def test_the_packs_of_this_environment() -> None:
    found = sorted((one.name, one.module, one.distribution, one.version) for one in installed())
    assert found == by_the_library()
    assert len(found) >= 5


def test_only_the_section_of_packs_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    ours = "[gpcli]\n# none = none\na = mod_a\n b=mod.b : inner.plugin \n"
    noted(tmp_path, "city", f"[console_scripts]\nx = y:z\n\n{ours}[other]\nc = d\n")
    noted(tmp_path, "tool", "[console_scripts]\ngpcli = tool:main\n")
    assert [(one.name, one.module, one.version) for one in own("city", "tool")] == [
        ("a", "mod_a", "1.0"),
        ("b", "mod.b : inner.plugin", "1.0"),
    ]


@pytest.mark.parametrize("ending", ["dist-info", "egg-info"])
def test_a_distribution_that_is_found_twice_counts_once(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(tmp_path / "first", "some_city", "[gpcli]\na = new\n", "2.0")
    noted(tmp_path / "second", "some_city", "[gpcli]\na = old\nb = old\n", "1.0", ending)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "first"), str(tmp_path / "second"), *sys.path])
    assert [(one.module, one.version) for one in own("some_city")] == [("new", "2.0")]


def test_damaged_metadata_hides_no_other_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    noted(tmp_path, "sound", "[gpcli]\na = sound\n")
    (noted(tmp_path, "undecodable", "") / "entry_points.txt").write_bytes(b"[gpcli]\n\xff = x\n")
    (noted(tmp_path, "headless", "[gpcli]\nb = headless\n") / "METADATA").unlink()
    (tmp_path / "a_file-1.0.dist-info").write_text("no folder")
    found = {one.module: (one.distribution, one.version) for one in installed()}
    assert (found["sound"], found["headless"]) == (("sound", "1.0"), ("", ""))
    assert "x" not in found


def test_a_pack_in_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "packs.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("zipped_city.py", "plugin = object()\n")
        file.writestr(
            "zipped_city-3.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: zipped\nVersion: 3.0\n"
        )
        file.writestr("zipped_city-3.0.dist-info/entry_points.txt", "[gpcli]\nz = zipped_city : plugin\n")
    monkeypatch.syspath_prepend(str(archive))
    (found,) = own("zipped")
    assert (found.module, found.version) == ("zipped_city : plugin", "3.0")
    assert found.load() is sys.modules.pop("zipped_city").plugin


def test_places_that_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(installed())
    monkeypatch.setattr(sys, "path", ["/no/such/place", *sys.path])
    assert list(installed()) == before
