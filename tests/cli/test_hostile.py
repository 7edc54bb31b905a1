"""Hostile words come out inert in every format."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest
import tomli_w
from openpyxl import load_workbook

from gpcli.packs import Packs

ATTACKS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]>&amp;{{7*7}}",
    "甲\u202e乙\u200f丙",
    "\u001b[31m红",
    "𠮷" + "长" * 10_000,
)
WORDS = "\n".join(ATTACKS)
NAME = "=1+1<b>示例\u202e局</b>"
FORMATS = tuple(Packs.installed().formats())
MOVES = ("\u202e", "\u200f", "\u001b")
Gp = Callable[..., tuple[int, str, str]]


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A unit that nobody can have, with words that nobody should run."""
    file = tmp_path / "facts.toml"
    data = {
        "scheme": "region-2023",
        "table": "department",
        "note": WORDS,
        "unit": {"name": NAME},
        "source": {"role": "office", "name": ATTACKS[4]},
        "facts": {
            "attributes": {
                "unmarked": [{"what": one, "note": one, "evidence": [one]} for one in ATTACKS],
                "note": WORDS,
                "evidence": [*ATTACKS, "javascript:alert(1)"],
            }
        },
    }
    file.write_text(tomli_w.dumps(data), encoding="utf-8")
    return file


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def inert_text(name: str, out: str) -> None:
    """What no text may hold."""
    if name in ("json", "ndjson"):
        for line in out.splitlines() if name == "ndjson" else [out]:
            assert json.loads(line)
        return
    assert not [one for one in MOVES if one in out], name
    if "csv" in name:
        cells = [one for row in csv.reader(io.StringIO(out.removeprefix("\ufeff"))) for one in row]
        assert not [one[:30] for one in cells if one[:1] in "=+@\t\r" and one[:1]], name
        assert not [
            one[:30] for one in cells if one.startswith("-") and not one[1:].replace(".", "").isdigit()
        ]
    if name == "html":
        tags = _Page(out).tags
        assert not [given for _, given in tags if any(key.startswith("on") for key in given)]
        assert not [tag for tag, given in tags if tag in ("img", "iframe") or "javascript" in str(given)]
        assert sum(tag == "script" for tag, _ in tags) <= 1
    if name == "junit":
        ElementTree.fromstring(out)


def inert_document(raw: bytes, *, form: bool = False) -> None:
    """What no office document may hold."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        for one in parts.namelist():
            if one.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(one))
                assert b'TargetMode="External"' not in parts.read(one), one
    if b"xl/workbook.xml" in raw and not form:
        cells = [one for sheet in load_workbook(io.BytesIO(raw)) for row in sheet.iter_rows() for one in row]
        assert not [one.coordinate for one in cells if one.data_type == "f" or one.hyperlink]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_of_score(gp: Gp, facts: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "out"
    code, _, err = gp("score", facts, "--format", name, "-o", target)
    assert code == 0, err
    if name == "parquet":
        assert pl.read_parquet(target).height
    elif name in ("docx", "xlsx"):
        inert_document(target.read_bytes())
    else:
        inert_text(name, target.read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", ["rank", "problems"])
@pytest.mark.parametrize("name", ["text", "json", "csv", "markdown", "html", "docx", "xlsx"])
def test_every_format_of_rank_and_problems(
    gp: Gp, facts: Path, tmp_path: Path, command: str, name: str
) -> None:
    if name in {"rank": ("docx",), "problems": ("html",)}[command]:
        name = "markdown"
    target = tmp_path / "out"
    code, _, err = gp(command, facts, "--format", name, "-o", target)
    assert code == 0, err
    if name in ("docx", "xlsx"):
        inert_document(target.read_bytes())
    else:
        inert_text(name, target.read_text(encoding="utf-8"))


def test_a_form_and_back(gp: Gp, facts: Path, tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    assert gp("export", facts, "-o", form)[0] == 0
    inert_document(form.read_bytes(), form=True)
    book = load_workbook(form)
    typed = [one for sheet in book for row in sheet.iter_rows() for one in row if not one.protection.locked]
    assert [one for one in typed if one.value]
    assert not [one.coordinate for one in typed if one.data_type == "f" or one.hyperlink]
    assert gp("import", form, "-o", tmp_path / "again.toml")[0] == 0
    before, after = (
        json.loads(gp("score", one, "--format", "json")[1]) for one in (facts, tmp_path / "again.toml")
    )
    for one in (*before, *after):
        del one["inputs"]
    assert before == after
