"""LibreOffice itself, without a screen: it opens, fills, works out, reads, saves and prints workbooks."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self

from sheet_engines.cells import Cell, EngineError, Entry, Error, Value, address, number, place

DRIVER = Path(__file__).with_name("office_driver.py")
MISSING = "LibreOffice is missing: install libreoffice-calc-nogui and python3-uno"

PYTHONS = ("/usr/bin/python3",)
"""Where a Python may stand that finds the bridge: the project's own does not."""


class Office:
    """One LibreOffice with a fresh profile, from entering to leaving; any number of workbooks in turn.

    ``seconds`` is what one request may take; a LibreOffice that takes longer is ended.
    """

    def __init__(self, seconds: float = 60) -> None:
        self.seconds = seconds
        self._late = self._gone = False

    def __enter__(self) -> Self:
        program, python = parts()
        self._folder = tempfile.TemporaryDirectory(prefix="gp-office-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        self._log = folder / "log"
        command = [python, "-I", str(DRIVER), program, str(folder / "profile"), folder.name]
        with self._log.open("wb") as log:
            self._driver = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                start_new_session=True,
            )
        try:
            self._answer()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    @property
    def ended(self) -> bool:
        """Whether it was found gone, so that nothing more can be asked."""
        return self._gone

    @property
    def group(self) -> int:
        """The process group of all that was started."""
        return self._driver.pid

    def open(self, path: Path) -> OfficeBook:
        """A workbook as LibreOffice loads it: values of the file's own, until it is filled."""
        return OfficeBook(self, self.ask("open", path=_existing(path)))

    def to_pdf(self, path: Path, out: Path) -> None:
        """Prints a workbook or a text document as LibreOffice lays it out."""
        self.ask("to_pdf", path=_existing(path), out=str(out.resolve()))

    def ask(self, do: str, **request: object) -> Any:
        """One request to the driver, and its answer."""
        pipe = self._driver.stdin
        assert pipe
        line = json.dumps({"do": do, **request}) + "\n"
        try:
            pipe.write(line.encode())
            pipe.flush()
        except OSError:
            raise self._ended() from None
        return self._answer()

    def _answer(self) -> Any:
        pipe = self._driver.stdout
        assert pipe
        watch = Timer(self.seconds, self._too_late)
        watch.daemon = True
        watch.start()
        try:
            line = pipe.readline()
        finally:
            watch.cancel()
        if not line:
            raise self._ended()
        answer = json.loads(line)
        if "refused" in answer:
            raise EngineError(answer["refused"])
        return answer["answer"]

    def _too_late(self) -> None:
        self._late = True
        self._kill()

    def _ended(self) -> EngineError:
        self._gone = True
        if self._late:
            return EngineError(f"LibreOffice did not answer within {self.seconds:g} seconds and was ended")
        said = self._log.read_text(encoding="utf-8", errors="replace").strip()
        return EngineError(f"LibreOffice ended by itself: {said}")

    def _end(self) -> None:
        """The end of standard input ends the driver, which ends LibreOffice; what stays is killed."""
        pipes = (self._driver.stdin, self._driver.stdout)
        with suppress(subprocess.TimeoutExpired, OSError):
            if pipes[0]:
                pipes[0].close()
            self._driver.wait(15)
        self._kill()
        self._driver.wait()
        for pipe in pipes:
            if pipe:
                pipe.close()
        self._folder.cleanup()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.group, signal.SIGKILL)


class OfficeBook:
    """A workbook open in LibreOffice. Locked cells of a protected sheet refuse to be filled."""

    def __init__(self, office: Office, number: int) -> None:
        self._office = office
        self._number = number

    def fill(self, cells: Mapping[Cell, Entry]) -> None:
        """Types into many cells and works everything out again once."""
        typed = [
            [sheet, *place(where), entry if entry is None or isinstance(entry, str) else float(entry)]
            for (sheet, where), entry in cells.items()
        ]
        self._ask("fill", cells=typed)

    def read(self, cells: Iterable[Cell]) -> list[Value]:
        """What the cells hold, in the order asked."""
        asked = [[sheet, *place(where)] for sheet, where in cells]
        return [_value(one) for one in self._ask("read", cells=asked)]

    def recalculate(self) -> None:
        """Works out every formula, whatever value the file brought with it."""
        self._ask("recalculate")

    def errors(self) -> list[Cell]:
        """Every cell of the workbook that holds an error."""
        return [(sheet, address(row, column)) for sheet, row, column in self._ask("errors")]

    def save(self, path: Path) -> None:
        """Saves as a workbook of Excel 2007; values of formulas are written with 15 digits."""
        self._ask("save", path=str(path.resolve()))

    def close(self) -> None:
        """Lets the workbook go without saving it."""
        self._ask("close")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._office.ended:
            self.close()

    def _ask(self, do: str, **request: object) -> Any:
        return self._office.ask(do, book=self._number, **request)


@cache
def parts() -> tuple[str, str]:
    """The program, and a Python that knows its bridge."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program:
        for python in PYTHONS:
            with suppress(OSError):
                command = [python, "-I", "-c", "import uno"]
                if not subprocess.run(command, check=False, capture_output=True).returncode:
                    return program, python
    raise EngineError(MISSING)


def _value(one: Any) -> Value:
    if isinstance(one, list):
        return Error(one[0])
    return number(one) if isinstance(one, float) else one


def _existing(path: Path) -> str:
    if not path.is_file():
        raise FileNotFoundError(path)
    return str(path.resolve())
