"""A published document: its tables, its Readings, where it disagrees with itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gpcli.records import Record
from gpcli.scheme.table import Table, refuse_twice
from gpcli.units import Roster


class Answerable(Record):
    """One possible answer of a Reading."""

    value: str
    says: str


class Reading(Record):
    """Where the document is silent or contradicts itself: question, answers, default, and what it touches.

    ``touches`` are ids of items, ``section.ID`` for a section's own moves, ``total`` for the final steps;
    ``tables`` are those in which the question arises, where it is not all of them.
    """

    id: str
    question: str
    answers: tuple[Answerable, ...]
    default: str
    clause: str
    touches: tuple[str, ...]
    tables: tuple[str, ...] = ()

    def concerns(self, table: Table) -> bool:
        """Whether the question arises in the table and touches something there."""
        there = {ledger.id for ledger in table.ledgers()}
        return (not self.tables or table.id in self.tables) and not there.isdisjoint(self.touches)

    @property
    def values(self) -> tuple[str, ...]:
        """The answers' values, in order."""
        return tuple(answer.value for answer in self.answers)


class SourceNote(Record):
    """Where the document disagrees with itself, was damaged, or has something that is not scored."""

    clause: str
    says: str
    effect: str


class TableRef(Record):
    """A table that can be built: building costs nothing until it is asked for."""

    id: str
    name: str
    build: Callable[[Scheme], Table]


class Scheme:
    """One published document. ``chosen`` are the Readings that differ from their defaults."""

    __slots__ = (
        "chosen",
        "document",
        "id",
        "notes",
        "place",
        "readings",
        "roster",
        "tables",
        "title",
        "year",
    )

    def __init__(
        self,
        id: str,  # noqa: A002 - the field's word
        title: str,
        *,
        document: str,
        place: str,
        year: int,
        tables: tuple[TableRef, ...],
        readings: tuple[Reading, ...] = (),
        notes: tuple[SourceNote, ...] = (),
        roster: Callable[[], Roster] = lambda: Roster((), "absent"),
        chosen: Mapping[str, str] | None = None,
    ) -> None:
        for reading in readings:
            if reading.default not in reading.values:
                raise ValueError(f"{id}: the default of {reading.id} is none of its answers")
        refuse_twice(id, [reading.id for reading in readings])
        self.id = id
        self.title = title
        self.document = document
        self.place = place
        self.year = year
        self.tables = tables
        self.readings = readings
        self.notes = notes
        self.roster = roster
        self.chosen = dict(chosen or {})

    def reading(self, id: str) -> str:  # noqa: A002 - the field's word
        """The answer in force; raises ``KeyError`` for a Reading that the scheme does not have."""
        reading = self.find_reading(id)
        if reading is None:
            raise KeyError(f"{self.id} has no Reading {id!r}")
        return self.chosen.get(id, reading.default)

    def find_reading(self, id: str) -> Reading | None:  # noqa: A002 - the field's word
        """The Reading with this id, or None."""
        return next((reading for reading in self.readings if reading.id == id), None)

    def find_table(self, id: str) -> TableRef | None:  # noqa: A002 - the field's word
        """The table with this id, or None."""
        return next((table for table in self.tables if table.id == id), None)

    def under(self, chosen: Mapping[str, str]) -> Scheme:
        """The same scheme with other answers to its Readings."""
        return Scheme(
            self.id,
            self.title,
            document=self.document,
            place=self.place,
            year=self.year,
            tables=self.tables,
            readings=self.readings,
            notes=self.notes,
            roster=self.roster,
            chosen={**self.chosen, **chosen},
        )
