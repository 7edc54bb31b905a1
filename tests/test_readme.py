"""The README says what the program does today."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path

import pytest

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
def test_the_item_shown_is_one(page: str) -> None:
    import gpcli.pack

    text = (ROOT / page).read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", text, re.S)
    scope = {name: getattr(gpcli.pack, name) for name in gpcli.pack.__all__}
    exec(block, scope)
    assert scope["guide"].id == "guide"
