"""What a unit could change, fact by fact, each with its exact gain alone."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from gpcli.expr.fields import Answer, Field, LevelField, ListField, YesNoField, excuse
from gpcli.expr.walk import fields
from gpcli.records import Record
from gpcli.scheme import Place, Table
from gpcli.scoring.openness import is_undecided
from gpcli.season.improve.ladder import a_step_nearer, between, ladder
from gpcli.season.improve.standing import Changes, Gain, Rescorer, Standing
from gpcli.testing.plan import plan_of

REACH = 2
"""How many further facts a change may take along because a constraint asks for it."""


class Option(Record):
    """One other answer with its exact gain alone; ``along`` are the changes that a constraint asks for."""

    answer: Answer
    along: tuple[tuple[Place, Answer], ...]
    standing: Standing
    gain: Gain

    def changes(self, field: Field) -> dict[Field, Answer]:
        """The other answers, its own first."""
        return {field: self.answer, **{place.field: answer for place, answer in self.along}}


class Fix(Record):
    """A fact that could be otherwise: every better answer, the nearest first, and the one that gains most.

    ``tried`` are all legal other answers, those without a gain alone among them.
    """

    place: Place
    now: Answer
    better: tuple[Option, ...]
    tried: tuple[Option, ...]

    @property
    def best(self) -> Option | None:
        """The better answer that gains most, the nearest of several; None where none gains alone."""
        return max(self.better, key=lambda one: one.standing.worth, default=None)


class Kinds(Record):
    """The answered facts of a unit by whether it can mend them: its own, past ones, what others state."""

    own: tuple[Place, ...]
    past: tuple[Place, ...]
    others: tuple[Place, ...]


def kinds(table: Table, rescorer: Rescorer) -> Kinds:
    """Answered facts sorted; facts that only say whether something is asked for are in none of them."""
    gates = asking(table)
    own: list[Place] = []
    past: list[Place] = []
    others: list[Place] = []
    for place in table.places:
        answer = rescorer.answers.get(place.field)
        if answer is None or is_undecided(place.field, rescorer.answers):
            continue
        if place.field.past:
            past.append(place)
        elif place.field in gates:
            continue
        elif any(one.partition(":")[0] == "self" for one in place.assessed_by):
            own.append(place)
        else:
            others.append(place)
    return Kinds(tuple(own), tuple(past), tuple(others))


def asking(table: Table) -> frozenset[Field]:
    """Facts whose yes says that others are not asked for, or that an item does not apply."""
    found = {excuse(place.field) for place in table.places}
    found |= {item.exempt.field for item in table.items if item.exempt is not None}
    return frozenset(one for one in found if one is not None)


class Fixes:
    """Works out fixes; those that a constraint forbids alone take other facts of ``company`` along."""

    def __init__(self, rescorer: Rescorer, company: Iterable[Place]) -> None:
        self._rescorer = rescorer
        self._table = rescorer.table
        self._plan = plan_of(self._table)
        self._company = {place.field: place for place in company}
        self._reads = {one.id: fields([one.condition]) for one in self._table.constraints}

    def of(self, place: Place) -> Fix:
        """The fact's better answers."""
        now = self._rescorer.answers[place.field]
        tried = [one for answer in self.ladder(place) if (one := self.option(place, answer)) is not None]
        if not isinstance(place.field, YesNoField | LevelField):
            tried += self._nearer(place, now, tried)
        better = [one for one in tried if one.standing.worth > self._rescorer.now.worth]
        steps = _steps(better, now, place.field)
        kept = tuple(one for one in steps if one is steps[-1] or self._jumps(place, one))
        return Fix(place, now, kept, tuple(tried))

    def ladder(self, place: Place) -> tuple[Answer, ...]:
        """Other answers that are mending: an optional fact that was left at none is not claimed."""
        now, field = self._rescorer.answers[place.field], place.field
        found = ladder(field, now, sorted(self._plan.edges[field]))
        item = self._table.item(place.item)
        bonus = item is not None and item.kind == "bonus"
        if not place.optional and not bonus:
            return found
        if isinstance(field, YesNoField):
            return found if now is True else ()
        if isinstance(field, ListField):
            return found
        return tuple(
            one for one in found if isinstance(one, Decimal) and isinstance(now, Decimal) and one < now
        )

    def _jumps(self, place: Place, option: Option) -> bool:
        """Whether the points jump at an answer, as at a threshold: of a fact without a grid not every number
        between is worth telling.
        """
        before = a_step_nearer(place.field, self._rescorer.answers[place.field], option.answer)
        if before is None:
            return True
        earlier = a_step_nearer(place.field, self._rescorer.answers[place.field], before)
        if earlier is None:
            return True
        totals = [
            self._rescorer.standing({place.field: one}).lower for one in (earlier, before, option.answer)
        ]
        return totals[2] - totals[1] > 2 * (totals[1] - totals[0])

    def option(self, place: Place, answer: Answer) -> Option | None:
        """The answer with what it needs; None where a constraint forbids it whatever the unit changes."""
        along = self._along({place.field: answer}, REACH)
        if along is None:
            return None
        standing = self._rescorer.standing({place.field: answer, **along})
        taken = tuple((self._company[field], one) for field, one in along.items())
        return Option(answer, taken, standing, standing.over(self._rescorer.now))

    def _along(self, changes: Changes, reach: int) -> dict[Field, Answer] | None:
        """The fewest further changes under which no constraint forbids these, the best of as few."""
        refused = self._rescorer.standing(changes).refused
        if not refused:
            return {}
        if not reach:
            return None
        found: list[dict[Field, Answer]] = []
        for field in self._reads[refused[0]]:
            if field in changes or field not in self._company:
                continue
            answers = self.ladder(self._company[field])
            for answer in answers:
                further = self._along({**changes, field: answer}, reach - 1)
                if further is not None:
                    found.append({field: answer, **further})
                    break
        if not found:
            return None
        fewest = min(map(len, found))
        few = [one for one in found if len(one) == fewest]
        return max(few, key=lambda one: self._rescorer.standing({**changes, **one}).worth)

    def _nearer(self, place: Place, now: Answer, tried: list[Option]) -> list[Option]:
        """The nearest number that gains as much as the best one, where a ladder steps over it."""
        best = max(tried, key=lambda one: one.standing.worth, default=None)
        if best is None or best.along or best.standing.worth <= self._rescorer.now.worth:
            return []
        near, far = now, best.answer
        found: list[Option] = []
        while (middle := between(place.field, near, far)) is not None:
            one = self.option(place, middle)
            if one is not None and not one.along and one.standing.worth >= best.standing.worth:
                far, found = middle, [one]
            else:
                near = middle
        return [one for one in found if all(one.answer != other.answer for other in tried)]


def _steps(better: list[Option], now: Answer, field: Field) -> tuple[Option, ...]:
    """Each better answer; of numbers and lists only those that beat every nearer one."""
    if isinstance(field, YesNoField | LevelField):
        return tuple(better)
    found: list[Option] = []
    for one in sorted(better, key=lambda one: _distance(now, one.answer)):
        if not found or one.standing.worth > found[-1].standing.worth:
            found.append(one)
    return tuple(found)


def _distance(now: Answer, answer: Answer) -> Decimal:
    match now, answer:
        case Decimal(), Decimal():
            return abs(answer - now)
        case _:
            here, there = (_size(one) for one in (now, answer))
            return abs(there - here)


def _size(answer: Answer) -> Decimal:
    number = getattr(answer, "number", None)
    return Decimal(number) if number is not None else Decimal(getattr(answer, "part", 0))
