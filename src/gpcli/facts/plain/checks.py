"""The checks of a table, prepared for any number of plain files."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from gpcli.expr.cells import Cell
from gpcli.expr.fields import Answer, Entries, Field, ListField, excuse
from gpcli.facts.check import TOP_KEYS, may_state
from gpcli.facts.plain.known import KEPT, Filled, Known, NotPlain, Refusing
from gpcli.facts.toml import Document
from gpcli.facts.unit import NO_REMARKS, Contribution, Input, Remarks, Source, Statement
from gpcli.facts.values import Values
from gpcli.scheme import RESERVED, ROLES, Table, none_of

Cells = list[int | None]
"""The integers of a table's program."""

_TOP = frozenset(TOP_KEYS) - {"sources"}
_UNIT = frozenset(("name",))
_SOURCE = frozenset(("role", "name"))
_RESERVED = frozenset(RESERVED)


class Plain:
    """What a plain file says. There are ``cells`` where nothing is open; ``spoken`` are the items (sections, or
    ``shared``) of which it states a fact.
    """

    __slots__ = ("answers", "blocks", "cells", "note", "period", "remarks", "source", "spoken", "stated")

    def __init__(self) -> None:
        self.answers: dict[Field, Answer] = {}
        self.stated: list[str] = []
        self.spoken: set[str] = set()
        self.remarks: dict[str, Remarks] = {}
        self.blocks: dict[str, Mapping[str, Any]] = {}
        self.cells: Cells | None = None
        self.source = Source()
        self.period = ""
        self.note = ""

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
            frozenset(self.stated),
            self.remarks,
            self.blocks,
            document.name,
            line,
            self.note,
            called,
        )
        return Statement(unit, self.period, self.note, (read,), (contribution,))


class PlainChecks:
    """The checks of one table."""

    def __init__(self, table: Table, cells: tuple[Cell, ...]) -> None:
        """``cells`` are those of the table's program."""
        at: dict[Field, list[tuple[int, Cell]]] = {}
        for number, cell in enumerate(cells):
            at.setdefault(cell.field, []).append((number, cell))
        self._values = Values(Refusing())
        self._places: dict[str, dict[str, Known]] = {item.id: {} for item in table.items}
        self._assessed_by = {item.id: item.assessed_by for item in table.items}
        self._blank: Cells = [None] * len(cells)
        for place in table.places:
            known = Known(place, tuple(at.get(place.field, ())), self._values)
            self._places.setdefault(place.item, {})[place.name] = known
            if place.optional:
                _put(self._blank, known.filled(none_of(place.field)))
        known = (place for place in table.places if not place.optional and excuse(place.field) is None)
        self._unread = frozenset(place.field for place in known if place.field not in at)
        self._excused: list[tuple[Field, Field, Filled]] = []
        for place, excused in table.may_be_none:
            if not place.optional and excused is not None:
                none = self._places[place.item][place.name].filled(none_of(place.field))
                self._excused.append((place.field, excused, none))
        self._sources: dict[tuple[str, str], Source] = {}
        self._entitled: dict[Source, frozenset[str]] = {}

    def plain(self, data: Mapping[str, Any]) -> Plain | None:
        """What the file says, where it is plainly in order; else None."""
        try:
            return self._plain(data)
        except NotPlain:
            return None

    def _plain(self, data: Mapping[str, Any]) -> Plain:
        if not data or not _TOP.issuperset(data) or not _UNIT.issuperset(data.get("unit", ())):
            raise NotPlain
        found = Plain()
        found.period = _text(data.get("period", ""))
        found.note = _text(data.get("note", ""))
        entitled = None
        if "source" in data:
            found.source = self._source(data["source"])
            entitled = self._entitled_by(found.source)
        facts = data.get("facts", {})
        if type(facts) is not dict:
            raise NotPlain
        cells, is_open = self._blank.copy(), False
        for item, block in facts.items():
            places = self._places.get(item)
            if places is None or type(block) is not dict:
                raise NotPlain
            if entitled is not None and block and item in self._assessed_by and item not in entitled:
                raise NotPlain
            is_remarked, reason, before = False, "", len(found.stated)
            incidents: tuple[tuple[str, Mapping[str, Any]], ...] = ()
            for key, value in block.items():
                known = places.get(key)
                if known is None:
                    if key not in _RESERVED:
                        raise NotPlain
                    is_remarked = True
                    continue
                if entitled is not None and known.key not in entitled:
                    raise NotPlain
                meant = known.by_type.get(type(value))
                answer, filled = (meant and meant.get(value)) or known.learned(value, block)
                found.answers[known.field] = answer
                found.stated.append(known.key)
                for at, integer in filled:
                    cells[at] = integer
                if not known.is_simple:
                    if type(value) is list:
                        incidents += tuple([(key, entry) for entry in value])
                    elif known.is_reasoned and type(value) is str:
                        reason = value.strip()
                    is_open = is_open or _is_undecided(known.field, answer)
            if len(found.stated) > before:
                found.spoken.add(item)
            remarks = self._remarks(block, incidents) if is_remarked or incidents else NO_REMARKS
            found.remarks[item] = remarks._replace(reason=reason) if reason else remarks
            found.blocks[item] = block
        if not is_open and self._are_excused(cells, found.answers) and None not in cells:
            found.cells = cells
        return found

    def _are_excused(self, cells: Cells, answers: Mapping[Field, Answer]) -> bool:
        """Whether what is left out is none, by the yes of another fact, and what no cell holds is there."""
        for field, excused, none in self._excused:
            if field not in answers:
                if answers.get(excused) is not True:
                    return False
                _put(cells, none)
        return self._unread.issubset(answers)

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
        found = self._entitled.get(source)
        if found is None:
            items = {item for item, bodies in self._assessed_by.items() if may_state(source, bodies)}
            facts = (
                known.key
                for item, places in self._places.items()
                for known in places.values()
                if item in self._assessed_by or may_state(source, known.assessed_by)
            )
            found = frozenset((*items, *facts))
            if len(self._entitled) < KEPT:
                self._entitled[source] = found
        return found

    def _remarks(
        self, block: Mapping[str, Any], incidents: tuple[tuple[str, Mapping[str, Any]], ...]
    ) -> Remarks:
        date = block.get("date")
        if "source" in block or "other" in block or (date is not None and type(date) is not datetime.date):
            raise NotPlain
        said = (
            self._values.evidence((), block["evidence"]) if "evidence" in block else (),
            _text(block.get("note", "")),
            _text(block.get("person", "")),
            _text(block.get("reason", "")),
            "" if date is None else str(date),
            incidents,
        )
        return Remarks(*said) if any(said) else NO_REMARKS


def _text(value: Any) -> str:
    if type(value) is not str:
        raise NotPlain
    return value


def _put(cells: Cells, filled: Filled) -> None:
    for at, integer in filled:
        cells[at] = integer


def _is_undecided(field: Field, answer: Answer) -> bool:
    if not isinstance(field, ListField) or not isinstance(answer, Entries) or not field.amounts:
        return False
    if answer.entries is None:
        return answer.number > 0
    return any(amount is None for entry in answer.entries for amount in entry.amounts.values())
