"""``gp template --source``: who is to fill the template in, and which facts that source may state."""

from __future__ import annotations

from gpcli.facts.check import may_state
from gpcli.facts.unit import Source
from gpcli.messages import N_
from gpcli.problems import Problems, listed, nearest, problem
from gpcli.scheme import ROLES, Place, Table


def source_of(text: str, table: Table) -> Source | None:
    """The source that ``role`` or ``role:NAME`` names, None for nothing; raises :class:`Problems`.

    A body that may state nothing of the table is a problem as well.
    """
    if not text:
        return None
    role, _, name = text.partition(":")
    bodies = tuple(
        dict.fromkeys(one for place in table.places for one in assessed_by(table, place) if ":" in one)
    )
    if role not in ROLES:
        said = problem("unknown-source", N_("no source has the role {role}"), role=text)
        near = nearest(role, ROLES)
        raise Problems([said._replace(key="--source", expected=listed((*ROLES, "bureau:…")), nearest=near)])
    source = Source(role, name.strip())
    if not places_of(table, source):
        said = problem("unknown-source", N_("{body} states nothing here"), body=text)
        near = nearest(text, bodies)
        raise Problems([said._replace(key="--source", expected=listed(bodies), nearest=near)])
    return source


def places_of(table: Table, source: Source | None) -> tuple[Place, ...]:
    """The facts that the source may state, in order; all of them without one."""
    if source is None:
        return tuple(table.places)
    return tuple(place for place in table.places if may_state(source, assessed_by(table, place)))


def assessed_by(table: Table, place: Place) -> tuple[str, ...]:
    """Who may state a fact: with an item's own facts, who may state the item."""
    item = table.item(place.item)
    return place.assessed_by if item is None else item.assessed_by
