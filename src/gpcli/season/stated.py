"""What was stated where a line lost points: a bare label says what is asked for, not what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gpcli.expr.fields import (
    Answer,
    Entries,
    Field,
    NumberField,
    Share,
    YesNoField,
)
from gpcli.messages import N_, Phrase, message
from gpcli.points import plain
from gpcli.records import Record
from gpcli.scoring.sheet import Line

MANY = 3
"""Of a line that reads more facts than these nothing is told: its label is a rule of its own."""


class Stated(Record):
    """A fact and its answer; ``label`` is empty where the line is called like the fact."""

    label: str
    answer: Phrase


def stated(line: Line, read: Sequence[Field], answers: Mapping[Field, Answer]) -> tuple[Stated, ...]:
    """What the facts of a line were answered; nothing where the line says so itself.

    A line that deducts for a yes or a no, or for several facts together, is a problem in the document's own
    words; one that counts or names a level has said it.
    """
    if line.level or line.times or not read or len(read) > MANY:
        return ()
    if len(read) == 1:
        (field,) = read
        if line.amount < 0 and isinstance(field, YesNoField) and line.label != field.label:
            return ()
        told = _answer(field, answers.get(field))
        bare = line.label == field.label or not isinstance(field, YesNoField)
        return () if told is None else (Stated("" if bare else field.label, told),)
    if line.amount < 0:
        return ()
    found = [(field.label, _answer(field, answers.get(field))) for field in read]
    return tuple(Stated(label, told) for label, told in found if told is not None)


def _answer(field: Field, answer: Answer | None) -> Phrase | None:
    """An answer in words; None where there is none."""
    match answer:
        case None:
            return None
        case bool():
            return message(N_("yes") if answer else N_("no"))
        case Decimal():
            return _number(field, answer)
        case Share(part, whole):
            return f"{plain(part)}%" if whole == 100 else f"{plain(part)}/{plain(whole)}"
        case Entries():
            return str(answer.number)
        case _:
            return answer


def _number(field: Field, answer: Decimal) -> Phrase:
    """The number; of an award also the most that it can be."""
    if isinstance(field, NumberField) and field.type == "award" and not field.technical:
        return message(N_("{points} (of {most})"), points=plain(answer), most=plain(field.maximum))
    return plain(answer)
