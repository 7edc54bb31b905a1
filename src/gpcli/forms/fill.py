"""From what was said about a unit to its form."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.expr.fields import ListField
from gpcli.facts.unit import Contribution, Source, UnitFacts
from gpcli.forms.content import beside, listed
from gpcli.forms.design import ROOM, Design
from gpcli.forms.filled import Filled
from gpcli.forms.layout import Layout
from gpcli.messages import N_
from gpcli.problems import Problems, problem
from gpcli.scheme import Scheme, Table

SPARE = 50
"""Rows for incidents beyond those that are listed already."""


def filled(scheme: Scheme, table: Table, facts: UnitFacts, pack: str, version: str) -> Filled:
    """The form of a unit, one column a source, with room for all of its incidents.

    Raises :class:`Problems` where two sources are one and the same.
    """
    said = tuple(facts.contributions)
    sources = tuple(one.source for one in said) or (Source(),)
    if len({one.full for one in sources}) < len(sources):
        told = N_("two files speak for {source}: a form has one column for each")
        twice = next(one for one in sources if sources.count(one) > 1)
        raise Problems([problem("no-form", told, source=twice.full)])
    places = [place for place in table.places if isinstance(place.field, ListField)]
    number = max((sum(len(listed(one, place)) for place in places) for one in said), default=0)
    design = Design(sources, max(ROOM, number + SPARE))
    design = design._replace(beside=beside(Layout(table, design), said), averaged=_is_averaged(said))
    note = facts.note if len(said) > 1 else next((one.note for one in said), facts.note)
    return Filled(scheme, table, design, said or (None,), facts.unit, facts.period, note, pack, version)


def _is_averaged(said: Sequence[Contribution]) -> bool:
    """Whether an entry's amounts are an even share of a sum."""
    return any(
        "averaged" in entry for one in said for found in one.remarks.values() for _, entry in found.incidents
    )
