"""The forms of every table on trial, and the facts that are typed into them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from random import Random

from gpcli.expr.fields import Answers
from gpcli.facts.unit import Contribution
from gpcli.forms.design import Design
from gpcli.problems import Problems
from gpcli.testing import built
from gpcli.testing.generate import answers, extreme
from gpcli.testing.plan import MOODS
from gpcli.testing.solve import solved
from sheet_engines.cells import Book
from sheet_engines.trial import Trial, differences

PACKS = ("gp_huanggang", "gp_linzi", "gp_putuo", "gp_region2023", "gp_zhangshu")
DOCUMENTS = tuple(
    (name, scheme.id, ref.id)
    for name in PACKS
    for scheme in built.schemes(import_module(name))
    for ref in scheme.tables
)
ELSEWHERE = tuple(
    ("gp_elsewhere", scheme.id, ref.id)
    for scheme in built.schemes(import_module("gp_elsewhere"))
    for ref in scheme.tables
)


@cache
def trial(pack: str, scheme: str, table: str, design: Design) -> Trial:
    plugin = import_module(pack)
    under = built.scheme(plugin, scheme)
    return Trial(under, built.table(plugin, under, table), design)


def fact_sets(on_trial: Trial, number: int, seed: int) -> Iterator[list[Contribution]]:
    """Facts of every mood, both ends, and each side of each boundary, the same facts once."""
    table, rng = on_trial.scorer.table, Random(seed)
    sources = range(len(on_trial.design.sources))
    yield [on_trial.says(one, {}) for one in sources]
    for best in (True, False):
        yield [on_trial.says(one, extreme(table, best=best)) for one in sources]
    sides: list[Answers] = []
    for boundary in solved(table) if len(sources) == 1 else ():
        sides += [given for given in boundary.sides.values() if given not in sides]
    for given in sides:
        yield [on_trial.says(0, given)]
    for turn in range(number):
        moods = [MOODS[(turn + one) % len(MOODS)] for one in sources]
        yield [
            on_trial.says(one, answers(table, rng, mood)) for one, mood in zip(sources, moods, strict=True)
        ]


def compare(on_trial: Trial, book: Book, sets: Iterator[list[Contribution]]) -> tuple[int, int]:
    """Fills the form again and again; how often the facts fitted, and how often they contradicted."""
    fitted = contradictions = 0
    for said in sets:
        if not on_trial.fits(said):
            continue
        try:
            expected = on_trial.expected(said)
        except Problems:
            contradictions += 1
            on_trial.fill(book, said)
            assert book.read([on_trial.total]) == ["—"], _facts(said)
            continue
        on_trial.fill(book, said)
        found = differences(expected, book.read(expected))
        assert not found, (found[:5], _facts(said))
        fitted += 1
    return fitted, contradictions


def _facts(said: Sequence[Contribution]) -> list[object]:
    return [one.blocks for one in said]
