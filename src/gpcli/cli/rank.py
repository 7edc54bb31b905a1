"""``gp rank``."""

from __future__ import annotations

from argparse import Namespace

from gpcli.assess.assessment import assess
from gpcli.assess.ranking import Ranking, Selection, ranking
from gpcli.assess.subject import Wanted
from gpcli.cli import options
from gpcli.cli.options import Parser
from gpcli.cli.score import shown
from gpcli.cli.session import AT_FAULT, DONE, GATE_FAILED, Session
from gpcli.messages import N_
from gpcli.problems import Problems, listed, nearest, problem
from gpcli.reports.league.report import FORMATS, LeagueReport, write

HELP = N_("Rank units by group: a season's folder, or facts files. Results go to standard output.")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.paths(parser)
    parser.take("--scheme", default="", text=N_("Scheme id, where the file does not name it"), metavar="ID")
    parser.take("--table", default="", text=N_("Only units of this table"), metavar="ID")
    parser.take("--group", default="", text=N_("Only units of this class"), metavar="NAME")
    options.readings(parser)
    options.output(parser, N_("text, json, ndjson, csv or markdown"), tables=True)
    parser.flag("--require-complete", text=N_("Exit 1 unless no fact is missing"))
    options.public(parser)
    options.privacy(parser)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Assesses everything, ranks it, writes one report."""
    _refuse_unknown_format(asked.format)
    assessment = assess(session.packs, Wanted(asked.scheme, "", tuple(asked.reading)), asked.paths)
    session.refuse_overwriting(asked.output, [one.path for one in assessment.reads])
    for outcome in assessment.failed:
        session.complain(outcome.problems)
    found = ranking(assessment, Selection(asked.table, asked.group))
    if not found.contests:
        if not assessment.failed:
            raise Problems([problem("nothing-to-rank", N_("no unit handed in anything to rank"))])
        return AT_FAULT
    report = LeagueReport(
        found.contests,
        shown(session, asked, found.failed),
        session.words_for(asked.format),
        not asked.no_bom,
        asked.public,
    )
    session.deliver(write(report, asked.format), asked.output)
    passed = not asked.require_complete or _is_complete(session, found)
    if found.failed:
        return AT_FAULT
    return DONE if passed else GATE_FAILED


def _is_complete(session: Session, found: Ranking) -> bool:
    """Whether every unit has its result; says who has none."""
    open_ones = [
        row.standing.unit
        for league in found.leagues
        for row in league.rows
        if row.standing.status == "incomplete"
    ]
    if open_ones:
        said = N_("--require-complete failed: {number} units without a result: {units}")
        names = [name or session.talk.word(N_("unit not filled in")) for name in open_ones]
        session.say(session.talk.word(said, number=len(names), units=listed(names)))
    return not open_ones


def _refuse_unknown_format(name: str) -> None:
    if name not in FORMATS:
        names = tuple(FORMATS)
        said = N_("no format is called {name}")
        found = problem(
            "unknown-format", said, name=name, expected=listed(names), nearest=nearest(name, names)
        )
        raise Problems([found._replace(key="--format")])
