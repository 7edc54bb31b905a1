"""What one unit may come to under any answers to the Readings: part by part, each worked out once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cached_property, partial
from itertools import product
from math import prod
from typing import Any, NamedTuple

from gpcli.expr.fields import Answers
from gpcli.expr.spans import Span, Spans
from gpcli.ledger import account
from gpcli.points import DISPLAY_PLACES
from gpcli.season.robust.variants import Choice, Variant, Variants

PLACES = 12
"""Totals are compared as integers with so many decimal places."""

LOOKS = 256
"""Combinations of answers that are looked through to find out which of them move a unit."""

RANKED = ("sure", "unsure")


class Reach(NamedTuple):
    """The least and the greatest total, scaled by ``10**PLACES``, and how the unit stands.

    ``state`` is sure (it has a number), unsure (it may turn out to have none), out (it has none) or refused
    (these Readings do not allow its facts).
    """

    low: int
    high: int
    state: str

    @property
    def is_ranked(self) -> bool:
        """Whether it has a rank."""
        return self.state in RANKED


Together = Callable[[Any], Answers]
"""A unit's facts that follow from all units together, for a table under other Readings."""


class Possible:
    """One unit with one set of answers, some of them open; ``together`` is as its facts have it."""

    def __init__(self, variants: Variants, answers: Answers, together: Together | None = None) -> None:
        self._variants = variants
        self._answers = answers
        self._together = together
        self._carried: dict[int, Answers] = {}
        self._spans: dict[int, Spans] = {}
        self._parts: dict[tuple[str, int, tuple[int, ...]], Span] = {}
        self._reaches: dict[tuple[int, ...], Reach] = {}
        self._whole: dict[Choice, Reach] = {}
        self._fixed: dict[int, dict[int, Span]] = {}
        self._totals: dict[tuple[int, ...], Span] = {}
        self._met: dict[Span, Span] = {}
        self._loose = [place for place, touching in enumerate(variants.items) if touching]

    def under(self, choice: Choice) -> Reach:
        """What it may come to under the choice; raises ``ValueError`` where a Reading changes its facts."""
        key = tuple([choice[place] for place in self.relevant])
        found = self._reaches.get(key)
        if found is None:
            found = self._reaches[key] = self._worked_out(self._choice(self.relevant, key))
        return found

    @property
    def in_force(self) -> Reach:
        """What it may come to under the Readings in force."""
        return self._worked_out(self._variants.in_force)

    @cached_property
    def relevant(self) -> tuple[int, ...]:
        """The places of the questions whose answers can move it, one way or together with others."""
        variants = self._variants
        found = {place for place, _ in self._refused} | set(variants.finishing) | set(variants.noting)
        for section, _ in variants.sections:
            found |= set(section)
        for place in self._loose:
            found |= self._moving(variants.items[place], partial(self._item, place))
        return tuple(sorted(self._moving(tuple(sorted(found)), self._worked_out)))

    @property
    def distinct(self) -> int:
        """How many different results the relevant questions allow at most."""
        return prod(len(self._variants.questions[place].values) for place in self.relevant)

    @cached_property
    def refused(self) -> tuple[Choice, ...]:
        """The single other answers that do not allow its facts."""
        return tuple(self._variants.single(*one) for one in sorted(self._refused))

    @cached_property
    def _refused(self) -> frozenset[tuple[int, int]]:
        found: set[tuple[int, int]] = set()
        for place, one in enumerate(self._variants.questions):
            for answer in range(1, len(one.values)):
                variant = self._variants.under((place,), self._variants.single(place, answer))
                if variant.checks:
                    spans = self._of(variant)
                    if not all(spans.condition(check).possible for check in variant.checks):
                        found.add((place, answer))
        return frozenset(found)

    def _moving(self, places: tuple[int, ...], worth: Callable[[Choice], object]) -> set[int]:
        """Those of the places whose answer changes what the others leave; all, where they are too many."""
        sizes = [len(self._variants.questions[place].values) for place in places]
        if prod(sizes) > LOOKS:
            return set(places)
        found = {answers: worth(self._choice(places, answers)) for answers in product(*map(range, sizes))}
        return {
            place
            for number, place in enumerate(places)
            if any(value != found[(*key[:number], 0, *key[number + 1 :])] for key, value in found.items())
        }

    def answers(self, variant: Variant) -> Answers:
        """Its answers by the fields of a table, with what follows there from all units together."""
        found = self._carried.get(id(variant))
        if found is None:
            found = variant.carried(self._answers)
            if self._together is not None and variant.table is not self._variants.table:
                found = {**found, **self._together(variant.table)}
            self._carried[id(variant)] = found
        return found

    def _choice(self, places: Sequence[int], answers: Sequence[int]) -> Choice:
        choice = list(self._variants.in_force)
        for place, answer in zip(places, answers, strict=True):
            choice[place] = answer
        return tuple(choice)

    def _worked_out(self, choice: Choice) -> Reach:
        found = self._whole.get(choice)
        if found is None:
            found = self._whole[choice] = self._summed(choice)
        return found

    def _summed(self, choice: Choice) -> Reach:
        if any(choice) and any(choice[place] == answer for place, answer in self._refused):
            return Reach(0, 0, "refused")
        variants = self._variants
        span = self._total(choice)
        state = "sure"
        noted = variants.under(variants.noting, choice)
        if noted.ends:
            known = self._known(noted, choice)
            state = _state(noted, Spans(self.answers(noted), known))
        places = DISPLAY_PLACES if variants.is_quotient else PLACES
        return Reach(_scaled(span.low, places), _scaled(span.high, places), state)

    def _total(self, choice: Choice) -> Span:
        """The total; where it hangs on the sections alone, worked out once for each of their amounts."""
        variants = self._variants
        last = variants.under(variants.finishing, choice)
        if not variants.is_of_sections:
            known = self._known(last, choice)
            return Spans(self.answers(last), known).amount(account(last.table.total).total)
        sections = [self._section(place, choice) for place in range(len(variants.sections))]
        key = id(last), *map(id, sections)
        found = self._totals.get(key)
        if found is None:
            known = {}
            for nodes, span in zip(last.sections, sections, strict=True):
                known |= dict.fromkeys(nodes, span)
            found = self._totals[key] = Spans({}, known).amount(account(last.table.total).total)
        return found

    def _item(self, place: int, choice: Choice) -> Span:
        touching = self._variants.items[place]
        key = "item", place, tuple([choice[one] for one in touching])
        found = self._parts.get(key)
        if found is None:
            variant = self._variants.under(touching, choice)
            there = account(variant.table.items[place]).total
            found = self._parts[key] = self._of(variant).amount(there)
        return found

    def _section(self, place: int, choice: Choice) -> Span:
        built, moving = self._variants.sections[place]
        key = "section", place, tuple([choice[one] for one in moving])
        found = self._parts.get(key)
        if found is None:
            variant = self._variants.under(built, choice)
            spans = Spans(self.answers(variant), self._of_items(variant, choice))
            span = spans.amount(account(variant.table.sections[place]).total)
            found = self._parts[key] = self._met.setdefault(span, span)
        return found

    def _known(self, variant: Variant, choice: Choice) -> dict[int, Span]:
        """The totals of items and sections under the choice, by the nodes that stand for them."""
        known = self._of_items(variant, choice)
        for place, (one, other) in enumerate(variant.sections):
            known[one] = known[other] = self._section(place, choice)
        return known

    def _of_items(self, variant: Variant, choice: Choice) -> dict[int, Span]:
        """The totals of items under the choice, by the nodes that stand for them."""
        fixed = self._fixed.get(id(variant))
        if fixed is None:
            fixed = {}
            for place, nodes in enumerate(variant.items):
                if not self._variants.items[place]:
                    fixed |= dict.fromkeys(nodes, self._item(place, choice))
            self._fixed[id(variant)] = fixed
        known = dict(fixed)
        for place in self._loose:
            one, other = variant.items[place]
            known[one] = known[other] = self._item(place, choice)
        return known

    def _of(self, variant: Variant) -> Spans:
        found = self._spans.get(id(variant))
        if found is None:
            found = self._spans[id(variant)] = Spans(self.answers(variant))
        return found


def _state(variant: Variant, spans: Spans) -> str:
    state = "sure"
    for note in variant.ends:
        chance = spans.condition(note.condition)
        if chance.sure and note.effect == "veto":
            return "out"
        if chance.possible:
            state = "unsure"
    return state


def _scaled(value: Fraction, places: int) -> int:
    """The value at :data:`PLACES`, half up to ``places`` of them."""
    above, below = abs(value.numerator) * 10**places, value.denominator
    size = (2 * above + below) // (2 * below) * 10 ** (PLACES - places)
    return int(-size if value < 0 else size)
