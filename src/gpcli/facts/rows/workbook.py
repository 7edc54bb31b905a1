"""Excel workbooks as rows of cells: numbers as exact decimals, dates as dates, errors as problems."""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from gpcli.facts.rows.cells import Cell
from gpcli.facts.rows.package import Package
from gpcli.facts.rows.strings import decoded, shared_strings
from gpcli.messages import N_
from gpcli.points import plain
from gpcli.problems import Problem, Problems, problem
from gpcli.records import Record

DIGITS = ".15g"
"""What a spreadsheet keeps of a number, and shows of it."""


class Worksheet(Record):
    """One worksheet: its title, and the cells of its rows by their numbers."""

    title: str
    lines: list[tuple[int, list[Cell | Problem]]]


def worksheets(
    raw: bytes, name: str, wanted: Callable[[str], bool] = bool, *, as_typed: bool = False
) -> list[Worksheet]:
    """The worksheets of a workbook, or those whose titles are wanted; raises :class:`Problems`.

    Text comes without the spaces around it, ``as_typed`` with them.
    """
    try:
        import openpyxl.reader.excel  # noqa: F401
    except ImportError:
        said = N_("reading .xlsx needs openpyxl: pip install 'gpcli-core[office]'")
        raise Problems([problem("no-part", said)._replace(file=name)]) from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            package = Package(raw, name)
            book = _book(package.raw, data_only=True)
            uncounted = _book(package.raw, data_only=False) if package.has_formulas else None
            sheets = [
                _worksheet(sheet, None if uncounted is None else uncounted[sheet.title], as_typed=as_typed)
                for sheet in book.worksheets
                if wanted(sheet.title)
            ]
            book.close()
        except Problems:
            raise
        except Exception:  # noqa: BLE001 - a broken workbook fails in every way there is
            said = N_("not an Excel workbook that can be read; save it as .xlsx, without a password")
            raise Problems([problem("unreadable", said)._replace(file=name)]) from None
    return sheets


def _book(raw: bytes, *, data_only: bool) -> Any:
    """The workbook, its texts to the letter."""
    from openpyxl.reader.excel import SHARED_STRINGS, ExcelReader

    reader = ExcelReader(io.BytesIO(raw), read_only=True, data_only=data_only, keep_links=False)

    def read_strings() -> None:
        found = reader.package.find(SHARED_STRINGS)
        if found is not None:
            with reader.archive.open(found.PartName[1:]) as part:
                reader.shared_strings = shared_strings(part)

    reader.read_strings = read_strings
    reader.read()
    reader.wb._date_formats = frozenset()
    return reader.wb


def _day(cell: Any, given: int | float) -> Any:
    """The number, or the day that it is shown as; what is beyond all days stays a number."""
    from openpyxl.utils.datetime import from_excel

    try:
        return from_excel(given, cell.parent.parent.epoch) if cell.is_date else given
    except (ValueError, OverflowError):
        return given


def _worksheet(sheet: Any, formulas: Any, *, as_typed: bool) -> Worksheet:
    sheet.reset_dimensions()
    lines = [[_cell(one, as_typed=as_typed) for one in row] for row in sheet.iter_rows()]
    if formulas is not None:
        formulas.reset_dimensions()
        for cells, row in zip(lines, formulas.iter_rows(), strict=False):
            for place, one in enumerate(row):
                if one.data_type == "f" and cells[place] is None:
                    said = N_("the formula has no value yet; open the workbook, save it, and try again")
                    cells[place] = problem("wrong-type", said)
    return Worksheet(sheet.title, list(enumerate(lines, 1)))


def _cell(cell: Any, *, as_typed: bool) -> Cell | Problem:
    given = cell.value
    if cell.data_type == "e":
        return problem("wrong-type", N_("the formula gives the error {given}"), given=str(given))
    if isinstance(given, int | float) and not isinstance(given, bool):
        given = _day(cell, given)
    match given:
        case None | bool():
            return given
        case int() | float():
            number = Decimal(given) if isinstance(given, int) else Decimal(format(given, DIGITS))
            if "%" in (cell.number_format or ""):
                return f"{plain(number * 100)}%"
            return given if isinstance(given, int) else number
        case datetime.datetime() if given.time() == datetime.time():
            return given.date()
        case datetime.date():
            return given
        case _:
            text = decoded(str(given))
            bare = text.strip()
            return (text if as_typed and bare else bare) or None
