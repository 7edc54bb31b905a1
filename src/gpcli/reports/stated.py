"""The facts that an item reads, as they were stated, each with where it stands."""

from __future__ import annotations

from gpcli.facts.written import shown
from gpcli.records import Record
from gpcli.scheme import Item
from gpcli.scoring.outcome import Scored


class StatedFact(Record):
    """One fact: ``where`` is ``file:line``, or what it follows from; the answer as a facts file writes it."""

    where: str
    key: str
    answer: str
    label: str


def stated_facts(scored: Scored, item: Item) -> list[StatedFact]:
    """What was stated of an item, in the table's order; where a re-check changed it, as that has it."""
    facts, table = scored.facts, scored.scorer.table
    read = table.facts(item)
    elsewhere = {one.key: one.place or one.where for one in facts.cohort}
    changed = {one.key: f"{one.file}:{one.line}" for one in facts.rechecks}
    found: list[StatedFact] = []
    for place in table.places:
        if place.key in facts.stated and place.key in read:
            where = changed.get(place.key) or facts.place(place.item, place.name)
            answer = shown(facts.answers[place.field])
            found.append(
                StatedFact(where or elsewhere.get(place.key, ""), place.key, answer, place.field.label)
            )
    return found
