"""Which Readings mattered: what the result would be under every other answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from gpcli.expr.bounds import Bounds
from gpcli.expr.cells import fill
from gpcli.expr.fields import Answers
from gpcli.expr.python import compiled
from gpcli.facts.unit import UnitFacts
from gpcli.ledger import account
from gpcli.points import from_scaled
from gpcli.scheme import Table
from gpcli.scoring.score import Scorer
from gpcli.scoring.sheet import Mark, ReadingInForce, Sheet

Rebuild = Callable[[Mapping[str, str]], Table]
"""Builds the table under other Readings."""


class Effect(NamedTuple):
    """Under ``value``, another answer to the Reading, the result would be ``mark``."""

    reading: ReadingInForce
    value: str
    says: str
    mark: Mark


def effects(scorer: Scorer, facts: UnitFacts, sheet: Sheet, rebuild: Rebuild) -> tuple[Effect, ...]:
    """Every other answer to one Reading that would change the total (or its interval)."""
    marks = {item.id: (item.mark.lower, item.mark.upper) for item in sheet.items}
    found: list[Effect] = []
    for reading in scorer.readings:
        declared = scorer.scheme.find_reading(reading.id)
        for answer in declared.answers if declared is not None else ():
            if answer.value == reading.value:
                continue
            table = rebuild({reading.id: answer.value})
            answers = _carried(facts.answers, scorer.table, table)
            touched = [item for item in table.items if item.id in reading.touches]
            if "total" not in reading.touches and all(
                _interval(table, answers, item.id) == marks[item.id] for item in touched
            ):
                continue
            lower, upper = _interval(table, answers, "total")
            if (lower, upper) != (sheet.mark.lower, sheet.mark.upper):
                found.append(Effect(reading, answer.value, answer.says, Mark(lower, upper)))
    return tuple(found)


def _carried(answers: Answers, old: Table, new: Table) -> Answers:
    fields = {place.key: place.field for place in new.places}
    return {fields[place.key]: answers[place.field] for place in old.places if place.field in answers}


def _interval(table: Table, answers: Answers, ledger: str) -> tuple[Decimal, Decimal]:
    whole = table.total if ledger == "total" else table.item(ledger)
    assert whole is not None
    interval = Bounds(table.optional()).amount(account(whole).total)
    program = compiled([interval.lower, interval.upper])
    low, _, high, _ = program.run(fill(program.cells, answers))
    return from_scaled(low, program.scales[0]), from_scaled(high, program.scales[1])
