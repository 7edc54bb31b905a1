"""Who has handed in, who has not, what each body still owes, and how often sources differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gpcli.facts.unit import Source
from gpcli.records import Record
from gpcli.scheme import ROLES
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.season.differing import Differences, differences


class Debt(Record):
    """One open fact that matters, and the units of which it is open."""

    key: str
    label: str
    table: str
    units: tuple[str, ...]


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
    """One unit, and the sources that state something about it."""

    unit: str
    table: str
    sources: tuple[Source, ...]
    differences: Differences


class HandedIn(Record):
    """A season's state. ``units`` are those about which somebody said something, ``missing`` the others;
    of ``failed`` ones a file has problems.
    """

    units: tuple[Heard, ...]
    missing: tuple[str, ...]
    failed: tuple[str, ...]
    owed: tuple[Owed, ...]

    @property
    def everyone(self) -> tuple[str, ...]:
        """Every unit."""
        return (*(one.unit for one in self.units), *self.missing, *self.failed)

    def by(self, role: str) -> tuple[str, ...]:
        """The units about which a role said something."""
        return tuple(one.unit for one in self.units if any(said.role == role for said in one.sources))

    def without(self, role: str) -> tuple[str, ...]:
        """The units about which a role said nothing; what a faulty file says is not known."""
        heard = set(self.by(role))
        return tuple(one for one in (*(one.unit for one in self.units), *self.missing) if one not in heard)

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
    scored = [one.scored for one in outcomes if one.scored is not None]
    failed = tuple(dict.fromkeys(one.unit for one in outcomes if one.scored is None and one.unit))
    return HandedIn(
        tuple(_heard(one) for one in scored),
        tuple(one.sheet.unit for one in missing),
        failed,
        _owed((*scored, *missing)),
    )


def _heard(one: Scored) -> Heard:
    speaking = (said.source for said in one.facts.contributions if said.stated)
    return Heard(one.sheet.unit, one.sheet.scheme.table, tuple(dict.fromkeys(speaking)), differences(one))


def _owed(everyone: Iterable[Scored]) -> tuple[Owed, ...]:
    """By body, roles first, then named bureaus in the order in which the documents name them."""
    found: dict[str, dict[tuple[str, str], Debt]] = {}
    for one in everyone:
        table = one.sheet.scheme.table
        for fact in one.sheet.missing.values():
            mine = found.setdefault(fact.owed_by, {})
            debt = mine.get((table, fact.key)) or Debt(fact.key, fact.label, table, ())
            mine[table, fact.key] = debt._replace(units=(*debt.units, one.sheet.unit))
    bodies = sorted(found, key=lambda body: (body not in ROLES, ROLES.index(body) if body in ROLES else 0))
    return tuple(Owed(body, tuple(found[body].values())) for body in bodies)
