"""What a unit could do: gains are re-scored differences, plans add up, in every table of every pack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random

import pytest

from gpcli.expr.fields import Answer, Field
from gpcli.scoring.outcome import Scored
from gpcli.scoring.score import Scorer
from gpcli.season.improve import Improvement, improvement
from gpcli.testing import built
from gpcli.testing.generate import answers

Score = Callable[[Scorer, Mapping[Field, Answer]], Scored]
Check = Callable[[Improvement], None]

PLUGINS = Path(__file__).parents[2] / "plugins"


def packs() -> dict[str, object]:
    modules = [import_module(one.name) for one in sorted(PLUGINS.glob("*/src/gp_*"))]
    return {scheme.id: plugin for plugin in modules for scheme in built.schemes(plugin)}


PACKS = packs()
TABLES = [
    (scheme.id, table.id)
    for plugin in PACKS.values()
    for scheme in built.schemes(plugin)
    for table in scheme.tables
]


@cache
def scorer_of(scheme: str, table: str) -> Scorer:
    return built.scorer(PACKS[scheme], scheme, table)


@pytest.mark.parametrize(("number", "scheme", "table"), [(place, *one) for place, one in enumerate(TABLES)])
def test_gains_are_rescored_differences_and_plans_add_up(
    number: int, scheme: str, table: str, scored: Score, check: Check
) -> None:
    scorer = scorer_of(scheme, table)
    mood = ("mixed", "gaps")[number % 2]
    known = answers(scorer.table, Random(f"{scheme} {table} {mood}"), mood)
    found = improvement(scored(scorer, known), [Decimal(80)])
    check(found)
    assert found.fixes or scheme == "linzi-2021"
    [target] = found.goals
    if target.bundle is not None:
        assert target.bundle.standing.lower >= 80
    else:
        assert found.bundle.standing.lower < 80 or not found.bundle.standing.settled


def test_evidence_and_open_facts(scored: Score) -> None:
    scorer = scorer_of("zhangshu-2021", "township")
    by_key = {place.key: place.field for place in scorer.table.places}
    known = answers(scorer.table, Random(1), "healthy")
    del known[by_key["submissions.award"]]
    found = improvement(scored(scorer, known))
    [open_] = [one for one in found.missing if one.place.key == "submissions.award"]
    assert (open_.best, open_.worst) == (Decimal(10), Decimal(0))
    assert open_.gain.lower > 0
    stated = {item.id for item in found.scored.sheet.items if item.evidence_kinds and item.mark.upper > 0}
    assert {one.item for one in found.unproven} == stated
    assert [one.points for one in found.unproven] == sorted(
        (one.points for one in found.unproven), reverse=True
    )
