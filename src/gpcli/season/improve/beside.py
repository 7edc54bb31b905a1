"""What stands beside the fixes: what is past, what others decide, what could be claimed, what is missing."""

from __future__ import annotations

from decimal import Decimal

from gpcli.expr.fields import Answer, Entries, Field, LevelField, ListField
from gpcli.records import Record
from gpcli.scheme import Place, none_of
from gpcli.scoring.outcome import Scored
from gpcli.season.improve.fixes import Fix, Fixes, Kinds
from gpcli.season.improve.ladder import best_of_open, one_more
from gpcli.season.improve.standing import Gain, Rescorer, Standing


class Past(Record):
    """Facts that nothing undoes: each with what it costs alone, and what all of them cost together."""

    facts: tuple[Fix, ...]
    together: Gain | None


class Claim(Record):
    """A bonus that is not claimed: what would have to be true, and what it would bring."""

    place: Place
    now: Answer
    answer: Answer
    gain: Gain


class Open(Record):
    """A missing fact: who owes it, its best and its worst answer with what each would do.

    ``best`` raises the least total by ``gain``; ``worst`` lowers the greatest by ``risk``. The worst of a
    list is nobody's to say.
    """

    place: Place
    best: Answer
    gain: Gain
    worst: Answer | None
    risk: Gain | None


class Unproven(Record):
    """An item that asks for evidence, states something, and gives none."""

    item: str
    name: str
    asked: tuple[str, ...]
    points: Decimal


def past(rescorer: Rescorer, sorted_: Kinds) -> Past:
    """The past facts that cost something."""
    fixes = Fixes(rescorer, (*sorted_.past, *sorted_.own))
    found = [fix for place in sorted_.past if (fix := fixes.of(place)).best is not None]
    together: dict[Field, Answer] = {}
    for fix in found:
        assert fix.best is not None
        together |= fix.best.changes(fix.place.field)
    whole = rescorer.standing(together)
    if len(found) < 2 or whole.refused:
        return Past(tuple(found), None)
    return Past(tuple(found), whole.over(rescorer.now))


def others(rescorer: Rescorer, sorted_: Kinds) -> tuple[Fix, ...]:
    """What would gain if those who state it came to another answer."""
    fixes = Fixes(rescorer, (*sorted_.others, *sorted_.own))
    return tuple(fix for place in sorted_.others if (fix := fixes.of(place)).best is not None)


def claims(scored: Scored, rescorer: Rescorer) -> tuple[Claim, ...]:
    """Every entry more that would gain, and bonus facts that stand at none; nothing that follows from all
    units together.
    """
    found: list[Claim] = []
    together = {one.key for one in scored.facts.cohort}
    for place in rescorer.table.places:
        if place.key in together:
            continue
        item = rescorer.table.item(place.item)
        bonus = item is not None and item.kind == "bonus"
        known = rescorer.answers.get(place.field)
        if not isinstance(place.field, ListField) and not bonus:
            continue
        now = none_of(place.field) if known is None and place.optional else known
        if now is None:
            continue
        for answer in _more(place.field, now):
            standing = rescorer.standing({place.field: answer})
            if not standing.refused and standing.worth > rescorer.now.worth:
                found.append(Claim(place, now, answer, standing.over(rescorer.now)))
    return tuple(found)


def _more(field: Field, now: Answer) -> tuple[Answer, ...]:
    if isinstance(field, ListField):
        return tuple(one_more(field, now)) if isinstance(now, Entries) else ()
    if isinstance(field, LevelField):
        return tuple(one for one in field.levels if one != now and one not in field.circumstances)
    if getattr(field, "technical", False):
        return (now + 1,) if isinstance(now, Decimal) and field.type == "count" else ()
    return best_of_open(field, None)[:1]


def missing(scored: Scored, rescorer: Rescorer) -> tuple[Open, ...]:
    """The open facts that matter, each with its best and its worst answer."""
    places = {place.key: place for place in rescorer.table.places}
    found: list[Open] = []
    for key in scored.sheet.missing:
        place = places[key]
        known = rescorer.answers.get(place.field)
        ends: list[tuple[Standing, Answer]] = []
        for answer in best_of_open(place.field, known):
            standing = rescorer.standing({place.field: answer})
            if not standing.refused:
                ends.append((standing, answer))
        if not ends:
            continue
        best, its = max(ends, key=lambda one: one[0].worth)
        worst, bad = min(ends, key=lambda one: (one[0].upper, one[0].worth))
        known_ends = len(ends) > 1
        risk = worst.over(rescorer.now) if known_ends else None
        found.append(Open(place, its, best.over(rescorer.now), bad if known_ends else None, risk))
    return tuple(found)


def unproven(scored: Scored) -> tuple[Unproven, ...]:
    """Items that ask for evidence, that state something, and that give none; most points first."""
    found = [
        Unproven(item.id, item.name, item.evidence_kinds, item.mark.upper)
        for item in scored.sheet.items
        if item.evidence_kinds and item.stated and not item.remarks.evidence and item.mark.upper > 0
    ]
    return tuple(sorted(found, key=lambda one: -one.points))
