"""Where the sources of one unit differ: fact by fact, and what that is in points."""

from __future__ import annotations

from decimal import Decimal

from gpcli.expr.fields import Answer
from gpcli.facts.merge import groups, states
from gpcli.facts.unit import Source
from gpcli.facts.written import shown
from gpcli.messages import Phrase
from gpcli.records import Record
from gpcli.scheme import Place
from gpcli.scoring.outcome import Scored
from gpcli.scoring.sheet import Mark


class Word(Record):
    """What one source says: the facts that differ (None where it is silent), the item's mark on its word.

    ``rechecked`` has what counts in their place where a re-check changed the word that counts, else None; the
    mark is with it.
    """

    source: Source
    facts: tuple[str | None, ...]
    mark: Mark | None
    counts: bool
    rechecked: tuple[str | None, ...]


class Difference(Record):
    """An item, or a shared fact, on which sources differ: the names of the facts, and each source's word."""

    key: str
    name: Phrase
    facts: tuple[str, ...]
    words: tuple[Word, ...]

    @property
    def gap(self) -> Decimal | None:
        """Between the highest and the lowest mark; None where one is open or has no points."""
        points = [None if one.mark is None else one.mark.points for one in self.words]
        known = [one for one in points if one is not None]
        return max(known) - min(known) if known and len(known) == len(points) else None


class Differences(Record):
    """``several`` items and shared facts have several sources; on some of them they differ."""

    several: int
    differing: tuple[Difference, ...]


def differences(scored: Scored) -> Differences:
    """Where the unit's sources differ, in the table's order."""
    facts, table = scored.facts, scored.scorer.table
    if not facts.several:
        return Differences(0, ())
    marks = {one.source: one.items for one in scored.sheet.compared}
    after = {one.key: one.after for one in facts.rechecks}
    several = 0
    found: list[Difference] = []
    for group, places in groups(table).items():
        speaking = [one for one in facts.contributions if states(one, places)]
        several += len(speaking) > 1
        differing = [place for place in places if _differ([one.answers.get(place.field) for one in speaking])]
        if not differing:
            continue
        words = tuple(
            Word(
                one.source,
                tuple(_shown(one.answers.get(place.field)) for place in differing),
                marks.get(one.source, {}).get(group),
                counts := facts.origins.get(group) is one,
                tuple(after.get(place.key) if counts else None for place in differing),
            )
            for one in speaking
        )
        item = table.item(group)
        name: Phrase = differing[0].field.label if item is None else item.name
        found.append(Difference(group, name, tuple(map(_name, differing)), words))
    return Differences(several, tuple(found))


def _differ(answers: list[Answer | None]) -> bool:
    return any(one != answers[0] for one in answers[1:])


def _shown(answer: Answer | None) -> str | None:
    return None if answer is None else shown(answer)


def _name(place: Place) -> str:
    return place.name
