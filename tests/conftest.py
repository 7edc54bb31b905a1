"""What every test may use: the public command, and the engines that work out a workbook."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl.cell import MergedCell
from openpyxl.worksheet.merge import MergedCellRange

from gpcli.cli.main import GARBAGE, main
from gpcli.packs import STRICT, Packs, registry

sys.path[:0] = [str(Path(__file__).parent / name) for name in ("batch", "engines", "elsewhere")]


def pytest_collection_finish() -> None:
    """What was collected stays to the end, and garbage is looked for as seldom as the program itself does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


@pytest.fixture(scope="session", autouse=True)
def packs_of_all_tests() -> Iterator[None]:
    """Whoever asks for the installed packs gets the same ones, so that each of their tables is built once.

    Not where a test adds, hides or breaks packs: those are found anew.
    """
    present = tuple(registry.installed())
    shared = Packs(present)

    def found(cls: type[Packs]) -> Packs:
        here = tuple(registry.installed())
        return shared if here == present and STRICT not in os.environ else cls(here)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Packs, "installed", classmethod(found))
        yield


@pytest.fixture(scope="session", autouse=True)
def joined_cells_without_borders() -> Iterator[None]:
    """openpyxl takes most of the time that it loads a form for the borders of joined cells, which no test
    looks at.
    """

    def joined(cells: MergedCellRange) -> None:
        known = cells.ws._cells
        for row, column in cells.cells:
            if (row, column) not in known:
                known[row, column] = MergedCell(cells.ws, row, column)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(MergedCellRange, "format", joined)
        yield


@pytest.fixture
def gp(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs the command: its exit code, standard output and standard error.

    In the language that the test's module names as ``LANGUAGE``, else as the command itself has it.
    """
    language: str = getattr(request.module, "LANGUAGE", "")
    more = ["--lang", language] if language else []

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([*map(str, arguments), *more])
        out, err = capsys.readouterr()
        return code, out, err

    return run
