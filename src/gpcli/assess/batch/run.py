"""A batch from its files to a spool with the text of every unit."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from gpcli.assess.batch.order import Done, Order, Task
from gpcli.assess.batch.pool import Alone, Pool
from gpcli.assess.batch.units import Units
from gpcli.assess.batch.work import Work
from gpcli.messages import Message
from gpcli.packs import Packs

FILES = 64
"""Files of a task."""

LETTERS = 32_000
"""Characters in all paths of a task, or a little more: it has to fit into a pipe."""

WORTHWHILE = 400
"""Files for which a second process pays."""


def processes(files: int) -> int:
    """How many processes to use for so many files; 1 is this one alone."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if files < WORTHWHILE else min(cores, max(files // FILES, 1))


class Batch:
    """One run over many files."""

    def __init__(self, order: Order, packs: Packs, files: Sequence[str], number: int = 0) -> None:
        """``number`` is how many processes to use; 0 is as many as are worthwhile."""
        self._order = order
        self._files = files
        self._number = number or processes(len(files))
        self._work = Work(order, packs)
        self.units = Units()
        self.notices: list[Message] = []

    def write(self, spool: Path, at: int, step: Callable[[int], None]) -> None:
        """Writes the text of every unit into the spool from ``at`` on; tells ``step`` how many files are done.

        Raises :class:`Problems`; ``OSError`` where it cannot be written; and :class:`WorkerDiedError` where a
        worker process ends before its time.
        """
        does: Alone | Pool = Alone(self._work, spool, at)
        if self._number > 1:
            does = Pool(self._order, spool, at, self._number, self._work)
        with does:
            for task, done in _both(self._tasks(), does.done):
                self.notices += done.notices
                for made in done.made:
                    self.units.add(made, 0, at)
                    at += made.size
                step(len(task.paths))
            for done in does.done(list(self._together(self.units.torn()))):
                for made in done.made:
                    self.units.mend(made, 0, at)
                    at += made.size

    def _tasks(self) -> Iterator[Task]:
        numbers: list[int] = []
        letters = 0
        for number, path in enumerate(self._files):
            numbers.append(number)
            letters += len(path)
            if len(numbers) == FILES or letters >= LETTERS:
                yield self._task(numbers)
                numbers, letters = [], 0
        if numbers:
            yield self._task(numbers)

    def _task(self, numbers: Sequence[int]) -> Task:
        return Task(tuple(numbers), tuple(self._files[number] for number in numbers))

    def _together(self, groups: Iterable[Sequence[int]]) -> Iterator[Task]:
        """Tasks with all files of torn units, several of these to a task."""
        numbers: dict[int, None] = {}
        for group in groups:
            numbers |= dict.fromkeys(group)
            if len(numbers) >= FILES:
                yield self._task(sorted(numbers))
                numbers = {}
        if numbers:
            yield self._task(sorted(numbers))


def _both(
    tasks: Iterable[Task], does: Callable[[Iterable[Task]], Iterator[Done]]
) -> Iterator[tuple[Task, Done]]:
    """Each task and what became of it."""
    given: deque[Task] = deque()

    def passed_on() -> Iterator[Task]:
        for task in tasks:
            given.append(task)
            yield task

    for done in does(passed_on()):
        yield given.popleft(), done
