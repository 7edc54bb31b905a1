"""What a unit may come to under other Readings, worked out in parts, against whole sheets of real packs."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random

import pytest

from gpcli.points import to_scaled
from gpcli.problems import Problems
from gpcli.scoring.score import Scorer
from gpcli.season.robust.possible import PLACES, Possible, Reach
from gpcli.season.robust.variants import Choice, Variants
from gpcli.testing import built
from gpcli.testing.generate import answers, unit_facts

PLUGINS = Path(__file__).parents[3] / "plugins"


def packs() -> dict[str, object]:
    modules = [import_module(one.name) for one in sorted(PLUGINS.glob("*/src/gp_*"))]
    return {scheme.id: plugin for plugin in modules for scheme in built.schemes(plugin)}


PACKS = packs()
TABLES = [(scheme.id, scheme.tables[-1].id) for plugin in PACKS.values() for scheme in built.schemes(plugin)]
"""One table of each; those of one scheme are built alike."""

LOOKS = 2


@cache
def scorer_of(scheme: str, table: str, chosen: tuple[tuple[str, str], ...] = ()) -> Scorer:
    return built.scorer(PACKS[scheme], scheme, table, dict(chosen))


@pytest.mark.parametrize(("scheme", "table"), TABLES)
def test_parts_add_up_to_whole_sheets(scheme: str, table: str) -> None:
    base = scorer_of(scheme, table)
    variants = Variants(base, lambda chosen: scorer_of(scheme, table, tuple(sorted(chosen.items()))).table)
    rng = Random(f"{scheme} {table}")
    units = [answers(base.table, rng, mood) for mood in ("mixed", "gaps")]
    possible = [Possible(variants, one) for one in units]
    for number in range(LOOKS if variants.questions else 1):
        share = 0 if not number else rng.choice((0.2, 0.7))
        choice = tuple(
            rng.randrange(len(one.values)) if rng.random() < share else 0 for one in variants.questions
        )
        other = scorer_of(scheme, table, chosen(variants, choice))
        fields = {place.key: place.field for place in other.table.places}
        for one, given in zip(possible, units, strict=True):
            there = {
                fields[place.key]: given[place.field] for place in base.table.places if place.field in given
            }
            try:
                found = other.draft(unit_facts(other.table, there, scheme)).standing()
            except Problems:
                assert one.under(choice).state == "refused"
                continue
            claimed = one.under(choice)
            state = "out" if found.out else "unsure" if found.unsure else "sure"
            assert claimed.state == state
            if state != "out":
                low, high = (to_scaled(end, PLACES) for end in (found.mark.lower, found.mark.upper))
                assert claimed == Reach(low, high, state)


def chosen(variants: Variants, choice: Choice) -> tuple[tuple[str, str], ...]:
    pairs = zip(variants.questions, choice, strict=True)
    return tuple(sorted((one.reading.id, one.values[answer]) for one, answer in pairs if answer))
