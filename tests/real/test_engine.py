"""LibreOffice fills, works out, reads, saves and prints workbooks for other tests, and always ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sheet_engines import office, sample
from sheet_engines.cells import EngineError
from sheet_engines.iron import IronBook
from sheet_engines.office import Office, OfficeBook

pytestmark = pytest.mark.real


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "表.xlsx"
    sample.write(path)
    return path


@pytest.fixture
def book(libreoffice: Office, path: Path) -> Iterator[OfficeBook]:
    with libreoffice.open(path) as opened:
        yield opened


def test_every_formula_that_may_be_relied_on(book: OfficeBook) -> None:
    book.fill(sample.FACTS)
    assert sample.differing(book) == {}


def test_the_values_of_the_file_stand_until_it_is_worked_out(book: OfficeBook) -> None:
    assert set(book.read(sample.ANSWERS)) == {sample.CACHED}
    book.recalculate()
    assert sample.differing(book) != {}
    assert sample.CACHED not in book.read(sample.ANSWERS)


def test_errors_are_found(book: OfficeBook) -> None:
    book.fill(sample.FACTS)
    assert book.errors() == sample.FAULTY
    book.fill({(sample.FORM, "B2"): 1, (sample.FORM, "B5"): 2})
    assert len(book.errors()) == len(sample.FAULTY) - 2


def test_what_is_typed_is_held(book: OfficeBook) -> None:
    cells = [(sample.LIST, f"A{row}") for row in range(2, 2 + len(sample.TYPED))]
    book.fill(dict.fromkeys(cells, "before"))
    book.fill(dict(zip(cells, sample.TYPED, strict=True)))
    assert book.read(cells) == list(sample.TYPED)
    assert book.read([*reversed(cells), cells[3]]) == [*reversed(sample.TYPED), sample.TYPED[3]]


def test_locked_cells_formulas_and_other_sheets_are_refused(book: OfficeBook) -> None:
    with pytest.raises(EngineError, match="a locked cell stands in rows 1 to 1, column 1 of 填报 表"):
        book.fill({(sample.FORM, "A1"): 1})
    assert book.read([(sample.FORM, "A1")]) == ["锁定"]
    with pytest.raises(EngineError, match="a formula stands in row 1, column 1 of 计算"):
        book.fill({(sample.HIDDEN, "A1"): 1})
    with pytest.raises(EngineError, match="no sheet '无'"):
        book.read([("无", "A1")])


def test_a_workbook_is_saved_as_it_stands(book: OfficeBook, libreoffice: Office, tmp_path: Path) -> None:
    book.fill(sample.FACTS)
    saved = tmp_path / "saved.xlsx"
    book.save(saved)
    with libreoffice.open(saved) as again:
        again.recalculate()
        assert sample.differing(again) == {}
    other = IronBook(saved)
    other.recalculate()
    assert sample.differing(other) == {}
    assert other.read(sample.FACTS) == list(sample.FACTS.values())


def test_a_workbook_is_printed(libreoffice: Office, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    libreoffice.to_pdf(path, out)
    text = subprocess.run(["pdftotext", str(out), "-"], check=True, capture_output=True, text=True).stdout
    assert "锁定" in text
    assert "合并" in text


def test_what_is_no_workbook_is_refused(libreoffice: Office, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    with pytest.raises(FileNotFoundError):
        libreoffice.open(text)
    text.write_text("words", encoding="utf-8")
    with pytest.raises(EngineError, match="not a workbook"):
        libreoffice.open(text)


def test_nothing_is_left_beside_a_workbook(book: OfficeBook, path: Path) -> None:
    book.fill(sample.FACTS)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_one_that_does_not_answer_is_ended() -> None:
    with pytest.raises(EngineError, match=r"did not answer within 0\.1 seconds"), Office(seconds=0.1):
        pass


def test_one_that_is_gone_is_reported(path: Path) -> None:
    with Office() as running, running.open(path) as book:
        os.killpg(running.group, signal.SIGKILL)
        with pytest.raises(EngineError, match="LibreOffice ended by itself"):
            book.recalculate()


def test_none_outlives_a_test_run_that_is_killed() -> None:
    lines = (
        f"import sys, time; sys.path.insert(0, {str(Path(office.__file__).parent.parent)!r})",
        "from sheet_engines.office import Office",
        "with Office() as running: print(running.group, flush=True); time.sleep(600)",
    )
    run = subprocess.Popen([sys.executable, "-c", "\n".join(lines)], stdout=subprocess.PIPE, text=True)
    with run:
        assert run.stdout
        group = int(run.stdout.readline())
        run.kill()
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("LibreOffice is still running")
