"""The commands of docs/scale.md print statements as it says, and both languages have the same ones."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
Gp = Callable[..., tuple[int, str, str]]

PAGES = ("docs/scale.md", "docs/scale.zh-CN.md")


def commands(page: str) -> list[list[str]]:
    """Every command of a page, in order."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.S)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [shlex.split(line, comments=True) for line in lines]


def test_both_languages_have_the_same_commands() -> None:
    assert commands(PAGES[0]) == commands(PAGES[1])
    assert len(commands(PAGES[0])) >= 7


PRINTED = [one for one in commands(PAGES[0]) if one[:2] == ["gp", "sql"]]
SCORED = [one for one in commands(PAGES[0]) if "--engine" in one]


@pytest.mark.parametrize("command", PRINTED, ids=shlex.join)
def test_statements_are_printed(
    gp: Gp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    import sqlglot

    monkeypatch.chdir(tmp_path)
    code, out, _ = gp(*command[1:])
    said = out or (tmp_path / "putuo.sql").read_text(encoding="utf-8")
    assert code == 0
    dialect = command[command.index("--dialect") + 1] if "--dialect" in command else "duckdb"
    (tree,) = filter(None, sqlglot.parse(said, dialect=dialect))
    assert "total" in tree.named_selects


@pytest.mark.parametrize("command", SCORED, ids=shlex.join)
def test_options_of_the_engine_are_known(gp: Gp, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    code, _, said = gp(*command[1:], "--lang", "en")
    assert code == 2
    assert "gpcli-core[spark]" in said
