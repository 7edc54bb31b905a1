"""Facts after a re-check: what the office changed in a list that came back, checked like any fact."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from gpcli.expr.fields import (
    Answer,
    Entries,
    Field,
    LevelField,
    ListField,
    NumberField,
    RateField,
    YesNoField,
)
from gpcli.facts.complaints import Complaints
from gpcli.facts.merge import complete
from gpcli.facts.rows import cells
from gpcli.facts.toml import Document
from gpcli.facts.unit import NO_REMARKS, Recheck, UnitFacts
from gpcli.facts.values import Values, number_limits
from gpcli.facts.written import shown
from gpcli.messages import N_, Phrase, message
from gpcli.points import plain
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.scheme import Place, Table
from gpcli.season.returned import (
    HEADERS,
    WITHDRAWN,
    Rectification,
    Returned,
    faults,
)


def rectified(
    facts: UnitFacts,
    table: Table,
    given: Rectification,
    rows: Sequence[Returned],
    together: frozenset[str] = frozenset(),
) -> UnitFacts:
    """The facts of a unit with what the office changed in ``rows``, the unit's own.

    ``together`` are facts that the season says of all units: they are corrected there. Raises
    :class:`Problems` with every row that is faulty in its form, names no fact or entry, gives no legal value,
    or contradicts another.
    """
    work = _Work(facts, table, together)
    work.problems += (one for row in rows for one in faults(row))
    for row in rows:
        if not row.recheck:
            work.named(row)
    changing = [row for row in rows if row.recheck]
    if not changing and not work.problems:
        return facts
    by_fact: dict[str, list[Returned]] = {}
    for row in changing:
        if row.fact and bool(row.entry) == bool(row.number):
            by_fact.setdefault(row.fact, []).append(row)
    for key, mine in by_fact.items():
        work.fact(key, mine)
    if work.problems:
        raise Problems(sorted(work.problems, key=lambda one: (one.file, one.line)))
    complete(table, work.answers)
    files = dict.fromkeys(given.inputs[row.file] for row in changing)
    return facts._replace(
        answers=work.answers,
        stated=frozenset(work.stated),
        remarks=work.remarks,
        inputs=tuple(dict.fromkeys((*facts.inputs, *files))),
        rechecks=tuple(_named(one, given) for one in work.rechecks),
    )


def _named(one: Recheck, given: Rectification) -> Recheck:
    return one._replace(file=given.inputs[one.file].path)


class _Work:
    """Answers, statements and remarks of a unit on their way."""

    def __init__(self, facts: UnitFacts, table: Table, together: frozenset[str]) -> None:
        self._together = together
        self.answers: dict[Field, Answer] = dict(facts.answers)
        self.stated = set(facts.stated)
        self.remarks = dict(facts.remarks)
        self.rechecks: list[Recheck] = []
        self.problems: list[Problem] = []
        self._places = {place.key: place for place in table.places}

    def named(self, row: Returned) -> None:
        """Refuses a row that changes nothing, but names a fact that there is not."""
        for key in row.fact.split("、"):
            if key and key not in self._places:
                near = nearest(key, tuple(self._places))
                said = N_("no fact is called {given}")
                self.problems.append(row.wrong("unknown-key", "fact", said, "", near, given=key[:60]))

    def fact(self, key: str, rows: list[Returned]) -> None:
        """Everything that the rows say of one fact."""
        place = self._places.get(key)
        if place is None:
            keys = tuple(self._places)
            several = "、" in key
            said = (
                N_("several facts; keep the one that changes") if several else N_("no fact is called {given}")
            )
            options = tuple(key.split("、")) if several else keys
            near = "" if several else nearest(key, keys)
            self.problems += (
                row.wrong("unknown-key", "fact", said, listed(options), near, given=key[:60]) for row in rows
            )
            return
        if key in self._together:
            said = N_("{fact} follows from all units together: correct what season.toml says of them")
            self.problems += (row.wrong("recheck", "fact", said, fact=key) for row in rows)
            return
        withdrawn = [row for row in rows if row.recheck == WITHDRAWN]
        whole = [row for row in rows if row.recheck != WITHDRAWN]
        if withdrawn and whole:
            self._conflict(withdrawn[0], whole[0])
        elif withdrawn:
            self._withdraw(place, withdrawn)
        else:
            self._replace(place, whole)

    def _replace(self, place: Place, rows: list[Returned]) -> None:
        """The whole fact, by a value as a facts file has it."""
        read = [(row, *self._value(place, row)) for row in rows]
        known = [(row, answer, raw) for row, answer, raw in read if answer is not None]
        if len(known) < len(read):
            return
        row, answer, raw = known[0]
        for other, another, _ in known[1:]:
            if another != answer:
                self._conflict(row, other)
                return
        before = self.answers.get(place.field)
        self.answers[place.field] = answer
        self.stated.add(place.key)
        entries = [one for one in raw if isinstance(one, Mapping)] if isinstance(raw, list) else []
        self._remark(place, entries, raw if isinstance(raw, str) else "")
        self._note(row, place, 0, "" if before is None else shown(before), shown(answer))

    def _value(self, place: Place, row: Returned) -> tuple[Answer | None, object]:
        if row.entry:
            said = N_("an entry is withdrawn; a value replaces the whole fact, and its row names no entry")
            self.problems.append(row.wrong("recheck", "recheck", said, WITHDRAWN))
            return None, None
        raw = _parsed(row.recheck, place.field)
        slip = cells.slip(place.field, raw) if isinstance(raw, str | bool) else None
        if slip is not None:
            slip = slip._replace(file=row.file, line=row.row, key=HEADERS["recheck"])
            self.problems.append(_with_legal(slip, place.field))
            return None, None
        say = Complaints(_Cell(row))
        answer = Values(say).answer(place.field, (HEADERS["recheck"],), raw)
        self.problems += (_with_legal(one, place.field) for one in say.problems)
        return answer, raw

    def _withdraw(self, place: Place, rows: list[Returned]) -> None:
        """Single entries of a list, by their numbers in what was handed in."""
        answer = self.answers.get(place.field)
        numbers: dict[int, Returned] = {}
        count = answer.number if isinstance(answer, Entries) else 0
        for row in rows:
            if not isinstance(place.field, ListField) or not row.entry:
                said = N_("only an entry of a list is withdrawn, by its number")
                self.problems.append(row.wrong("recheck", "entry", said))
            elif row.number <= count and self._is_averaged(place, row.number):
                said = N_("only the sum of these entries is known; state the fact's new value instead")
                self.problems.append(row.wrong("recheck", "entry", said))
            elif row.number > count:
                said = N_("{fact} has {count} entries, none with the number {given}")
                self.problems.append(
                    row.wrong("recheck", "entry", said, fact=place.key, count=count, given=row.number)
                )
            else:
                numbers.setdefault(row.number, row)
        if not isinstance(answer, Entries) or not numbers:
            return
        kept = (
            None
            if answer.entries is None
            else tuple(one for number, one in enumerate(answer.entries, 1) if number not in numbers)
        )
        left = answer.number - len(numbers)
        self.answers[place.field] = Entries(left, () if not left else kept)
        told = [entry for name, entry in self._incidents(place) if name == place.name]
        kept_words = [entry for number, entry in enumerate(told, 1) if number not in numbers]
        self._remark(place, kept_words, "")
        for number, row in sorted(numbers.items()):
            self._note(row, place, number, shown(answer), shown(self.answers[place.field]))

    def _is_averaged(self, place: Place, number: int) -> bool:
        """Whether nobody said what the entry with this number amounts to by itself."""
        told = [entry for name, entry in self._incidents(place) if name == place.name]
        return number <= len(told) and "averaged" in told[number - 1]

    def _incidents(self, place: Place) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        return self.remarks.get(place.item, NO_REMARKS).incidents

    def _remark(self, place: Place, entries: Iterable[Mapping[str, Any]], reason: str) -> None:
        """Puts the entries of a fact in place of its former ones; the reason of one stated by it."""
        others = tuple(one for one in self._incidents(place) if one[0] != place.name)
        remarks = self.remarks.get(place.item, NO_REMARKS)
        remarks = remarks._replace(incidents=(*others, *((place.name, entry) for entry in entries)))
        if isinstance(place.field, YesNoField) and place.field.reasoned:
            remarks = remarks._replace(reason=reason.strip())
        self.remarks[place.item] = remarks

    def _note(self, row: Returned, place: Place, entry: int, before: str, after: str) -> None:
        self.rechecks.append(
            Recheck(place.key, entry, before, after, row.state, row.person, row.reason, row.file, row.row)
        )

    def _conflict(self, one: Returned, other: Returned) -> None:
        said = N_("{fact} is changed twice, and differently: row {first} and row {second}")
        found = problem("conflict", said, fact=one.fact, first=one.row, second=other.row)
        self.problems.append(found._replace(file=other.file, line=other.row, key=other.fact))


class _Cell(Document):
    """A cell of a returned list, as the place of whatever is wrong with its value."""

    def __init__(self, row: Returned) -> None:
        super().__init__(row.file, b"", {}, "")
        self._row = row.row

    def line(self, *path: str | int) -> int:
        """The row, whatever the path."""
        return self._row


def _parsed(text: str, field: Field) -> object:
    """The value as a table of facts has it; a list of entries and what is quoted as a facts file has it."""
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    if text[:1] in '"{[' and not (isinstance(field, LevelField) and text in field.levels):
        try:
            data = tomllib.loads(f"value = {text}", parse_float=Decimal)
        except (ValueError, ArithmeticError, RecursionError):
            return text
        return data["value"] if len(data) == 1 else text
    return cells.value(field, text)


def _with_legal(found: Problem, field: Field) -> Problem:
    """The problem with what the fact takes; what seems to be meant is the nearest."""
    if found.code == "full-width" and isinstance(found.expected, str):
        found = found._replace(nearest=found.expected)
    if isinstance(field, ListField) and found.code not in ("wrong-type", "full-width"):
        return found._replace(expected=found.expected or legal(field))
    return found._replace(expected=legal(field))


def legal(field: Field) -> Phrase:
    """What a cell of the fact takes, in words."""
    match field:
        case YesNoField() if field.reasoned:
            return message(N_("the reason, or {no}"), no=cells.NO[0])
        case YesNoField():
            return f"{cells.YES[0]} / {cells.NO[0]}"
        case LevelField():
            return listed(field.levels, limit=len(field.levels))
        case RateField():
            form = N_("a percent number 0 to {most}, or {form}")
            return message(form, most=plain(field.maximum), form="171/200")
        case ListField():
            return message(N_("a whole number from 0"))
        case NumberField():
            return number_limits(field)
