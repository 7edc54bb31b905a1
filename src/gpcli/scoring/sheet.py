"""The sheet: the full result of one unit, as plain values that every report prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from gpcli.facts.unit import CohortFact, Input, Recheck, Remarks, Source
from gpcli.messages import Phrase
from gpcli.records import Record


class Line(Record):
    """One labelled amount; ``times`` where it is counted; ``fact`` the key of the fact it reads; ``level``
    what that fact was answered, where it is a level.
    """

    key: str
    label: Phrase
    amount: Decimal
    times: Decimal | None
    fact: str
    approximate: bool = False
    level: str = ""


class OpenFact(Record):
    """A fact that is missing: who owes it, and the answer that attains the maximum where that is known.

    ``item`` is the item that reads it; of a fact that none reads, where a facts file gives it.
    """

    item: str
    key: str
    label: str
    type: str
    owed_by: str
    best: str
    matters: bool


class Mark(Record):
    """Points of an item, a section or the whole. ``exact`` bounds are attained by some completion, which is
    worked out where somebody asks; ``approximate`` ones are a quotient, printed at display places.
    """

    lower: Decimal
    upper: Decimal
    exactness: bool | Callable[[], bool] = True
    approximate: bool = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mark) and self._worked_out == other._worked_out

    def __hash__(self) -> int:
        return hash((self.lower, self.upper))

    @property
    def _worked_out(self) -> tuple[Decimal, Decimal, bool, bool]:
        return self.lower, self.upper, self.exact, self.approximate

    @property
    def exact(self) -> bool:
        """Whether some completion attains the bounds."""
        return self.exactness if isinstance(self.exactness, bool) else self.exactness()

    @property
    def points(self) -> Decimal | None:
        """The number where lower and upper meet, else None."""
        return self.lower if self.lower == self.upper else None


class ItemResult(Record):
    """One item: mark, lines, what stands beside its facts, what is open, whose word it rests on."""

    id: str
    name: str
    kind: str
    section: str
    clause: str
    max: Decimal | None
    mark: Mark
    lines: tuple[Line, ...]
    stated: bool
    remarks: Remarks
    evidence_kinds: tuple[str, ...]
    open: tuple[OpenFact, ...]
    source: Source | None = None


class SectionResult(Record):
    """One section: ``max`` is what its items add up to, ``printed`` the label's number, where it has one."""

    id: str
    name: str
    kind: str
    max: Decimal | None
    printed: Decimal | None
    mark: Mark
    lines: tuple[Line, ...]


class StepResult(Record):
    """One step from the items to the final result; the amount is None while it is open."""

    id: str
    label: Phrase
    amount: Decimal | None
    after: Mark


class NoteResult(Record):
    """A note whose condition holds, or (not ``sure``) may hold."""

    id: str
    label: str
    effect: str
    sure: bool


class ReadingInForce(Record):
    """A Reading as it was applied."""

    id: str
    question: str
    value: str
    says: str
    default: str
    clause: str
    touches: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether somebody chose another answer than the default."""
        return self.value != self.default


class SchemeInfo(Record):
    """Which document, and which pack in which version."""

    id: str
    title: str
    document: str
    table: str
    table_name: str
    pack: str
    pack_version: str


class Converted(Record):
    """The total on another scale: the most that the scale gives, the mark there."""

    id: str
    name: Phrase
    clause: str
    max: Decimal | None
    mark: Mark


class Compared(Record):
    """One of several sources: what it speaks of (``spoken``, items and shared facts), where its word counts,
    and, everywhere taken at its word, the total and the marks of those items.
    """

    source: Source
    spoken: tuple[str, ...]
    counted: tuple[str, ...]
    mark: Mark | None
    items: Mapping[str, Mark]


class Sheet(Record):
    """The full result of one unit. ``status`` is scored, incomplete or vetoed.

    ``grades`` are those that are still possible, from the best downward; ``open`` the missing facts that no
    item reads; ``compared`` the sources, where several spoke; ``cohort`` the facts that follow from all units
    together; ``rechecks`` what the office changed after a re-check. An ``official`` one was frozen.
    ``id`` stands for the name of a unit that has none.
    """

    scheme: SchemeInfo
    unit: str
    period: str
    source: Source
    inputs: tuple[Input, ...]
    readings: tuple[ReadingInForce, ...]
    status: str
    reason: str
    max: Decimal
    mark: Mark
    steps: tuple[StepResult, ...]
    sections: tuple[SectionResult, ...]
    items: tuple[ItemResult, ...]
    notes: tuple[NoteResult, ...]
    converted: tuple[Converted, ...] = ()
    grades: tuple[str, ...] = ()
    open: tuple[OpenFact, ...] = ()
    note: str = ""
    compared: tuple[Compared, ...] = ()
    cohort: tuple[CohortFact, ...] = ()
    rechecks: tuple[Recheck, ...] = ()
    official: bool = False
    id: str = ""

    @property
    def missing(self) -> dict[str, OpenFact]:
        """The open facts that matter, by key: those of items first, then those that no item reads."""
        found: dict[str, OpenFact] = {}
        for one in (*(one for item in self.items for one in item.open), *self.open):
            if one.matters:
                found.setdefault(one.key, one)
        return found

    @property
    def idle(self) -> tuple[str, ...]:
        """Keys of open facts without any effect here."""
        every = (*(one.key for item in self.items for one in item.open), *(one.key for one in self.open))
        return tuple(dict.fromkeys(key for key in every if key not in self.missing))

    @property
    def grade(self) -> str:
        """The one grade that is possible, of a scored sheet; nothing where none or several are."""
        return self.grades[0] if len(self.grades) == 1 and self.status == "scored" else ""

    @property
    def total(self) -> Decimal | None:
        """The result on the document's own scale; None unless the sheet is scored."""
        return self.mark.points if self.status == "scored" else None
