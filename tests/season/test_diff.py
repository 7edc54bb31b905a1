"""What changed and why: the parts add up, and each is what a re-score says."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from random import Random

import pytest

from gpcli.expr.fields import Answer, Field
from gpcli.packs import Packs
from gpcli.problems import Problems
from gpcli.scoring.outcome import Scored
from gpcli.scoring.score import Scorer
from gpcli.season.diff import Difference, End, Recorded, difference, end_of
from gpcli.testing.generate import answers, unit_facts

PACKS = Packs.installed()
TABLES = [(scheme.id, table.id) for scheme in PACKS.schemes() for table in scheme.tables]

ONE_EACH = list(dict(TABLES).items())
"""One table of each scheme."""


@cache
def scorer(scheme: str, table: str, chosen: tuple[tuple[str, str], ...] = ()) -> Scorer:
    return PACKS.scorer(PACKS.scheme(scheme).under(dict(chosen)), table)


def scored(one: Scorer, given: Mapping[Field, Answer]) -> Scored:
    facts = unit_facts(one.table, given, one.scheme.id)
    return Scored(one.score(facts), facts, one, tuple)


def under(one: Scorer, chosen: Mapping[str, str]) -> Scorer:
    return scorer(one.scheme.id, one.table.id, tuple(sorted(chosen.items())))


def compared(old: Scored, new: Scored) -> Difference:
    return difference(old, new, lambda chosen: under(new.scorer, chosen))


def drawn(one: Scorer, rng: Random, mood: str) -> Scored:
    """Random facts that the table allows; under some Readings not every draw is."""
    while True:
        try:
            return scored(one, answers(one.table, rng, mood))
        except Problems:
            continue


def other_readings(one: Scorer, rng: Random) -> Scorer:
    chosen = {
        reading.id: rng.choice(reading.values)
        for reading in rng.sample(one.scheme.readings, min(2, len(one.scheme.readings)))
    }
    return under(one, {**{reading.id: reading.default for reading in one.scheme.readings}, **chosen})


def mixed(old: Scored, new: Scored, rng: Random) -> Scored:
    """The old facts with a few answers of the new ones, where they go together."""
    there = {place.key: new.facts.answers.get(place.field) for place in new.scorer.table.places}
    found = old
    for place in rng.sample(old.scorer.table.places, 6):
        given = dict(found.facts.answers)
        answer = there.get(place.key)
        given.pop(place.field, None)
        if answer is not None:
            given[place.field] = answer
        try:
            found = scored(old.scorer, given)
        except Problems:
            continue
    return found


def assert_it_adds_up(old: Scored, new: Scored) -> Difference:
    found = compared(old, new)
    for bound in ("lower", "upper"):
        gap = Decimal(getattr(new.sheet.mark, bound)) - Decimal(getattr(old.sheet.mark, bound))
        assert sum((getattr(part, bound) for part in found.parts), Decimal(0)) == gap
        assert getattr(found, bound) == gap
    assert (found.old, found.new) == (end_of(old.sheet), end_of(new.sheet))
    return found


@pytest.mark.parametrize(("scheme", "table"), TABLES)
def test_parts_add_up_to_the_difference(scheme: str, table: str) -> None:
    rng = Random(f"{scheme} {table}")
    base = scorer(scheme, table)
    old, new = drawn(base, rng, "mixed"), drawn(base, rng, "gaps")
    there = assert_it_adds_up(old, new)
    assert any(not part.idle for part in there.parts)
    assert_it_adds_up(mixed(new, old, rng), new)


@pytest.mark.parametrize(("scheme", "table"), ONE_EACH)
def test_parts_add_up_under_other_readings(scheme: str, table: str) -> None:
    rng = Random(f"readings {scheme} {table}")
    base = scorer(scheme, table)
    old = drawn(base, rng, "mixed")
    assert_it_adds_up(old, drawn(other_readings(base, rng), rng, "gaps"))


@pytest.mark.parametrize(("scheme", "table"), ONE_EACH)
def test_every_part_is_what_a_score_of_the_facts_says(scheme: str, table: str) -> None:
    rng = Random(f"replay {scheme} {table}")
    old = drawn(scorer(scheme, table), rng, "mixed")
    new = mixed(old, drawn(old.scorer, rng, "mixed"), rng)
    fields = {place.key: place.field for place in old.scorer.table.places}
    state = dict(old.facts.answers)
    found = compared(old, new)
    for part in found.parts:
        assert end_of(scored(old.scorer, state).sheet) == part.before
        for change in part.changes:
            assert state.get(fields[change.key]) == change.old != change.new
            if change.new is None:
                del state[fields[change.key]]
            else:
                state[fields[change.key]] = change.new
        assert end_of(scored(old.scorer, state).sheet) == part.after
    assert state == new.facts.answers
    keys = [change.key for part in found.parts for change in part.changes]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize(("scheme", "table"), TABLES)
def test_the_same_result_has_no_parts(scheme: str, table: str) -> None:
    one = drawn(scorer(scheme, table), Random(1), "gaps")
    assert compared(one, one).same
    assert not compared(one, one).parts


def test_one_reading_is_the_whole_of_its_effect() -> None:
    seen = 0
    for scheme, table in TABLES:
        base = scorer(scheme, table)
        rng = Random(f"reading {table}")
        old = drawn(base, rng, "mixed")
        for reading in base.scheme.readings:
            for value in reading.values:
                if value == reading.default or not reading.concerns(base.table):
                    continue
                other = under(
                    base, {one.id: one.default for one in base.scheme.readings} | {reading.id: value}
                )
                keys = {place.key: place.field for place in other.table.places}
                given = {keys[base.fact_key(field)]: answer for field, answer in old.facts.answers.items()}
                try:
                    new = scored(other, given)
                except Problems:
                    continue
                (part,) = compared(old, new).parts
                (change,) = part.changes
                assert (change.kind, change.key) == ("reading", reading.id)
                assert (change.old, change.new) == (reading.default, value)
                assert part.lower == new.sheet.mark.lower - old.sheet.mark.lower
                seen += not part.idle
            break
    assert seen


def test_what_a_freeze_recorded_otherwise_is_the_packs_part() -> None:
    one = drawn(scorer(*TABLES[0]), Random(3), "mixed")
    here = end_of(one.sheet)
    then = End(here.lower - 2, here.upper - 1, "incomplete")
    known = Recorded(one.sheet.scheme.pack, "0.0.9", then)
    same = Recorded(one.sheet.scheme.pack, "0.0.9", here)

    def with_recorded(*both: Recorded | None) -> Difference:
        first, second = both
        return difference(one, one, lambda chosen: under(one.scorer, chosen), (first, second))

    (part,) = with_recorded(known, None).parts
    assert (part.lower, part.upper) == (2, 1)
    assert (part.changes[0].kind, part.changes[0].old) == ("pack", "0.0.9")
    assert part.changes[0].new == one.sheet.scheme.pack_version
    (part,) = with_recorded(None, known).parts
    assert (part.lower, part.upper) == (-2, -1)
    assert part.changes[0].new == "0.0.9"
    assert with_recorded(same, same).same
    there, back = with_recorded(known, known).parts
    assert there.lower + back.lower == 0
