"""The worksheet of one source's incidents: one row an incident, whatever the fact that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gpcli.expr.fields import LevelField, ListField, NumberField
from gpcli.forms.design import Design
from gpcli.records import Record
from gpcli.scheme import Place, Table

HEAD, FIRST = 3, 4
"""The row of the headings, and that of the first incident."""

FACT = 1
"""The column that says to which fact an incident belongs."""

AROUND = (("date", "日期"), ("what", "事由"))
BESIDE = (("person", "认定人"), ("reason", "认定理由"), ("evidence", "佐证材料"), ("note", "备注"))
AVERAGED = ("averaged", "金额为平均分摊")


class IncidentColumn(Record):
    """One column: the key of an entry, its heading, the levels or the amount that it may hold."""

    key: str
    heading: str
    levels: tuple[LevelField, ...] = ()
    amounts: tuple[NumberField, ...] = ()

    @property
    def is_remark(self) -> bool:
        """Whether it may be filled in beside every incident."""
        return not self.levels and not self.amounts


class Incidents:
    """The worksheet of the source with this number; ``places`` are the facts that it may state."""

    def __init__(self, table: Table, design: Design, number: int, places: Iterable[Place]) -> None:
        self.title = design.incidents[number]
        self.room = design.room
        self.places = tuple(place for place in places if isinstance(place.field, ListField))
        self.names = _names(table, self.places)
        self.columns = _columns(self.places, averaged=design.averaged)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings, in order."""
        return ("序号", "评分项：事项", *(column.heading for column in self.columns))

    @property
    def last(self) -> int:
        """The last row that is counted."""
        return FIRST + self.room - 1

    @property
    def labels(self) -> dict[tuple[int, int], str]:
        """The words that say what each column is."""
        return {(HEAD, column): heading for column, heading in enumerate(self.headings)}

    def field(self, place: Place, key: str) -> LevelField | NumberField | None:
        """What a column holds for an entry of this list; None of a remark, or what the list does not have."""
        field = place.field
        assert isinstance(field, ListField)
        return field.levels.get(key) or field.amounts.get(key)

    def column(self, key: str) -> int:
        """Where the column with this key stands."""
        return FACT + 1 + next(place for place, one in enumerate(self.columns) if one.key == key)


def _names(table: Table, places: tuple[Place, ...]) -> Mapping[str, str]:
    """What each list is called, by its key: item and fact; with the section's name where two are alike."""
    sections = {item.id: str(section.name) for section in table.sections for item in section.items}
    items = {item.id: str(item.name) for item in table.items}

    def called(place: Place, depth: int) -> str:
        parts = [items.get(place.item, "共用"), place.field.label]
        if depth:
            parts.insert(0, sections.get(place.item, ""))
        said = "：".join(dict.fromkeys(filter(None, parts)))
        return said if depth < 2 else f"{said}（{place.key}）"

    found: dict[str, str] = {}
    for depth in range(3):
        names = [called(place, depth) for place in places]
        for place, name in zip(places, names, strict=True):
            if place.key not in found and names.count(name) == 1 and name not in found.values():
                found[place.key] = name
    return {place.key: found[place.key] for place in places}


def _columns(places: tuple[Place, ...], *, averaged: bool) -> tuple[IncidentColumn, ...]:
    levels: dict[str, list[LevelField]] = {}
    amounts: dict[str, list[NumberField]] = {}
    for place in places:
        assert isinstance(place.field, ListField)
        for name, level in place.field.levels.items():
            levels.setdefault(name, []).append(level)
        for name, amount in place.field.amounts.items():
            amounts.setdefault(name, []).append(amount)
    return (
        *(IncidentColumn(key, heading) for key, heading in AROUND),
        *(IncidentColumn(name, _label(name, several), tuple(several)) for name, several in levels.items()),
        *(
            IncidentColumn(name, _label(name, several), (), tuple(several))
            for name, several in amounts.items()
        ),
        *(IncidentColumn(key, heading) for key, heading in BESIDE),
        *((IncidentColumn(*AVERAGED),) if averaged else ()),
    )


def _label(name: str, several: list[LevelField] | list[NumberField]) -> str:
    """The label that all share; else the plain word for an amount."""
    labels = {one.label for one in several}
    if len(labels) == 1:
        return labels.pop()
    return "分值" if isinstance(several[0], NumberField) else "、".join(sorted(labels))
