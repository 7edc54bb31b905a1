"""What is known of the units of a batch: where the text of each stands, and what is to be said of it.

So little is kept of each that very many fit into memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import NamedTuple

from gpcli.assess.batch.order import Made, Personal
from gpcli.problems import Problem


class Stretch(NamedTuple):
    """Some of the bytes of a source."""

    source: int
    start: int
    size: int


class Units:
    """The units in the order of their first files.

    A unit that turns out to have files in more than one task is *torn*: its text has to be made anew.
    """

    def __init__(self) -> None:
        self._sources = bytearray()
        self._starts = array("Q")
        self._sizes = array("Q")
        self._lines = array("L")
        self._files = array("L")
        self._more: dict[int, tuple[int, ...]] = {}
        self._by_key: dict[bytes, int] = {}
        self._torn: dict[int, list[int]] = {}
        self._said: dict[int, Made] = {}
        self.is_contiguous = True
        """Whether the texts stand one after the other, just as they are to be."""

    def add(self, made: Made, source: int, start: int) -> None:
        """One more unit, or more of one that is there."""
        number = len(self._starts)
        if made.key:
            first = self._by_key.setdefault(made.key, number)
            if first != number:
                self._torn.setdefault(first, list(self._files_of(first))).extend(made.files)
                self.is_contiguous = False
                return
        if self._starts and (source != self._sources[-1] or start != self._starts[-1] + self._sizes[-1]):
            self.is_contiguous = False
        self._sources.append(source)
        self._starts.append(start)
        self._sizes.append(made.size)
        self._lines.append(made.lines)
        self._files.append(made.files[0])
        if len(made.files) > 1:
            self._more[number] = made.files
        self._note(number, made)

    def also(self, key: bytes, file: int) -> None:
        """One more file that the text of a unit was made from."""
        number = self._by_key[key]
        if number in self._torn:
            self._torn[number].append(file)
        else:
            self._more[number] = (*self._files_of(number), file)

    def tear(self, key: bytes) -> None:
        """The text of this unit has to be made anew."""
        number = self._by_key[key]
        self._torn.setdefault(number, list(self._files_of(number)))
        self.is_contiguous = False

    def files(self, key: bytes) -> tuple[int, ...]:
        """The files of a unit."""
        number = self._by_key[key]
        return tuple(self._torn[number]) if number in self._torn else self._files_of(number)

    def first_files(self) -> Iterator[int]:
        """The first file of each unit, in order."""
        return iter(self._files)

    def __contains__(self, key: bytes) -> bool:
        return key in self._by_key

    def torn(self) -> Iterator[tuple[int, ...]]:
        """The files of each torn unit."""
        return (tuple(sorted(set(files))) for files in self._torn.values())

    def mend(self, made: Made, source: int, start: int) -> None:
        """The text of a torn unit, made of all its files; of any other unit nothing happens, nor where some
        of its files are missing: what else stands in a file with many units is made along with it.
        """
        number = self._by_key.get(made.key, -1) if made.key else -1
        if number not in self._torn or not set(made.files).issuperset(self._torn[number]):
            return
        self._sources[number], self._starts[number] = source, start
        self._sizes[number], self._lines[number] = made.size, made.lines
        self._said.pop(number, None)
        self._note(number, made)

    def __len__(self) -> int:
        return len(self._starts)

    def stretches(self) -> Iterator[Stretch]:
        """Where the texts stand, in order."""
        rows = zip(self._sources, self._starts, self._sizes, strict=True)
        return (Stretch(*one) for one in rows)

    @property
    def failed(self) -> int:
        """How many units could not be scored."""
        return sum(made.is_failed for made in self._said.values())

    def problems(self) -> Iterator[Problem]:
        """Why units could not be scored, in order."""
        for number in sorted(self._said):
            yield from self._said[number].problems

    def personal(self, before: int) -> dict[str, Personal]:
        """What identifies persons in all texts, by kind, behind so many lines."""
        found: dict[str, Personal] = {}
        for number in sorted(self._said):
            for one in self._said[number].personal:
                known = found.get(one.kind)
                if known is None:
                    line = before + sum(self._lines[:number]) + one.line
                    found[one.kind] = one._replace(line=line)
                else:
                    found[one.kind] = known._replace(number=known.number + one.number)
        return found

    def _note(self, number: int, made: Made) -> None:
        if made.is_failed or made.personal:
            self._said[number] = made

    def _files_of(self, number: int) -> tuple[int, ...]:
        return self._more.get(number, (self._files[number],))
