"""The pages on very many files say what the program does."""

from __future__ import annotations

from pathlib import Path

import pytest

from gpcli.assess import inputs
from gpcli.assess.batch import journal
from gpcli.assess.batch.run import WORTHWHILE
from gpcli.cli import many

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["batch.md", "batch.zh-CN.md"])
def test_numbers_options_and_files_are_those_of_the_program(name: str) -> None:
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    for number in (many.MANY, inputs.MANY, *WORTHWHILE.values()):
        assert f" {number:,} " in page, number
    for gate in (one for one in many.GATES if one != "recheck"):
        assert f"--{gate.replace('_', '-')}" in page
    result = Path("scores.ndjson")
    unfinished = journal.unfinished(result)
    for file in (journal.beside(result), unfinished, journal.beside(unfinished)):
        assert f"`{file}`" in page
