"""Freezes that several tests touch: made once, copied for each; and what is done to them."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from gpcli.assess.frozen.manifest import digest
from gpcli.assess.frozen.zipped import zipped
from gpcli.cli.main import main

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
FOUR = [
    EXAMPLES / "zhangshu-2021" / f"{name}.toml"
    for name in ("department-ranking", "township-ceiling", "township-full", "township-incidents")
]


LISTED = (("示例局", "department"), ("示例县", "region"), ("示例区", "region"), ("示例镇", "region"))


def made(folder: Path) -> Path:
    """A season of three units, a silent one, and a list that came back."""
    (folder / "units").mkdir(parents=True)
    for name in ("department", "region-office", "region-self"):
        shutil.copy(EXAMPLES / "region-2023" / f"{name}.toml", folder / "units")
    (folder / "season.toml").write_text(
        'scheme = "region-2023"\nperiod = "2023"\ntitle = "示例考评"\nnote = "示例数据，非真实考核结果"\n'
        'rectification = ["back.csv"]\n'
        + "".join(f'[[units]]\nname = "{name}"\ntable = "{table}"\n' for name, table in LISTED),
        encoding="utf-8",
    )
    (folder / "back.csv").write_text(
        "单位,事实,条次,状态,复核后,复核人,复核说明\n示例局,website.wording_errors,,已整改,0,甲,已改正\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The season frozen, and four files without one, once for all tests."""
    folder = tmp_path_factory.mktemp("once")
    for name, inputs in (("frozen.zip", [made(folder / "season")]), ("lean.zip", FOUR)):
        assert main(["freeze", *map(str, inputs), "-o", str(folder / name)]) == 0
    return folder


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """The season as a folder of the test's own."""
    return made(tmp_path / "season")


@pytest.fixture
def frozen(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(once / "frozen.zip", tmp_path))


@pytest.fixture
def lean(once: Path, tmp_path: Path) -> Path:
    """A freeze of files without a season: nobody is silent, so that it is soon recomputed."""
    return Path(shutil.copy(once / "lean.zip", tmp_path))


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


@pytest.fixture(scope="session")
def freezes() -> SimpleNamespace:
    """What is done to freezes."""
    return SimpleNamespace(four=FOUR, made=made, members=members, changed=changed, resigned=resigned)
