"""Pairs of units whose order is not firm, and the single causes that turn each round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gpcli.messages import Phrase
from gpcli.points import from_scaled
from gpcli.records import Record
from gpcli.season.robust.placing import rounded
from gpcli.season.robust.possible import PLACES, Reach
from gpcli.season.robust.result import Answered, Cause, Pair
from gpcli.season.robust.sweep import ALL

WINDOW = 20
"""Where there are more than :data:`ALL` units, each is looked at with so many of the next ones."""


class Lever(Record):
    """A fact of a unit that is open or at discretion, and what the unit may come to with it (alone) free."""

    fact: str
    says: Phrase
    clause: str
    reach: Reach


class Situation(Record):
    """Everything that may turn two units round, by their places.

    ``singles`` are all units under each other answer to one Reading; ``levers`` the judged facts of each;
    ``open_`` its open facts, those that move most first; ``levels`` the places of rounding; ``several`` and
    ``together`` answers under which the second may first stand above the first, alone and with every fact;
    ``removed`` all units without the one at a place, where totals hang on it.
    """

    names: Sequence[str]
    now: Sequence[Reach]
    singles: Sequence[tuple[Answered, Sequence[Reach]]]
    levers: Sequence[Sequence[Lever]]
    open_: Sequence[Sequence[Lever]]
    levels: Sequence[int]
    several: Mapping[tuple[int, int], tuple[Answered, ...]]
    together: Mapping[tuple[int, int], tuple[Answered, ...]]
    removed: Sequence[tuple[int, Sequence[Reach]]] = ()


def pairs(situation: Situation) -> tuple[Pair, ...]:
    """The pairs for whose order there is a cause to change, in the order of the ranking."""
    order = sorted(
        (place for place, one in enumerate(situation.now) if one.is_ranked),
        key=lambda place: (-situation.now[place].low - situation.now[place].high, place),
    )
    window = len(order) if len(order) <= ALL else WINDOW
    found: list[Pair] = []
    for number, first in enumerate(order):
        for step, second in enumerate(order[number + 1 : number + 1 + window]):
            causes = tuple(_causes(situation, first, second))
            if causes:
                one, other = situation.now[first], situation.now[second]
                gap = from_scaled(one.low - other.high, PLACES).normalize()
                names = situation.names
                found.append(Pair(names[first], names[second], step == 0, _relation(one, other), gap, causes))
    return tuple(found)


def _causes(situation: Situation, first: int, second: int) -> Iterator[Cause]:
    one, other = situation.now[first], situation.now[second]
    now = _relation(one, other)
    swapped = now == "open" and other.high > one.low
    if now == "open":
        makes = "may_swap" if swapped else "may_tie"
        for place in (first, second):
            for lever in situation.open_[place]:
                yield _of_fact("open", makes, situation.names[place], lever)
    for answered, reaches in situation.singles:
        makes = _change(now, reaches[first], reaches[second], swapped=swapped)
        if makes:
            swapped |= makes in _TURNS
            yield Cause("reading", makes, (answered,))
    for place in (first, second):
        for lever in situation.levers[place]:
            pair = (lever.reach, other) if place == first else (one, lever.reach)
            makes = _change(now, *pair, swapped=swapped)
            if makes:
                swapped |= makes in _TURNS
                yield _of_fact("judged", makes, situation.names[place], lever)
    if now == "above":
        for places in situation.levels:
            if rounded(one, places).low == rounded(other, places).high:
                makes = "tied" if one.low == one.high and other.low == other.high else "may_tie"
                yield Cause("rounding", makes, places=places)
                break
    for gone, reaches in situation.removed:
        makes = _change(now, reaches[first], reaches[second], swapped=swapped)
        if makes and gone not in (first, second):
            swapped |= makes in _TURNS
            yield Cause("removal", makes, unit=situation.names[gone])
    if not swapped:
        turns = "may_part" if now == "tie" else "may_swap"
        ways = [(first, second), (second, first)] if now == "tie" else [(first, second)]
        for kind, found in (("readings", situation.several), ("together", situation.together)):
            way = next((one for one in ways if one in found), None)
            if way is not None:
                yield Cause(kind, turns, found[way])
                break


_TURNS = ("swapped", "may_swap", "parted", "may_part")


def _of_fact(kind: str, makes: str, unit: str, lever: Lever) -> Cause:
    return Cause(kind, makes, (), unit, lever.fact, lever.says, lever.clause)


def _change(now: str, one: Reach, other: Reach, *, swapped: bool) -> str:
    """What becomes of the order of two units whose relation was ``now``; nothing where it stays."""
    if not (one.is_ranked and other.is_ranked):
        return ""
    there = _relation(one, other)
    if now == "tie":
        return {"above": "parted", "below": "parted", "open": "may_part"}.get(there, "")
    if there == "below":
        return "swapped"
    if there == "open" and other.high > one.low and not (now == "open" and swapped):
        return "may_swap"
    if now == "open" or there == "above":
        return ""
    return "tied" if there == "tie" else "may_tie"


def _relation(one: Reach, other: Reach) -> str:
    """How the first stands to the second: above, below, tie, or open."""
    if one.low > other.high:
        return "above"
    if other.low > one.high:
        return "below"
    return "tie" if one.low == one.high == other.low == other.high else "open"
