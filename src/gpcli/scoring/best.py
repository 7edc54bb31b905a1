"""The facts of a unit that does everything: full marks, with no more entries and counts than that takes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from gpcli.expr.directions import Slope, directions, witness
from gpcli.expr.fields import (
    Answer,
    Answers,
    Entries,
    Field,
    LevelField,
    NumberField,
    YesNoField,
    excuse,
)
from gpcli.expr.nodes import Num
from gpcli.expr.spans import Spans
from gpcli.scheme import Place, Table, none_of


def best_facts(table: Table) -> dict[Field, Answer]:
    """Answers to every fact that is asked for, at its good end; of one read both ways the better end."""
    aim = table.aim
    optional = {place.field: none_of(place.field) for place in table.places if place.optional}
    found = directions(aim, optional)
    best: dict[Field, Answer] = {}
    for place in table.places:
        if place.optional or _pointless(place, best):
            continue
        reading = found.get(place.field)
        if reading is not None:
            best[place.field] = witness(place.field, reading, best=True)
        elif place.field not in found:
            best[place.field] = _idle(place.field)
    for place in table.places:
        if not place.optional and place.field in found and found[place.field] is None:
            best[place.field] = _better(place.field, {**optional, **best}, aim)
    for field in list(best):
        best[field] = _least(field, {**optional, **best}, aim)
    return best


def _pointless(place: Place, best: Answers) -> bool:
    excused = excuse(place.field)
    return excused is not None and best.get(excused) is True


def _idle(field: Field) -> Answer:
    """An answer to a fact that moves nothing under these Readings."""
    if isinstance(field, NumberField) and field.minimum:
        return field.minimum
    return none_of(field)


def _better(field: Field, given: Answers, aim: Num) -> Answer:
    """The better of a fact's ends, with the other facts as they are."""

    def worth(answer: Answer) -> Fraction:
        return Spans({**given, field: answer}).amount(aim).low

    return max(_ends(field), key=worth)


def _ends(field: Field) -> tuple[Answer, ...]:
    match field:
        case YesNoField():
            return (False, True)
        case LevelField():
            return field.levels
        case _:
            slopes = (Slope(rises=False), Slope(rises=True))
            return tuple(witness(field, slope, best=True) for slope in slopes)


def _least(field: Field, given: dict[Field, Answer], aim: Num) -> Answer:
    """The smallest number of entries, or count, with which nothing is lost."""
    answer = given[field]
    most = _size(field, answer)
    if most is None or most <= 1:
        return answer
    whole = Spans(given).amount(aim).low
    low, high = -1, most
    while high - low > 1:
        middle = (low + high) // 2
        fewer = {**given, field: _of_size(field, answer, middle)}
        if Spans(fewer).amount(aim).low >= whole:
            high = middle
        else:
            low = middle
    return _of_size(field, answer, high)


def _size(field: Field, answer: Answer) -> int | None:
    if isinstance(answer, Entries):
        return answer.number
    if isinstance(field, NumberField) and field.type == "count" and isinstance(answer, Decimal):
        return int(answer)
    return None


def _of_size(field: Field, answer: Answer, size: int) -> Answer:
    if isinstance(answer, Entries):
        return Entries(size, None if answer.entries is None else answer.entries[:size])
    assert isinstance(field, NumberField)
    return max(Decimal(size), field.minimum)
