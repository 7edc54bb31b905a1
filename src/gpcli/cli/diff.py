"""``gp diff``."""

from __future__ import annotations

from argparse import Namespace

from gpcli.assess.compare import compare, settings, sided
from gpcli.assess.subject import Wanted
from gpcli.cli import options
from gpcli.cli.formats import refuse_unknown
from gpcli.cli.options import Parser
from gpcli.cli.session import AT_FAULT, DONE, GATE_FAILED, Session
from gpcli.messages import N_
from gpcli.problems import Problems, problem
from gpcli.reports.diff.report import FORMATS, DiffReport, write

HELP = N_(
    "What changed between two results, and why: each a facts file, a folder, a season or a frozen season. "
    "The parts add up to the difference exactly. Exit 0, also where something differs."
)


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.take("old", text=N_("The first: facts file, folder, season or frozen season"), metavar="A")
    parser.take("new", text=N_("The second, of the same scheme"), metavar="B")
    parser.take("--unit", default="", text=N_("Only this unit"), metavar="NAME")
    options.subject(parser)
    options.readings(parser)
    for side, text in (("a", N_("A Reading of A alone")), ("b", N_("A Reading of B alone"))):
        parser.take(f"--reading-{side}", action="append", default=[], text=text, metavar="ID=VALUE")
    parser.flag("--exit-code", text=N_("Exit 1 where anything differs"))
    options.output(parser, options.LIST_FORMATS, tables=True)
    options.privacy(parser)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Works both out, walks from one to the other, writes one report."""
    _refuse(asked)
    sides = []
    for path, own in ((asked.old, asked.reading_a), (asked.new, asked.reading_b)):
        wanted = Wanted(asked.scheme, asked.table, settings(asked.reading, own))
        sides.append(sided(session.packs, wanted, path))
    read = (file for side in sides for file in side.assessment.files)
    session.refuse_overwriting(asked.output, [asked.old, asked.new, *read])
    for side in sides:
        session.notice(side.assessment.otherwise)
        for outcome in side.assessment.failed:
            session.complain(outcome.problems)
    found = compare(session.packs, sides[0], sides[1], asked.unit)
    report = DiffReport(found, session.words_for(asked.format), not asked.no_bom)
    session.deliver(write(report, asked.format), asked.output)
    if found.failed:
        return AT_FAULT
    return GATE_FAILED if asked.exit_code and not found.same else DONE


def _refuse(asked: Namespace) -> None:
    refuse_unknown(asked.format, FORMATS)
    if asked.old == asked.new == "-":
        raise Problems([problem("usage", N_("standard input can be one of the two, not both"))])
