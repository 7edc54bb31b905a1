"""The README says what the program does today."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from gpcli.facts.check import check_facts
from gpcli.facts.toml import read_bytes
from gpcli.testing import built

ROOT = Path(__file__).resolve().parent.parent
TOOL = runpy.run_path(str(ROOT / "tools" / "readme.py"))


@pytest.mark.parametrize("page", TOOL["PAGES"])
def test_blocks_of_output_are_what_the_commands_print(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert text.count("<!-- output of: gp ") == 2
    assert TOOL["with_output"](text) == text, "run python tools/readme.py"


@pytest.mark.parametrize("page", TOOL["PAGES"])
def test_places_and_commands_that_are_named_exist(page: str) -> None:
    from gpcli.cli.main import COMMANDS

    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target
    named = set(re.findall(r"`gp ([a-z-]+)", text))
    assert named == set(COMMANDS)


@pytest.mark.parametrize("page", TOOL["PAGES"])
def test_the_facts_shown_are_toml_that_scores(page: str, tmp_path: Path) -> None:
    from gpcli.cli.main import main

    text = (ROOT / page).read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", text, re.S)
    tomllib.loads(block)
    facts = tmp_path / "facts.toml"
    facts.write_text(block, encoding="utf-8")
    assert main(["check", str(facts)]) == 0


@pytest.mark.parametrize("page", TOOL["PAGES"])
def test_the_pack_shown_is_a_whole_one(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", text, re.S)
    plugin = ModuleType("gp_yunshui")
    exec(block, plugin.__dict__)
    scorer = built.scorer(plugin, "yunshui-2025", "main")
    facts = b"""
        [facts.guide]
        updated = true
        wording_errors = 3
        [facts.policy]
        award = 38.5
        [facts.praise]
        notices = 4
    """
    checked = check_facts(read_bytes(facts, "facts.toml"), scorer.table, "yunshui-2025", "")
    sheet = scorer.score(checked)
    assert [str(step.after.points) for step in sheet.steps] == ["83.5000", "89.5000", "89.5000"]
