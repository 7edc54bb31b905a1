"""A batch from its files to a spool with the text of every unit."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path

from gpcli.assess.batch.journal import Entry, Journal, Known
from gpcli.assess.batch.order import Done, Former, Made, Order, Task
from gpcli.assess.batch.pool import Alone, Pool, start_method
from gpcli.assess.batch.units import Units
from gpcli.assess.batch.work import Work
from gpcli.assess.inputs import shown
from gpcli.assess.otherwise import Differing, notices
from gpcli.messages import Message
from gpcli.packs import Packs

FILES = 64
"""Files of a task."""

LETTERS = 32_000
"""Characters in all paths of a task, or a little more: it has to fit into a pipe."""

WORTHWHILE = {"fork": 400, "spawn": 4_000}
"""Files for which a second process pays, by how it starts."""


def processes(files: int) -> int:
    """How many processes to use for so many files; 1 is this one alone."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if files < WORTHWHILE[start_method()] else min(cores, max(files // FILES, 1))


class Batch:
    """One run over many files."""

    def __init__(
        self, order: Order, packs: Packs, files: Sequence[str], known: Known | None = None, number: int = 0
    ) -> None:
        """What is ``known`` of former results is taken over where it would come out the same; ``number`` is
        how many processes to use, 0 as many as are worthwhile.
        """
        self._order = order
        self._files = files
        self._number = number or processes(len(files))
        self._work = Work(order, packs)
        self._known = known
        self._held: dict[bytes, Entry] = {}
        self.units = Units()
        self.notices: list[Message] = []
        self.source = 0 if known is None else len(known.sources) - 1
        """The spool among the sources: with former results the last of them."""

    def write(
        self, spool: Path, at: int, step: Callable[[int], None], journal: Journal | None = None
    ) -> None:
        """Writes the text of every unit into the spool from ``at`` on; ``step`` is told how many files are
        done.

        Raises :class:`Problems`; ``OSError`` where it cannot be written; and :class:`WorkerDiedError` where a
        worker process ends before its time.
        """
        does: Alone | Pool = Alone(self._work, spool, at)
        if self._number > 1:
            does = Pool(self._order, spool, at, self._number, self._work)
        otherwise: list[Differing] = []
        with does:
            for task, done in _both(self._tasks(), does.done):
                self.notices += done.notices
                otherwise += done.otherwise
                at = self._take(done, at, journal)
                step(len(task.paths))
            self.notices += notices(otherwise)
            self._tear_what_is_not_whole()
            for done in does.done(list(self._together(self.units.torn()))):
                for made in done.made:
                    self.units.mend(made, self.source, at)
                    at = self._noted(made, at, journal)

    def _take(self, done: Done, at: int, journal: Journal | None) -> int:
        """Takes in what became of a task, in the order of its files; where the next text begins."""
        units: list[tuple[int, Made | None]] = [(made.files[0], made) for made in done.made]
        units += ((number, None) for number in done.same)
        for number, made in sorted(units, key=itemgetter(0)) if done.same else units:
            if made is None:
                self._take_over(number)
            else:
                self.units.add(made, self.source, at)
                at = self._noted(made, at, journal)
        if journal is not None:
            journal.flush()
        return at

    def _noted(self, made: Made, at: int, journal: Journal | None) -> int:
        if journal is not None and self._known is not None:
            journal.add(made, at)
            self._known.add(Entry(made, self.source, at))
        return at + made.size

    def name(self, number: int) -> str:
        """How results name a file."""
        return shown(self._files[number])

    def _take_over(self, number: int) -> None:
        """A file about which a former result says what it says now."""
        assert self._known is not None
        entry = self._known[self.name(number)]
        made = entry.made._replace(files=(number,))
        if self._held.get(made.key) is entry:
            self.units.also(made.key, number)
            return
        if len(made.inputs) > 1 and made.key not in self.units:
            self._held[made.key] = entry
        self.units.add(made, entry.source, entry.start)

    def _tear_what_is_not_whole(self) -> None:
        """What was made of several files is only taken over where they are all there."""
        for key, entry in self._held.items():
            there = sorted(self.name(number) for number in self.units.files(key))
            if there != sorted(path for path, _ in entry.made.inputs):
                self.units.tear(key)

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
        known: dict[int, tuple[str, Former]] = {}
        if self._known is not None:
            for number in numbers:
                name = self.name(number)
                entry = self._known.get(name)
                if entry is not None:
                    known[number] = dict(entry.made.inputs)[name], entry.former
        return Task(tuple(numbers), tuple(self._files[number] for number in numbers), known)

    def _together(self, groups: Iterable[Sequence[int]]) -> Iterator[Task]:
        """Tasks with all files of torn units, several of these to a task."""
        numbers: dict[int, None] = {}
        for group in groups:
            numbers |= dict.fromkeys(group)
            if len(numbers) >= FILES:
                yield self._anew(sorted(numbers))
                numbers = {}
        if numbers:
            yield self._anew(sorted(numbers))

    def _anew(self, numbers: Sequence[int]) -> Task:
        """A task in which nothing is taken over."""
        return self._task(numbers)._replace(known={})


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
