"""Which Readings mattered: what the result would be under every other answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from gpcli.expr.fields import Answer, Answers, Field
from gpcli.expr.spans import Span, Spans
from gpcli.facts.unit import UnitFacts
from gpcli.ledger import account, share
from gpcli.points import half_up
from gpcli.records import Record
from gpcli.scheme import Table
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
    found: list[Effect] = []
    for reading in scorer.readings:
        declared = scorer.scheme.find_reading(reading.id)
        if not _could_matter(reading, scorer.table, facts):
            continue
        for answer in declared.answers if declared is not None else ():
            if answer.value != reading.value:
                mark = _under(
                    sheet, reading, scorer.table, facts.answers, rebuild({reading.id: answer.value})
                )
                if mark is not None:
                    found.append(Effect(reading, answer.value, answer.says, mark))
    return tuple(found)


def _could_matter(reading: ReadingInForce, table: Table, facts: UnitFacts) -> bool:
    """Bonus and penalty items without any reported fact are nothing under every Reading."""
    touched = [item for item in table.items if item.id in reading.touches]
    return len(touched) < len(reading.touches) or any(
        item.kind == "base" or any(key.startswith(f"{item.id}.") for key in facts.stated) for item in touched
    )


def _under(
    sheet: Sheet, reading: ReadingInForce, table: Table, answers: Answers, other: Table
) -> Mark | None:
    """The total in the other table, or None where it is the same; only what the Reading touches is redone."""
    marks = {item.id: item.mark for item in sheet.items if not item.mark.approximate}
    known: dict[int, Span] = {}
    for item, counterpart in zip(table.items, other.items, strict=True):
        if item.id in marks and item.id not in reading.touches:
            written, mark = account(item), marks[item.id]
            share(counterpart, written)
            known[id(written.total)] = Span(Fraction(mark.lower), Fraction(mark.upper))
    spans = Spans({**answers, **_carried(answers, table, other, reading.touches)}, known)
    touched = [item for item in other.items if item.id in reading.touches]
    if len(touched) == len(reading.touches) and all(
        item.id in marks and _same(spans.amount(account(item).total), marks[item.id]) for item in touched
    ):
        return None
    whole = spans.amount(account(other.total).total)
    return None if _same(whole, sheet.mark) else Mark(_decimal(whole.low), _decimal(whole.high))


def _same(span: Span, mark: Mark) -> bool:
    return span.low == Fraction(mark.lower) and span.high == Fraction(mark.upper)


def _decimal(value: Fraction) -> Decimal:
    return half_up(value.numerator, value.denominator, DISPLAY_PLACES)


def _carried(answers: Answers, old: Table, new: Table, touched: Sequence[str]) -> Answers:
    """The answers to the facts of the items that are touched, by the other table's fields."""
    carried: dict[Field, Answer] = {}
    for one, other in zip(old.items, new.items, strict=True):
        if one.id in touched:
            counterparts = new.facts(other)
            for key, field in old.facts(one).items():
                if field in answers:
                    carried[counterparts[key]] = answers[field]
    return carried
