"""Rows of a returned list that say that something is settled, but not what its fact came to."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.messages import N_, Message, message
from gpcli.problems import listed
from gpcli.scoring.outcome import Scored
from gpcli.season.losses import Loss, Losses
from gpcli.season.returned import ANSWERED, HEADERS, Returned


def is_answered(row: Returned) -> bool:
    """Whether the office agreed, and wrote no value."""
    return row.state in ANSWERED and not row.recheck and bool(row.fact)


def forgotten(scored: Scored, rows: Sequence[Returned]) -> list[Returned]:
    """Such rows of a unit whose fact or entry costs points all the same.

    Of a fact that another row replaced nothing is said.
    """
    replaced = {one.key for one in scored.facts.rechecks if not one.entry}
    losses = [one for one in Losses().of(scored) if not one.relief]
    found: list[Returned] = []
    for row in rows:
        lost = next((one for one in losses if _is_about(row, one)), None)
        if lost is not None and replaced.isdisjoint(lost.facts):
            found.append(row)
    return found


def notice(rows: Sequence[Returned]) -> Message:
    """What is worth telling of such rows of one list."""
    return message(
        N_("{file}: settled, but without a value in {column}, so that the points stay lost: rows {rows}"),
        file=rows[0].file,
        column=HEADERS["recheck"],
        rows=listed([str(row.row) for row in rows], limit=12),
    )


def _is_about(row: Returned, loss: Loss) -> bool:
    """Whether a loss is of the row's fact: of its entry, where it names one."""
    return not set(row.fact.split("、")).isdisjoint(loss.facts) and row.number in (0, loss.entry)
