"""The facts of a unit that does everything: full marks, with no more entries and counts than that takes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product

from gpcli.expr.directions import Directions, Slope, directions, witness
from gpcli.expr.fields import (
    Answer,
    Answers,
    Entries,
    Entry,
    Field,
    LevelField,
    ListField,
    NumberField,
    YesNoField,
    excuse,
)
from gpcli.expr.varied import Varied
from gpcli.expr.walk import fields
from gpcli.facts.written import needs_blocks
from gpcli.scheme import Place, Table, none_of

MANY = 60
"""Entries of a list beyond which nobody looks for a gain."""


def best_facts(table: Table) -> dict[Field, Answer]:
    """Answers to every fact that is asked for, at its good end; of one read both ways the better end."""
    optional = {place.field: none_of(place.field) for place in table.places if place.optional}
    found = directions(table.aim, optional)
    start: dict[Field, Answer] = {}
    for place in table.places:
        if not place.optional and not _pointless(place, start):
            start[place.field] = _start(place.field, found)
    search = _Search(table, found, optional, start)
    for field in start:
        search.settle(field)
    return search.best


def _start(field: Field, found: Directions) -> Answer:
    """Its good end; of a list or a count that rises, a first guess."""
    if field not in found:
        return _idle(field)
    reading = found[field]
    if _is_countable(field):
        return _of_size(field, MANY if reading is None or reading.rises else 0, reading)
    return witness(field, Slope(rises=False) if reading is None else reading, best=True)


def _pointless(place: Place, best: Answers) -> bool:
    excused = excuse(place.field)
    return excused is not None and best.get(excused) is True


class _Search:
    """One fact after the other at its best, the others as they are."""

    def __init__(self, table: Table, found: Directions, optional: Answers, start: Answers) -> None:
        self._aim = table.aim
        self._found = found
        self._constraints = [(one.condition, set(fields([one.condition]))) for one in table.constraints]
        self._varied = Varied([self._aim], {**optional, **start})
        self.best = dict(start)

    def settle(self, field: Field) -> None:
        """The better end of a fact read both ways; no more entries, and no higher count, than pays."""
        reading = self._found.get(field)
        if field not in self._found:
            return
        if isinstance(field, ListField) and needs_blocks(field):
            answer: Answer = self._collected(field)
        elif _is_countable(field):
            answer = self._counted(field)
        elif reading is None:
            answer = max(_ends(field), key=lambda answer: self._worth(field, answer))
        else:
            return
        self.best[field] = answer
        self._varied.settle(field, answer)

    def _worth(self, field: Field, answer: Answer) -> tuple[int, Fraction]:
        """How few constraints refuse the answer, then what is aimed at."""
        spans = self._varied.under(field, answer)
        refused = sum(field in read and not spans.condition(one).possible for one, read in self._constraints)
        return -refused, spans.amount(self._aim).low

    def _counted(self, field: Field) -> Answer:
        """The smallest number with which nothing is lost."""
        reading, none = self._found.get(field), _of_size(field, _least(field), None)
        if reading is not None and not reading.rises and not self._worth(field, none)[0]:
            return none
        sizes = range(_least(field), _most(field) + 1)
        worths = [self._worth(field, _of_size(field, size, None)) for size in sizes]
        return _of_size(field, sizes[worths.index(max(worths))], None)

    def _collected(self, field: ListField) -> Entries:
        """Entries one by one, each of the kind that gains most, as long as one gains."""
        kinds = tuple(_kinds(field))
        taken: tuple[Entry, ...] = ()
        worth = self._worth(field, Entries(0, ()))
        while len(taken) < _most(field):
            tried = [
                (self._worth(field, Entries(len(taken) + 1, (*taken, kind))), place)
                for place, kind in enumerate(kinds)
            ]
            most, place = max(tried, key=lambda one: (one[0], -one[1]))
            if most <= worth:
                break
            worth, taken = most, (*taken, kinds[place])
        return Entries(len(taken), taken)


def _idle(field: Field) -> Answer:
    """An answer to a fact that moves nothing under these Readings."""
    if isinstance(field, NumberField) and field.minimum:
        return field.minimum
    return none_of(field)


def _is_countable(field: Field) -> bool:
    return isinstance(field, ListField) or (isinstance(field, NumberField) and field.type == "count")


def _least(field: Field) -> int:
    return int(field.minimum) if isinstance(field, NumberField) else 0


def _most(field: Field) -> int:
    assert isinstance(field, ListField | NumberField)
    return int(min(field.maximum, max(Decimal(MANY), Decimal(_least(field)))))


def _of_size(field: Field, size: int, reading: Slope | None) -> Answer:
    if isinstance(field, NumberField):
        return min(max(Decimal(size), field.minimum), field.maximum)
    assert isinstance(field, ListField)
    size = min(size, int(field.maximum))
    if not needs_blocks(field):
        return Entries(size, None)
    levels = dict(reading.where) if reading is not None else {}
    kind = next(kind for kind in _kinds(field) if all(kind.levels[name] == at for name, at in levels.items()))
    return Entries(size, (kind,) * size)


def _kinds(field: ListField) -> Iterator[Entry]:
    """Every kind of entry: one for each combination of levels, its amounts at their maximum."""
    amounts = {name: amount.maximum for name, amount in field.amounts.items()}
    for levels in product(*(level.levels for level in field.levels.values())):
        yield Entry(dict(zip(field.levels, levels, strict=True)), amounts)


def _ends(field: Field) -> tuple[Answer, ...]:
    match field:
        case YesNoField():
            return (False, True)
        case LevelField():
            return field.levels
        case _:
            slopes = (Slope(rises=False), Slope(rises=True))
            return tuple(witness(field, slope, best=True) for slope in slopes)
