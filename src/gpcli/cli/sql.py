"""``gp sql``."""

from __future__ import annotations

from argparse import Namespace

from gpcli.assess.assessor import Assessor
from gpcli.assess.subject import Wanted
from gpcli.cli import options
from gpcli.cli.options import Parser
from gpcli.cli.session import DONE, Session
from gpcli.cli.template_rows import label
from gpcli.engines.plan import Input, plan_of
from gpcli.facts.rows.columns import Column, columns
from gpcli.messages import N_, Words
from gpcli.problems import Problems, problem
from gpcli.scheme import Scheme, Table

HELP = N_("Print a scheme as SQL, one statement a table, that a database or a warehouse runs without gp.")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.scheme_argument(parser)
    options.table(parser)
    parser.take(
        "--dialect",
        default="duckdb",
        text=N_("duckdb, spark or postgres, which tests run; others are printed untested"),
        metavar="NAME",
    )
    parser.take(
        "--from",
        dest="source",
        default="units",
        text=N_("The table of units that the statement reads"),
        metavar="TABLE",
    )
    parser.take(
        "--keep",
        action="append",
        default=[],
        text=N_("Another column that comes through as it is, beside unit; may be repeated"),
        metavar="COLUMN",
    )
    parser.flag("--text", text=N_("Every column of the table of units is text"))
    options.totals(parser)
    options.readings(parser)
    parser.take("-o", "--output", default="", text=N_("Write to this file instead"), metavar="FILE")
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Prints the statement of a table, or of every table of the scheme."""
    from gpcli.engines.sql.dialects import refuse_unknown

    refuse_unknown(asked.dialect)
    found = Assessor(session.packs, Wanted(readings=tuple(asked.reading))).scheme(asked.scheme)
    names = [asked.table] if asked.table else [one.id for one in found.tables]
    session.deliver("\n".join(_statement(session, asked, found, name) for name in names), asked.output)
    return DONE


def _statement(session: Session, asked: Namespace, scheme: Scheme, name: str) -> str:
    """The statement of a table under its heading; raises :class:`Problems`."""
    from importlib.metadata import version

    try:
        from gpcli.engines.sql.heading import Made, heading
        from gpcli.engines.sql.statement import Asked, body, is_too_wide
    except ImportError:
        said = problem("no-part", N_("printing SQL needs sqlglot: pip install 'gpcli-core[sql]'"))
        raise Problems([said]) from None

    table = session.packs.table(scheme, name)
    of = session.packs.scorer(scheme, name)
    plan = plan_of(table, None, of.outline, parts=not asked.totals)
    if is_too_wide(plan):
        wide = N_("the whole numbers of table {table} outgrow 64 bits under these Readings")
        raise Problems([problem("no-columns", wide, table=name)])
    texts = tuple(one.heading for one in plan.inputs.every) if asked.text else ()
    keys = tuple(dict.fromkeys(("unit", *asked.keep)))
    wanted = Asked(asked.dialect, session.results, asked.source, keys, texts)
    made = Made(f"gp {version('gpcli-core')}", _Labels(table, session.results).of)
    return f"{heading(of, plan.inputs.every, wanted, made)}\n{body(plan, wanted)};\n"


class _Labels:
    """What each column of a table holds, in words."""

    def __init__(self, table: Table, words: Words) -> None:
        self._table = table
        self._words = words
        self._known: dict[str, Column] = columns(table)

    def of(self, one: Input) -> str:
        """The label of a column."""
        return label(self._known[one.heading], self._table, self._words)
