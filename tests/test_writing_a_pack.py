"""The tutorial does what it says, and names every word."""

from __future__ import annotations

import re
import runpy
import shutil
import sys
from pathlib import Path

import pytest

from gpcli import pack
from gpcli.cli.main import main
from gpcli.problems import CATALOGUE

ROOT = Path(__file__).resolve().parent.parent
TOOL = runpy.run_path(str(ROOT / "tools" / "tutorial.py"))
PAGE: str = TOOL["PAGE"].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("tutorial")
    return TOOL["with_output"](PAGE, folder), folder


def test_every_block_runs_and_prints_what_the_page_shows(ran: tuple[str, Path]) -> None:
    assert ran[0] == PAGE, "run python tools/tutorial.py"


def test_no_command_fails_where_the_page_does_not_say_so(ran: tuple[str, Path]) -> None:
    complaints = re.findall(r"\[([a-z-]+)\]$", ran[0], re.M)
    assert [one for one in complaints if one in CATALOGUE] == ["contradiction", "not-entitled"]
    assert "gp_yunshui 0: no faults" in ran[0]
    assert "✗" not in re.sub(r"`✗`", "", ran[0])


def test_the_pack_fits_into_the_project(
    ran: tuple[str, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = ran[1] / "gpcli-yunshui"
    package = project / "src" / "gp_yunshui"
    shutil.rmtree(package)
    shutil.copytree(ran[1] / "gp_yunshui", package)
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = set(sys.modules)
    for place, scheme in ((project, "yunshui-2025"), (ran[1] / "gpcli-yunshui-2026", "yunshui-2026")):
        assert main(["--lang", "en", "check-pack", str(place)]) == 0
        assert f"{scheme}: 13 of 13 cases pass" in capsys.readouterr().out
    for name in set(sys.modules) - before:
        if name.startswith("gp_yunshui"):
            del sys.modules[name]


def test_every_word_is_in_the_reference() -> None:
    reference = PAGE.partition("\n## Every word\n")[2]
    named = set(re.findall(r"`(\w+)[^`]*`", "\n".join(re.findall(r"^\| (`[^|]*) \|", reference, re.M))))
    assert set(pack.__all__) <= named, sorted(set(pack.__all__) - named)
    unknown = sorted(named - set(pack.__all__))
    assert unknown == [], "words that gpcli.pack does not have"


def test_places_and_commands_that_are_named_exist() -> None:
    from gpcli.cli.main import COMMANDS

    for target in re.findall(r"\]\(([^)#:]+)\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target
    for anchor in re.findall(r"\]\(#([^)]+)\)", PAGE):
        assert f"# {anchor.replace('-', ' ')}\n" in PAGE.lower()
    assert set(re.findall(r"`gp ([a-z-]+)", PAGE)) <= set(COMMANDS)
