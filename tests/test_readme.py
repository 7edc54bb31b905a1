"""The README says what the program does today."""

from __future__ import annotations

import re
import runpy
import shlex
import sys
import tomllib
from pathlib import Path

import pytest

from gpcli.packs import Packs

ROOT = Path(__file__).resolve().parent.parent
TOOL = runpy.run_path(str(ROOT / "tools" / "readme.py"))


def test_blocks_of_output_are_what_the_commands_print() -> None:
    for page in TOOL["PAGES"]:
        text = (ROOT / page).read_text(encoding="utf-8")
        assert text.count("<!-- output of: gp ") == 9
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


def _commands(page: str) -> list[str]:
    """What stands in the page's blocks of commands, and how it copies a pack."""
    text = (ROOT / page).read_text(encoding="utf-8")
    commands = [line for block in re.findall(r"```sh\n(.*?)```", text, re.S) for line in block.splitlines()]
    return [*commands, *re.findall(r"`gp (new-pack \S+ --from \S+)`", text)]


def test_the_commands_that_add_a_city_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gpcli.cli.main import main

    here, there = map(_commands, TOOL["PAGES"])
    assert here == there
    *commands, copied = here
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "modules", sys.modules.copy())
    added = [shlex.split(line)[1:] for line in commands if line.startswith("gp ")]
    assert [words[0] for words in added] == ["new-pack", "template", "score", "check-pack"]
    assert [main(words) for words in added] == [0, 0, 0, 0]
    proven = added[-1]
    assert f"pip install ./{proven[-1]}" in commands
    assert main(copied.split()) == 0


def test_formats_of_packs_that_are_named_exist() -> None:
    formats = set(Packs.installed().formats())
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z0-9]+-(?:form|bulletin)(?:-csv)?)`", text))
    brought = {name for name in formats if "-" in name}
    assert named <= formats
    assert {name.removesuffix("-csv") for name in brought} == {name.removesuffix("-csv") for name in named}
