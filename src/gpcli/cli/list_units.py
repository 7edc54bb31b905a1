"""``gp list-units``."""

from __future__ import annotations

from argparse import Namespace

from gpcli.assess.faults import refuse_faulty_season
from gpcli.assess.inputs import season_at
from gpcli.cli import options
from gpcli.cli.listing import print_list
from gpcli.cli.options import Parser
from gpcli.cli.session import DONE, Session
from gpcli.messages import N_
from gpcli.problems import Problems, listed, nearest, problem
from gpcli.season.register import register

HELP = N_("List the units on a scheme's roster or of a season, in the document's order.")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.take(
        "scheme", text=N_("Scheme id, see gp list-schemes; or the folder of a season"), metavar="SCHEME"
    )
    options.table(parser)
    options.output(parser, options.LIST_FORMATS, tables=True)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Lists units with table, group and aliases."""
    season = season_at(asked.scheme)
    if season.file:
        refuse_faulty_season(session.packs, season)
    table, scheme = asked.table, season.scheme or asked.scheme
    found = session.packs.scheme(scheme)
    roster = register(found, season)
    tables = tuple(one.id for one in found.tables)
    if table and table not in tables:
        said = problem("unknown-table", N_("scheme {scheme} has no table {name}"), scheme=scheme, name=table)
        raise Problems([said._replace(expected=listed(tables), nearest=nearest(table, tables))])
    units = [unit for unit in roster.units if not table or unit.table == table]
    word = session.words_for(asked.format).word
    head = (word(N_("Unit")), word(N_("Table")), word(N_("Group")), word(N_("Aliases")))
    rows = [(unit.name, unit.table, unit.group, "、".join(unit.aliases)) for unit in units]
    plain = [
        {
            "scheme": found.id,
            "name": unit.name,
            "table": unit.table,
            "group": unit.group,
            "aliases": list(unit.aliases),
            "order": order,
        }
        for order, unit in enumerate(units, 1)
    ]
    print_list(session, asked.format, asked.output, head, rows, plain, aligned="llll", no_bom=asked.no_bom)
    if roster.completeness != "complete":
        open_ = N_("The document has no complete roster: other units may be scored.")
        if season.units:
            open_ = N_(
                'Neither document nor season has a complete roster (roster = "complete"): '
                "other units may be scored."
            )
        session.say(session.talk.word(open_))
    return DONE
