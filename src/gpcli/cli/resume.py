"""``gp score --resume``: a run that goes on where one was stopped, and takes over what has not changed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from gpcli.assess.batch import journal
from gpcli.assess.batch.journal import Entry, Journal, Known
from gpcli.assess.batch.order import Order
from gpcli.assess.batch.run import Batch
from gpcli.cli.session import as_new, not_writable
from gpcli.cli.spool import Piece, copied, created
from gpcli.messages import N_
from gpcli.packs import Packs
from gpcli.problems import Problems, problem


def refuse_misuse(asked: Namespace, files: list[str]) -> None:
    """Raises :class:`Problems` where nothing can be resumed."""
    if not asked.resume:
        return
    if asked.format != "ndjson" or asked.output in ("", "-"):
        said = N_("--resume goes with --format ndjson and a file: -o FILE")
        raise Problems([problem("usage", said)._replace(key="--resume")])
    if not files:
        said = N_("--resume is for folders and files of facts: without a season, a gate or a re-check")
        raise Problems([problem("usage", said)._replace(key="--resume")])


class Resumed:
    """A result beside which a journal is kept, and a former one from which lines are taken over."""

    def __init__(self, order: Order, packs: Packs, output: str) -> None:
        """Raises :class:`Problems` where the result cannot be written there."""
        self._output = output
        self._target = Path(output).resolve()
        self._part = journal.unfinished(self._target)
        self._head = journal.heading(order, packs)
        if self._target.exists() and not self._target.is_file():
            raise Problems([not_writable(IsADirectoryError(0, "no file"), output)])
        self.known = Known((self._target, self._part), self._head)
        self.order = order._replace(former=(str(self._target), str(self._part)))

    def write(self, batch: Batch, step: Callable[[int], None]) -> None:
        """Writes what is new behind what an unfinished run left; all of it stays until it is delivered.

        Raises as :meth:`Batch.write` does.
        """
        more = journal.goes_on(self._part, self._head)
        if not more:
            self.forget()
            created(self._part)
        with Journal(journal.beside(self._part), self._head, goes_on=more) as kept:
            batch.write(self._part, self._part.stat().st_size, step, kept)

    def deliver(self, batch: Batch) -> None:
        """Puts the result in its place, its journal beside it; raises :class:`Problems` where that fails."""
        try:
            self._deliver(batch)
        except (OSError, RuntimeError, ValueError) as error:
            raise Problems([not_writable(error, self._output)]) from None

    def _deliver(self, batch: Batch) -> None:
        whole, listed = (one.with_name(one.name + ".new") for one in (self._part, journal.beside(self._part)))
        whole.unlink(missing_ok=True)
        try:
            with ExitStack() as stack:
                sources = [
                    stack.enter_context(one.open("rb")) if one.is_file() else None
                    for one in self.known.sources
                ]
                created(whole)
                copied(_pieces(batch, sources), stack.enter_context(whole.open("r+b")))
            with Journal(listed, self._head) as kept:
                for entry, start in self._entries(batch):
                    kept.add(entry.made, start)
            as_new(whole, self._target)
            as_new(listed, journal.beside(self._target))
            journal.beside(self._target).unlink(missing_ok=True)
            whole.replace(self._target)
            listed.replace(journal.beside(self._target))
        except BaseException:
            whole.unlink(missing_ok=True)
            listed.unlink(missing_ok=True)
            raise
        self.forget()

    def forget(self) -> None:
        """Removes what an unfinished run left."""
        self._part.unlink(missing_ok=True)
        journal.beside(self._part).unlink(missing_ok=True)

    def _entries(self, batch: Batch) -> Iterator[tuple[Entry, int]]:
        """The units that may be taken over once more, with the place of each in the new result."""
        at = 0
        for number, (source, start, size) in zip(
            batch.units.first_files(), batch.units.stretches(), strict=True
        ):
            entry = self.known.get(batch.name(number))
            if entry is not None and (entry.source, entry.start) == (source, start):
                yield entry, at
            at += size


def _pieces(batch: Batch, sources: Sequence[BinaryIO | None]) -> Iterator[Piece]:
    for source, start, size in batch.units.stretches():
        file = sources[source]
        if file is None:
            raise OSError(0, "cut off")
        yield file, start, size
