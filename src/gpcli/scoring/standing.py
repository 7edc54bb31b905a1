"""What a ranking needs of a unit's sheet: its total and sections, and whether it has a number at all."""

from __future__ import annotations

from decimal import Decimal

from gpcli.messages import Phrase
from gpcli.records import Record
from gpcli.scoring.sheet import Mark, NoteResult, SchemeInfo, Sheet


class Part(Record):
    """A section's part in a total: its points (bonus and penalties signed as they count)."""

    id: str
    name: str
    kind: str
    mark: Mark


class Standing(Record):
    """One unit's total and sections. ``heard`` is no where nobody said anything about it, or where what was
    said of a ``faulty`` one cannot be used: it may have any total.

    ``out`` units are surely without a number (a veto); ``unsure`` ones may be, by a veto that is still open
    or because the result is withheld. ``id`` stands for the name of a unit that has none.
    """

    unit: str
    table: str
    table_name: str
    group: str
    period: str
    path: str
    status: str
    reason: Phrase
    mark: Mark
    max: Decimal
    parts: tuple[Part, ...]
    grades: tuple[str, ...]
    out: bool
    unsure: bool
    heard: bool = True
    faulty: bool = False
    id: str = ""

    @property
    def called(self) -> str:
        """The unit's name, or what its row calls itself; nothing where neither was filled in."""
        return self.unit or self.id

    @property
    def total(self) -> Decimal | None:
        """The number, where there is one."""
        return self.mark.points if self.status == "scored" else None

    @property
    def name(self) -> str:
        """Table and group, as a heading has them."""
        return f"{self.table_name}（{self.group}）" if self.group else self.table_name


def standing(sheet: Sheet, *, group: str = "", path: str = "", heard: bool = True) -> Standing:
    """Where the unit of a sheet stands."""
    parts = tuple(Part(one.id, one.name, one.kind, one.mark) for one in sheet.sections)
    ended = Ended(sheet.status, sheet.reason, sheet.mark, sheet.notes, sheet.grades)
    found = stood(sheet.scheme, sheet.unit, sheet.period, sheet.max, parts, ended)
    return found._replace(group=group, path=path, heard=heard, id=sheet.id)


class Ended(Record):
    """How a sheet ends: status and reason, total, notes that hold or may, grades that are possible."""

    status: str
    reason: str
    mark: Mark
    notes: tuple[NoteResult, ...]
    grades: tuple[str, ...]


def stood(
    scheme: SchemeInfo, unit: str, period: str, most: Decimal, parts: tuple[Part, ...], ended: Ended
) -> Standing:
    """A standing from its parts, before anybody says which class and file it is of."""
    vetoed = ended.status == "vetoed"
    return Standing(
        unit,
        scheme.table,
        scheme.table_name,
        "",
        period,
        "",
        ended.status,
        ended.reason,
        ended.mark,
        most,
        parts,
        ended.grades,
        vetoed,
        not vetoed and any(note.effect != "note" for note in ended.notes),
    )
