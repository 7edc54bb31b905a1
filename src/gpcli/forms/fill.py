"""From what was said about a unit to its form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gpcli.expr.fields import ListField
from gpcli.facts.unit import Contribution, Source, UnitFacts
from gpcli.forms import typed
from gpcli.forms.book import TEXT_LIMIT
from gpcli.forms.content import Content, beside, content, listed, rows
from gpcli.forms.design import ROOM, Design
from gpcli.forms.filled import Filled
from gpcli.forms.layout import Layout
from gpcli.forms.verbatim import kept
from gpcli.messages import N_
from gpcli.problems import Problem, Problems, problem
from gpcli.scheme import Scheme, Table

SPARE = 50
"""Rows for incidents beyond those that are listed already."""


def filled(scheme: Scheme, table: Table, facts: UnitFacts, pack: str, version: str) -> Filled:
    """The form of a unit, one column a source, with room for all of its incidents.

    Raises :class:`Problems` where two sources are one and the same, and for whatever the form cannot hold.
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
    layout = Layout(table, design)
    found = [one for place, each in enumerate(said) for one in _unheld(layout, place, each)]
    found += _too_long("note", note)
    if found:
        raise Problems(found)
    return Filled(
        scheme,
        table,
        design,
        said or (None,),
        kept(facts.unit, facts.unit) if facts.unit else "",
        kept(facts.period, typed.narrow(facts.period)) if facts.period else "",
        kept(note, note) if note else "",
        pack,
        version,
    )


def _is_averaged(said: Sequence[Contribution]) -> bool:
    """Whether an entry's amounts are an even share of a sum."""
    return any(
        "averaged" in entry for one in said for found in one.remarks.values() for _, entry in found.incidents
    )


def _unheld(layout: Layout, number: int, said: Contribution) -> Iterator[Problem]:
    """What a source says that the form has no cell for, or that is too long for one."""
    for home, block in said.blocks.items():
        for key, given in block.items():
            slot = layout.slots.get((number, home, key, ""))
            where = f"facts.{home}.{key}"
            if slot is not None:
                yield from _too_long(where, content(slot, said))
            elif given not in ("", []):
                yield problem("no-form", N_("the form has no cell for it"))._replace(key=where)
    incidents = layout.incidents[number]
    for place in incidents.places:
        for order, row in enumerate(rows(incidents, said, (place,)), 1):
            for key, cell in row.items():
                yield from _too_long(f"facts.{place.key}.{order}.{key}", cell)
    yield from _too_long("source.name", said.source.name)
    yield from _too_long("note", said.note)


def _too_long(key: str, cell: Content) -> Iterator[Problem]:
    if isinstance(cell, str) and len(cell) > TEXT_LIMIT:
        told = N_("a text of {number} characters does not fit into a cell of {most}")
        found = problem("no-form", told, number=len(cell), most=TEXT_LIMIT)
        yield found._replace(key=key)
