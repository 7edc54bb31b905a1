"""What a batch is to do, and what its parts come to: plain values that go from process to process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gpcli.assess.otherwise import Differing
from gpcli.assess.subject import Wanted
from gpcli.messages import Message
from gpcli.problems import Problem
from gpcli.records import Record


class Order(Record):
    """What is to be made of every file: facts under ``wanted``, as the format of this name writes them.

    ``trying`` are packs that are tried without being installed; ``former`` the files of former results, where
    the result may be resumed.
    """

    trying: tuple[str, ...]
    wanted: Wanted
    format: str
    is_public: bool = False
    is_masked: bool = False
    former: tuple[str, ...] = ()


class Former(NamedTuple):
    """A text in a former result: in which of them it stands, and where, with the digest that it must have."""

    source: int
    start: int
    size: int
    digest: str


class Task(NamedTuple):
    """Some of the files: their numbers in the order of all, and their paths.

    ``known`` are digest and text of those files, by number, that a former result was made from.
    """

    numbers: tuple[int, ...]
    paths: tuple[str, ...]
    known: Mapping[int, tuple[str, Former]]


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
    nothing in common with any other. ``inputs`` are path and digest of its files, where it rests on no more,
    and ``digest`` is its text's; of a result that may be resumed.
    """

    files: tuple[int, ...]
    key: bytes
    size: int
    lines: int = 1
    personal: tuple[Personal, ...] = ()
    is_failed: bool = False
    problems: tuple[Problem, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    digest: str = ""


class Done(NamedTuple):
    """What became of a task: its units in the order of their first files; the numbers of files that are
    ``same`` as in the former result; what is worth saying about the files; which of them compute otherwise.
    """

    made: tuple[Made, ...]
    same: tuple[int, ...] = ()
    notices: tuple[Message, ...] = ()
    otherwise: tuple[Differing, ...] = ()

    @property
    def size(self) -> int:
        """The bytes of the units' text."""
        return sum(one.size for one in self.made)
