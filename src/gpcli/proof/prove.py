"""All checks of a pack, in the order in which an author would want to mend what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from gpcli.messages import N_, message
from gpcli.packs import Pack, Packs
from gpcli.problems import Problems
from gpcli.proof import boundaries, clauses, facts, quotients, reach, rows, sums, worked
from gpcli.proof.finding import FAULT, SAID, Finding, Subject

Check = Callable[[Subject], Iterator[Finding]]

CHECKS: Mapping[str, Check] = {
    sums.CHECK: sums.check,
    rows.CHECK: rows.check,
    clauses.CHECK: clauses.check,
    reach.CHECK: reach.check,
    facts.CHECK: facts.check,
    quotients.CHECK: quotients.check,
    worked.CHECK: worked.check,
    boundaries.CHECK: boundaries.check,
}
"""Every check by its name, in order."""


ROSTERS = {
    "complete": N_("{units} units; the roster is complete"),
    "partial": N_("{units} units; the roster names only some"),
    "absent": N_("{units} units; the document has no roster"),
}


def prove(packs: Packs, pack: Pack) -> Iterator[Finding]:
    """Everything that the checks find in a pack.

    Raises :class:`Problems` where it cannot be used at all, or one of its tables cannot be built.
    """
    if found := packs.faults().get(pack):
        raise Problems(list(found))
    for scheme in pack.schemes:
        tables = tuple(packs.table(scheme, table.id) for table in scheme.tables)
        subject = Subject(packs, pack, scheme, tables)
        for check in CHECKS.values():
            yield from check(subject)
        yield from _roster(subject)


def _roster(subject: Subject) -> Iterator[Finding]:
    """How many units the roster has for each table."""
    roster = subject.scheme.roster()
    names = {table.id for table in subject.tables}
    for unit in roster.units:
        if unit.table not in names:
            stray = message(N_("stands in table {table}, which the scheme does not have"), table=unit.table)
            yield Finding("roster", FAULT, unit.name, stray)
    for table in subject.tables:
        number = sum(unit.table == table.id for unit in roster.units)
        said = message(ROSTERS[roster.completeness], units=number)
        yield Finding("roster", SAID, table.id, said)
