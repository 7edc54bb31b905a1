"""Workbooks that mean harm, or hold far too much: said in a word and soon."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

LANGUAGE = "en"
SOON = 10.0

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def filled(forms: SimpleNamespace, tmp_path: Path) -> Path:
    form = forms.office
    return Path(form.filled(tmp_path / "a.xlsx", {form.at("policy", "award"): 4}))


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    start = time.perf_counter()
    yield
    assert time.perf_counter() - start < SOON


def changed(path: Path, change: Callable[[str, bytes], bytes], **more: bytes) -> Path:
    with ZipFile(path) as parts:
        held = {name: change(name, parts.read(name)) for name in parts.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as parts:
        for name, raw in {**held, **more}.items():
            parts.writestr(name, raw)
    return path


def first_sheet(more: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, raw: (
        raw.replace(b"</sheetData>", more + b"</sheetData>") if name.endswith("sheet1.xml") else raw
    )


def test_a_bomb(gp: Run, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("gpcli.forms.read", "gpcli.facts.rows.package"):
        monkeypatch.setattr(f"{module}.UNPACKED_LIMIT", 1 << 20)
    changed(filled, lambda _, raw: raw, **{"xl/media/bomb.bin": b" " * (1 << 20)})
    code, _, err = gp("score", filled)
    assert code == 2
    assert "[too-large]" in err


def test_entities_that_grow(gp: Run, filled: Path) -> None:
    names = "abcdefghij"
    told = "".join(f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in pairwise(names))
    head = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{told}]>'.encode()

    def change(name: str, raw: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return raw
        return head + re.sub(rb"<t>[^<]*</t>", b"<t>&j;</t>", raw, count=1)

    code, _, err = gp("score", changed(filled, change))
    assert code == 2
    assert "[unreadable]" in err or "[too-large]" in err


def test_blank_rows_beyond_number_are_passed_over(gp: Run, filled: Path) -> None:
    rows = b"".join(
        b'<row r="%d" spans="1:3" ht="15"><c r="A%d" s="1"/><c r="B%d" s="1" t="n"></c></row>' % (n, n, n)
        for n in range(1_000, 200_000)
    )
    code, out, err = gp("score", changed(filled, first_sheet(rows)))
    assert code == 0, err
    assert "总分" in out or "Total" in out


def test_every_column_of_many_rows_blank(gp: Run, filled: Path) -> None:
    cells = b"".join(b'<c r="XFD%d" s="1"/>' % 2_000 for _ in range(16_384)) * 100
    code, _, err = gp("score", changed(filled, first_sheet(b'<row r="2000">' + cells + b"</row>")))
    assert code == 0, err


def test_a_cell_at_the_far_end(gp: Run, filled: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    code, _, err = gp("score", changed(filled, first_sheet(far)))
    assert code == 0, err


def test_too_many_cells_that_hold_something(gp: Run, filled: Path) -> None:
    row = b'<row r="2000">' + b'<c r="A2000"><v>1</v></c>' * 1_000_001 + b"</row>"
    code, _, err = gp("score", changed(filled, first_sheet(row)))
    assert code == 2
    assert "more than 1000000 cells hold something [too-large]" in err


def test_macros_and_links_to_other_files_are_never_touched(gp: Run, filled: Path) -> None:
    def change(name: str, raw: bytes) -> bytes:
        if name != "[Content_Types].xml":
            return raw
        macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        return re.sub(rb"application/vnd[^\"]*sheet\.main\+xml", macro, raw)

    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    more = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0", "xl/externalLinks/externalLink1.xml": link}
    code, _, err = gp("score", changed(filled, change, **more))
    assert code == 0, err


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_what_is_no_workbook(gp: Run, tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(raw)
    code, out, err = gp("score", path)
    assert (code, out) == (2, "")
    assert "without a password [unreadable]" in err


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"])
def test_a_part_that_is_broken(gp: Run, filled: Path, part: str) -> None:
    changed(filled, lambda name, raw: raw[: len(raw) // 2] if name == part else raw)
    code, out, err = gp("score", filled)
    assert (code, out) == (2, "")
    assert err.count("[") == 1
    assert "Traceback" not in err


def test_a_form_larger_than_any(gp: Run, filled: Path) -> None:
    with ZipFile(filled, "a") as parts:
        parts.writestr("xl/media/picture.png", bytes(6 << 20))
    code, _, err = gp("score", filled)
    assert code == 2
    assert "larger than 5 MiB [too-large]" in err
