"""Several fixes together: the best total they reach, the fewest that reach it, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from math import ceil, comb

from gpcli.expr.directions import directions, witness
from gpcli.expr.fields import Answer, Field
from gpcli.expr.spans import Spans
from gpcli.expr.walk import fields
from gpcli.ledger import account
from gpcli.points import DISPLAY_PLACES, from_scaled
from gpcli.records import Record
from gpcli.season.improve.fixes import REACH, Fix
from gpcli.season.improve.ladder import alike, between
from gpcli.season.improve.standing import Gain, Rescorer, Standing

Choice = Mapping[Field, Answer]
Goal = Callable[[Standing], bool]

TRIES = 2_000
"""Sets of fixes that are tried at most to show that no fewer do."""

ROUNDS = 4
"""How often every fact is looked at again, the others as they are."""


class Step(Record):
    """One step of a plan: what is changed, how the unit stands then, what that brought after those before.

    ``alone`` is what the same changes would bring without any before.
    """

    changes: Mapping[Field, Answer]
    standing: Standing
    gain: Gain
    alone: Gain


class Bundle(Record):
    """Fixes together, in the order in which each next one gains most; the steps add up to the gain.

    ``fewest`` says that changing fewer facts does not do it, whatever to, ``proven`` that no other answers to
    the same facts give a higher total.
    """

    steps: tuple[Step, ...]
    standing: Standing
    gain: Gain
    fewest: bool
    proven: bool = True

    @property
    def changes(self) -> dict[Field, Answer]:
        """Every change of the bundle."""
        return {field: answer for step in self.steps for field, answer in step.changes.items()}


class Bundles:
    """Looks for bundles among the fixes of one unit."""

    def __init__(self, rescorer: Rescorer, fixes: Sequence[Fix]) -> None:
        self._rescorer = rescorer
        self._answers = {
            fix.place.field: tuple(one.answer for one in fix.tried) for fix in fixes if fix.tried
        }
        self._order = {field: place for place, field in enumerate(self._answers)}
        self._first = self._best_each(fixes)
        self.best_choice = self._best_choice()
        self.best_standing = rescorer.standing(self.best_choice)
        self._whole, self._is_whole = self._widest()

    def best(self) -> Bundle:
        """The fewest fixes with which the unit stands as well as it can."""
        most = self.best_standing.worth
        return self.reaching(lambda one: one.worth >= most)._replace(proven=self._is_proven())

    def reaching(self, goal: Goal) -> Bundle:
        """The fewest fixes that reach a goal, which the best choice reaches."""
        chosen, fewest = self._fewest(goal)
        return self._planned(self._near(chosen, goal), fewest=fewest)

    def _best_each(self, fixes: Sequence[Fix]) -> dict[Field, Answer]:
        """Every fact at the answer that is best alone; where none gains alone, the one that looks best after
        all that gain.
        """
        found: dict[Field, Answer] = {}
        for fix in fixes:
            if fix.best is not None:
                found |= fix.best.changes(fix.place.field)
        found = self._legal(found)
        for fix in fixes:
            field = fix.place.field
            if field in found or not fix.tried:
                continue
            together = [found | one.changes(field) for one in fix.tried]
            legal = [one for one in together if not self._rescorer.standing(one).refused]
            worth = self._rescorer.standing(found).worth
            best = max(legal, key=lambda one: self._rescorer.standing(one).worth, default=None)
            if best is not None and self._rescorer.standing(best).worth > worth:
                found = best
        return found

    def _legal(self, chosen: dict[Field, Answer]) -> dict[Field, Answer]:
        """As much of the choice as the constraints allow together."""
        if not self._rescorer.standing(chosen).refused:
            return chosen
        found: dict[Field, Answer] = {}
        for _ in range(2):
            for field, answer in chosen.items():
                if field not in found and not self._rescorer.standing(found | {field: answer}).refused:
                    found[field] = answer
        return found

    def _best_choice(self) -> dict[Field, Answer]:
        """The best choice found from two starts: what gains alone, and every fact at its good end, for fixes
        that gain only together. Of the second, what moves nothing is left out.
        """
        here = self._climb(self._first)
        if self._is_highest(self._rescorer.standing(here)):
            return here
        other = self._climb(self._legal({**self._good_ends(), **here}))
        for field in [one for one in other if one not in here]:
            less = {one: answer for one, answer in other.items() if one != field}
            standing = self._rescorer.standing(less)
            if not standing.refused and standing.worth >= self._rescorer.standing(other).worth:
                other = less
        return self._better(here, [other])

    def _good_ends(self) -> dict[Field, Answer]:
        """The facts whose good end is one of their other answers, at it."""
        return {
            field: near
            for field, end in self._ends.items()
            if (near := next((one for one in self._answers[field] if alike(one, end)), None)) is not None
        }

    @cached_property
    def _ends(self) -> dict[Field, Answer]:
        """The good end of each fact that has one, whatever the others are."""
        known = {field: one for field, one in self._rescorer.answers.items() if field not in self._answers}
        return {
            field: witness(field, reading, best=True)
            for field, reading in directions(self._rescorer.table.aim, known).items()
            if field in self._answers and reading is not None
        }

    def _widest(self) -> tuple[dict[Field, Answer], bool]:
        """The best choice with every other fact at its good end too, as far as that takes nothing away.

        And whether a part of it reaches whatever any other answers to as many facts reach.
        """
        ends, whole, covered = self._good_ends(), dict(self.best_choice), True
        for field, answers in self._answers.items():
            if field in self._ends and alike(self._rescorer.answers[field], self._ends[field]):
                continue
            best = ends.get(field, answers[0] if len(answers) == 1 else None)
            tried = whole if best is None else {**whole, field: best}
            standing = self._rescorer.standing(tried)
            if best is None or standing.refused or standing.worth != self.best_standing.worth:
                covered = False
                continue
            covered = covered and not self._rescorer.standing({field: best}).refused
            whole = tried
        return whole, covered

    def _climb(self, start: dict[Field, Answer]) -> dict[Field, Answer]:
        """One fact after the other at its best, the others as they are, until nothing more is gained."""
        here = dict(start)
        for _ in range(ROUNDS):
            before = self._rescorer.standing(here).worth
            for field, answers in self._answers.items():
                without = {other: one for other, one in here.items() if other != field}
                tried = [without, *(without | {field: answer} for answer in answers)]
                here = self._better(here, tried)
            if self._rescorer.standing(here).worth == before:
                break
        return here

    def _better(self, here: dict[Field, Answer], tried: Iterable[dict[Field, Answer]]) -> dict[Field, Answer]:
        for one in tried:
            standing = self._rescorer.standing(one)
            if not standing.refused and standing.worth > self._rescorer.standing(here).worth:
                here = one
        return here

    def _is_highest(self, standing: Standing) -> bool:
        """Whether no answers to these facts give a higher total, and nothing takes the number away."""
        open_ = {
            field: answer for field, answer in self._rescorer.answers.items() if field not in self._answers
        }
        most = Spans(open_).amount(account(self._rescorer.table.total).total).high
        return standing.settled and standing.lower == standing.upper and standing.upper >= most

    def _is_proven(self) -> bool:
        return self._is_highest(self.best_standing)

    def _meets(self, chosen: Choice, goal: Goal) -> bool:
        standing = self._rescorer.standing(chosen)
        return not standing.refused and goal(standing)

    def _fewest(self, goal: Goal) -> tuple[dict[Field, Answer], bool]:
        """The fewest changes found that reach the goal, and whether it was shown that fewer do not."""
        if self._meets({}, goal):
            return {}, True
        whole, covered = self._whole, self._is_whole
        if not self._meets(whole, goal):
            whole, covered = self.best_choice, False
        needed = {
            field: answer
            for field, answer in whole.items()
            if not self._meets(self._without(whole, field), goal)
        }
        starts = (self._grown(needed, whole, goal), whole, self.best_choice)
        found = min((self._pruned(dict(one), goal) for one in starts), key=len)
        free = [field for field in whole if field not in needed]
        covered = covered or self._all_needed(found, goal)
        for size in range(len(found) - len(needed)):
            if comb(len(free), size) > TRIES:
                return found, self._all_needed(found, goal)
            for some in combinations(free, size):
                tried = needed | {field: whole[field] for field in some}
                if self._meets(tried, goal):
                    return tried, covered
        return found, covered

    def _all_needed(self, chosen: Choice, goal: Goal) -> bool:
        """Whether, with any of these facts as it is, nothing that could be said of all others is enough."""
        if len(chosen) < 2:
            return True
        answers, grades = self._rescorer.answers, (0,) if self._rescorer.table.grades else ()
        open_ = {field: answer for field, answer in answers.items() if field not in self._answers}
        for field in chosen:
            spans = Spans({**open_, field: answers[field]})
            high = spans.amount(account(self._rescorer.table.total).total).high
            most = from_scaled(ceil(high * 10**DISPLAY_PLACES), DISPLAY_PLACES)
            if goal(Standing(most, most, (), (), grades, ())):
                return False
        return True

    def _grown(self, start: Choice, whole: Choice, goal: Goal) -> dict[Field, Answer]:
        """One change of the whole after the other, each time the one that gains most, until it is enough."""
        found = dict(start)
        rest = {field: answer for field, answer in whole.items() if field not in found}
        while rest and not self._meets(found, goal):
            for field, answer in self._next(found, rest).items():
                found[field] = answer
                del rest[field]
        return found

    def _next(self, done: Choice, rest: Choice) -> dict[Field, Answer]:
        """What gains most of the rest after what is done: one fact, with those that constraints ask for."""
        found = [one for field in rest if (one := self._with_company(done, field, rest, REACH)) is not None]
        if not found:
            return dict(rest)

        def worth(some: Choice) -> tuple[object, ...]:
            first = min(self._order[one] for one in some)
            return self._rescorer.standing({**done, **some}).worth, -len(some), -first

        return max(found, key=worth)

    def _with_company(
        self, done: Choice, field: Field, rest: Choice, reach: int
    ) -> dict[Field, Answer] | None:
        """The fact's change with the fewest of the rest under which no constraint forbids it."""
        taken = {field: rest[field]}
        refused = self._rescorer.standing({**done, **taken}).refused
        if not refused:
            return taken
        if not reach:
            return None
        found: list[dict[Field, Answer]] = []
        for constraint in self._rescorer.table.constraints:
            if constraint.id not in refused:
                continue
            for other in fields([constraint.condition]):
                if other in rest and other != field:
                    more = self._with_company({**done, **taken}, other, rest, reach - 1)
                    found += [] if more is None else [{**taken, **more}]
        return min(found, key=len, default=None)

    def _pruned(self, chosen: dict[Field, Answer], goal: Goal) -> dict[Field, Answer]:
        """Without those that are not needed, the least first."""
        alone = {field: self._rescorer.standing({field: answer}).worth for field, answer in chosen.items()}
        for field in sorted(chosen, key=lambda one: (alone[one], -self._order[one])):
            less = self._without(chosen, field)
            if len(less) < len(chosen) and self._meets(less, goal):
                chosen = less
        return chosen

    def _without(self, chosen: Choice, field: Field) -> dict[Field, Answer]:
        """The choice without one fact, and without those that a constraint forbids then."""
        less = {one: answer for one, answer in chosen.items() if one != field}
        while refused := self._rescorer.standing(less).refused:
            conditions = [one.condition for one in self._rescorer.table.constraints if one.id in refused]
            read = fields(conditions)
            kept = {one: answer for one, answer in less.items() if one not in read}
            if len(kept) == len(less):
                break
            less = kept
        return less

    def _near(self, chosen: dict[Field, Answer], goal: Goal) -> dict[Field, Answer]:
        """Each change made as small as the goal allows, those that gain least alone first."""
        for field in sorted(chosen, key=lambda one: -self._order[one]):
            for answer in self._answers[field]:
                if answer == chosen[field]:
                    break
                tried = {**chosen, field: answer}
                if self._meets(tried, goal):
                    chosen = tried
                    break
            chosen = self._between(chosen, field, goal)
        return chosen

    def _between(self, chosen: dict[Field, Answer], field: Field, goal: Goal) -> dict[Field, Answer]:
        """The change of a number made as small as its grid and the goal allow."""
        near = self._rescorer.answers[field]
        while (middle := between(field, near, chosen[field])) is not None:
            if self._meets({**chosen, field: middle}, goal):
                chosen = {**chosen, field: middle}
            else:
                near = middle
        return chosen

    def _planned(self, chosen: dict[Field, Answer], *, fewest: bool) -> Bundle:
        """The changes in order: each time what gains most, several at once where a constraint asks for it."""
        steps: list[Step] = []
        done: dict[Field, Answer] = {}
        rest = dict(chosen)
        while rest:
            before = self._rescorer.standing(done)
            taken = self._next(done, rest)
            done |= taken
            rest = {field: answer for field, answer in rest.items() if field not in taken}
            standing = self._rescorer.standing(done)
            alone = self._rescorer.standing(taken)
            steps.append(Step(taken, standing, standing.over(before), alone.over(self._rescorer.now)))
        standing = self._rescorer.standing(chosen)
        return Bundle(tuple(steps), standing, standing.over(self._rescorer.now), fewest)
