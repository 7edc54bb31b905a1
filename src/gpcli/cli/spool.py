"""A result that is too large for memory: written bit by bit where nobody sees it, then whole to its place."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import BinaryIO, Self

from gpcli.cli.session import as_new, not_writable
from gpcli.problems import Problems

Piece = tuple[BinaryIO, int, int]
"""Some of a file: where it starts and how many bytes it has."""

BLOCK = 1 << 20


class Spool:
    """A file for the text of a result, beside where it is to go, else in the folder for such files.

    As a context it leaves nothing behind but a result that was delivered.
    """

    def __init__(self, output: str) -> None:
        """Raises :class:`Problems` where there can be no such file."""
        self._output = output
        self._target: Path | None = None
        self._made: list[Path] = []
        try:
            if output and output != "-":
                target = Path(output).resolve()
                if not target.exists() or target.is_file() or target.is_dir():
                    self._target = target
            self.path = self._beside()
            self.file: BinaryIO = self.path.open("r+b")
        except (OSError, RuntimeError, ValueError) as error:
            raise Problems([not_writable(error, output or "-")]) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()
        for one in self._made:
            one.unlink(missing_ok=True)

    def deliver(self, pieces: Iterable[Piece] | None) -> None:
        """Puts the result in its place: the pieces, or all that is in the file.

        Raises :class:`Problems` where that cannot be done.
        """
        try:
            self.file.flush()
            if self._target is None:
                self._pour(pieces)
                return
            if pieces is not None:
                with self._beside().open("r+b") as whole:
                    copied(pieces, whole)
            self.file.close()
            as_new(self._made[-1], self._target)
            self._made[-1].replace(self._target)
        except BrokenPipeError:
            raise
        except (OSError, RuntimeError, ValueError) as error:
            raise Problems([not_writable(error, self._output or "-")]) from None

    def _pour(self, pieces: Iterable[Piece] | None) -> None:
        """The result to standard output, or into what is no ordinary file."""
        every = [(self.file, 0, self.file.seek(0, os.SEEK_END))] if pieces is None else pieces
        if self._output and self._output != "-":
            with Path(self._output).resolve().open("wb") as out:
                copied(every, out)
            return
        if sys.stdout is None:
            raise OSError(0, "closed")
        sys.stdout.flush()
        copied(every, sys.stdout.buffer)
        sys.stdout.buffer.flush()

    def _beside(self) -> Path:
        """A file that nobody else may read, where the result is to go or where such files belong."""
        folder = Path(tempfile.gettempdir()) if self._target is None else self._target.parent
        name = "gp" if self._target is None else self._target.name
        beside = folder / f".{name}.{token_hex(8)}.part"
        self._made.append(beside)
        created(beside)
        return beside


def created(path: Path) -> None:
    """A new file that nobody else may read."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def copied(pieces: Iterable[Piece], out: BinaryIO) -> None:
    """Copies the pieces one after the other; those that follow upon one another in one go."""
    file: BinaryIO | None = None
    start = size = 0
    for source, at, more in pieces:
        if source is file and at == start + size:
            size += more
            continue
        _copy(file, start, size, out)
        file, start, size = source, at, more
    _copy(file, start, size, out)


def _copy(file: BinaryIO | None, start: int, size: int, out: BinaryIO) -> None:
    if file is None:
        return
    file.seek(start)
    while size:
        block = file.read(min(size, BLOCK))
        if not block:
            raise OSError(0, "cut off")
        out.write(block)
        size -= len(block)
