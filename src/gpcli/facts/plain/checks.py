"""The checks of a table, prepared for any number of plain files."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gpcli.expr.cells import Cell
from gpcli.expr.fields import Answer, Field, excuse
from gpcli.facts.check import TOP_KEYS, may_state
from gpcli.facts.plain.known import KEPT, Known, Meant, NotPlain, Refusing
from gpcli.facts.plain.printed import compiled
from gpcli.facts.toml import Document
from gpcli.facts.unit import NO_REMARKS, Contribution, Input, Remarks, Source, Statement
from gpcli.facts.values import Values
from gpcli.scheme import ROLES, Table, none_of

_TOP = frozenset(TOP_KEYS) - {"sources"}
_UNIT = frozenset(("name",))
_SOURCE = frozenset(("role", "name"))
_OFFICE = Source()


class Plain(NamedTuple):
    """What a plain file says: whose word, which answers, what stands beside the facts of an item where
    something does, of which items (sections, or ``shared``) no fact is stated.

    ``cells`` are the integers of the table's program, None where a fact is open.
    """

    source: Source
    period: str
    note: str
    facts: Mapping[str, Mapping[str, Any]]
    answers: dict[Field, Answer]
    beside: Mapping[str, Remarks]
    silent: list[str]
    cells: tuple[int, ...] | None
    keys: Mapping[Field, str]

    def statement(self, document: Document, unit: str) -> Statement:
        """The same in the authority's form."""
        read = Input(document.path, document.sha256)

        def line(item: str, *rest: str | int) -> int:
            return document.line("facts", item, *rest)

        def called(item: str, *rest: str | int) -> str:
            return document.key("facts", item, *rest)

        contribution = Contribution(
            self.source,
            read,
            self.answers,
            frozenset([self.keys[field] for field in self.answers]),
            {item: self.beside.get(item, NO_REMARKS) for item in self.facts},
            dict(self.facts),
            document.name,
            line,
            self.note,
            called,
        )
        return Statement(unit, self.period, self.note, (read,), (contribution,))


class PlainChecks:
    """The checks of one table."""

    def __init__(self, table: Table, cells: Sequence[Cell]) -> None:
        """``cells`` are those of the table's program."""
        at: dict[Field, list[tuple[int, Cell]]] = {}
        for number, cell in enumerate(cells):
            at.setdefault(cell.field, []).append((number, cell))
        self._values = Values(Refusing())
        self._keys = {place.field: place.key for place in table.places}
        self._places: dict[str, dict[str, Known]] = {item.id: {} for item in table.items}
        self._assessed_by = {item.id: item.assessed_by for item in table.items}
        for place in table.places:
            known = Known(place, at.get(place.field, ()), self._values)
            self._places.setdefault(place.item, {})[place.name] = known
        blank: list[int | None] = [None] * len(cells)
        self._excused: list[tuple[Known, Field, Meant]] = []
        for place, excused in table.may_be_none:
            known = self._places[place.item][place.name]
            none = known.meant(none_of(place.field))
            if place.optional:
                for number, integer in zip(known.at, none[1:], strict=True):
                    blank[number] = integer
            elif excused is not None:
                self._excused.append((known, excused, none))
        asked = (one.field for one in table.places if not one.optional and excuse(one.field) is None)
        self._unread = frozenset(field for field in asked if field not in at)
        self._check = compiled(self._places, self._assessed_by, blank, self._remarks)
        self._sources: dict[tuple[str, str], Source] = {}
        self._entitled: dict[tuple[str, str], frozenset[str]] = {}

    def plain(self, data: Mapping[str, Any]) -> Plain | None:
        """What the file says, where it is plainly in order; else None."""
        try:
            return self._plain(data)
        except NotPlain:
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
        answers, cells, beside, silent, is_open = self._check(facts, entitled)
        settled = None if is_open else self._settled(cells, answers)
        said = _text(data.get("period", "")), _text(data.get("note", ""))
        return Plain(source, *said, facts, answers, beside, silent, settled, self._keys)

    def _settled(
        self, cells: tuple[int | None, ...], answers: Mapping[Field, Answer]
    ) -> tuple[int, ...] | None:
        """The cells, where nothing is open: with none where the yes of another fact says so."""
        if self._excused:
            filled = list(cells)
            for known, excused, none in self._excused:
                if known.field not in answers:
                    if answers.get(excused) is not True:
                        return None
                    for number, integer in zip(known.at, none[1:], strict=True):
                        filled[number] = integer
            cells = tuple(filled)
        if not self._unread.issubset(answers):
            return None
        integers = tuple([one for one in cells if one is not None])
        return integers if len(integers) == len(cells) else None

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
    ) -> Remarks:
        evidence: tuple[str, ...] = ()
        note = person = date = ""
        if others and "evidence" in block:
            evidence = self._values.evidence((), block["evidence"])
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
        found = (evidence, note, person, reason, date, tuple(incidents))
        return Remarks(*found) if any(found) else NO_REMARKS


def _text(value: Any) -> str:
    if type(value) is not str:
        raise NotPlain
    return value
