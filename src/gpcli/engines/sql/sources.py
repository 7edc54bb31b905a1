"""The table of units that a statement reads: a name, or what the dialect reads a file by."""

from __future__ import annotations

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from gpcli.messages import N_
from gpcli.problems import Problems, problem


def source_table(said: str, dialect: str) -> exp.Table:
    """The table that the words name; raises :class:`Problems` where they are more, or none."""
    try:
        found = parse_one(said, into=exp.Table, dialect=dialect)
    except SqlglotError:
        found = None
    if not isinstance(found, exp.Table) or any(found.args.get(one) for one in ("joins", "alias", "laterals")):
        wrong = problem("usage", N_("{name} names no table"), name=said)
        raise Problems([wrong._replace(key="--from")])
    return found
