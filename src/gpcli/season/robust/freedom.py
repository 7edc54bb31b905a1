"""Which facts of a unit are at somebody's discretion, and its answers with those left open."""

from __future__ import annotations

from collections.abc import Iterable

from gpcli.expr.fields import Answer, Answers, Entries, Entry, Field, ListField, NumberField
from gpcli.facts.unit import UnitFacts
from gpcli.scheme import Place, Table


def discretionary(table: Table, facts: UnitFacts) -> tuple[Place, ...]:
    """The judged amounts that somebody stated about the unit, in the table's order."""
    together = {one.key for one in facts.cohort}
    return tuple(
        place
        for place in table.places
        if place.key in facts.stated - together and _is_at_discretion(place.field, facts.answers)
    )


def freed(answers: Answers, places: Iterable[Place]) -> dict[Field, Answer]:
    """The answers with these amounts open: an award has any value within its limits, a list keeps its entries
    and their levels, and each of their amounts is open.
    """
    found = dict(answers)
    for place in places:
        answer = found.get(place.field)
        if isinstance(answer, Entries):
            found[place.field] = _without_amounts(answer)
        else:
            found.pop(place.field, None)
    return found


def _is_at_discretion(field: Field, answers: Answers) -> bool:
    answer = answers.get(field)
    if isinstance(field, NumberField):
        return field.judged and answer is not None
    if isinstance(field, ListField) and isinstance(answer, Entries):
        return field.judged and bool(field.amounts) and answer.number > 0
    return False


def _without_amounts(answer: Entries) -> Entries:
    if answer.entries is None:
        return answer
    entries = (Entry(one.levels, dict.fromkeys(one.amounts)) for one in answer.entries)
    return Entries(answer.number, tuple(entries))
