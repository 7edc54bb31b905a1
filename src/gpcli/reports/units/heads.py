"""The columns of results: those of every table that is concerned, each with its type."""

from __future__ import annotations

from collections.abc import Iterable

from gpcli.engines.plan import plan_of
from gpcli.records import Record
from gpcli.scoring.score import Scorer


class Head(Record):
    """One column: words, or a number with ``scale`` places; ``about`` names the item with its clause."""

    heading: str
    is_text: bool
    scale: int = 0
    about: str = ""
    clause: str = ""


def heads(scorers: Iterable[Scorer], *, parts: bool = True) -> tuple[Head, ...]:
    """The columns of all the tables in their order; of a number that several have with the most places.
    Without ``parts`` there are none of sections and items.
    """
    found: dict[str, Head] = {}
    for scorer in scorers:
        plan = plan_of(scorer.table, None, scorer.outline, parts=parts)
        for one in plan.bounded.results:
            head = Head(one.heading, bool(one.labels), one.scale, one.about, one.clause)
            known = found.get(one.heading, head)
            found[one.heading] = known._replace(scale=max(known.scale, one.scale))
    return tuple(found.values())
