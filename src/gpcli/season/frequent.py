"""The most frequent problems of a season: by item, how many units have them and what it cost."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gpcli.messages import Phrase
from gpcli.points import total
from gpcli.records import Record
from gpcli.season.problem_list import UnitList
from gpcli.season.returned import DISMISSED, OBJECTED, UPHELD


class Frequent(Record):
    """An item (or a section's or table's own move, by its label) and the units that lost points there.

    Items of several tables that share a name may have a clause in each.
    """

    section_name: str
    name: Phrase
    units: tuple[str, ...]
    points: Decimal
    clauses: tuple[str, ...] = ()


class Status(Record):
    """A status without a number, and the units that have it."""

    label: Phrase
    units: tuple[str, ...]


class Disputes(Record):
    """How many objections there are, and what became of them; how many facts a re-check changed."""

    objected: int
    upheld: int
    dismissed: int
    rechecked: int


def frequent(lists: Sequence[UnitList]) -> tuple[Frequent, ...]:
    """The items on which most units lost points, then those that cost most; of all tables by name."""
    lost: dict[tuple[str, Phrase], dict[int, list[Decimal]]] = {}
    clauses: dict[tuple[str, Phrase], dict[str, None]] = {}
    for number, one in enumerate(lists):
        for row in one.rows:
            loss = row.loss
            if loss.points is not None and not row.settled:
                name = loss.item_name or loss.section_name or loss.line.label
                by_unit = lost.setdefault((loss.section_name, name), {})
                by_unit.setdefault(number, []).append(loss.points)
                clauses.setdefault((loss.section_name, name), {})[loss.clause] = None
    found: list[Frequent] = []
    for (section, name), by_unit in lost.items():
        sums = {number: points for number, parts in by_unit.items() if (points := total(parts)) > 0}
        if sums:
            units = tuple(lists[number].unit for number in sums)
            found.append(Frequent(section, name, units, total(sums.values()), tuple(clauses[section, name])))
    return tuple(sorted(found, key=lambda one: (-len(one.units), -one.points)))


def statuses(lists: Sequence[UnitList]) -> tuple[Status, ...]:
    """Statuses without a number, with the units that have them."""
    found: dict[Phrase, list[str]] = {}
    for one in lists:
        for row in one.rows:
            if row.loss.points is None and not row.settled:
                found.setdefault(row.loss.line.label, []).append(one.unit)
    return tuple(Status(label, tuple(units)) for label, units in found.items())


def disputes(lists: Sequence[UnitList]) -> Disputes:
    """What came back in figures."""
    states = [row.state for one in lists for row in one.rows]
    upheld, dismissed = states.count(UPHELD), states.count(DISMISSED)
    objected = upheld + dismissed + states.count(OBJECTED)
    return Disputes(objected, upheld, dismissed, sum(one.rechecked for one in lists))
