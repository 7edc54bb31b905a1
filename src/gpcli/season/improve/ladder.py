"""What else a fact could be, nearest first: the other answer, each level, each threshold, each one fewer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import product

from gpcli.expr.directions import decided
from gpcli.expr.fields import (
    Answer,
    Entries,
    Entry,
    Field,
    LevelField,
    ListField,
    NumberField,
    RateField,
    Share,
    YesNoField,
)
from gpcli.facts.written import needs_blocks
from gpcli.points import from_scaled, places_of, to_scaled
from gpcli.testing.plan import grid

FEW = 60
"""Steps of a count, or entries of a list, up to which each single one is looked at."""

KINDS = 24
"""Kinds of entries beyond which nobody looks for what one more would bring."""


def ladder(field: Field, now: Answer, edges: Collection[Decimal]) -> tuple[Answer, ...]:
    """Other answers to an answered fact, nearest first. ``edges`` are the numbers that its clauses compare.

    Lists only get shorter: an entry more would have to have happened (see :func:`one_more`). Levels that say
    how things are, and counts beyond what can be looked at, are left out.
    """
    match field, now:
        case YesNoField(), bool():
            return (not now,)
        case LevelField(), str():
            if now in field.circumstances:
                return ()
            place = field.levels.index(now)
            others = [one for one in field.levels if one != now and one not in field.circumstances]
            return tuple(sorted(others, key=lambda one: abs(field.levels.index(one) - place)))
        case NumberField(), Decimal():
            return _numbers(field, now, edges)
        case RateField(), Share():
            return _rates(field, now, edges)
        case ListField(), Entries():
            return tuple(shorter(field, now))
        case _:
            raise TypeError(f"{field.name} was not answered in its kind")


def best_of_open(field: Field, known: Answer | None) -> tuple[Answer, ...]:
    """Answers to an open fact among which the best and the worst are; of an undecided list its amounts."""
    match field:
        case YesNoField():
            return (True, False)
        case LevelField():
            return field.levels
        case NumberField():
            return (field.maximum, field.minimum)
        case RateField():
            return (Share(field.maximum, Decimal(100)), Share(field.minimum, Decimal(100)))
        case ListField():
            if not isinstance(known, Entries):
                return (Entries(0, ()),)
            return tuple(decided(field, known, high=high) for high in (False, True))


def shorter(field: ListField, now: Entries) -> Iterable[Entries]:
    """The list with fewer entries: of one without particulars each number, else fewer of each kind."""
    if not now.number:
        return
    if now.entries is None or not needs_blocks(field):
        numbers = range(now.number - 1, -1, -1) if now.number <= FEW else (now.number - 1, 0)
        for number in numbers:
            yield Entries(number, None if now.entries is None else now.entries[:number])
        return
    kinds: list[Entry] = []
    for entry in now.entries:
        if entry not in kinds:
            kinds.append(entry)
    if now.number > 1:
        for kind in kinds:
            yield _without(now, kind, 1)
    if len(kinds) > 1:
        for kind in kinds:
            if now.entries.count(kind) > 1:
                yield _without(now, kind, now.number)
    yield Entries(0, ())


def one_more(field: ListField, now: Entries) -> Iterable[Entries]:
    """The list with one entry more, of each kind: its amounts at their maximum, where they have one."""
    if now.number >= field.maximum or (now.entries is None and now.number and needs_blocks(field)):
        return
    if any(amount.technical for amount in field.amounts.values()):
        return
    levels = [(one.default,) if one.default is not None else one.levels for one in field.levels.values()]
    amounts = {name: amount.maximum for name, amount in field.amounts.items()}
    for number, chosen in enumerate(product(*levels)):
        if number == KINDS:
            return
        if now.entries is None and not needs_blocks(field):
            yield Entries(now.number + 1, None)
            return
        entry = Entry(dict(zip(field.levels, chosen, strict=True)), amounts)
        yield Entries(now.number + 1, (*(now.entries or ()), entry))


def between(field: Field, now: Answer, far: Answer) -> Answer | None:
    """An answer about half-way, on the fact's grid; None where there is none, or for another kind of fact."""
    if isinstance(field, NumberField) and isinstance(now, Decimal) and isinstance(far, Decimal):
        step = grid(field)
        low, high = _position(now, step), _position(far, step)
        middle = (low + high) // 2
        if middle in (low, high):
            return None
        return from_scaled(middle * to_scaled(step, places_of(step)), places_of(step))
    if isinstance(field, ListField) and isinstance(now, Entries) and isinstance(far, Entries):
        middle = (now.number + far.number) // 2
        if middle in (now.number, far.number) or needs_blocks(field):
            return None
        return Entries(middle, None if now.entries is None else now.entries[:middle])
    return None


