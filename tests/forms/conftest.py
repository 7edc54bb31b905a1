"""Forms that several tests fill in: made once, changed as a person or another program would."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell

from gpcli.cli.main import main
from gpcli.facts.unit import Source
from gpcli.forms.design import MAIN, Design
from gpcli.forms.incidents import FACT, FIRST
from gpcli.forms.layout import Layout, letters
from gpcli.packs import Packs

SCHEME, TABLE = "zhangshu-2021", "township"


class Blank:
    """A blank form and its cells by what they are for."""

    def __init__(self, raw: bytes, layout: Layout) -> None:
        self.raw = raw
        self.layout = layout

    def at(self, home: str, key: str, part: str = "", source: int = 0) -> tuple[str, str]:
        """The cell of a fact or remark."""
        slot = self.layout.slots[source, home, key, part]
        return MAIN, f"{letters(slot.column)}{slot.row + 1}"

    main = MAIN

    def column(self, key: str, source: int) -> str:
        """A column of a source: value, state or evidence."""
        return letters(getattr(self.layout.sources[source], key))

    def beside(self, home: str, key: str) -> str:
        """The cell of the evidence column in the row of a fact."""
        return f"{self.column('evidence', 0)}{self.layout.slots[0, home, key, ''].row + 1}"

    def row(self, number: int, home: str, fact: str, source: int = 0, **keys: object) -> Mapping[Any, object]:
        """An incident in the row with this number, from 0."""
        incidents = self.layout.incidents[source]
        found: dict[Any, object] = {
            (incidents.title, f"{letters(FACT)}{FIRST + number + 1}"): incidents.names[f"{home}.{fact}"]
        }
        for key, value in keys.items():
            found[self.entry(number, key, source)] = value
        return found

    def entry(self, number: int, key: str, source: int = 0) -> tuple[str, str]:
        """A cell of an incident."""
        incidents = self.layout.incidents[source]
        return incidents.title, f"{letters(incidents.column(key))}{FIRST + number + 1}"

    def filled(
        self,
        path: Path,
        cells: Mapping[tuple[str, str], object],
        change: Callable[[Workbook], object] = lambda _: None,
    ) -> Path:
        """The form with other cells, and whatever else is done to it, as a library saves it."""
        book = load_workbook(io.BytesIO(self.raw))
        for (sheet, cell), value in cells.items():
            if isinstance(book[sheet][cell], MergedCell):
                joined = next(one for one in book[sheet].merged_cells.ranges if cell in one)
                book[sheet].unmerge_cells(str(joined))
            book[sheet][cell] = value
        change(book)
        book.save(path)
        return path


def blank(folder: Path, *sources: str, scheme: str = SCHEME, table: str = TABLE) -> Blank:
    path = folder / "blank.xlsx"
    more = [word for one in sources for word in ("--source", one)]
    assert main(["template", scheme, "--table", table, *more, "-o", str(path), "--force"]) == 0
    packs = Packs.installed()
    said = tuple(map(Source, sources)) or (Source("self"), Source("office"))
    return Blank(path.read_bytes(), Layout(packs.table(packs.scheme(scheme), table), Design(said)))


@pytest.fixture(scope="session")
def forms(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Blank forms: of the office, of the unit and the office, and of another table with levels and a rate."""
    folder = tmp_path_factory.mktemp("forms")
    return SimpleNamespace(
        office=blank(folder, "office"),
        both=blank(folder),
        rates=blank(folder, "office", scheme="putuo-2020", table="main"),
    )
