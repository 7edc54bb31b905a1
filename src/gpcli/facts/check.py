"""Checking a facts file against a table: every key, every value, all problems at once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from gpcli.expr.fields import Answer, Field, YesNoField
from gpcli.facts.complaints import Complaints, name_of, shown
from gpcli.facts.merge import merged, said_by
from gpcli.facts.toml import Document
from gpcli.facts.unit import NO_REMARKS, Contribution, Input, Remarks, Source, Statement, UnitFacts
from gpcli.facts.values import Values
from gpcli.facts.wording import Path
from gpcli.messages import N_, Phrase
from gpcli.problems import Problem, Problems, in_a_row, listed, nearest
from gpcli.scheme import RESERVED, ROLES, Table, source_words

TOP_KEYS = ("scheme", "table", "period", "unit", "source", "sources", "facts", "note")

SOURCE_KEYS = ("id", "role", "name", "file", "sha256", "note")


_RESERVED = frozenset(RESERVED)


def check_facts(
    document: Document, table: Table, scheme_id: str, unit: str, elsewhere: Mapping[str, str] | None = None
) -> UnitFacts:
    """The facts of the file, checked; raises :class:`Problems` with every problem of the file.

    ``elsewhere`` says in which other table an item stands, for a better word on an unknown one.
    """
    return merged(table, scheme_id, [statement(document, table, unit, elsewhere)])


def statement(
    document: Document, table: Table, unit: str, elsewhere: Mapping[str, str] | None = None
) -> Statement:
    """What the file says, source by source, checked; raises :class:`Problems` with every problem of it."""
    document = document.for_table(table, {} if elsewhere is None else elsewhere)
    check = _Check(document, table, {} if elsewhere is None else elsewhere)
    said = check.statement(unit)
    found = dict.fromkeys((*document.problems, *check.problems))
    if found:
        raise Problems(sorted(found, key=lambda one: (one.line, one.key, one.code)))
    return said


class _Told:
    """What one source states, as it is collected."""

    def __init__(self, source: Source, input: Input) -> None:  # noqa: A002 - the field's word
        self.source = source
        self.input = input
        self.note = ""
        self.answers: dict[Field, Answer] = {}
        self.stated: set[str] = set()
        self.remarks: dict[str, Remarks] = {}
        self.blocks: dict[str, Mapping[str, Any]] = {}
        self.paths: dict[str, Path] = {}

    def contribution(self, document: Document) -> Contribution:
        def line(item: str, *rest: str | int) -> int:
            return document.line(*self.paths.get(item, ("facts", item)), *rest)

        def called(item: str, *rest: str | int) -> str:
            return document.key(*self.paths.get(item, ("facts", item)), *rest)

        return Contribution(
            self.source,
            self.input,
            self.answers,
            frozenset(self.stated),
            self.remarks,
            self.blocks,
            document.name,
            line,
            self.note,
            called,
        )


class _Check:
    def __init__(self, document: Document, table: Table, elsewhere: Mapping[str, str]) -> None:
        self._document = document
        self._table = table
        self._elsewhere = elsewhere
        self._by_item = table.places_by_item
        self._say = Complaints(document)
        self._values = Values(self._say)
        self._input = Input(document.path, document.sha256)
        self._stated_role = False

    @property
    def problems(self) -> list[Problem]:
        """Every problem so far."""
        return self._say.problems

    def statement(self, unit: str) -> Statement:
        data = self._document.data
        for key in data:
            if key not in TOP_KEYS:
                self._say.unknown((key,), key, TOP_KEYS)
        self._unit(data.get("unit"))
        several = "sources" in data
        told = self._sources(data["sources"]) if several else {"": self._single(data.get("source"))}
        if several and "source" in data:
            said = N_("a file with [[sources]] has no [source] of its own")
            self._say.add(("source",), "contradiction", said)
        period = self._say.text(("period",), data.get("period", ""))
        note = self._say.text(("note",), data.get("note", ""))
        if not several:
            told[""].note = note
        given = data.get("facts", {})
        if not isinstance(given, Mapping):
            self._say.add(("facts",), "wrong-type", N_("not a table"), expected="[facts.…]")
            given = {}
        for item_id, block in given.items():
            if several:
                self._shared_out(item_id, block, told)
            else:
                self._item(item_id, ("facts", item_id), block, told[""])
        originals = (one.input for one in told.values() if one.input != self._input)
        inputs: tuple[Input, ...] = (self._input, *originals)
        return Statement(
            unit,
            period,
            note,
            inputs,
            tuple(one.contribution(self._document) for one in told.values()),
            self._document.id,
        )

    def _single(self, block: object) -> _Told:
        self._stated_role = block is not None
        return _Told(self._source(("source",), block) or Source(), self._input)

    def _sources(self, blocks: object) -> dict[str, _Told]:
        """The sources of a merged file by their ids."""
        self._stated_role = True
        found: dict[str, _Told] = {}
        if not isinstance(blocks, list) or not all(isinstance(one, Mapping) for one in blocks):
            self._say.kind(("sources",), blocks, "[[sources]]")
            return found
        for place, block in enumerate(blocks):
            path: Path = ("sources", place)
            id_ = self._say.text((*path, "id"), block.get("id", ""))
            if not id_ or id_ in found:
                said = N_("a source needs an id of its own")
                self._say.add((*path, "id"), "contradiction", said, expected='id = "s1"')
                continue
            source = self._source(path, block, SOURCE_KEYS)
            file = self._say.text((*path, "file"), block.get("file", ""))
            digest = self._say.text((*path, "sha256"), block.get("sha256", ""))
            found[id_] = _Told(source or Source(), Input(file, digest) if file else self._input)
            found[id_].note = self._say.text((*path, "note"), block.get("note", ""))
        return found

    def _shared_out(self, item_id: str, block: object, told: Mapping[str, _Told]) -> None:
        """The facts of one item in a merged file, each to its source; those that do not count as well."""
        path: Path = ("facts", item_id)
        if not isinstance(block, Mapping):
            self._item(item_id, path, block, _Told(Source(), self._input))
            return
        counted = {key: value for key, value in block.items() if key not in ("source", "other")}
        names = block.get("source", "")
        if isinstance(names, Mapping) and self._table.item(item_id) is None:
            remarks = {key: value for key, value in counted.items() if key in RESERVED}
            for key, name in names.items():
                part = {**remarks, key: counted[key]} if key in counted else {}
                self._from((*path, "source", key), name, item_id, path, part, told)
                remarks = {}
            for key in counted:
                if key not in names and key not in RESERVED:
                    self._from((*path, key), "", item_id, path, {key: counted[key]}, told)
        else:
            self._from((*path, "source"), names, item_id, path, counted, told)
        other = block.get("other", [])
        if not isinstance(other, list) or not all(isinstance(one, Mapping) for one in other):
            self._say.kind((*path, "other"), other, f"[[facts.{item_id}.other]]")
            return
        for place, entry in enumerate(other):
            under: Path = (*path, "other", place)
            part = {key: value for key, value in entry.items() if key != "source"}
            self._from((*under, "source"), entry.get("source", ""), item_id, under, part, told)

    def _from(
        self,
        at: Path,
        name: object,
        item_id: str,
        path: Path,
        block: Mapping[str, Any],
        told: Mapping[str, _Told],
    ) -> None:
        one = told.get(name) if isinstance(name, str) else None
        if one is None:
            self._say.add(
                at,
                "unknown-source",
                N_("no source has the id {given}"),
                given=shown(name),
                expected=listed(tuple(told)),
                nearest=nearest(name, tuple(told)) if isinstance(name, str) else "",
            )
            one = _Told(Source(), self._input)
        self._item(item_id, path, block, one)

    def _unit(self, block: object) -> None:
        """Keys beside the unit's name; the name itself was read before the table was known."""
        for key in block if isinstance(block, Mapping) else ():
            if key != "name":
                self._say.unknown(("unit", key), key, ("name",))

    def _source(self, path: Path, block: object, keys: tuple[str, ...] = ("role", "name")) -> Source | None:
        if block is None:
            return None
        if not isinstance(block, Mapping):
            self._say.add(path, "wrong-type", N_("not a table"), expected='[source] role = "office"')
            return None
        for key in block:
            if key not in keys:
                self._say.unknown((*path, key), key, keys)
        name = self._say.text((*path, "name"), block.get("name", ""))
        role = block.get("role", "office")
        if not isinstance(role, str):
            self._say.kind((*path, "role"), role, listed(ROLES))
            return None
        if role not in ROLES:
            self._say.add(
                (*path, "role"),
                "unknown-key",
                N_("no source has the role {role}"),
                role=shown(role),
                expected='role = "bureau", name = "…"' if role.startswith("bureau:") else listed(ROLES),
                nearest=nearest(role, ROLES),
            )
            return None
        return Source(role, name)

    def _item(self, item_id: str, path: Path, block: object, told: _Told) -> None:
        item = self._table.item(item_id)
        places = self._by_item.get(item_id, None if item is None else {})
        if places is None:
            names = tuple(self._by_item)
            printed = {str(item.name): item.id for item in self._table.items}
            other = self._elsewhere.get(item_id, "")
            said = N_("table {table} has no item {item}")
            self._say.add(
                path,
                "unknown-item",
                N_("table {table} has no item {item}; it belongs to table {other}") if other else said,
                table=self._table.id,
                item=name_of(item_id),
                other=other,
                expected=listed(names),
                nearest=printed.get(item_id) or nearest(item_id, names),
            )
            return
        if type(block) is not dict and not isinstance(block, Mapping):
            self._say.add(path, "wrong-type", N_("not a table"), expected=f"[facts.{item_id}]")
            return
        if block and item is not None:
            self._entitled(path, told.source, item.name, item.assessed_by)
        incidents: list[tuple[str, Mapping[str, Any]]] = []
        reason = ""
        for key, value in block.items():
            if key in _RESERVED:
                continue
            place = places.get(key)
            if place is None:
                self._say.unknown(
                    (*path, key), key, tuple(places), self._elsewhere.get(f"{item_id}.{key}", "")
                )
                continue
            if item is None:
                self._entitled((*path, key), told.source, place.field.label, place.assessed_by)
            answer = self._values.answer(place.field, (*path, key), value)
            if answer is not None:
                told.answers[place.field] = answer
                told.stated.add(place.key)
                if isinstance(value, list):
                    incidents += ((key, entry) for entry in value if isinstance(entry, Mapping))
                self._values.justified(place.field, answer, block, (*path, key))
                if isinstance(value, str) and isinstance(place.field, YesNoField):
                    reason = value.strip()
        found = self._remarks(path, block, tuple(incidents))
        found = found._replace(reason=reason) if reason else found
        told.remarks[item_id] = _also(told.remarks.get(item_id, NO_REMARKS), found)
        before = told.blocks.get(item_id)
        told.blocks[item_id] = block if before is None else {**before, **block}
        told.paths[item_id] = path

    def _entitled(self, path: Path, source: Source, what: Phrase, assessed_by: tuple[str, ...]) -> None:
        if self._stated_role and not may_state(source, assessed_by):
            self._say.add(
                path,
                "not-entitled",
                N_("{role} may not state {item}"),
                item=what,
                role=said_by(source),
                expected=in_a_row([source_words(one) for one in assessed_by]),
            )

    def _remarks(
        self,
        path: Path,
        block: Mapping[str, object],
        incidents: tuple[tuple[str, Mapping[str, Any]], ...],
    ) -> Remarks:
        if not incidents and _RESERVED.isdisjoint(block):
            return NO_REMARKS
        evidence = self._values.evidence((*path, "evidence"), block.get("evidence", []))
        for key in ("source", "other"):
            if key in block:
                said = N_("{key} belongs into a merged file, which lists its [[sources]]")
                self._say.add((*path, key), "unknown-source", said, key=key, expected="[[sources]]")
        date = block.get("date")
        if date is not None:
            self._say.date((*path, "date"), date)
        found = Remarks(
            evidence,
            self._say.text((*path, "note"), block.get("note", "")),
            self._say.text((*path, "person"), block.get("person", "")),
            self._say.text((*path, "reason"), block.get("reason", "")),
            str(date) if isinstance(date, datetime.date) else "",
            incidents,
        )
        return NO_REMARKS if found == NO_REMARKS else found


def may_state(source: Source, assessed_by: tuple[str, ...]) -> bool:
    """Whether a source may state what these bodies assess; the office may state everything."""
    return source.role == "office" or not {source.role, source.full}.isdisjoint(assessed_by)


def _also(before: Remarks, more: Remarks) -> Remarks:
    """Remarks that stand in two places of a merged file."""
    if before is NO_REMARKS or more is NO_REMARKS:
        return more if before is NO_REMARKS else before
    return Remarks(
        before.evidence or more.evidence,
        before.note or more.note,
        before.person or more.person,
        before.reason or more.reason,
        before.date or more.date,
        (*before.incidents, *more.incidents),
    )
