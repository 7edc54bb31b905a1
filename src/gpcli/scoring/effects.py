"""Which Readings mattered: what the result would be under every other answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from fractions import Fraction

from gpcli.expr.fields import Answer, Answers, Field
from gpcli.expr.nodes import Bool, Num
from gpcli.expr.spans import Span, Spans
from gpcli.expr.walk import fields
from gpcli.facts.unit import UnitFacts
from gpcli.ledger import account, share
from gpcli.messages import N_, Phrase, message
from gpcli.points import DISPLAY_PLACES, half_up
from gpcli.problems import Problems
from gpcli.records import Record
from gpcli.scheme import Item, Table
from gpcli.scoring.score import Scorer
from gpcli.scoring.sheet import Mark, ReadingInForce, Sheet

Rebuild = Callable[[Mapping[str, str]], Table]
"""Builds the table under other Readings."""


Standing = tuple[tuple[tuple[str, str, bool], ...], tuple[str, ...]]
"""Statuses without a number (effect, label, whether it is sure) and the grades that are possible."""


class Effect(Record):
    """Under ``value``, another answer to the Reading, the total would be ``mark``.

    Where the total stays, ``of`` names the first conversion that does not; without ``mark`` there is none.
    Where those stay too, ``instead`` says how the unit would stand: a status without a number, a grade.
    """

    reading: ReadingInForce
    value: str
    says: str
    mark: Mark | None
    of: Phrase = ""
    instead: Phrase = ""


def effects(scorer: Scorer, facts: UnitFacts, sheet: Sheet, rebuild: Rebuild) -> tuple[Effect, ...]:
    """Every other answer to one Reading that would change the total, its interval, or what stands on it."""
    search = _Search(scorer.table, facts, sheet)
    changes: list[_Change] = []
    for reading in scorer.readings:
        declared = scorer.scheme.find_reading(reading.id)
        if declared is not None and search.could_matter(reading):
            others = (answer for answer in declared.answers if answer.value != reading.value)
            changes += (_Change(reading, answer.value, answer.says) for answer in others)
    known: dict[_Change, _Other | None] = {}
    for group in _apart(changes):
        known |= search.together(group, rebuild)
    found: list[Effect] = []
    for one in changes:
        if one not in known:
            known[one] = search.change_in(rebuild({one.reading.id: one.value}), one.reading)
        other = known[one]
        if other is not None:
            found.append(Effect(one.reading, one.value, one.says, *other))
    return tuple(found)


_Other = tuple[Mark | None, Phrase, Phrase]
"""``mark``, ``of`` and ``instead`` of an effect."""


class _Change(Record):
    """Another answer to a Reading than the one in force."""

    reading: ReadingInForce
    value: str
    says: str


def _apart(changes: list[_Change]) -> list[list[_Change]]:
    """The changes in groups within which no two touch the same."""
    groups: list[tuple[set[str], list[_Change]]] = []
    for one in changes:
        touches = one.reading.touches
        found = next((group for group in groups if group[0].isdisjoint(touches)), None)
        if found is None:
            groups.append((set(touches), [one]))
        else:
            found[0].update(touches)
            found[1].append(one)
    return [group for _, group in groups]


class _Search:
    """Redoes only what a Reading touches: the rest of the other table stands on what is known."""

    def __init__(self, table: Table, facts: UnitFacts, sheet: Sheet) -> None:
        self._table = table
        self._facts = facts
        self._total = sheet.mark
        self._converted = sheet.converted
        ends = [(note.effect, note.label, note.sure) for note in sheet.notes if note.effect != "note"]
        self._standing = _decided(ends, sheet.grades)
        beyond_items = (*table.sections, table.total, *table.conversions)
        self._reads_facts = any(
            fields(move.reads) for ledger in beyond_items for move in ledger.moves
        ) or _ends(table)
        self._known = {item.id: _span(item.mark) for item in sheet.items if not item.mark.approximate}
        parts = ((f"section.{one.id}", one.mark) for one in sheet.sections)
        beyond = (*parts, ("total", sheet.mark), *((one.id, one.mark) for one in sheet.converted))
        self._parts = self._known | {name: _span(mark) for name, mark in beyond if not mark.approximate}

    def could_matter(self, reading: ReadingInForce) -> bool:
        """Bonus and penalty items without any reported fact are nothing under every Reading (a pack whose are
        not is refused).
        """
        touched = [item for item in self._table.items if item.id in reading.touches]
        return len(touched) < len(reading.touches) or any(
            item.kind == "base" or not self._facts.stated.isdisjoint(self._table.facts(item))
            for item in touched
        )

    def together(self, changes: list[_Change], rebuild: Rebuild) -> dict[_Change, _Other | None]:
        """What comes of those of the changes that one table under all of them can tell of.

        No two touch the same, so that each part shows what the change that touches it does alone.
        """
        if len(changes) == 1 or _ends(self._table):
            return {}
        try:
            other = rebuild({one.reading.id: one.value for one in changes})
        except Problems:
            return {}
        if _ends(other):
            return {}
        answers = {**self._facts.answers, **self._shared(other)}
        touched = {name for one in changes for name in one.reading.touches}
        for item, counterpart in zip(self._table.items, other.items, strict=True):
            if item.id in touched or item.id not in self._known or self._reads_facts:
                answers |= self._carried(item, other, counterpart)
            if item.id not in touched:
                share(counterpart, account(item))
        if self._facts.cohort_under is not None:
            answers |= self._facts.cohort_under(other)
        totals = {ledger.id: account(ledger).total for ledger in other.ledgers()}
        found: dict[_Change, _Other | None] = {}
        for one in changes:
            touches = [name for name in one.reading.touches if name in totals or name in self._parts]
            if self._stays(touches, totals, answers):
                found[one] = None
            elif self._fits(touches, other, answers):
                found[one] = self._with({name: totals[name] for name in touches}, answers)
        return found

    def _stays(self, touches: Collection[str], totals: Mapping[str, Num], answers: Answers) -> bool:
        """Whether the touched parts of another table come to what is known, all others being as known."""
        known = {
            id(total): self._parts[name]
            for name, total in totals.items()
            if name in self._parts and name not in touches
        }
        spans = Spans(answers, known)
        return all(
            name in self._parts and name in totals and spans.amount(totals[name]) == self._parts[name]
            for name in touches
        )

    def _fits(self, touches: Collection[str], other: Table, answers: Answers) -> bool:
        """Whether all that is touched are items, with the same constraints, which allow the facts."""
        items = [one for one in other.items if one.id in touches]
        same = [one.id for one in other.constraints] == [one.id for one in self._table.constraints]
        spans = Spans(answers)
        return (
            len(items) == len(touches)
            and same
            and all(spans.condition(one).possible for one in _about(items, other))
        )

    def _with(self, touched: Mapping[str, Num], answers: Answers) -> _Other | None:
        """What comes of items as another table has them, put into the table as it is."""
        there = Spans(answers)
        known = self._known | {name: there.amount(total) for name, total in touched.items()}
        items = (item for item in self._table.items if item.id in known)
        spans = Spans(self._facts.answers, {id(account(item).total): known[item.id] for item in items})
        return self._outcome(self._table, spans, _standing(self._table, spans))

    def change_in(self, other: Table, reading: ReadingInForce) -> _Other | None:
        """The total in the other table, or else the first conversion that differs; None where none does, or
        where the other answer does not allow the facts.

        Raises ``ValueError`` where the Reading changes which items or facts there are.
        """
        named: dict[int, Span] = {}
        answers = dict(self._facts.answers)
        touched: list[Item] = []
        known = {one.id for one in self._table.constraints}
        further = [one.condition for one in other.constraints if one.id not in known]
        if self._reads_facts or further:
            answers |= self._shared(other)
        for item, counterpart in zip(self._table.items, other.items, strict=True):
            if item.id in reading.touches:
                touched.append(counterpart)
            redone = item.id in reading.touches or item.id not in self._known
            if redone or self._reads_facts or further:
                answers |= self._carried(item, other, counterpart)
            if not redone:
                named[id(share(counterpart, account(item)).total)] = self._known[item.id]
        if self._facts.cohort_under is not None:
            answers |= self._facts.cohort_under(other)
        spans = Spans(answers, named)
        if not all(spans.condition(one).possible for one in (*further, *_about(touched, other))):
            return None
        standing = _standing(other, spans)
        if (
            standing == self._standing
            and len(touched) == len(reading.touches)
            and all(self._known.get(item.id) == spans.amount(account(item).total) for item in touched)
        ):
            return None
        return self._outcome(other, spans, standing)

    def _outcome(self, other: Table, spans: Spans, standing: Standing) -> _Other | None:
        """How the unit would stand, its total, or the first conversion that differs; None where none does."""
        if standing != self._standing:
            whole = _mark(spans.amount(account(other.total).total))
            return whole, "", _said(*standing)
        if standing[0] and standing[0][0][0] == "veto" and standing[0][0][2]:
            return None
        whole = _mark(spans.amount(account(other.total).total))
        if not _same(whole, self._total):
            return whole, "", ""
        here = {one.id: one for one in self._converted}
        there = {ledger.id: ledger for ledger in other.conversions}
        for name in here | there:
            if name not in there:
                return None, here[name].name, ""
            mark = _mark(spans.amount(account(there[name]).total))
            if name not in here or not _same(mark, here[name].mark):
                return mark, there[name].name, ""
        return None

    def _shared(self, other: Table) -> dict[Field, Answer]:
        """The answers to shared facts by the other table's fields."""
        given = self._facts.answers
        pairs = list(zip(self._table.shared, other.shared, strict=True))
        for section, counterpart in zip(self._table.sections, other.sections, strict=True):
            pairs += zip(section.shared, counterpart.shared, strict=True)
        return {there: given[here] for here, there in pairs if here in given}

    def _carried(self, item: Item, other: Table, counterpart: Item) -> dict[Field, Answer]:
        """The item's answers by the other table's fields."""
        there = other.facts(counterpart)
        if there.keys() != self._table.facts(item).keys():
            raise ValueError(f"{item.id} has other facts under another Reading")
        given = self._facts.answers
        return {there[key]: given[field] for key, field in self._table.facts(item).items() if field in given}


