"""Checking a facts file against a table: every key, every value, all problems at once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from gpcli.expr.fields import Answer, Field, YesNoField, excuse
from gpcli.facts.complaints import Complaints, name_of, shown
from gpcli.facts.toml import Document
from gpcli.facts.unit import NO_REMARKS, Input, Remarks, Source, UnitFacts
from gpcli.facts.values import Values
from gpcli.messages import N_, Phrase, message
from gpcli.problems import Problem, Problems, listed, nearest
from gpcli.scheme import RESERVED, ROLES, Place, Table, none_of, source_words

TOP_KEYS = ("scheme", "table", "period", "unit", "source", "facts", "note")


def check_facts(
    document: Document, table: Table, scheme_id: str, unit: str, elsewhere: Mapping[str, str] | None = None
) -> UnitFacts:
    """The facts of the file, checked; raises :class:`Problems` with every problem of the file.

    ``elsewhere`` says in which other table an item stands, for a better word on an unknown one.
    """
    check = _Check(document, table, {} if elsewhere is None else elsewhere)
    facts = check.facts(scheme_id, unit)
    if check.problems:
        raise Problems(sorted(check.problems, key=lambda one: (one.line, one.key, one.code)))
    return facts


class _Check:
    def __init__(self, document: Document, table: Table, elsewhere: Mapping[str, str]) -> None:
        self._document = document
        self._table = table
        self._elsewhere = elsewhere
        self._by_item: dict[str, dict[str, Place]] = {}
        for place in table.places:
            self._by_item.setdefault(place.item, {})[place.name] = place
        self._say = Complaints(document)
        self._values = Values(self._say)

    @property
    def problems(self) -> list[Problem]:
        """Every problem so far."""
        return self._say.problems

    def facts(self, scheme_id: str, unit: str) -> UnitFacts:
        data = self._document.data
        for key in data:
            if key not in TOP_KEYS:
                self._say.unknown((key,), key, TOP_KEYS)
        self._unit(data.get("unit"))
        source = self._source(data.get("source"))
        period = self._say.text(("period",), data.get("period", ""))
        note = self._say.text(("note",), data.get("note", ""))
        given = data.get("facts", {})
        answers: dict[Field, Answer] = {}
        remarks: dict[str, Remarks] = {}
        stated: set[str] = set()
        if not isinstance(given, Mapping):
            self._say.add(("facts",), "wrong-type", N_("not a table"), expected="[facts.…]")
            given = {}
        for item_id, block in given.items():
            self._item(item_id, block, source, answers, remarks, stated)
        for place in self._table.places:
            if place.optional or _not_asked(place.field, answers):
                answers.setdefault(place.field, none_of(place.field))
        inputs = (Input(self._document.name, self._document.sha256),)
        return UnitFacts(
            scheme_id,
            self._table.id,
            unit,
            period,
            source or Source(),
            answers,
            frozenset(stated),
            remarks,
            inputs,
            note,
        )

    def _unit(self, block: object) -> None:
        """Keys beside the unit's name; the name itself was read before the table was known."""
        for key in block if isinstance(block, Mapping) else ():
            if key != "name":
                self._say.unknown(("unit", key), key, ("name",))

    def _source(self, block: object) -> Source | None:
        if block is None:
            return None
        if not isinstance(block, Mapping):
            self._say.add(("source",), "wrong-type", N_("not a table"), expected='[source] role = "office"')
            return None
        for key in block:
            if key not in ("role", "name"):
                self._say.unknown(("source", key), key, ("role", "name"))
        name = self._say.text(("source", "name"), block.get("name", ""))
        role = block.get("role", "office")
        if not isinstance(role, str):
            self._say.kind(("source", "role"), role, listed(ROLES))
            return None
        if role not in ROLES:
            self._say.add(
                ("source", "role"),
                "unknown-key",
                N_("no source has the role {role}"),
                role=shown(role),
                expected='role = "bureau", name = "…"' if role.startswith("bureau:") else listed(ROLES),
                nearest=nearest(role, ROLES),
            )
            return None
        return Source(role, name)

    def _item(
        self,
        item_id: str,
        block: object,
        source: Source | None,
        answers: dict[Field, Answer],
        remarks: dict[str, Remarks],
        stated: set[str],
    ) -> None:
        path = ("facts", item_id)
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
        if not isinstance(block, Mapping):
            self._say.add(path, "wrong-type", N_("not a table"), expected=f"[facts.{item_id}]")
            return
        if block and item is not None:
            self._entitled(path, source, item.name, item.assessed_by)
        incidents: list[tuple[str, Mapping[str, Any]]] = []
        reason = ""
        for key, value in block.items():
            if key in RESERVED:
                continue
            place = places.get(key)
            if place is None:
                self._say.unknown(
                    (*path, key), key, tuple(places), self._elsewhere.get(f"{item_id}.{key}", "")
                )
                continue
            if item is None:
                self._entitled((*path, key), source, place.field.label, place.assessed_by)
            answer = self._values.answer(place.field, (*path, key), value)
            if answer is not None:
                answers[place.field] = answer
                stated.add(place.key)
                if isinstance(value, list):
                    incidents += ((key, entry) for entry in value if isinstance(entry, Mapping))
                self._values.justified(place.field, answer, block, (*path, key))
                if isinstance(value, str) and isinstance(place.field, YesNoField):
                    reason = value.strip()
        found = self._remarks(path, block, tuple(incidents))
        remarks[item_id] = found._replace(reason=reason) if reason else found

    def _entitled(
        self, path: tuple[str, ...], source: Source | None, what: Phrase, assessed_by: tuple[str, ...]
    ) -> None:
        if source is None or source.role == "office":
            return
        body = f"bureau:{source.name}" if source.role == "bureau" else source.role
        if not {source.role, body}.intersection(assessed_by):
            self._say.add(
                path,
                "not-entitled",
                N_("{item} is not for the source {role} to state"),
                item=what,
                role=source_words(f"{source.role}:{source.name}" if source.name else source.role),
                expected=_in_a_row([source_words(one) for one in assessed_by]),
            )

    def _remarks(
        self,
        path: tuple[str, str],
        block: Mapping[str, object],
        incidents: tuple[tuple[str, Mapping[str, Any]], ...],
    ) -> Remarks:
        evidence = self._values.evidence((*path, "evidence"), block.get("evidence", []))
        self._say.text((*path, "source"), block.get("source", ""))
        other = block.get("other", [])
        if not isinstance(other, list) or not all(isinstance(one, Mapping) for one in other):
            self._say.kind((*path, "other"), other, f"[[{'.'.join(path)}.other]]")
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


def _in_a_row(names: list[Phrase]) -> Phrase:
    first, *others = names
    for one in others:
        first = message("{before}、{after}", before=first, after=one)
    return first


def _not_asked(field: Field, answers: Mapping[Field, Answer]) -> bool:
    """Whether another answer made the fact pointless: nobody asks how much too late what was in time was."""
    excused = excuse(field)
    return excused is not None and answers.get(excused) is True
