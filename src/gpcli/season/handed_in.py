"""Who has handed in, who has not, what each body still owes, and how often sources differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from gpcli.facts.unit import Source
from gpcli.records import Record
from gpcli.scheme import ROLES
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.sheet import OpenFact
from gpcli.season.differing import Differences, differences


class Debt(Record):
    """One open fact that matters, and the units of which it is open; ``everyone`` where all are."""

    key: str
    label: str
    table: str
    units: tuple[str, ...]
    everyone: bool = False


class Owed(Record):
    """What one body (a role, or ``bureau:NAME``) still owes, in the tables' order."""

    body: str
    facts: tuple[Debt, ...]

    @property
    def number(self) -> int:
        """How many facts of units."""
        return sum(len(one.units) for one in self.facts)

    @property
    def units(self) -> tuple[str, ...]:
        """The units about which something is owed."""
        return tuple(dict.fromkeys(unit for one in self.facts for unit in one.units))


class Heard(Record):
    """One unit: the sources that state something about it, the facts that are open and matter."""

    unit: str
    table: str
    sources: tuple[Source, ...]
    differences: Differences
    open: tuple[OpenFact, ...]


class HandedIn(Record):
    """A season's state. ``units`` are those about which somebody states a fact, ``missing`` the others;
    of ``failed`` ones a file has problems.
    """

    units: tuple[Heard, ...]
    missing: tuple[Heard, ...]
    failed: tuple[str, ...]
    owed: tuple[Owed, ...]

    @property
    def everyone(self) -> tuple[str, ...]:
        """Every unit."""
        return (*(one.unit for one in self.units), *self.silent, *self.failed)

    @property
    def silent(self) -> tuple[str, ...]:
        """The units about which nobody said anything."""
        return tuple(one.unit for one in self.missing)

    @property
    def spoken(self) -> Mapping[Source, int]:
        """Who states something, and about how many units; roles in their order, then names."""
        found = Counter(source for one in self.units for source in one.sources)
        return {one: found[one] for one in sorted(found, key=lambda one: (ROLES.index(one.role), one.name))}

    def by(self, role: str) -> tuple[str, ...]:
        """The units about which a role said something."""
        return tuple(one.unit for one in self.units if any(said.role == role for said in one.sources))

    def without(self, role: str) -> tuple[str, ...]:
        """The units about which others spoke, but not this role; what a faulty file says is not known."""
        heard = set(self.by(role))
        return tuple(one.unit for one in self.units if one.unit not in heard)

    @property
    def differing(self) -> tuple[Heard, ...]:
        """The units on which sources differ."""
        return tuple(one for one in self.units if one.differences.differing)

    @property
    def complete(self) -> bool:
        """Whether every unit is there, and nothing is owed."""
        return not (self.missing or self.failed or self.owed)


def handed_in(outcomes: Sequence[Outcome], missing: Sequence[Scored]) -> HandedIn:
    """What the outcomes of a season say about who said what."""
    known = [heard(one.scored) for one in outcomes if one.scored is not None]
    units = tuple(one for one in known if one.sources)
    failed = tuple(dict.fromkeys(one.unit for one in outcomes if one.scored is None and one.unit))
    silent = (*(one for one in known if not one.sources), *_silent(missing))
    return HandedIn(units, silent, failed, _owed((*units, *silent)))


def heard(one: Scored) -> Heard:
    """What is known of a unit, and by whom."""
    speaking = dict.fromkeys(said.source for said in one.facts.contributions if said.stated)
    missing = tuple(one.sheet.missing.values())
    return Heard(one.sheet.unit, one.sheet.scheme.table, tuple(speaking), differences(one), missing)


def _silent(missing: Sequence[Scored]) -> tuple[Heard, ...]:
    """The units about which nobody spoke; those of a table of which the same is known lack the same."""
    known: list[tuple[Scored, Heard]] = []
    found: list[Heard] = []
    for one in missing:
        same = (
            mine
            for other, mine in known
            if other.scorer is one.scorer and other.facts.answers == one.facts.answers
        )
        mine = next(same, None)
        if mine is None:
            mine = heard(one)
            known.append((one, mine))
        found.append(mine._replace(unit=one.facts.unit))
    return tuple(found)


def _owed(everyone: Iterable[Heard]) -> tuple[Owed, ...]:
    """By body, roles first, then named bureaus in the order in which the documents name them."""
    found: dict[str, dict[tuple[str, str], tuple[str, list[str]]]] = {}
    sizes: Counter[str] = Counter()
    for one in everyone:
        sizes[one.table] += 1
        for fact in one.open:
            debts = found.setdefault(fact.owed_by, {})
            debts.setdefault((one.table, fact.key), (fact.label, []))[1].append(one.unit)
    bodies = sorted(found, key=lambda body: (body not in ROLES, ROLES.index(body) if body in ROLES else 0))
    return tuple(
        Owed(
            body,
            tuple(
                Debt(key, label, table, tuple(units), everyone=len(units) == sizes[table] > 1)
                for (table, key), (label, units) in found[body].items()
            ),
        )
        for body in bodies
    )