def _about(items: list[Item], table: Table) -> list[Bool]:
    """The table's constraints on facts that these items of it read."""
    mine = {field for item in items for field in table.facts(item).values()}
    return [one.condition for one in table.constraints if not mine.isdisjoint(fields([one.condition]))]


def _ends(table: Table) -> bool:
    """Whether facts may give a status without a number, or a grade."""
    return any(note.effect != "note" for ledger in table.ledgers() for note in ledger.notes) or any(
        grade.only is not None for grade in table.grades
    )


def _standing(table: Table, spans: Spans) -> Standing:
    """How the unit stands under a table."""
    held = (
        (note.effect, note.label, spans.condition(note.condition))
        for ledger in table.ledgers()
        for note in ledger.notes
        if note.effect != "note"
    )
    ends = [(effect, label, chance.sure) for effect, label, chance in held if chance.possible]
    grades: list[str] = []
    for grade in table.grades:
        chances = [spans.condition(one) for one in grade.conditions(table.total)]
        if all(one.possible for one in chances):
            grades.append(grade.name)
            if all(one.sure for one in chances):
                break
    return _decided(ends, tuple(grades))


def _decided(ends: list[tuple[str, str, bool]], grades: tuple[str, ...]) -> Standing:
    """A sure veto alone, else every status that may still be and the grades."""
    vetoed = [one for one in ends if one[0] == "veto" and one[2]]
    return (tuple(vetoed[:1]), ()) if vetoed else (tuple(ends), grades)


def _said(ends: tuple[tuple[str, str, bool], ...], grades: tuple[str, ...]) -> Phrase:
    """How a unit stands: the first status without a number, else its grade."""
    if ends:
        return next((label for _, label, sure in ends if sure), ends[0][1])
    return message(N_("Grade: {grade}"), grade=" / ".join(grades)) if grades else ""


def _span(mark: Mark) -> Span:
    return Span(Fraction(mark.lower), Fraction(mark.upper))


def _mark(span: Span) -> Mark:
    return Mark(_decimal(span.low), _decimal(span.high))


def _same(one: Mark, other: Mark) -> bool:
    return (one.lower, one.upper) == (other.lower, other.upper)


def _decimal(value: Fraction) -> Decimal:
    return half_up(value.numerator, value.denominator, DISPLAY_PLACES)
