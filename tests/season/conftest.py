"""What the tests of ``gp improve`` share: a unit scored, and advice checked against whole sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from random import Random
from typing import TypeVar

import pytest

from gpcli.expr.fields import Answer, Field, excuse
from gpcli.problems import Problems
from gpcli.scoring.outcome import Scored
from gpcli.scoring.score import Scorer
from gpcli.season.improve import Gain, Improvement, Standing
from gpcli.season.losses import Losses, certain
from gpcli.testing.generate import unit_facts

One = TypeVar("One")


@pytest.fixture(scope="session")
def scored() -> Callable[[Scorer, Mapping[Field, Answer]], Scored]:
    """Scores answers."""
    return _scored


@pytest.fixture(scope="session")
def rescored() -> Callable[[Scored, Mapping[Field, Answer]], Standing]:
    """The standing under other answers, by way of the whole sheet."""
    return _rescored


@pytest.fixture(scope="session")
def check() -> Callable[[Improvement], None]:
    """Every number of the advice is a difference of totals, and every fix is one of the unit's own."""

    def checked(found: Improvement) -> None:
        check_exact(found)
        check_bundle(found)
        check_kinds(found)
        check_losses(found)

    return checked


def _scored(scorer: Scorer, known: Mapping[Field, Answer]) -> Scored:
    unit = unit_facts(scorer.table, known, scorer.scheme.id)
    return Scored(scorer.score(unit), unit, scorer, tuple)


def _rescored(one: Scored, changes: Mapping[Field, Answer]) -> Standing:
    sheet = one.scorer.score(one.facts._replace(answers={**one.facts.answers, **changes}))
    ends = [note for note in sheet.notes if note.effect != "note"]
    names = [grade.name for grade in one.scorer.table.grades]
    if sheet.status == "vetoed":
        grades: tuple[int, ...] | None = None
    else:
        grades = tuple(map(names.index, sheet.grades))
    return Standing(
        sheet.mark.lower,
        sheet.mark.upper,
        tuple(note.label for note in ends if note.sure),
        tuple(note.label for note in ends if not note.sure),
        grades,  # type: ignore[arg-type]
        (),
    )


def same(one: Standing, other: Standing) -> bool:
    if other.grades is None:
        one = one._replace(grades=None)
    return one == other


SAMPLE = 4
"""Numbers of one kind that are worked out again, by way of a whole sheet each."""


def sample(some: Iterable[One]) -> list[One]:
    """All of a few, else some of them, always the same."""
    listed = list(some)
    return listed if len(listed) <= SAMPLE else Random(len(listed)).sample(listed, SAMPLE)


def check_exact(found: Improvement) -> None:
    """Every number of the advice is the difference of two totals of whole sheets."""
    one = found.scored
    now = _rescored(one, {})
    assert same(found.now, now)
    fixes = (*found.fixes, *found.past.facts, *found.others)
    assert all(fix.better for fix in fixes)
    for fix, option in sample((one, option) for one in fixes for option in one.better):
        then = _rescored(one, option.changes(fix.place.field))
        assert same(option.standing, then), fix.place.key
        assert option.gain == Gain(then.lower - now.lower, then.upper - now.upper), fix.place.key
        assert then.worth > now.worth, fix.place.key
    for lock in sample(found.locked):
        then = _rescored(one, lock.option.changes(lock.place.field))
        assert then.worth <= now.worth
        if lock.gain is not None:
            others = dict(lock.freed_by)
            before = _rescored(one, others)
            then = _rescored(one, others | lock.option.changes(lock.place.field))
            assert lock.gain == Gain(then.lower - before.lower, then.upper - before.upper)
            assert then.worth > before.worth
    for claim in sample(found.claims):
        then = _rescored(one, {claim.place.field: claim.answer})
        assert claim.gain == Gain(then.lower - now.lower, then.upper - now.upper)
    for open_ in sample(found.missing):
        then = _rescored(one, {open_.place.field: open_.best})
        assert open_.gain == Gain(then.lower - now.lower, then.upper - now.upper)
        if open_.risk is not None:
            assert open_.worst is not None
            then = _rescored(one, {open_.place.field: open_.worst})
            assert open_.risk == Gain(then.lower - now.lower, then.upper - now.upper)


def check_losses(found: Improvement) -> None:
    """Every item that certainly lost points stands in some part, every loss in one of them."""
    one = found.scored
    fixes = [*found.fixes, *found.past.facts, *found.others]
    keys = {fix.place.key for fix in fixes} | {each.place.key for each in found.locked}
    keys |= {each.place.key for each in found.missing} | {each.place.key for each in found.claims}
    fields = {*found.bundle.changes, *(field for lock in found.locked for field, _ in lock.freed_by)}
    keys |= {place.key for place in one.scorer.table.places if place.field in fields}
    left = [each.loss for each in found.leftover]
    assert not any(key in keys for loss in left for key in loss.facts)
    losses = Losses().of(one)
    for loss in losses:
        if not loss.relief and keys.isdisjoint(loss.facts):
            mine = [each for each in left if (each.item, each.line.key) == (loss.item, loss.line.key)]
            assert mine or any(each.relief and each.item == loss.item for each in losses), loss
    items = {key.partition(".")[0] for key in keys} | {loss.item for loss in left}
    read = {item.id: set(one.scorer.table.facts(item).values()) for item in one.scorer.table.items}
    shared = {place.field for place in one.scorer.table.places if place.key in keys}
    for item in one.sheet.items:
        if certain(item) > 0:
            assert item.id in items or read[item.id] & shared, item.id


def check_bundle(found: Improvement) -> None:
    one, bundle = found.scored, found.bundle
    before = found.now
    done: dict[Field, Answer] = {}
    checked = sample(bundle.steps)
    for step in bundle.steps:
        assert not done.keys() & step.changes.keys()
        done |= step.changes
        if step in checked:
            assert same(step.standing, _rescored(one, done))
            alone = _rescored(one, step.changes)
            assert step.alone == Gain(alone.lower - found.now.lower, alone.upper - found.now.upper)
        then = step.standing
        assert step.gain == Gain(then.lower - before.lower, then.upper - before.upper)
        before = step.standing
    assert bundle.changes == done
    assert bundle.standing == before
    assert sum((step.gain.lower for step in bundle.steps), Decimal(0)) == bundle.gain.lower
    assert sum((step.gain.upper for step in bundle.steps), Decimal(0)) == bundle.gain.upper
    for fix in found.fixes:
        assert fix.best is not None
        assert bundle.standing.worth >= fix.best.standing.worth, fix.place.key
    for field in sample(done):
        less = {other: answer for other, answer in done.items() if other != field}
        try:
            assert _rescored(one, less).worth < bundle.standing.worth
        except Problems:
            continue


def check_kinds(found: Improvement) -> None:
    places = {place.field: place for place in found.scored.scorer.table.places}
    asking = {excuse(field) for field in places}
    mended = [*found.bundle.changes, *(fix.place.field for fix in found.fixes)]
    mended += [place.field for fix in found.fixes for option in fix.better for place, _ in option.along]
    mended += [lock.place.field for lock in found.locked]
    mended += [field for goal in found.goals if goal.bundle for field in goal.bundle.changes]
    for field in mended:
        assert not field.past, places[field].key
        assert "self" in {one.partition(":")[0] for one in places[field].assessed_by}, places[field].key
        assert field not in asking
        assert field in found.scored.facts.answers
    assert all(fix.place.field.past for fix in found.past.facts)
    for fix in found.others:
        assert not fix.place.field.past
        assert not any(one.startswith("self") for one in fix.place.assessed_by)
