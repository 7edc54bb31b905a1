"""The parts of a statement one after the other: what each adds, and what it hands on for those behind it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from gpcli.records import Record


class Added(Record):
    """A column that a stage adds: what it is called, what it follows from, and what it is about."""

    name: str
    expr: exp.Expr
    about: str = ""


class Stage(Record):
    """A named part of a statement: the columns that it keeps of the one before, and those that it adds."""

    name: str
    adds: tuple[Added, ...]
    comment: str = ""
    keeps: tuple[str, ...] = ()


def pruned(stages: Sequence[Stage], keys: Sequence[str]) -> list[Stage]:
    """The stages with nothing but what the last adds, the keys, and what these follow from.

    What is kept is in the order in which it came up; a column that is added again is another from there on.
    """
    names = (*keys, *(one.name for stage in stages for one in stage.adds))
    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    needed = {*keys, *(one.name for one in stages[-1].adds)}
    found: list[Stage] = []
    for stage in reversed(stages):
        adds = tuple(one for one in stage.adds if one.name in needed)
        kept = needed.difference(one.name for one in adds)
        found.append(stage._replace(adds=adds, keeps=tuple(sorted(kept, key=places.__getitem__))))
        needed = kept.union(read.name for one in adds for read in one.expr.find_all(exp.Column))
    return found[::-1]
