"""What a unit would have on the word of one source: self-assessed beside assessed, item by item."""

from __future__ import annotations

from gpcli.facts.merge import as_said_by, groups, states
from gpcli.facts.unit import UnitFacts
from gpcli.problems import Problems
from gpcli.scoring.score import Scorer
from gpcli.scoring.sheet import Compared, Sheet


def compared(scorer: Scorer, facts: UnitFacts, sheet: Sheet) -> tuple[Compared, ...]:
    """For each source that speaks: the total and the items where it is taken at its word.

    Where it says nothing, what counts stands. A source whose word contradicts what counts has no total.
    """
    found: list[Compared] = []
    by_group = groups(scorer.table)
    for source in dict.fromkeys(one.source for one in facts.contributions):
        mine = [one for one in facts.contributions if one.source == source]
        spoken = tuple(
            group for group, places in by_group.items() if any(states(one, places) for one in mine)
        )
        counted = tuple(group for group in spoken if facts.origins[group].source == source)
        try:
            other = scorer.score(as_said_by(scorer.table, facts, source))
        except Problems:
            found.append(Compared(source, spoken, counted, None, {}))
            continue
        marks = {item.id: item.mark for item in other.items if item.id in spoken}
        found.append(Compared(source, spoken, counted, other.mark, marks))
    return tuple(found)
