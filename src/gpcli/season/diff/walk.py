"""From one result of a unit to another, one change at a time, the whole sheet re-scored after each.

Each part is the result after a change minus the one before, so that the parts telescope: they add up to the
difference to the last digit, and what a cap takes is attributed along the way. The order is fixed: pack
version, table, Readings in the scheme's order, facts of all units together, other facts in the table's order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from gpcli.expr.fields import Answer, Field
from gpcli.expr.walk import fields
from gpcli.facts.unit import UnitFacts
from gpcli.points import total
from gpcli.problems import Problems
from gpcli.scoring.outcome import Scored
from gpcli.scoring.outline import Address, Numbers
from gpcli.scoring.score import Scorer
from gpcli.season.diff.end import End, Recorded, end_of
from gpcli.season.diff.part import Change, Difference, Part

Under = Callable[[Mapping[str, str]], Scorer]
"""The scorer of the unit's table under these answers to every Reading."""

State = dict[str, Answer]
"""Answers by ``ITEM.FACT``."""


class WalkError(AssertionError):
    """The parts do not lead to the other result: a bug of this program, never of the facts."""


def difference(
    old: Scored,
    new: Scored,
    under: Under,
    recorded: tuple[Recorded | None, Recorded | None] = (None, None),
) -> Difference:
    """What leads from one result of a unit to the other, both of one scheme.

    ``recorded`` are the results that a freeze recorded of either. Raises ``ValueError`` where a Reading
    changes which facts there are.
    """
    first, last = end_of(old.sheet), end_of(new.sheet)
    before, after = recorded
    parts: list[Part] = []
    if before is not None and before.end != first:
        parts.append(_version(before, old, before.end, first, back=False))
    if old.scorer.table.id != new.scorer.table.id:
        name = str(new.scorer.table.name)
        tables = Change("table", "table", name, old.scorer.table.id, new.scorer.table.id)
        parts.append(Part((tables,), first, last))
    else:
        parts += _Walk(old, new, under).parts()
    if after is not None and after.end != last:
        parts.append(_version(after, new, last, after.end, back=True))
    start = first if before is None else before.end
    finish = last if after is None else after.end
    reached = parts[-1].after if parts else start
    for bound in ("lower", "upper"):
        amounts = [getattr(start, bound), *(getattr(part, bound) for part in parts)]
        if total(amounts) != getattr(finish, bound) or reached != finish:
            raise WalkError(f"{new.sheet.unit}: the parts lead to {reached}, not to {finish}")
    return Difference(start, finish, tuple(parts))


def _version(one: Recorded, scored: Scored, before: End, after: End, *, back: bool) -> Part:
    here = scored.sheet.scheme
    versions = (here.pack_version, one.version) if back else (one.version, here.pack_version)
    return Part((Change("pack", here.pack, here.pack, *versions),), before, after)


