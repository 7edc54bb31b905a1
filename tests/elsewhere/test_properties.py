"""What holds for every table of the invented pack, under every Reading, whatever the facts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from random import Random

import gp_elsewhere
import pytest

from gpcli.expr.cells import fill
from gpcli.expr.fields import Answer, Answers, Field
from gpcli.expr.nodes import Amount
from gpcli.expr.python import Compiled
from gpcli.expr.spans import Span, Spans
from gpcli.expr.value import Memo, amount, holds
from gpcli.points import total
from gpcli.scoring.openness import open_places
from gpcli.scoring.score import Scorer
from gpcli.testing import built
from gpcli.testing.generate import answers, completed, unit_facts

(SCHEME,) = built.schemes(gp_elsewhere)
MOODS = ("healthy", "bad", "mixed")


def _names() -> Iterator[str]:
    for ref in SCHEME.tables:
        yield ref.id
        for reading in SCHEME.readings:
            if ref.id in reading.tables:
                yield from (
                    f"{ref.id}:{reading.id}={value}" for value in reading.values if value != reading.default
                )


@cache
def scorer_of(name: str) -> Scorer:
    table, _, setting = name.partition(":")
    return built.scorer(gp_elsewhere, SCHEME.id, table, dict([setting.split("=")] if setting else []))


@pytest.fixture(params=list(_names()))
def scorer(request: pytest.FixtureRequest) -> Scorer:
    """Every table under its defaults and under every other answer."""
    return scorer_of(request.param)


def samples(scorer: Scorer, number: int, *moods: str) -> list[dict[Field, Answer]]:
    rng = Random(f"{scorer.table.id} {sorted(scorer.scheme.chosen.items())}")
    return [answers(scorer.table, rng, mood) for _ in range(number) for mood in moods or MOODS]


def run(program: Compiled, given: Answers) -> list[Fraction]:
    numbers = program.run(fill(program.cells, given))
    return [
        Fraction(number, 10**scale * below)
        for number, below, scale in zip(numbers[::2], numbers[1::2], program.scales, strict=True)
    ]


def test_the_compiled_program_is_the_walking_oracle(scorer: Scorer) -> None:
    outline = scorer.outline
    for given in samples(scorer, 10):
        known: Memo = {}
        assert run(outline.complete, given) == [
            amount(root, given, known) if isinstance(root, Amount) else Fraction(holds(root, given, known))
            for root in outline.roots.values()
        ]


def test_bounds_are_the_oracle_and_contain_every_completion(scorer: Scorer) -> None:
    outline, rng = scorer.outline, Random(5)
    for given in samples(scorer, 20, "gaps"):
        ends = run(outline.bounded, given)
        found = [Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=True)]
        walk = Spans(given)
        assert found == [
            walk.amount(root)
            if isinstance(root, Amount)
            else Span(*map(Fraction, map(int, walk.condition(root))))
            for root in outline.roots.values()
        ]
        for _ in range(3):
            values = run(outline.complete, completed(scorer.table, given, rng))
            for address, value, (low, high) in zip(outline.roots, values, found, strict=True):
                assert low <= value <= high, address


def test_sheets_balance_to_the_last_digit(scorer: Scorer) -> None:
    for given in (*samples(scorer, 10), *samples(scorer, 10, "gaps")):
        sheet = scorer.score(unit_facts(scorer.table, given))
        for part in (*sheet.items, *sheet.sections):
            if part.mark.points is not None:
                assert total(line.amount for line in part.lines) == part.mark.points, part.id
        amounts = [step.amount for step in sheet.steps]
        if None not in amounts:
            assert total(one for one in amounts if one is not None) == sheet.mark.points
        assert sheet.steps[-1].after == sheet.mark


def test_there_is_a_total_only_where_nothing_that_matters_is_open(scorer: Scorer) -> None:
    """Of what was left out some answer must be able to change the result, or the sheet has a total."""
    seen: set[str] = set()
    rng = Random(7)
    for given in (*samples(scorer, 10), *samples(scorer, 20, "gaps")):
        sheet = scorer.score(unit_facts(scorer.table, given))
        seen.add(sheet.status)
        if not open_places(scorer.table, given):
            assert sheet.status != "incomplete" or any(
                note.effect == "withhold" and note.sure for note in sheet.notes
            )
        if sheet.total is None:
            assert sheet.status != "scored"
            assert sheet.grade == ""
            assert sheet.reason or sheet.missing
            continue
        for _ in range(3):
            other = scorer.score(unit_facts(scorer.table, completed(scorer.table, given, rng)))
            assert other.total == sheet.total
            assert set(other.grades) <= set(sheet.grades)
    assert {"scored", "incomplete"} <= seen


@pytest.mark.parametrize("table", ["gated", "graded"])
def test_a_veto_that_holds_ends_in_a_status_whatever_else_is_open(table: str) -> None:
    scorer = scorer_of(table)
    vetoes = {note.id: note for ledger in scorer.table.ledgers() for note in ledger.notes}
    seen: set[str] = set()
    for given in (*samples(scorer, 20), *samples(scorer, 40, "gaps")):
        held = {name for name, note in vetoes.items() if Spans(given).condition(note.condition).sure}
        sheet = scorer.score(unit_facts(scorer.table, given))
        assert (sheet.status == "vetoed") == bool(held)
        assert (sheet.total is None) or not held
        seen |= held
    assert seen == vetoes.keys()


@pytest.mark.parametrize("name", list(_names()))
def test_each_required_component_alone_keeps_the_total_back(name: str) -> None:
    """Full facts without one: no total, and the sheet names that one, unless it can change nothing."""
    scorer = scorer_of(name)
    rng = Random(11)
    named: set[str] = set()
    for _ in range(15):
        whole = answers(scorer.table, rng, "healthy")
        complete = scorer.score(unit_facts(scorer.table, whole))
        for place in scorer.table.places:
            if place.optional or complete.status != "scored":
                continue
            part = {field: one for field, one in whole.items() if field is not place.field}
            sheet = scorer.score(unit_facts(scorer.table, part))
            if sheet.total is None:
                assert place.key in sheet.missing
                named.add(place.key)
            else:
                assert sheet.total == complete.total
                assert place.key not in sheet.missing or len(sheet.grades) > 1
    required = {place.key for place in scorer.table.places if not place.optional}
    assert required - named <= {"bottom.size", "shared.rank", "shared.size", "shared.noticed"}


def test_redistribution_changes_nothing_where_everything_applies() -> None:
    scorer = scorer_of("shared_out")
    exempt = {item.exempt.field for item in scorer.table.items if item.exempt is not None}
    for given in samples(scorer, 15):
        sheet = scorer.score(unit_facts(scorer.table, {**given, **dict.fromkeys(exempt, False)}))
        services = sheet.sections[0]
        assert services.mark.points == total(item.mark.lower for item in sheet.items[:3])


def test_what_does_not_apply_changes_nothing_by_its_own_facts() -> None:
    scorer = scorer_of("shared_out")
    item = scorer.table.item("charges")
    assert item is not None
    assert item.exempt is not None
    (points,) = (field for field in scorer.table.facts(item).values() if field is not item.exempt.field)
    for given in samples(scorer, 10):
        totals = {
            scorer.score(
                unit_facts(scorer.table, {**given, item.exempt.field: True, points: Decimal(one)})
            ).mark
            for one in (0, 4, 10)
        }
        assert len(totals) == 1
