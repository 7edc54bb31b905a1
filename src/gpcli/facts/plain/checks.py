"""The checks of a table, prepared for any number of plain files."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gpcli.expr.cells import Cell
from gpcli.expr.fields import Field, excuse
from gpcli.facts.check import TOP_KEYS, may_state
from gpcli.facts.plain.known import KEPT, Known, Meant, NotPlain, Refusing
from gpcli.facts.plain.printed import Beside, compiled
from gpcli.facts.toml import Document
from gpcli.facts.unit import NO_REMARKS, Contribution, Input, Remarks, Source, Statement
from gpcli.facts.values import Values
from gpcli.scheme import ROLES, Table, none_of

_TOP = frozenset(TOP_KEYS) - {"sources"}
_UNIT = frozenset(("name",))
_SOURCE = frozenset(("role", "name"))
_OFFICE = Source()


class Plain(NamedTuple):
    """What a plain file says: whose word; what each of the ``known`` facts means where it is stated; what
    stands beside the facts of an item, where something does; of which items it states none.

    ``cells`` are the integers of the table's program, None where a fact is open.
    """

    source: Source
    period: str
    note: str
    facts: Mapping[str, Mapping[str, Any]]
    meant: tuple[Meant | None, ...]
    beside: Mapping[str, Beside]
    silent: list[str]
    cells: tuple[int, ...] | None
    known: Sequence[Known]

    def statement(self, document: Document, unit: str) -> Statement:
        """The same in the authority's form."""
        read = Input(document.path, document.sha256)
        said = [
            (known, meant[0])
            for known, meant in zip(self.known, self.meant, strict=True)
            if meant is not None
        ]

        def line(item: str, *rest: str | int) -> int:
            return document.line("facts", item, *rest)

        def called(item: str, *rest: str | int) -> str:
            return document.key("facts", item, *rest)

        contribution = Contribution(
            self.source,
            read,
            {known.field: answer for known, answer in said},
            frozenset([known.key for known, _ in said]),
            {item: self._remarks_on(item) for item in self.facts},
            dict(self.facts),
            document.name,
            line,
            self.note,
            called,
        )
        return Statement(unit, self.period, self.note, (read,), (contribution,))

    def _remarks_on(self, item: str) -> Remarks:
        beside = self.beside.get(item, ())
        return Remarks(*beside) if any(beside) else NO_REMARKS


class PlainChecks:
    """The checks of one table."""

    def __init__(self, table: Table, cells: Sequence[Cell]) -> None:
        """``cells`` are those of the table's program."""
        at: dict[Field, list[tuple[int, Cell]]] = {}
        for number, cell in enumerate(cells):
            at.setdefault(cell.field, []).append((number, cell))
        self._values = Values(Refusing())
        self._places: dict[str, dict[str, Known]] = {item.id: {} for item in table.items}
        self._assessed_by = {item.id: item.assessed_by for item in table.items}
        for place in table.places:
            known = Known(place, at.get(place.field, ()), self._values)
            self._places.setdefault(place.item, {})[place.name] = known
        blank: list[int | None] = [None] * len(cells)
        self._known = [known for places in self._places.values() for known in places.values()]
        numbers = {known.field: number for number, known in enumerate(self._known)}
        self._excused: list[tuple[int, int, Meant]] = []
        for place, excused in table.may_be_none:
            known = self._places[place.item][place.name]
            none = known.meant(none_of(place.field))
            if place.optional:
                for number, integer in zip(known.at, none[1:], strict=True):
                    blank[number] = integer
            elif excused is not None:
                self._excused.append((numbers[place.field], numbers[excused], none))
        asked = (one.field for one in table.places if not one.optional and excuse(one.field) is None)
        self._unread = [numbers[field] for field in asked if field not in at]
        self._check = compiled(self._places, self._assessed_by, blank, self._remarks)
        self._sources: dict[tuple[str, str], Source] = {}
        self._entitled: dict[tuple[str, str], frozenset[str]] = {}

    def plain(self, data: Mapping[str, Any]) -> Plain | None:
        """What the file says, where it is plainly in order; else None."""
        try:
            return self._plain(data)
        except (NotPlain, TypeError):
            return None

    def _plain(self, data: Mapping[str, Any]) -> Plain:
        if not data or not _TOP.issuperset(data) or not _UNIT.issuperset(data.get("unit", ())):
            raise NotPlain
        source, entitled = _OFFICE, None
        if "source" in data:
            source = self._source(data["source"])
            entitled = self._entitled_by(source)
        facts = data.get("facts", {})
        if type(facts) is not dict:
            raise NotPlain
        meant, cells, beside, silent, is_open = self._check(facts, entitled)
        settled = None if is_open else self._settled(cells, meant)
        said = _text(data.get("period", "")), _text(data.get("note", ""))
        return Plain(source, *said, facts, meant, beside, silent, settled, self._known)

    def _settled(
        self, cells: tuple[int | None, ...], meant: Sequence[Meant | None]
    ) -> tuple[int, ...] | None:
        """The cells, where nothing is open: with none where the yes of another fact says so."""
        if self._excused:
            filled = list(cells)
            for number, excused, none in self._excused:
                if meant[number] is None:
                    why = meant[excused]
                    if why is None or why[0] is not True:
                        return None
                    for at, integer in zip(self._known[number].at, none[1:], strict=True):
                        filled[at] = integer
            cells = tuple(filled)
        if any(meant[number] is None for number in self._unread):
            return None
        return None if None in cells else cells  # type: ignore[return-value]

    def _source(self, block: Any) -> Source:
        if type(block) is not dict or not _SOURCE.issuperset(block):
            raise NotPlain
        role, name = _text(block.get("role", "office")), _text(block.get("name", ""))
        found = self._sources.get((role, name))
        if found is None:
            if role not in ROLES:
                raise NotPlain
            found = Source(role, name)
            if len(self._sources) < KEPT:
                self._sources[role, name] = found
        return found

    def _entitled_by(self, source: Source) -> frozenset[str] | None:
        """The items and facts that a source may state; None where it may state all."""
        if source.role == "office":
            return None
        key = (source.role, source.name)
        found = self._entitled.get(key)
        if found is None:
            items = (item for item, bodies in self._assessed_by.items() if may_state(source, bodies))
            known = (known for places in self._places.values() for known in places.values())
            facts = (one.key for one in known if may_state(source, one.assessed_by))
            found = frozenset((*items, *facts))
            if len(self._entitled) < KEPT:
                self._entitled[key] = found
        return found

    def _remarks(
        self, block: Mapping[str, Any], others: int, incidents: Sequence[tuple[str, Any]], reason: str
    ) -> Beside:
        evidence: tuple[str, ...] = ()
        note = person = date = ""
        if others and "evidence" in block:
            given = block["evidence"]
            if type(given) is list and len(given) == 1 and type(given[0]) is str:
                evidence = (given[0],)
            else:
                evidence = self._values.evidence((), given)
            others -= 1
        if others and "note" in block:
            note = _text(block["note"])
            others -= 1
        if others and "person" in block:
            person = _text(block["person"])
            others -= 1
        if others and "reason" in block:
            reason = reason or _text(block["reason"])
            others -= 1
        if others and type(block.get("date")) is datetime.date:
            date = str(block["date"])
            others -= 1
        if others:
            raise NotPlain
        return evidence, note, person, reason, date, tuple(incidents)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise NotPlain
    return value
