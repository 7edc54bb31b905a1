"""What a facts file says about one unit, once every value has been checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gpcli.expr.fields import Answer, Answers
from gpcli.records import Record


class Source(Record):
    """Who speaks in a facts file; without ``[source]`` it is the assessing office."""

    role: str = "office"
    name: str = ""

    @property
    def full(self) -> str:
        """``role``, or ``role:NAME`` where it has a name."""
        return f"{self.role}:{self.name}" if self.name else self.role


class Remarks(Record):
    """What stands beside the facts of an item: evidence, a note, who judged and why."""

    evidence: tuple[str, ...] = ()
    note: str = ""
    person: str = ""
    reason: str = ""
    date: str = ""
    incidents: tuple[tuple[str, Mapping[str, Any]], ...] = ()


NO_REMARKS = Remarks()


class Input(Record):
    """A file that was read: its path as typed, with forward slashes, and its digest."""

    path: str
    sha256: str


class Contribution(Record):
    """What one source says about a unit: only what it states, checked.

    ``blocks`` is the same as it stands in the file, by item (or section, or ``shared``); ``line`` says where
    a key stands in ``file``, ``called`` what the file itself calls the place; ``note`` is the source's own on
    the whole of it.
    """

    source: Source
    input: Input
    answers: Answers
    stated: frozenset[str]
    remarks: Mapping[str, Remarks]
    blocks: Mapping[str, Mapping[str, Any]] = {}
    file: str = ""
    line: Callable[..., int] = lambda *_: 0
    note: str = ""
    called: Callable[..., str] = lambda *_: ""


class Statement(Record):
    """What one file says about one unit: one source, or several in a file that was merged.

    ``id`` is what a row calls itself that names no unit.
    """

    unit: str
    period: str
    note: str
    inputs: tuple[Input, ...]
    contributions: tuple[Contribution, ...]
    id: str = ""


class CohortFact(Record):
    """A fact that follows from all units together: what it is and where that comes from.

    ``place`` is ``file:line`` where the season states it, or the rankings that it follows from; else empty.
    """

    key: str
    label: str
    answer: Answer
    where: str
    place: str = ""


class Recheck(Record):
    """A fact, or one ``entry`` of it, that the office changed after a re-check: as it was (empty where nobody
    had stated it) and as it counts since, in words of a facts file; who decided, why, and where it stands.
    """

    key: str
    entry: int
    before: str
    after: str
    state: str
    person: str
    reason: str
    file: str = ""
    line: int = 0


class UnitFacts(Record):
    """The facts of one unit, complete with the defaults of optional ones.

    ``contributions`` are what was said; where several sources speak, ``origins`` has the one that counts, by
    item and by key of a shared fact. ``cohort`` are the facts that follow from all units together, and
    ``cohort_under`` gives them for the table under other Readings, and without a unit that it is given.
    ``id`` stands for the name of a unit that has none.
    """

    scheme: str
    table: str
    unit: str
    period: str
    source: Source
    answers: Answers
    stated: frozenset[str]
    remarks: Mapping[str, Remarks]
    inputs: tuple[Input, ...]
    note: str = ""
    origins: Mapping[str, Contribution] = {}
    contributions: tuple[Contribution, ...] = ()
    cohort: tuple[CohortFact, ...] = ()
    cohort_under: Callable[..., Answers] | None = None
    rechecks: tuple[Recheck, ...] = ()
    id: str = ""

    @property
    def several(self) -> bool:
        """Whether several sources speak."""
        return len(self.contributions) > 1

    def stated_by(self, item: str, name: str) -> Contribution | None:
        """The source that counts for the fact, where it states it."""
        key = f"{item}.{name}"
        origin = self.origins.get(item) or self.origins.get(key)
        told = self.contributions if origin is None else (origin,)
        return next((one for one in told if key in one.stated), None)

    def place(self, item: str, name: str) -> str:
        """``file:line`` of the fact that counts, or nothing."""
        one = self.stated_by(item, name)
        return "" if one is None else f"{one.file}:{one.line(item, name)}"
