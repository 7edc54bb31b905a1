"""``gp check``."""

from __future__ import annotations

from argparse import Namespace

from gpcli.assess.assessment import assess_all, plainly
from gpcli.assess.inputs import take_in
from gpcli.assess.subject import Wanted
from gpcli.cli import options
from gpcli.cli.formats import refuse_unknown
from gpcli.cli.options import Parser
from gpcli.cli.personal import in_document
from gpcli.cli.session import AT_FAULT, DONE, GATE_FAILED, Session
from gpcli.messages import N_
from gpcli.reports.check import FORMATS, CheckReport, write
from gpcli.season.handed_in import HandedIn, handed_in

UNCHECKED = frozenset(
    {
        "no-such-path",
        "unreadable",
        "empty-folder",
        "unknown-scheme",
        "no-scheme",
        "unknown-table",
        "no-table",
        "duplicate-scheme",
        "no-pack",
        "broken-pack",
    }
)
"""Problems that mean that the facts could not be checked at all."""


HELP = N_("Check facts without scoring them; of a season also who still owes what. Exit 1 for problems.")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.paths(parser)
    options.subject(parser)
    options.output(parser, N_("text, json or csv"), tables=True)
    parser.flag("--require-complete", text=N_("Exit 1 unless no fact is missing"))
    options.privacy(parser)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Checks every input and lists every problem; of a season also what it lacks."""
    refuse_unknown(asked.format, FORMATS)
    wanted = Wanted(asked.scheme, asked.table)
    intake = take_in(asked.paths, plainly(session.packs, wanted))
    session.notice(intake.notices)
    session.refuse_overwriting(asked.output, intake.files)
    assessment = assess_all(session.packs, wanted, intake)
    session.notice(assessment.otherwise)
    state = handed_in(assessment.outcomes, assessment.missing)
    shown = state if intake.season.file else None
    report = CheckReport(assessment.outcomes, shown, session.words_for(asked.format), not asked.no_bom)
    session.deliver(write(report, asked.format), asked.output)
    for one in intake.reads:
        if one.document is not None:
            in_document(session, one.document)
    found = [one.code for outcome in assessment.outcomes for one in outcome.problems]
    if any(code in UNCHECKED for code in found):
        return AT_FAULT
    passed = not asked.require_complete or _is_complete(session, state)
    return DONE if passed and not found else GATE_FAILED


def _is_complete(session: Session, state: HandedIn) -> bool:
    """Whether everybody handed in and nothing is owed; says how much is."""
    if not state.complete:
        said = N_("--require-complete failed: open facts: {number}; units that handed in nothing: {silent}")
        number = sum(one.number for one in state.owed)
        session.say(session.talk.word(said, number=number, silent=len(state.missing)))
    return state.complete
