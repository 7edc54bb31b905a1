"""What comes out for each row: its status, the total, sections and items, conversions, the grade.

A number has a lower and an upper bound beside it, and is there only where the two meet; the total only where
the row is scored, as a sheet has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from gpcli.expr.fold import both, either, fails, pick, relation, times
from gpcli.expr.ir import TRUE, Flag, HalfUp, Int, Ratio, Test, Whole
from gpcli.points import DISPLAY_PLACES
from gpcli.records import Record
from gpcli.scheme import Table

STATUSES = ("scored", "incomplete", "vetoed")
FAILED = "failed"
"""The status of a row that could not be scored: it has no numbers."""

DIGITS = 18
"""Digits of a result at most: a decimal that is kept in 64 bits."""

OWN = ("id", "unit", "period", "table", "status", "grade", "faults", "problems")
"""Headings that no item can have."""


class Result(Record):
    """A column of results: a number with ``scale`` places, or one of the ``labels`` by its position.

    It is empty where ``known`` does not hold; ``about`` names the item, section or conversion, with its
    clause.
    """

    heading: str
    value: Whole
    known: Test = TRUE
    scale: int = 0
    labels: tuple[str, ...] = ()
    about: str = ""
    clause: str = ""


class Ends(NamedTuple):
    """A number as two integers over ``10**scale``; one and the same where nothing can be open."""

    low: Whole
    high: Whole
    scale: int


class Chances(NamedTuple):
    """Whether a condition surely holds, and whether it may."""

    sure: Test
    possible: Test


def ends(low: Ratio, high: Ratio) -> Ends:
    """Both bounds as a sheet prints them: below a quotient at its display places, half up."""
    if low.denominator is None and high.denominator is None:
        scale = max(low.scale, high.scale)
        one, other = (times(end.numerator, Int(10 ** (scale - end.scale))) for end in (low, high))
        return Ends(one, one if low is high else other, scale)
    first = _displayed(low)
    return Ends(first, first if low is high else _displayed(high), DISPLAY_PLACES)


def _displayed(end: Ratio) -> Whole:
    if end.denominator is None and end.scale <= DISPLAY_PLACES:
        return times(end.numerator, Int(10 ** (DISPLAY_PLACES - end.scale)))
    shift = DISPLAY_PLACES - end.scale
    above = times(end.numerator, Int(10 ** max(shift, 0)))
    below = Int(10 ** max(-shift, 0))
    return HalfUp(above, below if end.denominator is None else times(end.denominator, below))


def results_of(
    table: Table,
    amount: Callable[[str], Ends],
    chance: Callable[[str, str, str], Chances],
    *,
    parts: bool = True,
) -> Iterator[Result]:
    """Every result of a table; without ``parts`` none of its sections and items.

    ``amount`` gives the total of a ledger, ``chance`` a condition by kind (note, grade), id and number.
    """
    notes = [(note, chance("note", note.id, "")) for ledger in table.ledgers() for note in ledger.notes]
    vetoed = either([one.sure for note, one in notes if note.effect == "veto"])
    unsettled = either([one.possible for note, one in notes if note.effect != "note"])
    whole = amount("total")
    scored = both([_meet(whole), fails(unsettled), fails(vetoed)])
    status = pick(vetoed, Int(2), pick(scored, Int(0), Int(1)))
    yield Result("status", status, labels=STATUSES)
    yield from _number("total", whole, scored, "", table.total.clause)
    if table.grades:
        yield _grade(table, chance, both([scored]))
    for ledger in table.conversions:
        yield from _number(heading_of(ledger.id), amount(ledger.id), scored, str(ledger.name), ledger.clause)
    for section in table.sections if parts else ():
        found = amount(section.id)
        yield from _number(section.id, found, _meet(found), str(section.name), section.clause)
        for item in section.items:
            found = amount(item.id)
            yield from _number(heading_of(item.id), found, _meet(found), str(item.name), item.clause)


def _number(heading: str, found: Ends, known: Test, about: str, clause: str) -> Iterator[Result]:
    yield Result(heading, found.low, known, found.scale, (), about, clause)
    yield Result(f"{heading}.lower", found.low, TRUE, found.scale, (), about, clause)
    yield Result(f"{heading}.upper", found.high, TRUE, found.scale, (), about, clause)


def _meet(found: Ends) -> Test:
    return TRUE if found.low is found.high else relation("==", found.low, found.high)


def _grade(table: Table, chance: Callable[[str, str, str], Chances], scored: Test) -> Result:
    """The first grade that surely holds, where none before it may."""
    value: Whole = Int(0)
    known: Test = Flag(False)
    for place, grade in reversed(list(enumerate(table.grades))):
        held = [
            chance("grade", grade.name, str(number)) for number, _ in enumerate(grade.conditions(table.total))
        ]
        sure, possible = both([one.sure for one in held]), both([one.possible for one in held])
        value = pick(sure, Int(place), value)
        known = either([sure, both([fails(possible), known])])
    labels = tuple(grade.name for grade in table.grades)
    return Result("grade", value, both([scored, known]), labels=labels)


def heading_of(id_: str) -> str:
    """The heading of an item or a conversion: its id, where no column of ours is called so."""
    return f"item.{id_}" if id_ in OWN else id_