class _Walk:
    """The walk inside one table: ``_state`` are the answers so far, ``_scorer`` the Readings so far."""

    def __init__(self, old: Scored, new: Scored, under: Under) -> None:
        self._old = old
        self._new = new
        self._under = under
        settled = set(old.facts.rechecks) ^ set(new.facts.rechecks)
        self._rechecked = {one.key for one in settled}
        self._scorer = old.scorer
        self._state = _by_key(old.scorer, old.facts.answers)
        self._goal = _by_key(new.scorer, new.facts.answers)
        self._here = end_of(old.sheet)
        self._broken: frozenset[str] = frozenset()

    def parts(self) -> Iterator[Part]:
        """Every part, in the order of the walk."""
        yield from self._readings()
        self._scorer = self._new.scorer
        cohort = {one.key for scored in (self._old, self._new) for one in scored.facts.cohort}
        changed = [
            place.key
            for place in self._scorer.table.places
            if self._state.get(place.key) != self._goal.get(place.key)
        ]
        ordered = [key for key in changed if key in cohort] + [key for key in changed if key not in cohort]
        yield from self._facts(ordered, cohort)

    def _readings(self) -> Iterator[Part]:
        chosen = {one.id: self._old.scorer.scheme.reading(one.id) for one in self._old.scorer.scheme.readings}
        for reading in self._new.scorer.scheme.readings:
            value = self._new.scorer.scheme.reading(reading.id)
            if chosen[reading.id] == value:
                continue
            change = Change("reading", reading.id, reading.question, chosen[reading.id], value)
            chosen[reading.id] = value
            self._scorer = self._under(chosen)
            self._state |= self._cohort_under(self._scorer)
            before, (self._here, self._broken) = self._here, self._result()
            if reading.concerns(self._scorer.table):
                yield Part((change,), before, self._here)

    def _cohort_under(self, scorer: Scorer) -> State:
        """The old season's facts of all units together, as the Readings so far give them."""
        found = self._old.facts.cohort_under
        if found is None:
            return {}
        try:
            return _by_key(scorer, found(scorer.table))
        except Problems:
            return {}

    def _facts(self, changed: list[str], cohort: set[str]) -> Iterator[Part]:
        places = {place.key: place for place in self._scorer.table.places}
        waiting = list(changed)
        while waiting:
            before, broken = self._here, self._broken
            together = [waiting.pop(0)]
            changes = [self._changed(places[together[0]].field, together[0], cohort)]
            self._here, self._broken = self._result()
            while self._broken - broken and (further := self._bound_to(together, waiting)):
                waiting.remove(further)
                together.append(further)
                changes.append(self._changed(places[further].field, further, cohort))
                self._here, self._broken = self._result()
            yield Part(tuple(changes), before, self._here)

    def _bound_to(self, together: list[str], waiting: list[str]) -> str:
        """The first fact that is still to change and stands in one condition with those that have."""
        keys = {place.field: place.key for place in self._scorer.table.places}
        for key in waiting:
            for one in self._scorer.table.constraints:
                read = {keys[field] for field in fields([one.condition])}
                if key in read and not read.isdisjoint(together):
                    return key
        return ""

    def _changed(self, field: Field, key: str, cohort: set[str]) -> Change:
        """Makes one change of a fact and says what it is."""
        old, new = self._state.get(key), self._goal.get(key)
        if new is None:
            del self._state[key]
        else:
            self._state[key] = new
        sources = _source(self._old.facts, key), _source(self._new.facts, key)
        moved = all(sources) and sources[0] != sources[1]
        kind = (
            "cohort"
            if key in cohort
            else "recheck"
            if key in self._rechecked
            else "fact"
            if not moved
            else "source"
        )
        item = self._scorer.table.item(key.partition(".")[0])
        name = "" if item is None else str(item.name)
        several = self._old.facts.several or self._new.facts.several
        return Change(kind, key, field.label, old, new, field, sources, name, several)

    def _result(self) -> tuple[End, frozenset[str]]:
        """How the unit stands in this state, and the conditions between facts that it breaks."""
        scorer = self._scorer
        known = {place.key: place.field for place in scorer.table.places}
        if not self._state.keys() <= known.keys():
            raise ValueError(f"{scorer.table.id} has other facts under another Reading")
        answers = {known[key]: answer for key, answer in self._state.items()}
        numbers = scorer.numbers(self._new.facts._replace(answers=answers))
        broken = (
            one.id for one in scorer.table.constraints if not numbers[Address("constraint", one.id)].high
        )
        return _end(scorer, numbers), frozenset(broken)


def _end(scorer: Scorer, numbers: Numbers) -> End:
    """The result among the numbers of a table."""
    whole = numbers[Address("total", scorer.table.total.id)]
    status = "scored" if whole.low == whole.high else "incomplete"
    reason = ""
    held = [note for note in scorer.outline.notes if note.effect != "note"]
    for note in held:
        number = numbers[Address("note", note.id)]
        if note.effect == "veto" and number.low:
            return End(whole.low, whole.high, "vetoed", note.label)
        if number.high:
            status = "incomplete"
            if note.effect == "withhold" and number.low and not reason:
                reason = note.label
    return End(whole.low, whole.high, status, reason)


def _by_key(scorer: Scorer, answers: Mapping[Field, Answer]) -> State:
    return {scorer.fact_key(field): answer for field, answer in answers.items()}


def _source(facts: UnitFacts, key: str) -> str:
    """Who states the fact, in the form ``role:NAME``; nothing where nobody does."""
    item = key.partition(".")[0]
    origin = facts.origins.get(item) or facts.origins.get(key)
    told = [origin] if origin is not None else facts.contributions
    return next((one.source.full for one in told if key in one.stated), "")
