"""What a unit lost on facts that stand in no other part of the advice, and why nothing there mends it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gpcli.expr.fields import Field, LevelField
from gpcli.messages import N_, Message, message
from gpcli.records import Record
from gpcli.scoring.outcome import Scored
from gpcli.season.improve.fixes import asking
from gpcli.season.losses import Loss, Losses
from gpcli.season.problem_list import folded


class Leftover(Record):
    """A loss (less what ``limit`` gave back of it) with the reason why no fix is named for it."""

    loss: Loss
    limit: tuple[Loss, ...]
    reason: Message


def leftover(scored: Scored, losses: Losses, told: Collection[str]) -> Iterator[Leftover]:
    """The losses that read none of the facts with the keys in ``told``; nothing that gives points back."""
    table = scored.scorer.table
    fields = {place.key: place.field for place in table.places}
    together = {one.key for one in scored.facts.cohort}
    gates = asking(table)
    for loss, limit in folded(losses.of(scored)):
        if loss.relief or loss.points == 0 or any(key in told for key in loss.facts):
            continue
        if any(key in together for key in loss.facts):
            reason = message(N_("follows from all units together"))
        else:
            reason = _reason(scored, [fields[key] for key in loss.facts], gates)
        yield Leftover(loss, limit, reason)


def _reason(scored: Scored, read: list[Field], gates: Collection[Field]) -> Message:
    answers = scored.facts.answers
    if any(isinstance(one, LevelField) and answers.get(one) in one.circumstances for one in read):
        return message(N_("how things are: nothing to correct"))
    if any(one.past for one in read):
        return message(N_("already happened; without it the total would be no higher"))
    if read and all(one in gates for one in read):
        return message(N_("only says what is asked for"))
    return message(N_("no single change of it raises the total"))
