"""Checking a facts file against a table: every key, every value, all problems at once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gpcli.expr.fields import (
    AMOUNT_LIMIT,
    Answer,
    Entries,
    Entry,
    Field,
    LevelField,
    ListField,
    NumberField,
    RateField,
    Share,
    YesNoField,
)
from gpcli.facts.toml import Document
from gpcli.facts.unit import NO_REMARKS, Input, Remarks, Source, UnitFacts
from gpcli.messages import N_, Phrase, message
from gpcli.points import places_of, plain
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.scheme import RESERVED, ROLES, Place, Table, none_of

TOP_KEYS = ("scheme", "table", "period", "unit", "source", "facts", "note")
ENTRY_KEYS = ("date", "what", "note", "evidence", "person", "reason")


def check_facts(
    document: Document, table: Table, scheme_id: str, unit: str, elsewhere: Mapping[str, str] | None = None
) -> UnitFacts:
    """The facts of the file, checked; raises :class:`Problems` with every problem of the file.

    ``elsewhere`` says in which other table an item stands, for a better word on an unknown one.
    """
    check = _Check(document, table, elsewhere or {})
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
        self.problems: list[Problem] = []

    def say(
        self,
        path: tuple[str | int, ...],
        code: str,
        said: str,
        *,
        expected: Phrase = "",
        nearest: str = "",
        **params: Phrase | int,
    ) -> None:
        found = problem(code, said, expected=expected, nearest=nearest, **params)
        key = ".".join(str(part + 1) if isinstance(part, int) else _name(part) for part in path)
        self.problems.append(
            found._replace(file=self._document.name, line=self._document.line(*path), key=key)
        )

    def facts(self, scheme_id: str, unit: str) -> UnitFacts:
        data = self._document.data
        for key in data:
            if key not in TOP_KEYS:
                self._unknown((key,), key, TOP_KEYS)
        self._unit(data.get("unit"))
        source = self._source(data.get("source"))
        period = self._text(("period",), data.get("period", ""))
        note = self._text(("note",), data.get("note", ""))
        given = data.get("facts", {})
        answers: dict[Field, Answer] = {}
        remarks: dict[str, Remarks] = {}
        stated: set[str] = set()
        if not isinstance(given, Mapping):
            self.say(("facts",), "wrong-type", N_("not a table"), expected="[facts.…]")
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
                self._unknown(("unit", key), key, ("name",))

    def _source(self, block: object) -> Source | None:
        if block is None:
            return None
        if not isinstance(block, Mapping):
            self.say(("source",), "wrong-type", N_("not a table"), expected='[source] role = "office"')
            return None
        for key in block:
            if key not in ("role", "name"):
                self._unknown(("source", key), key, ("role", "name"))
        name = self._text(("source", "name"), block.get("name", ""))
        role = block.get("role", "office")
        if not isinstance(role, str):
            self._kind(("source", "role"), role, listed(ROLES))
            return None
        if role not in ROLES:
            self.say(
                ("source", "role"),
                "unknown-key",
                N_("no source has the role {role}"),
                role=_shown(role),
                expected=listed(ROLES),
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
        places = self._by_item.get(item_id)
        if places is None:
            names = tuple(self._by_item)
            other = self._elsewhere.get(item_id, "")
            said = N_("table {table} has no item {item}")
            self.say(
                path,
                "unknown-item",
                N_("table {table} has no item {item}; it belongs to table {other}") if other else said,
                table=self._table.id,
                item=_name(item_id),
                other=other,
                expected=listed(names),
                nearest=nearest(item_id, names),
            )
            return
        if not isinstance(block, Mapping):
            self.say(path, "wrong-type", N_("not a table"), expected=f"[facts.{item_id}]")
            return
        self._entitled(item_id, source)
        incidents: list[tuple[str, Mapping[str, Any]]] = []
        for key, value in block.items():
            if key in RESERVED:
                continue
            place = places.get(key)
            if place is None:
                self._unknown((*path, key), key, tuple(places), self._elsewhere.get(f"{item_id}.{key}", ""))
                continue
            answer = self._answer(place.field, (*path, key), value)
            if answer is not None:
                answers[place.field] = answer
                stated.add(place.key)
                if isinstance(value, list):
                    incidents += ((key, entry) for entry in value if isinstance(entry, Mapping))
                self._justified(place.field, answer, block, (*path, key))
        remarks[item_id] = self._remarks(path, block, tuple(incidents))

    def _entitled(self, item_id: str, source: Source | None) -> None:
        item = self._table.item(item_id)
        if source is None or item is None or source.role == "office":
            return
        allowed = [one for one in item.assessed_by if one == source.role or one == f"bureau:{source.name}"]
        if not allowed:
            self.say(
                ("facts", item_id),
                "not-entitled",
                N_("{item} is not for the source {role} to state"),
                item=item.name,
                role=source.role,
                expected=listed(item.assessed_by),
            )

    def _remarks(
        self,
        path: tuple[str, str],
        block: Mapping[str, object],
        incidents: tuple[tuple[str, Mapping[str, Any]], ...],
    ) -> Remarks:
        evidence = self._evidence((*path, "evidence"), block.get("evidence", []))
        self._text((*path, "source"), block.get("source", ""))
        other = block.get("other", [])
        if not isinstance(other, list) or not all(isinstance(one, Mapping) for one in other):
            self._kind((*path, "other"), other, f"[[{'.'.join(path)}.other]]")
        date = block.get("date")
        if date is not None:
            self._date((*path, "date"), date)
        found = Remarks(
            evidence,
            self._text((*path, "note"), block.get("note", "")),
            self._text((*path, "person"), block.get("person", "")),
            self._text((*path, "reason"), block.get("reason", "")),
            str(date) if isinstance(date, datetime.date) else "",
            incidents,
        )
        return NO_REMARKS if found == NO_REMARKS else found

    def _evidence(self, path: tuple[str | int, ...], value: object) -> tuple[str, ...]:
        given = [value] if isinstance(value, str) else value
        if isinstance(given, list) and all(isinstance(one, str) for one in given):
            return tuple(given)
        self.say(path, "wrong-type", N_("not a list of texts"), expected='["…"]')
        return ()

    def _text(self, path: tuple[str | int, ...], value: object) -> str:
        if isinstance(value, str):
            return value
        self.say(path, "wrong-type", N_("{given} is not text"), given=_shown(value), expected='"…"')
        return ""

    def _date(self, path: tuple[str | int, ...], value: object) -> None:
        if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
            self.say(
                path, "bad-date", N_("{given} is not a date"), given=_shown(value), expected="2021-06-03"
            )

    def _unknown(
        self, path: tuple[str | int, ...], key: str, names: tuple[str, ...], other: str = ""
    ) -> None:
        said = N_("no key is called {key}")
        self.say(
            path,
            "unknown-key",
            N_("no key is called {key} here; it belongs to table {other}") if other else said,
            key=_name(key),
            other=other,
            expected=listed(names),
            nearest=nearest(key, names),
        )

    def _answer(self, field: Field, path: tuple[str | int, ...], value: object) -> Answer | None:
        match field:
            case YesNoField():
                if isinstance(value, bool):
                    return value
                self._kind(path, value, "true / false")
                return None
            case LevelField():
                return self._level(field, path, value)
            case NumberField():
                return self._number(field, path, value)
            case RateField():
                return self._rate(field, path, value)
            case ListField():
                return self._list(field, path, value)

    def _kind(self, path: tuple[str | int, ...], value: object, expected: Phrase) -> None:
        self.say(
            path, "wrong-type", N_("{given} is of the wrong kind"), given=_shown(value), expected=expected
        )

    def _level(self, field: LevelField, path: tuple[str | int, ...], value: object) -> str | None:
        if isinstance(value, str) and value in field.levels:
            return value
        if isinstance(value, str):
            self.say(
                path,
                "unknown-level",
                N_("no level is called {given}"),
                given=_shown(value),
                expected=listed(field.levels),
                nearest=nearest(value, field.levels),
            )
        else:
            self._kind(path, value, listed(field.levels))
        return None

    def _number(self, field: NumberField, path: tuple[str | int, ...], value: object) -> Decimal | None:
        limits = _limits(field)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self._kind(path, value, limits)
            return None
        number = _decimal(value)
        if not number.is_finite():
            self.say(path, "not-finite", N_("{given} is not a number"), given=_shown(value), expected=limits)
        elif number < 0:
            self.say(path, "negative", N_("{given} is negative"), given=_shown(value), expected=limits)
        elif number > field.maximum:
            said = (
                N_("{given} is above {most}, a technical limit")
                if field.technical
                else N_("{given} is above {most}")
            )
            self.say(
                path,
                "too-large-number",
                said,
                given=_shown(value),
                most=plain(field.maximum),
                expected=limits,
            )
        elif number < field.minimum:
            least = plain(field.minimum)
            self.say(
                path,
                "too-small-number",
                N_("{given} is below {least}"),
                given=_shown(value),
                least=least,
                expected=limits,
            )
        elif field.type == "count" and isinstance(value, Decimal):
            self.say(
                path,
                "fraction",
                N_("{given} is not a whole number"),
                given=_shown(value),
                expected=limits,
                nearest="" if places_of(number) else plain(number),
            )
        elif places_of(number) > field.places:
            self.say(
                path,
                "off-grid",
                N_("{given} has more than {places} decimal places"),
                given=_shown(value),
                places=field.places,
                expected=limits,
            )
        elif field.step is not None and number % field.step:
            self.say(
                path,
                "off-grid",
                N_("{given} is not a multiple of {step}"),
                given=_shown(value),
                step=plain(field.step),
                expected=limits,
            )
        else:
            return _tidy(number, field.places)
        return None

    def _rate(self, field: RateField, path: tuple[str | int, ...], value: object) -> Share | None:
        expected = message(
            N_("a percent number 0 to {most}, or {form}"), most=plain(field.maximum), form=_SHARE
        )
        if isinstance(value, Mapping):
            parts: list[Decimal] = []
            for key in value:
                if key not in ("part", "whole"):
                    self._unknown((*path, key), key, ("part", "whole"))
                    return None
            for key in ("part", "whole"):
                if key not in value:
                    said = N_("a rate without {key}")
                    self.say(path, "bad-rate", said, key=key, expected=expected)
                    continue
                one = NumberField(key, key, kind="count", maximum=AMOUNT_LIMIT)
                one.technical = True
                number = self._number(one, (*path, key), value[key])
                if number is not None:
                    parts.append(number)
            if len(parts) < 2:
                return None
            part, whole = parts
            if not whole or part * 100 > whole * field.maximum:
                said = N_("{part} of {whole} is no rate")
                self.say(path, "bad-rate", said, part=plain(part), whole=plain(whole), expected=expected)
                return None
            return Share(part, whole)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self._kind(path, value, expected)
            return None
        percent = NumberField(field.name, field.label, kind="index", maximum=field.maximum)
        number = self._number(percent, path, value)
        return None if number is None else Share(number, Decimal(100))

    def _list(self, field: ListField, path: tuple[str | int, ...], value: object) -> Entries | None:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            counter = NumberField(
                field.name, field.label, kind="count", maximum=None if field.technical else field.maximum
            )
            number = self._number(counter, path, value)
            if number is None:
                return None
            if number and (field.levels or field.type == "entries"):
                self.say(
                    path,
                    "needs-entries",
                    N_("a bare number does not say what each entry is"),
                    expected=_entry_keys(field),
                )
                return None
            return Entries(int(number), () if not number else None)
        if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
            self._kind(
                path, value, message(N_("a whole number, or entries [[{key}]]"), key=".".join(map(str, path)))
            )
            return None
        if len(value) > field.maximum:
            self.say(
                path,
                "too-large-number",
                N_("{given} entries are above {most}"),
                given=len(value),
                most=plain(field.maximum),
            )
            return None
        entries = [self._entry(field, (*path, place), entry) for place, entry in enumerate(value)]
        whole = [entry for entry in entries if entry is not None]
        return Entries(len(whole), tuple(whole)) if len(whole) == len(entries) else None

    def _entry(
        self, field: ListField, path: tuple[str | int, ...], entry: Mapping[str, object]
    ) -> Entry | None:
        before = len(self.problems)
        known = (*field.levels, *field.amounts, *ENTRY_KEYS)
        for key, value in entry.items():
            if key not in known:
                self._unknown((*path, key), key, known)
            elif key == "date":
                self._date((*path, key), value)
            elif key in ("what", "note", "person", "reason"):
                self._text((*path, key), value)
            elif key == "evidence":
                self._evidence((*path, key), value)
        levels: dict[str, str] = {}
        for name, level in field.levels.items():
            if name not in entry and level.default is not None:
                levels[name] = level.default
                continue
            if name not in entry:
                self.say(
                    path,
                    "needs-entries",
                    N_("the entry does not say {name}"),
                    name=name,
                    expected=listed(level.levels),
                )
                continue
            found = self._level(level, (*path, name), entry[name])
            if found is not None:
                levels[name] = found
        amounts: dict[str, Decimal | None] = {}
        for name, amount in field.amounts.items():
            amounts[name] = self._number(amount, (*path, name), entry[name]) if name in entry else None
        if field.judged and any(name in entry for name in field.amounts):
            self._person(entry, path)
        return Entry(levels, amounts) if len(self.problems) == before else None

    def _justified(
        self, field: Field, answer: Answer, block: Mapping[str, object], path: tuple[str | int, ...]
    ) -> None:
        if isinstance(field, NumberField) and field.judged and answer:
            self._person(block, path)

    def _person(self, block: Mapping[str, object], path: tuple[str | int, ...]) -> None:
        given = {key: block.get(key) for key in ("person", "reason")}
        missing = [key for key, value in given.items() if not isinstance(value, str) or not value.strip()]
        if missing:
            self.say(
                path,
                "needs-person",
                N_("a discretionary amount needs {missing}"),
                missing=", ".join(missing),
                expected='person = "…", reason = "…"',
            )


_SHARE = "{part = 171, whole = 200}"
_LONGEST = 40
_BITS = 100


def _not_asked(field: Field, answers: Mapping[Field, Answer]) -> bool:
    """Whether another answer made the fact pointless: nobody asks how much too late what was in time was."""
    return isinstance(field, NumberField) and field.unless is not None and answers.get(field.unless) is True


def _limits(field: NumberField) -> Phrase:
    return message(
        N_("a whole number {least} to {most}") if field.type == "count" else N_("a number {least} to {most}"),
        least=plain(field.minimum),
        most=plain(field.maximum),
    )


def _entry_keys(field: ListField) -> Phrase:
    return message(N_("entries with {keys}"), keys=listed((*field.levels, *field.amounts)))


def _decimal(value: int | Decimal) -> Decimal:
    """The number; of an integer beyond every limit only that it is, as it may have a million digits."""
    if isinstance(value, int) and value.bit_length() > _BITS:
        return Decimal(-1 if value < 0 else 1).scaleb(_BITS)
    return Decimal(value)


def _tidy(number: Decimal, places: int) -> Decimal:
    """The same number without an exponent or tail of zeros that arithmetic would have to carry along."""
    if not number:
        return Decimal(0)
    _, digits, exponent = number.as_tuple()
    if len(digits) <= _BITS and isinstance(exponent, int) and abs(exponent) <= _BITS:
        return number
    return number.quantize(Decimal(1).scaleb(-places))


def _name(key: str) -> str:
    return key if key.isprintable() and len(key) <= _LONGEST else _shown(key)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
        printable = "".join(
            one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
        )
        return f'"{printable}"'
    if isinstance(value, Decimal):
        text = str(value)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    if isinstance(value, int) and value.bit_length() > _BITS:
        return f"{'-' if value < 0 else ''}…"
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return str(value)
