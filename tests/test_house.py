"""What holds for the whole tree."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from gpcli.packs import Packs

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "src" / "gpcli"


def test_no_module_of_the_core_names_a_city() -> None:
    names = {"zhangshu", "樟树"}
    for scheme in Packs.installed().schemes():
        names |= {scheme.id.partition("-")[0], scheme.place, *scheme.roster().names}
    for path in [*CORE.rglob("*.py"), *CORE.rglob("*.po"), *CORE.rglob("*.json")]:
        text = path.read_text(encoding="utf-8").lower()
        found = [name for name in names if name in text]
        assert not found, f"{path.relative_to(ROOT)} names {found}"


def test_packs_import_only_public_names() -> None:
    for path in (ROOT / "plugins").rglob("src/**/*.py"):
        text = path.read_text(encoding="utf-8")
        modules = set(re.findall(r"^\s*(?:from|import) (gp\w*(?:\.\w+)*)", text, re.M))
        own = path.relative_to(ROOT / "plugins").parts[2]
        allowed = {"gpcli.pack", "gpcli.formatting", "gpcli.testing"}
        foreign = {one for one in modules if one not in allowed and one.partition(".")[0] != own}
        assert not foreign, f"{path.relative_to(ROOT)} imports {foreign}"


def test_every_example_says_that_it_is_one() -> None:
    examples = list((ROOT / "examples").rglob("*.toml"))
    assert len(examples) >= 6
    for path in examples:
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# 示例数据，非真实考核结果"), path
        assert 'note = "示例数据，非真实考核结果"' in text, path


def test_nothing_personal_was_carried_over() -> None:
    personal = re.compile(r"1[3-9]\d{9}|\b\d{7,8}\b(?=[^\d]*电话)|[\w.]+@[\w-]+\.(?:com|cn)")
    for path in (ROOT / "plugins").rglob("*"):
        if path.suffix in (".py", ".toml", ".csv") and "egg-info" not in str(path):
            assert not personal.search(path.read_text(encoding="utf-8")), path


def test_a_roster_is_read_as_written() -> None:
    with (ROOT / "plugins/zhangshu/src/gp_zhangshu/roster.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    (scheme,) = (one for one in Packs.installed().schemes() if one.id == "zhangshu-2021")
    assert [unit.name for unit in scheme.roster().units] == names
