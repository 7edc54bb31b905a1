"""Values with what identifies a person masked in every text, before a format lays them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gpcli.privacy import mask
from gpcli.records import Record
from gpcli.reports.document import Block
from gpcli.scoring.outcome import Outcome


def masked(outcome: Outcome) -> Outcome:
    """The outcome, masked; what comes from the pack is as it was."""
    scored = outcome.scored
    if scored is not None:
        scored = scored.showing(_masked(scored.sheet), _masked(scored.facts))
    problems = _masked(outcome.problems)
    return outcome._replace(
        path=mask(outcome.path),
        scored=scored,
        problems=problems,
        unit=mask(outcome.unit),
        id=mask(outcome.id),
    )


def masked_blocks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a document, masked."""
    return [_masked(one) for one in blocks]


def _masked(value: Any) -> Any:
    match value:
        case str():
            return mask(value)
        case Record():
            return value._replace(**{name: _masked(getattr(value, name)) for name in value.__match_args__})
        case Mapping():
            return {key: _masked(one) for key, one in value.items()}
        case tuple():
            return tuple(map(_masked, value))
        case list():
            return list(map(_masked, value))
        case _:
            return value
