"""What the columns of a Parquet dataset hold, and whether a statement can read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gpcli.engines.plan import Held, Input, Plan, plan_of
from gpcli.facts.rows.columns import ABOUT, FIRST, columns
from gpcli.messages import N_, message
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.records import Record
from gpcli.scheme import Table
from gpcli.scoring.outline import Outline

TEXT = "string"
WHOLE = ("tinyint", "smallint", "int", "bigint")
UNREAD = ("note", "evidence", "date")
"""Remarks beside an item, which no mark hangs on."""


class Readable(Record):
    """A table's plan for the columns that are there, and which of them hold text."""

    plan: Plan
    texts: frozenset[str]


def readable(
    table: Table, outline: Outline, types: Mapping[str, str], kept: Iterable[str], *, parts: bool = True
) -> Readable:
    """How a statement reads a dataset with these columns (Spark's simple type of each by name); without
    ``parts`` it gives no sections and items.

    ``kept`` come through as they are. Raises :class:`Problems` for a column that the table does not know,
    that only the reader of rows understands, or whose type does not hold its fact exactly.
    """
    known = columns(table)
    plan = plan_of(table, [one for one in types if one in known], outline, parts=parts)
    read = {one.heading: one for one in plan.inputs.every}
    free = {*ABOUT, *FIRST, *kept} - read.keys()
    faults: list[Problem] = []
    for name, kind in types.items():
        if name in free:
            continue
        if name not in known:
            faults.append(_unknown(name, (*ABOUT, *known)))
        elif name in read:
            faults += _of_type(read[name], kind)
        elif known[name].field is not None or known[name].name not in UNREAD:
            said = N_("only the reader of rows understands this column beside the others; leave it out")
            faults.append(problem("no-columns", said)._replace(key=name))
    if faults:
        raise Problems(faults)
    return Readable(plan, frozenset(name for name in read if types[name] == TEXT))


def _of_type(one: Input, kind: str) -> list[Problem]:
    """The problem of a column whose type does not hold its fact exactly, if it is one."""
    allowed: tuple[str, ...] = (TEXT,)
    if one.held is Held.YES_NO:
        allowed = (TEXT, "boolean")
    elif one.held in (Held.WHOLE, Held.DECIMAL):
        allowed = (TEXT, *WHOLE, "decimal", "double")
    if kind.partition("(")[0] in allowed:
        return []
    said = problem("wrong-type", N_("a column of type {type}"), type=kind, expected=listed(allowed))
    return [said._replace(key=one.heading)]


def _unknown(name: str, names: tuple[str, ...]) -> Problem:
    said = problem(
        "unknown-key",
        N_("no column is called {key}"),
        key=name,
        nearest=nearest(name, names),
        expected=message(N_("a column of the table, or --keep {key}"), key=name),
    )
    return said._replace(key=name)
