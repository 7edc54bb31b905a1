"""What to fix first: every fix of a unit with its exact gain, and what several of them reach together.

Every number here is a difference of two totals of the whole table, never a sum of amounts: caps, ceilings and
statuses make gains that do not add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gpcli.records import Record
from gpcli.scoring.outcome import Scored
from gpcli.season.improve import beside, lines
from gpcli.season.improve.beside import Claim, Open, Past, Unproven
from gpcli.season.improve.bundle import Bundle, Bundles, Step
from gpcli.season.improve.fixes import Fix, Fixes, Option, kinds
from gpcli.season.improve.lines import Goal, NextPlace, next_place
from gpcli.season.improve.locks import Absorbed, Locked, Locks
from gpcli.season.improve.standing import Gain, Rescorer, Standing

__all__ = [
    "Absorbed",
    "Bundle",
    "Claim",
    "Fix",
    "Gain",
    "Goal",
    "Improvement",
    "Locked",
    "NextPlace",
    "Open",
    "Option",
    "Past",
    "Standing",
    "Step",
    "Unproven",
    "improvement",
    "next_place",
]


class Improvement(Record):
    """What one unit could do: fixes that gain alone (the best first), those that something absorbs, the best
    bundle, lines within reach; and apart what is past, what others decide, what could be claimed, what is
    open or without evidence.
    """

    scored: Scored
    now: Standing
    fixes: tuple[Fix, ...]
    locked: tuple[Locked, ...]
    bundle: Bundle
    goals: tuple[Goal, ...]
    past: Past
    others: tuple[Fix, ...]
    claims: tuple[Claim, ...]
    missing: tuple[Open, ...]
    unproven: tuple[Unproven, ...]


def improvement(
    scored: Scored,
    targets: Sequence[Decimal] = (),
    others: Sequence[tuple[Decimal, Decimal]] | None = None,
) -> Improvement:
    """What the unit could do about its sheet. ``targets`` are totals that it aims at; ``others`` the totals
    of the other units of its group, from the least to the greatest each, for the next better place.
    """
    rescorer = Rescorer(scored.scorer, scored.facts.answers)
    table = rescorer.table
    sorted_ = kinds(table, rescorer)
    mending = Fixes(rescorer, sorted_.own)
    tried = [mending.of(place) for place in sorted_.own]
    bundles = Bundles(rescorer, tried)
    gaining = [fix for fix in tried if fix.best is not None]
    gaining.sort(key=_worth, reverse=True)
    locks = Locks(rescorer, bundles.best_choice)
    found = (locks.of(fix) for fix in tried if fix.best is None)
    goals = lines.targets(bundles, targets) + lines.grades(table, rescorer, bundles)
    if others is not None and (rank := lines.next_rank(rescorer, bundles, others)) is not None:
        goals += (rank,)
    return Improvement(
        scored,
        rescorer.now,
        tuple(gaining),
        tuple(one for one in found if one is not None),
        bundles.best(),
        goals,
        beside.past(rescorer, sorted_),
        beside.others(rescorer, sorted_),
        beside.claims(rescorer),
        beside.missing(scored, rescorer),
        beside.unproven(scored),
    )


def _worth(fix: Fix) -> tuple[int, Decimal, Decimal, int]:
    assert fix.best is not None
    return fix.best.standing.worth
