"""Runs under the Python that knows LibreOffice's bridge (``import uno``); nothing else of the tests does.

Starts one LibreOffice of its own and ends it when standard input ends. Reads a request a line in JSON and
answers each with a line: ``{"answer": …}`` or ``{"refused": "why"}``. Rows and columns count from 1.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.uno import Exception as AnyException
from com.sun.star.uno import RuntimeException

SHEETS = "com.sun.star.sheet.SpreadsheetDocument"
ERRORS = 4
"""com.sun.star.sheet.FormulaResult.ERROR"""
FORMULAS = 16
"""com.sun.star.sheet.CellFlags.FORMULA"""
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="UseLocking" oor:op="fuse"><value>false</value></prop>
</item>
</oor:items>
"""
"""No lock file beside a workbook, which would outlive a LibreOffice that was killed."""
APART = 16
"""Cells that nobody asked for, between two of one column, that are still read rather than asked for apart."""


def named(**values: object) -> tuple[Any, ...]:
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def url(path: str) -> str:
    return str(uno.systemPathToFileUrl(path))


class Workbook:
    """One open document; formulas are worked out only when asked."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.sheets: dict[str, Any] = {}
        self.formulas: dict[str, set[tuple[int, int]]] = {}
        self.ranges: dict[tuple[str, int, int, int], Any] = {}
        document.enableAutomaticCalculation(False)
        document.UndoManager.lock()
        for name in document.Sheets.ElementNames:
            sheet = document.Sheets.getByName(name)
            self.sheets[name] = sheet
            self.formulas[name] = set(addresses(sheet.queryContentCells(FORMULAS)))

    def fill(self, cells: list[list[Any]]) -> None:
        for sheet, row, column, _ in cells:
            self.sheet(sheet)
            if (row, column) in self.formulas[sheet]:
                raise PermissionError(f"a formula stands in row {row}, column {column} of {sheet}")
        for sheet, first, last, column, values in runs(cells, gap=0):
            block = tuple((float(one) if isinstance(one, (int, float)) else one or "",) for one in values)
            try:
                self.range(sheet, first, last, column).setDataArray(block)
            except RuntimeException:
                where = f"rows {first} to {last}, column {column} of {sheet}"
                raise PermissionError(f"a locked cell stands in {where}") from None
        self.document.calculateAll()

    def read(self, cells: list[list[Any]]) -> list[Any]:
        found: dict[tuple[str, int, int], Any] = {}
        for sheet, first, last, column, _ in runs([[*one, None] for one in cells], gap=APART):
            block = self.range(sheet, first, last, column).getDataArray()
            for row, (value,) in enumerate(block, first):
                found[sheet, row, column] = value
        return [self.shown(sheet, row, column, found[sheet, row, column]) for sheet, row, column in cells]

    def shown(self, sheet: str, row: int, column: int, value: Any) -> Any:
        """A list of one holds the name of an error."""
        if value is None:
            return [self.sheet(sheet).getCellByPosition(column - 1, row - 1).String]
        if value == "" and (row, column) not in self.formulas[sheet]:
            return None
        return value

    def errors(self) -> list[tuple[str, int, int]]:
        return [
            (name, *where)
            for name, sheet in self.sheets.items()
            for where in addresses(sheet.queryFormulaCells(ERRORS))
        ]

    def sheet(self, name: str) -> Any:
        if name not in self.sheets:
            raise LookupError(f"no sheet {name!r} among {list(self.sheets)}")
        return self.sheets[name]

    def range(self, sheet: str, first: int, last: int, column: int) -> Any:
        """Each is asked for once: that takes LibreOffice as long as to fill it."""
        key = (sheet, first, last, column)
        if key not in self.ranges:
            place = (column - 1, first - 1, column - 1, last - 1)
            self.ranges[key] = self.sheet(sheet).getCellRangeByPosition(*place)
        return self.ranges[key]


def addresses(ranges: Any) -> list[tuple[int, int]]:
    return [
        (row + 1, column + 1)
        for one in ranges.RangeAddresses
        for row in range(one.StartRow, one.EndRow + 1)
        for column in range(one.StartColumn, one.EndColumn + 1)
    ]


def runs(cells: list[list[Any]], gap: int) -> list[tuple[str, int, int, int, list[Any]]]:
    """Cells of one column that stand together: sheet, first and last row, column, values."""
    found: list[tuple[str, int, int, int, list[Any]]] = []
    for sheet, column, row, value in sorted(
        ((sheet, column, row, value) for sheet, row, column, value in cells), key=lambda one: one[:3]
    ):
        if found:
            before, first, last, same, values = found[-1]
            if (before, same) == (sheet, column) and row <= last + 1 + gap:
                found[-1] = (before, first, row, same, [*values, value])
                continue
        found.append((sheet, row, row, column, [value]))
    return found


class Driver:
    """A LibreOffice that this process started, and the documents open in it."""

    def __init__(self, program: str, profile: str, pipe: str) -> None:
        settings = Path(profile, "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS, encoding="utf-8")
        command = [program, f"-env:UserInstallation={url(profile)}", "--headless", "--norestore"]
        command += ["--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        while True:
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                if self.process.poll() is not None:
                    raise RuntimeError(f"LibreOffice ended with {self.process.returncode}") from None
                time.sleep(0.05)
        self.desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        self.books: dict[int, Workbook] = {}

    def load(self, path: str) -> Any:
        document = self.desktop.loadComponentFromURL(url(path), "_blank", 0, named(Hidden=True))
        if document is None:
            raise ValueError(f"LibreOffice cannot open {path}")
        return document

    def open(self, path: str) -> int:
        document = self.load(path)
        if not document.supportsService(SHEETS):
            document.close(True)
            raise ValueError(f"not a workbook: {path}")
        number = max(self.books, default=0) + 1
        self.books[number] = Workbook(document)
        return number

    def fill(self, book: int, cells: list[list[Any]]) -> None:
        self.books[book].fill(cells)

    def read(self, book: int, cells: list[list[Any]]) -> list[Any]:
        return self.books[book].read(cells)

    def recalculate(self, book: int) -> None:
        self.books[book].document.calculateAll()

    def errors(self, book: int) -> list[tuple[str, int, int]]:
        return self.books[book].errors()

    def save(self, book: int, path: str) -> None:
        store = self.books[book].document.storeToURL
        store(url(path), named(FilterName="Calc MS Excel 2007 XML", Overwrite=True))

    def close(self, book: int) -> None:
        self.books.pop(book).document.close(True)

    def to_pdf(self, path: str, out: str) -> None:
        document = self.load(path)
        try:
            kind = "calc_pdf_Export" if document.supportsService(SHEETS) else "writer_pdf_Export"
            document.storeToURL(url(out), named(FilterName=kind, Overwrite=True))
        finally:
            document.close(True)

    def end(self) -> None:
        try:
            for book in list(self.books):
                self.close(book)
            self.desktop.terminate()
            self.process.wait(10)
        finally:
            self.process.kill()


def main() -> None:
    answers = sys.stdout
    sys.stdout = sys.stderr
    driver = Driver(*sys.argv[1:])
    print(json.dumps({"answer": None}), file=answers, flush=True)
    try:
        for line in sys.stdin:
            request = json.loads(line)
            try:
                answer = {"answer": getattr(driver, request.pop("do"))(**request)}
            except (LookupError, OSError, RuntimeError, ValueError, AnyException) as error:
                answer = {"refused": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), file=answers, flush=True)
    finally:
        driver.end()


if __name__ == "__main__":
    main()
