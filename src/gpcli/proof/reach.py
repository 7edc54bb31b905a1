"""From where to where each item can come: a base item from nothing to its points, no further."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from gpcli.expr.directions import directions, witness
from gpcli.expr.fields import Answer, Answers, Field
from gpcli.expr.spans import Spans
from gpcli.ledger import Ledger, account
from gpcli.messages import N_, message
from gpcli.points import DISPLAY_PLACES, half_up, plain
from gpcli.proof.finding import FAULT, SAID, Finding, Subject
from gpcli.scheme import Item, Table, none_of
from gpcli.scoring.best import best_facts
from gpcli.testing.generate import answers, extreme

CHECK = "reach"
SAMPLES = 60


def check(subject: Subject) -> Iterator[Finding]:
    """Facts at their good and bad ends, and random ones."""
    for table in subject.tables:
        rng = Random(20210430)
        none = {place.field: none_of(place.field) for place in table.places if place.optional}
        drawn = [none | best_facts(table), extreme(table, best=True), extreme(table, best=False)]
        moods = ("healthy", "bad", "mixed")
        drawn += [answers(table, rng, moods[number % 3]) for number in range(SAMPLES)]
        for item in table.items:
            yield from _item(table, item, drawn)


def _item(table: Table, item: Item, drawn: list[dict[Field, Answer]]) -> Iterator[Finding]:
    where = f"{table.id}/{item.id}"
    ends = [given for given in _ends(item, drawn[0]) if _allowed(table, given)]
    values = [_value(item, given) for given in (*drawn, *ends)]
    least, most = min(values), max(values)
    span = {"least": plain(least), "most": plain(most)}
    if item.points is None:
        return
    if item.kind != "base":
        if max(abs(least), abs(most)) > item.points:
            beyond = message(
                N_("the printed limit is {points}, {most} can be reached"),
                points=plain(item.points),
                most=plain(max(-least, most)),
            )
            yield Finding(CHECK, FAULT, where, beyond)
        return
    if most > item.points:
        said = message(N_("a base item of {points} can come to {most}"), points=plain(item.points), **span)
        yield Finding(CHECK, FAULT, where, said)
    elif most < item.points:
        said = message(N_("no more than {most} of {points} was reached"), points=plain(item.points), **span)
        yield Finding(CHECK, SAID, where, said)
    if least > 0:
        yield Finding(CHECK, SAID, where, message(N_("no less than {least} was reached"), **span))
    elif least < 0:
        yield Finding(CHECK, SAID, where, message(N_("can go below zero: no floor is printed"), **span))


def _ends(item: Item, start: Answers) -> Iterator[Answers]:
    """The item's own facts at their good and at their bad ends, whatever other items ask of them."""
    found = directions(account(item).total, {})
    for best in (True, False):
        ends = {
            field: witness(field, slope, best=best) for field, slope in found.items() if slope is not None
        }
        yield {**start, **ends}


def _allowed(table: Table, given: Answers) -> bool:
    spans = Spans(given)
    return all(spans.condition(one.condition).sure for one in table.constraints)


def _value(ledger: Ledger, given: Answers) -> Decimal:
    low = Spans(given).amount(account(ledger).total).low
    return half_up(low.numerator, low.denominator, DISPLAY_PLACES)
