"""The pages on tables of units: every command runs as they say, and prints what they show."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from gpcli.assess.tables.run import LARGEST
from gpcli.cli import tables
from gpcli.cli.main import main
from gpcli.facts.rows import columns
from gpcli.facts.rows.parquet import ROWS_LIMIT
from gpcli.facts.toml import SIZE_LIMIT
from gpcli.records import Record
from gpcli.reports.units.csv import LAST

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"en": "docs/tables.md", "zh": "docs/tables.zh-CN.md"}
BLOCK = re.compile(r"(?:<!-- (?P<mark>[^\n]*) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)```", re.S)


class Block(Record):
    """One block of a page: what it is, what a comment before it says, its text."""

    kind: str
    mark: str
    text: str


def page(language: str) -> str:
    return (ROOT / PAGES[language]).read_text(encoding="utf-8")


def blocks(language: str) -> list[Block]:
    """All blocks of a page, in order."""
    return [Block(one["kind"], one["mark"] or "", one["text"]) for one in BLOCK.finditer(page(language))]


def ran(command: str) -> str:
    """What a command says and prints, which ends as the comment behind it tells."""
    (*words,) = shlex.split(command, comments=True)
    code = re.search(r"# exit (\d)$", command)
    if words[0] != "gp":
        assert words[:2] == ["pip", "install"]
        return ""
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        ended = main(words[1:])
    assert ended == (int(code[1]) if code else 0), (command, said.getvalue())
    return said.getvalue()


def shown(language: str, *, pandas: bool) -> Iterator[tuple[str, str]]:
    """What each block that shows something shows, and what was printed."""
    printed, skipped = "", False
    names: dict[str, object] = {}
    for block in blocks(language):
        if block.kind == "text":
            if not skipped:
                yield block.text, printed
            continue
        skipped = block.mark == "with pandas" and not pandas
        if skipped:
            continue
        if block.kind == "csv":
            Path(block.mark.removeprefix("file: ")).write_text(block.text, encoding="utf-8")
        elif block.kind == "sh":
            printed = "".join(ran(line) for line in block.text.splitlines())
        else:
            assert block.kind == "python"
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(block.text, names)
            printed = out.getvalue()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with parts of a table, as the pages have them."""
    (tmp_path / "parts").mkdir()
    for part in range(2):
        frame = pl.DataFrame({"unit": [f"单位{part}"], "A2.level": ["有"]})
        frame.write_parquet(tmp_path / "parts" / f"part-{part}.parquet")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", PAGES)
def test_commands_print_what_the_page_shows(
    folder: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("GP_LANG", language)
    found = list(shown(language, pandas=False))
    assert len(found) == 6
    for said, printed in found:
        assert printed == said
    assert not (folder / "refused.parquet").exists()
    assert pl.read_parquet("all.parquet")["unit"].to_list() == ["单位0", "单位1"]


@pytest.mark.real
@pytest.mark.parametrize("language", PAGES)
def test_pandas_reads_what_the_page_shows(
    folder: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("GP_LANG", language)
    said, printed = list(shown(language, pandas=True))[-1]
    assert printed == said


def test_both_languages_have_the_same_commands_and_tables() -> None:
    one, other = ([block for block in blocks(language) if block.kind != "text"] for language in PAGES)
    assert one == other


@pytest.mark.parametrize("language", PAGES)
def test_numbers_columns_and_pages_are_those_of_the_program(language: str) -> None:
    text = page(language)
    for number in (LARGEST, ROWS_LIMIT, tables.FEWEST, tables.SAID):
        assert f" {number:,} " in text, number
    assert f"{SIZE_LIMIT // 2**20} MiB" in text
    for name in (*columns.FIRST, *columns.ABOUT, *LAST):
        assert f"`{name}`" in text, name
    for status in ("scored", "incomplete", "vetoed", "failed"):
        assert f"`{status}`" in text, status
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / "docs" / target).exists(), target


@pytest.mark.parametrize("language", PAGES)
def test_columns_of_facts_that_are_named_exist(language: str) -> None:
    from gpcli.packs import Packs

    packs = Packs.installed()
    known: set[str] = set()
    for scheme, table in (("putuo-2020", "main"), ("zhangshu-2021", "township")):
        known |= set(columns.columns(packs.table(packs.scheme(scheme), table)))
    named = set(re.findall(r"`((?:[A-Z]\d+|guide|adoption)\.[^`]+)`", page(language)))
    assert len(named) >= 12
    assert named <= known
