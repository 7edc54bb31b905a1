"""Random answers for any table, leaning towards the edges, and answers as facts files.

Everything is reproducible: randomness comes from the ``random.Random`` that is handed in.
"""

from __future__ import annotations

from random import Random
from typing import Any

from gpcli.expr.fields import (
    Answer,
    Answers,
    Entries,
    Entry,
    Field,
    ListField,
)
from gpcli.facts.unit import Source, UnitFacts
from gpcli.facts.written import is_judged, written
from gpcli.scheme import Table
from gpcli.testing.plan import MOODS, plan_of


def answers(table: Table, rng: Random, mood: str = "mixed") -> dict[Field, Answer]:
    """Answers for every fact of the table (``gaps``: for some), which its constraints allow.

    Raises ``ValueError`` for an unknown mood, and where no answers were found that the constraints allow.
    """
    if mood not in MOODS:
        raise ValueError(f"a mood is {', '.join(MOODS)}, not {mood!r}")
    plan = plan_of(table)
    leaning = rng.choice(MOODS[:3]) if mood == "gaps" else mood
    toward = {"healthy": 1, "bad": -1, "mixed": 0}[leaning]
    found = plan.repaired({field: plan.draw(field, rng, toward) for field in plan.edges}, (), rng, toward)
    if mood != "gaps":
        return found
    left_out = rng.choice((0.05, 0.3, 0.9))
    kept: dict[Field, Answer] = {}
    for field, answer in found.items():
        if field in plan.required and rng.random() < left_out:
            continue
        kept[field] = _undecided(answer, rng) if isinstance(answer, Entries) else answer
    return kept


def completed(table: Table, known: Answers, rng: Random) -> dict[Field, Answer]:
    """A completion: open facts and undecided amounts filled in, what is known kept.

    Raises ``ValueError`` where no completion was found that the constraints allow.
    """
    plan = plan_of(table)
    toward = rng.choice((-1, 0, 1))
    filled: dict[Field, Answer] = {}
    for field in plan.edges:
        answer = known.get(field)
        if answer is None:
            answer = plan.draw(field, rng, toward)
        elif isinstance(answer, Entries) and isinstance(field, ListField):
            answer = plan.decided(field, answer, rng, toward)
        filled[field] = answer
    return plan.repaired(filled, known, rng, toward)


def repaired(table: Table, given: Answers) -> dict[Field, Answer]:
    """The answers, changed as little as the constraints of the table ask."""
    return plan_of(table).repaired(dict(given), (), Random(0), 0)


def extreme(table: Table, *, best: bool) -> dict[Field, Answer]:
    """Every fact at its good (or bad) end, as far as its direction is known and the constraints allow."""
    plan = plan_of(table)
    toward = 1 if best else -1
    return plan.repaired({field: plan.end(field, toward) for field in plan.edges}, (), Random(0), toward)


def to_toml(table: Table, given: Answers) -> dict[str, Any]:
    """The answers as the data of a facts file: ``table`` and ``facts``; open facts are left out."""
    facts: dict[str, dict[str, Any]] = {}
    for place in table.places:
        if place.field not in given:
            continue
        block = facts.setdefault(place.item, {})
        answer = given[place.field]
        block[place.name] = written(place.field, answer, _JUDGED)
        if is_judged(place.field, answer):
            block |= _JUDGED
    return {"table": table.id, "facts": facts}


def unit_facts(table: Table, given: Answers, scheme: str = "") -> UnitFacts:
    """The answers as checked facts of a unit without a name, as if a file had stated every one of them."""
    stated = frozenset(place.key for place in table.places if place.field in given)
    return UnitFacts(scheme, table.id, "", "", Source(), dict(given), stated, {}, ())


_JUDGED = {"person": "甲", "reason": "示例"}


def _undecided(answer: Entries, rng: Random) -> Entries:
    if not answer.entries or not answer.entries[0].amounts:
        return answer
    return Entries(
        answer.number,
        tuple(
            Entry(
                entry.levels,
                {name: None if rng.random() < 0.3 else one for name, one in entry.amounts.items()},
            )
            for entry in answer.entries
        ),
    )
