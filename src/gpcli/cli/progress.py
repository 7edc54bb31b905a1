"""How far a long command is: one line on a terminal that overwrites itself; nothing anywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO, TypeVar

from gpcli.messages import N_
from gpcli.reports.columns import width

if TYPE_CHECKING:
    from gpcli.cli.session import Session

_Thing = TypeVar("_Thing")

PATIENCE = 1.0
"""Seconds before anything is shown."""

PAUSE = 0.1
"""Seconds between two versions of the line."""


class Progress:
    """Counts steps: ``with progress(session, total, label) as step: ... step()``."""

    def __init__(self, show: Callable[[int], str], stream: TextIO | None, clock: Callable[[], float]) -> None:
        self._show = show
        self._stream = stream
        self._clock = clock
        self._done = 0
        self._shown = ""
        self._due = clock() + PATIENCE

    def __call__(self, steps: int = 1) -> None:
        """So many more steps are done."""
        self._done += steps
        if self._stream is not None and self._clock() >= self._due:
            self._due = self._clock() + PAUSE
            self._write(self._show(self._done))

    def over(self, given: Iterable[_Thing]) -> Iterator[_Thing]:
        """The same things one by one, each a step once the next is asked for."""
        for one in given:
            yield one
            self()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._write("")

    def _write(self, text: str) -> None:
        """Puts the text over the last one; nothing of it stays."""
        if self._stream is None:
            return
        rest = " " * max(width(self._shown) - width(text), 0)
        self._stream.write(f"\r{text}{rest}" if text else f"\r{rest}\r")
        self._stream.flush()
        self._shown = text


def progress(
    session: Session,
    total: int,
    label: str,
    *,
    stream: TextIO | None = None,
    clock: Callable[[], float] = monotonic,
) -> Progress:
    """Progress of ``total`` steps, called ``label`` (an ``N_()`` text), on a terminal behind ``stream``."""
    where = sys.stderr if stream is None else stream
    word = session.talk.word

    def show(done: int) -> str:
        from shutil import get_terminal_size

        said = word(N_("{label}: {done} of {total}"), label=word(label), done=done, total=total)
        return said if width(said) < get_terminal_size().columns else f"{done}/{total}"

    return Progress(show, where if _is_terminal(where) else None, clock)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
