"""A unit's facts as if another unit had not taken part."""

from __future__ import annotations

from functools import partial

from gpcli.expr.fields import Answer, Field
from gpcli.facts.merge import complete
from gpcli.facts.unit import UnitFacts
from gpcli.problems import Problems
from gpcli.scheme import Table
from gpcli.scoring.outcome import Scored
from gpcli.scoring.standing import Standing
from gpcli.season.robust.variants import Variants


def hangs_on(facts: UnitFacts, gone: str, variants: Variants) -> bool:
    """Whether a unit has other facts without the one that is gone, under any of the Readings."""
    under = facts.cohort_under
    if under is None:
        return False
    return len(variants.together) > 1 or any(
        under(one.table) != under(one.table, gone) for one in variants.singles(variants.together)
    )


def without(facts: UnitFacts, table: Table, gone: str) -> UnitFacts:
    """The unit's facts without the one that is gone: what follows from all units together is another one."""
    under = facts.cohort_under
    if under is None:
        return facts
    old = under(table)
    answers: dict[Field, Answer] = {field: one for field, one in facts.answers.items() if field not in old}
    answers |= under(table, gone)
    complete(table, answers)
    return facts._replace(answers=answers, cohort_under=partial(under, gone=gone))


def standing_without(scored: Scored, was: Standing, gone: str) -> Standing:
    """Where a unit stands without the one that is gone; as it was where its own facts contradict the rest."""
    facts = without(scored.facts, scored.scorer.table, gone)
    if facts.answers == scored.facts.answers:
        return was
    try:
        there = scored.scorer.draft(facts).standing()
    except Problems:
        return was
    return there._replace(group=was.group, path=was.path, heard=was.heard)
