"""Which combinations of answers to the Readings are looked at: all of them, or some and which."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from math import prod

from gpcli.records import Record
from gpcli.season.robust.possible import Possible
from gpcli.season.robust.variants import Choice, Variants

RESULTS = 20_000
"""Different results of units that are worked out for an exact answer; beyond, some are drawn."""

LOOKS = 200_000
"""Units times combinations that are compared for an exact answer."""

SEED = 1
SAMPLES = 1_000


class Plan(Record):
    """The combinations that were asked for: ``of`` is how many there are.

    An exact plan has all of them; another one has those with one or two other answers and ``samples`` drawn
    with the ``seed``. ``questions`` are the places of those that move any unit.
    """

    exact: bool
    of: int
    questions: tuple[int, ...]
    sizes: tuple[int, ...]
    seed: int
    samples: int
    width: int

    def choices(self) -> Iterator[Choice]:
        """The combinations, those with the fewest other answers first."""
        reach = len(self.questions) if self.exact else min(2, len(self.questions))
        for number in range(reach + 1):
            for places in combinations(range(len(self.questions)), number):
                for answers in product(*(range(1, self.sizes[place]) for place in places)):
                    yield self._choice(places, answers)
        if not self.exact:
            drawn = random.Random(self.seed)
            every = range(len(self.questions))
            for _ in range(self.samples):
                yield self._choice(every, [drawn.randrange(size) for size in self.sizes])

    @property
    def number(self) -> int:
        """How many are looked at, those that were drawn twice counted twice."""
        if self.exact:
            return self.of
        others = [size - 1 for size in self.sizes]
        pairs = sum(one * other for one, other in combinations(others, 2))
        return 1 + sum(others) + pairs + self.samples

    def _choice(self, places: Sequence[int], answers: Sequence[int]) -> Choice:
        found = [0] * self.width
        for place, answer in zip(places, answers, strict=True):
            found[self.questions[place]] = answer
        return tuple(found)


def plan(
    variants: Variants,
    units: Sequence[Possible],
    seed: int = SEED,
    samples: int | None = None,
    also: Iterable[int] = (),
) -> Plan:
    """All combinations of the answers that move any of the units, and of those ``also`` to be looked at,
    where they are few enough.

    Unless somebody says how many, :data:`SAMPLES` are drawn, fewer for very many units.
    """
    if samples is None:
        samples = min(SAMPLES, LOOKS // max(len(units), 1))
    questions = tuple(sorted({*also, *(place for one in units for place in one.relevant)}))
    sizes = tuple(len(variants.questions[place].values) for place in questions)
    every = prod(sizes)
    exact = every * len(units) <= LOOKS and sum(one.distinct for one in units) <= RESULTS
    return Plan(exact, every, questions, sizes, seed, samples, len(variants.questions))
