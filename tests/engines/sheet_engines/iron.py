"""IronCalc: a second program for formulas, independent of LibreOffice, inside Python's own process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ironcalc import CellType, load_from_xlsx

from sheet_engines.cells import Cell, EngineError, Entry, Error, Value, address, number, place


class IronBook:
    """A workbook open in IronCalc. It knows no protection: a locked cell is filled as any other."""

    def __init__(self, path: Path) -> None:
        self._model = load_from_xlsx(str(path))
        names = [one["name"] for one in self._model.get_worksheets_properties()]
        self._sheets = {name: number for number, name in enumerate(names)}

    def fill(self, cells: Mapping[Cell, Entry]) -> None:
        """Types into many cells and works everything out again once."""
        model = self._model
        for (name, where), entry in cells.items():
            sheet = self._sheet(name)
            if model.get_cell_formula(sheet, *place(where)) is not None:
                raise EngineError(f"a formula stands in {where} of {name}")
            if entry is None or entry == "":
                model.clear_cell_contents(sheet, *place(where))
            elif isinstance(entry, str):
                model.update_cell_with_text(sheet, *place(where), entry)
            else:
                model.update_cell_with_number(sheet, *place(where), float(entry))
        model.evaluate()

    def read(self, cells: Iterable[Cell]) -> list[Value]:
        """What the cells hold, in the order asked."""
        return [self._read(self._sheet(sheet), *place(where)) for sheet, where in cells]

    def recalculate(self) -> None:
        """Works out every formula, whatever value the file brought with it."""
        self._model.evaluate()

    def errors(self) -> list[Cell]:
        """Every cell of the workbook that holds an error."""
        names = list(self._sheets)
        return [
            (names[sheet], address(row, column))
            for sheet, row, column in sorted(self._model.get_all_cells())
            if self._model.get_cell_type(sheet, row, column) == CellType.ErrorValue
        ]

    def close(self) -> None:
        """Nothing is held that has to be let go."""

    def _sheet(self, name: str) -> int:
        if name not in self._sheets:
            raise EngineError(f"no sheet {name!r} among {list(self._sheets)}")
        return self._sheets[name]

    def _read(self, sheet: int, row: int, column: int) -> Value:
        value = self._model.get_cell_value(sheet, row, column)
        if value == "" and self._model.get_cell_formula(sheet, row, column) is None:
            return None
        if isinstance(value, str):
            kind = self._model.get_cell_type(sheet, row, column)
            return Error(value) if kind == CellType.ErrorValue else value
        return value if value is None else number(float(value))
