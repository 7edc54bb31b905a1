"""``gp rank``."""

from __future__ import annotations

from argparse import Namespace

from gpcli.assess.assessment import assess
from gpcli.assess.ranking import Ranking, Selection, ranking
from gpcli.assess.subject import Wanted
from gpcli.cli import options, recheck
from gpcli.cli.formats import refuse_unknown
from gpcli.cli.options import Parser
from gpcli.cli.progress import progress
from gpcli.cli.score import shown
from gpcli.cli.session import AT_FAULT, DONE, GATE_FAILED, Session
from gpcli.messages import N_
from gpcli.problems import Problems, listed, problem
from gpcli.reports.league.report import FORMATS, LeagueReport, write

HELP = N_("Rank units by group: a season's folder, or facts files. Results go to standard output.")

DIGITS = 6
"""Digits of the largest seed and of the most combinations that are drawn."""


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.paths(parser)
    parser.take("--scheme", default="", text=N_("Scheme id, where the file does not name it"), metavar="ID")
    parser.take("--table", default="", text=N_("Only units of this table"), metavar="ID")
    parser.take("--group", default="", text=N_("Only units of this class"), metavar="NAME")
    options.readings(parser)
    recheck.arguments(parser)
    parser.flag("--robust", text=N_("Also say how firm each rank is, and what turns units round"))
    parser.take("--seed", default="", text=N_("With --robust: the seed of what is drawn (1)"), metavar="N")
    parser.take(
        "--samples",
        default="",
        text=N_("With --robust: combinations of Readings that are drawn where there are too many (1000)"),
        metavar="N",
    )
    options.output(parser, N_("text, json, ndjson, csv, markdown, html or xlsx"), tables=True)
    parser.flag("--require-complete", text=N_("Exit 1 unless no fact is missing"))
    options.public(parser)
    options.privacy(parser)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Assesses everything, ranks it, writes one report."""
    refuse_unknown(asked.format, FORMATS)
    seed, samples = _drawn(asked)
    returned = recheck.returned(asked.recheck)
    assessment = assess(session.packs, Wanted(asked.scheme, "", tuple(asked.reading)), asked.paths, returned)
    session.notice(notice for one in assessment.reads for notice in one.notices)
    session.notice(assessment.notices)
    session.refuse_overwriting(asked.output, [*assessment.files, *asked.recheck])
    for outcome in assessment.failed:
        session.complain(outcome.problems)
    found = ranking(assessment, Selection(asked.table, asked.group))
    if not found.contests:
        if not assessment.failed:
            raise Problems([problem("nothing-to-rank", N_("no unit handed in anything to rank"))])
        return AT_FAULT
    if asked.robust:
        found = _examined(session, found, seed, samples)
    report = LeagueReport(
        found.contests,
        shown(session, asked, found.failed),
        session.words_for(asked.format),
        not asked.no_bom,
        asked.public,
        lambda outcomes: shown(session, asked, outcomes),
        bool(session.mask),
    )
    session.deliver(write(report, asked.format), asked.output)
    passed = not asked.require_complete or _is_complete(session, found)
    if found.failed:
        return AT_FAULT
    return DONE if passed else GATE_FAILED


def _drawn(asked: Namespace) -> tuple[int | None, int | None]:
    """The seed and how many combinations are drawn, where somebody says so; raises :class:`Problems`."""
    for name in ("seed", "samples"):
        given = getattr(asked, name)
        if given and not asked.robust:
            said = problem("usage", N_("{name} is for --robust"), name=f"--{name}")
            raise Problems([said._replace(key=f"--{name}")])
        if given and not (given.isascii() and given.isdigit() and len(given) <= DIGITS):
            said = problem("usage", N_("{given} is not a whole number from 0"), given=given)
            raise Problems([said._replace(key=f"--{name}")])
    return int(asked.seed) if asked.seed else None, int(asked.samples) if asked.samples else None


def _examined(session: Session, found: Ranking, seed: int | None, samples: int | None) -> Ranking:
    """The ranking with how firm it is."""
    from gpcli.assess.robustness import STEPS, examined

    units = sum(len(league.rows) for league in found.leagues)
    with progress(session, STEPS * units, N_("examined")) as step:
        return examined(session.packs, found, seed, samples, step)


def _is_complete(session: Session, found: Ranking) -> bool:
    """Whether every unit has its result; says who has none."""
    open_ones = [
        row.standing.called
        for league in found.leagues
        for row in league.rows
        if row.standing.status == "incomplete"
    ]
    if open_ones:
        said = N_("--require-complete failed: {number} units without a result: {units}")
        names = [name or session.talk.word(N_("unit not filled in")) for name in open_ones]
        session.say(session.talk.word(said, number=len(names), units=listed(names)))
    return not open_ones
