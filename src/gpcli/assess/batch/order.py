"""What a batch is to do, and what its parts come to: plain values that go from process to process."""

from __future__ import annotations

from typing import NamedTuple

from gpcli.assess.subject import Wanted
from gpcli.messages import Message
from gpcli.problems import Problem
from gpcli.records import Record


class Order(Record):
    """What is to be made of every file: facts under ``wanted``, as the format of this name writes them.

    ``trying`` are packs that are tried without being installed. Of a result that may be resumed it is to be said
    what each of its parts was made from.
    """

    trying: tuple[str, ...]
    wanted: Wanted
    format: str
    is_public: bool = False
    is_masked: bool = False
    is_resumed: bool = False


class Task(NamedTuple):
    """Some of the files: their numbers in the order of all, and their paths.

    ``digests`` are those under which a former result has the file, empty where it does not.
    """

    numbers: tuple[int, ...]
    paths: tuple[str, ...]
    digests: tuple[str, ...] = ()


class Personal(NamedTuple):
    """What identifies a person in a text: of which kind, how often, first on which line, what of it may be
    shown.
    """

    kind: str
    number: int
    line: int
    shown: str


class Made(NamedTuple):
    """One unit's part of the result: its ``size`` in bytes, how many ``lines`` it has.

    ``key`` says which unit of which scheme and period it is, empty where that is not known: it then has
    nothing in common with any other. ``inputs`` are path and digest of its files, where it rests on no more.
    """

    files: tuple[int, ...]
    key: bytes
    size: int
    lines: int = 1
    personal: tuple[Personal, ...] = ()
    is_failed: bool = False
    problems: tuple[Problem, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()


class Done(NamedTuple):
    """What became of a task: its units in the order of their first files; the numbers of files that are
    ``same`` as in the former result; what is worth saying about the files.
    """

    made: tuple[Made, ...]
    same: tuple[int, ...] = ()
    notices: tuple[Message, ...] = ()

    @property
    def size(self) -> int:
        """The bytes of the units' text."""
        return sum(one.size for one in self.made)
