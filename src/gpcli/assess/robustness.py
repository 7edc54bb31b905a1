"""How firm the rankings of an assessment are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from gpcli.assess.ranking import Ranking
from gpcli.packs import Packs, broken
from gpcli.problems import Problems
from gpcli.season.contest import Group
from gpcli.season.robust import SEED, Asked, Robustness, examine

STEPS = 2
"""How often a step is taken for each unit that is ranked."""


def examined(
    packs: Packs,
    ranking: Ranking,
    seed: int | None = None,
    samples: int | None = None,
    step: Callable[[], object] = lambda: None,
) -> Ranking:
    """The ranking with every group's robustness; raises :class:`Problems` where a pack is at fault.

    Combinations of Readings that are too many are drawn with the ``seed``, so many ``samples`` of them, or as
    :mod:`gpcli.season.robust` does it.
    ``step`` is called :data:`STEPS` times for each unit.
    """
    how = Asked(SEED if seed is None else seed, samples)
    return ranking._replace(
        contests=tuple(
            contest._replace(
                groups=tuple(group._replace(robust=_of(packs, group, how, step)) for group in contest.groups)
            )
            for contest in ranking.contests
        )
    )


def _of(packs: Packs, group: Group, asked: Asked, step: Callable[[], object]) -> Robustness:
    scorer = group.scored[0].scorer
    rebuild = partial(packs.rebuilt, scorer.scheme, scorer.table.id)
    try:
        return examine(group.league, group.scored, rebuild, asked._replace(rules=group.rules), step)
    except ValueError as error:
        raise Problems([broken(packs.owner(scorer.scheme.id), error)]) from error
