"""The second engine reads, fills and works out a workbook as the first does."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheet_engines import sample
from sheet_engines.cells import EngineError
from sheet_engines.iron import IronBook


@pytest.fixture
def book(tmp_path: Path) -> IronBook:
    path = tmp_path / "表.xlsx"
    sample.write(path)
    return IronBook(path)


def test_every_formula_that_may_be_relied_on(book: IronBook) -> None:
    book.fill(sample.FACTS)
    assert sample.differing(book) == {}


def test_the_values_of_the_file_stand_until_it_is_worked_out(book: IronBook) -> None:
    assert set(book.read(sample.ANSWERS)) == {sample.CACHED}
    book.recalculate()
    assert sample.differing(book) != {}
    assert sample.CACHED not in book.read(sample.ANSWERS)


def test_errors_are_found(book: IronBook) -> None:
    book.fill(sample.FACTS)
    assert book.errors() == sample.FAULTY
    book.fill({(sample.FORM, "B2"): 1, (sample.FORM, "B5"): 2})
    assert len(book.errors()) == len(sample.FAULTY) - 2


@pytest.mark.parametrize("typed", sample.TYPED, ids=lambda one: repr(one)[:20])
def test_what_is_typed_is_held(book: IronBook, typed: float | str | None) -> None:
    where = (sample.FORM, "B10")
    book.fill({where: "before"})
    book.fill({where: typed})
    assert book.read([where]) == [typed]


def test_a_formula_and_a_sheet_that_is_not_there_are_refused(book: IronBook) -> None:
    with pytest.raises(EngineError, match="a formula stands in A1 of 计算"):
        book.fill({(sample.HIDDEN, "A1"): 1})
    with pytest.raises(EngineError, match="no sheet '无'"):
        book.fill({("无", "A1"): 1})
