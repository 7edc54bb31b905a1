"""The results of one unit by their headings, as every engine has them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from gpcli.engines.plan.results import heading_of
from gpcli.scoring.outcome import Scored
from gpcli.scoring.sheet import Mark

Value = Decimal | str | None


def results(scored: Scored) -> dict[str, Value]:
    """What the columns of results hold for the unit: a number only where it is known, both bounds always."""
    table, standing = scored.scorer.table, scored.standing
    marks = scored.scorer.draft(scored.facts).marks()
    found: dict[str, Value] = {"status": standing.status}
    found |= _three("total", standing.mark, standing.total)
    if table.grades:
        only = standing.grades[0] if len(standing.grades) == 1 and standing.status == "scored" else None
        found["grade"] = only
    for ledger in table.conversions:
        mark = marks[ledger.id]
        found |= _three(heading_of(ledger.id), mark, None if standing.total is None else mark.points)
    for section in table.sections:
        found |= _three(section.id, marks[section.id], marks[section.id].points)
        for item in section.items:
            found |= _three(heading_of(item.id), marks[item.id], marks[item.id].points)
    return found


def _three(heading: str, mark: Mark, points: Decimal | None) -> Mapping[str, Value]:
    return {heading: points, f"{heading}.lower": mark.lower, f"{heading}.upper": mark.upper}
