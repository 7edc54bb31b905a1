"""Which Readings mattered: what the result would be under every other answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from gpcli.expr.fields import Answer, Field
from gpcli.expr.spans import Span, Spans
from gpcli.facts.unit import UnitFacts
from gpcli.ledger import account, share
from gpcli.points import half_up
from gpcli.records import Record
from gpcli.scheme import Item, Table
from gpcli.scoring.outline import DISPLAY_PLACES
from gpcli.scoring.score import Scorer
from gpcli.scoring.sheet import Mark, ReadingInForce, Sheet

Rebuild = Callable[[Mapping[str, str]], Table]
"""Builds the table under other Readings."""


class Effect(Record):
    """Under ``value``, another answer to the Reading, the result would be ``mark``."""

    reading: ReadingInForce
    value: str
    says: str
    mark: Mark


def effects(scorer: Scorer, facts: UnitFacts, sheet: Sheet, rebuild: Rebuild) -> tuple[Effect, ...]:
    """Every other answer to one Reading that would change the total (or its interval)."""
    search = _Search(scorer.table, facts, sheet)
    found: list[Effect] = []
    for reading in scorer.readings:
        declared = scorer.scheme.find_reading(reading.id)
        if declared is None or not search.could_matter(reading):
            continue
        for answer in declared.answers:
            if answer.value != reading.value:
                mark = search.total_in(rebuild({reading.id: answer.value}), reading)
                if mark is not None:
                    found.append(Effect(reading, answer.value, answer.says, mark))
    return tuple(found)


class _Search:
    """Redoes only what a Reading touches: the rest of the other table stands on what is known."""

    def __init__(self, table: Table, facts: UnitFacts, sheet: Sheet) -> None:
        self._table = table
        self._facts = facts
        self._total = sheet.mark
        self._known = {item.id: _span(item.mark) for item in sheet.items if not item.mark.approximate}

    def could_matter(self, reading: ReadingInForce) -> bool:
        """Bonus and penalty items without any reported fact are nothing under every Reading (a pack whose are
        not is refused).
        """
        touched = [item for item in self._table.items if item.id in reading.touches]
        return len(touched) < len(reading.touches) or any(
            item.kind == "base" or not self._facts.stated.isdisjoint(self._table.facts(item))
            for item in touched
        )

    def total_in(self, other: Table, reading: ReadingInForce) -> Mark | None:
        """The total in the other table, or None where it is the same.

        Raises ``ValueError`` where the Reading changes which items or facts there are.
        """
        named: dict[int, Span] = {}
        answers = dict(self._facts.answers)
        touched: list[Item] = []
        for item, counterpart in zip(self._table.items, other.items, strict=True):
            if item.id in reading.touches:
                touched.append(counterpart)
            if item.id in reading.touches or item.id not in self._known:
                answers |= self._carried(item, other, counterpart)
            else:
                named[id(share(counterpart, account(item)).total)] = self._known[item.id]
        spans = Spans(answers, named)
        if len(touched) == len(reading.touches) and all(
            self._known.get(item.id) == spans.amount(account(item).total) for item in touched
        ):
            return None
        whole = spans.amount(account(other.total).total)
        low, high = _decimal(whole.low), _decimal(whole.high)
        return None if (low, high) == (self._total.lower, self._total.upper) else Mark(low, high)

    def _carried(self, item: Item, other: Table, counterpart: Item) -> dict[Field, Answer]:
        """The item's answers by the other table's fields."""
        fields = other.facts(counterpart)
        if fields.keys() != self._table.facts(item).keys():
            raise ValueError(f"{item.id} has other facts under another Reading")
        given = self._facts.answers
        return {fields[key]: given[field] for key, field in self._table.facts(item).items() if field in given}


def _span(mark: Mark) -> Span:
    return Span(Fraction(mark.lower), Fraction(mark.upper))


def _decimal(value: Fraction) -> Decimal:
    return half_up(value.numerator, value.denominator, DISPLAY_PLACES)
