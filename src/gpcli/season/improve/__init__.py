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
from gpcli.season.improve.leftover import Leftover, leftover
from gpcli.season.improve.lines import Goal
from gpcli.season.improve.locks import Absorbed, Locked, Locks
from gpcli.season.improve.rivals import NextPlace, OfficeLine, Place, Rivals
from gpcli.season.improve.standing import Gain, Rescorer, Standing
from gpcli.season.losses import Losses

__all__ = [
    "Absorbed",
    "Bundle",
    "Claim",
    "Fix",
    "Gain",
    "Goal",
    "Improvement",
    "Leftover",
    "Locked",
    "NextPlace",
    "OfficeLine",
    "Open",
    "Option",
    "Past",
    "Place",
    "Rivals",
    "Standing",
    "Step",
    "Unproven",
    "improvement",
]


class Improvement(Record):
    """What one unit could do: fixes that gain alone (the best first), those that something absorbs, the best
    bundle, lines within reach; and apart what is past, what others decide, what could be claimed, what is
    open or without evidence, and the ``leftover`` losses that are in none of these. ``rivals`` are those it
    is ranked with, None for a unit on its own.
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
    rivals: Rivals | None = None
    leftover: tuple[Leftover, ...] = ()

    def place(self, standing: Standing) -> Place | None:
        """The place of a standing of the unit; None without rivals or without a number."""
        if self.rivals is None or standing.sure:
            return None
        return self.rivals.place(standing.lower, standing.upper, settled=standing.settled)


def improvement(
    scored: Scored,
    targets: Sequence[Decimal] = (),
    rivals: Rivals | None = None,
    losses: Losses | None = None,
) -> Improvement:
    """What the unit could do about its sheet. ``targets`` are totals that it aims at; ``rivals`` those it is
    ranked with, for the next better rank and the grades of the office; ``losses`` know its table already.
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
    if rivals is not None:
        goals += lines.among(rivals, rescorer, bundles)
    advice = Improvement(
        scored,
        rescorer.now,
        tuple(gaining),
        tuple(one for one in found if one is not None),
        bundles.best(),
        goals,
        beside.past(rescorer, sorted_),
        beside.others(rescorer, sorted_),
        beside.claims(scored, rescorer),
        beside.missing(scored, rescorer),
        beside.unproven(scored),
        rivals,
    )
    left = leftover(scored, Losses() if losses is None else losses, _told(advice))
    return advice._replace(leftover=tuple(left))


def _told(one: Improvement) -> frozenset[str]:
    """The keys of the facts that are named in some part."""
    fixes = (fix.place.key for fix in (*one.fixes, *one.past.facts, *one.others))
    locks = (lock.place.key for lock in one.locked)
    beside_ = (each.place.key for part in (one.claims, one.missing) for each in part)
    taken = {*one.bundle.changes, *(field for lock in one.locked for field, _ in lock.freed_by)}
    along = (place.key for place in one.scored.scorer.table.places if place.field in taken)
    return frozenset((*fixes, *locks, *beside_, *along))


def _worth(fix: Fix) -> tuple[int, Decimal, Decimal, int]:
    assert fix.best is not None
    return fix.best.standing.worth
