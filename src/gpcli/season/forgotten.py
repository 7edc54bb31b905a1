"""Rows of a returned list that say that something is settled, but not what its fact came to."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.messages import N_, Message, message
from gpcli.points import plain
from gpcli.scoring.outcome import Scored
from gpcli.season.losses import Loss, Losses
from gpcli.season.returned import ANSWERED, HEADERS, Returned


def is_answered(row: Returned) -> bool:
    """Whether the office agreed, and wrote no value."""
    return row.state in ANSWERED and not row.recheck and bool(row.fact)


def forgotten(scored: Scored, rows: Sequence[Returned]) -> dict[Returned, Message]:
    """A notice for each such row of a unit whose fact or entry costs points all the same.

    Of a fact that another row replaced nothing is said.
    """
    replaced = {one.key for one in scored.facts.rechecks if not one.entry}
    losses = [one for one in Losses().of(scored) if not one.relief]
    found: dict[Returned, Message] = {}
    for row in rows:
        lost = next((one for one in losses if _is_about(row, one)), None)
        if lost is None or not replaced.isdisjoint(lost.facts):
            continue
        said = N_("{file}:{row}: {state}, but no value in {column}: {fact} still costs {points} points")
        if lost.points is None:
            said = N_("{file}:{row}: {state}, but no value in {column}: {fact} still costs the result")
        found[row] = message(
            said,
            file=row.file,
            row=row.row,
            state=row.state,
            column=HEADERS["recheck"],
            fact=row.fact,
            points="" if lost.points is None else plain(lost.points),
        )
    return found


def _is_about(row: Returned, loss: Loss) -> bool:
    """Whether a loss is of the row's fact: of its entry, where it names one."""
    return not set(row.fact.split("、")).isdisjoint(loss.facts) and row.number in (0, loss.entry)