def a_step_nearer(field: Field, now: Answer, answer: Answer) -> Answer | None:
    """The answer one step of the finest grid nearer to how it is; None for facts with a printed grid."""
    if isinstance(field, NumberField) and field.step is None and isinstance(answer, Decimal):
        assert isinstance(now, Decimal)
        step = grid(field)
        return answer - step if answer > now else answer + step
    if isinstance(field, RateField) and isinstance(answer, Share) and answer.whole == 100:
        assert isinstance(now, Share)
        step = grid(field)
        return Share(answer.part - step if answer.part > now.part else answer.part + step, answer.whole)
    return None


def alike(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same: entries without particulars are their number, a rate is its share."""
    match one, other:
        case Entries(), Entries():
            return one.number == other.number and _particulars(one) == _particulars(other)
        case Share(), Share():
            return one.part * other.whole == other.part * one.whole
        case _:
            return one == other


def _particulars(listed: Entries) -> list[Entry]:
    return [entry for entry in listed.entries or () if entry.levels or entry.amounts]


def _position(value: Decimal, step: Decimal) -> int:
    scale = max(places_of(step), places_of(value))
    return to_scaled(value, scale) // to_scaled(step, scale)


def _without(now: Entries, kind: Entry, most: int) -> Entries:
    kept: list[Entry] = []
    taken = 0
    for entry in reversed(now.entries or ()):
        if entry == kind and taken < most:
            taken += 1
        else:
            kept.append(entry)
    return Entries(len(kept), tuple(reversed(kept)))


def _numbers(field: NumberField, now: Decimal, edges: Collection[Decimal]) -> tuple[Answer, ...]:
    step = grid(field)
    found = {field.minimum}
    if not field.technical:
        found.add(field.maximum)
    if field.type == "count":
        least, most, here = int(field.minimum), int(field.maximum), int(now)
        found |= {Decimal(one) for one in range(max(least, here - FEW), min(most, here + FEW) + 1)}
    for edge in edges:
        nearest = from_scaled(_position(edge, step) * to_scaled(step, places_of(step)), places_of(step))
        found |= {nearest, nearest + step if edge >= now else nearest - step}
    legal = [one for one in found if field.minimum <= one <= field.maximum and one != now]
    return tuple(sorted(legal, key=lambda one: (abs(one - now), one)))


def _rates(field: RateField, now: Share, edges: Collection[Decimal]) -> tuple[Answer, ...]:
    """Of a part and a whole other parts of the same whole; of a percentage others on its grid."""
    whole = now.whole if now.whole != 100 else Decimal(100)
    step = Decimal(1) if now.whole != 100 else grid(field)
    if places_of(now.part) > places_of(step) or places_of(whole) > places_of(step):
        step = Decimal(1).scaleb(-max(places_of(now.part), places_of(whole)))
    here, top = Fraction(now.part), Fraction(field.maximum) * Fraction(whole) / 100
    found: set[Fraction] = {Fraction(0), top}
    for edge in edges:
        exact = Fraction(edge) * Fraction(whole) / 100
        below = exact // Fraction(step) * Fraction(step)
        found |= {below, below + Fraction(step) if exact >= here else below - Fraction(step)}
    legal = sorted({one for one in found if 0 <= one <= top} - {here}, key=lambda one: (abs(one - here), one))
    return tuple(Share(_on(one, step), whole) for one in legal if one % Fraction(step) == 0)


def _on(value: Fraction, step: Decimal) -> Decimal:
    places = places_of(step)
    return from_scaled(int(value * 10**places), places)
