"""``gp export``."""

from __future__ import annotations

from argparse import Namespace

from gpcli.assess.assessment import assess_all
from gpcli.assess.inputs import take_in
from gpcli.assess.subject import Wanted
from gpcli.cli import options
from gpcli.cli.forms import ENDING, deliver_all, written
from gpcli.cli.merge import name_of
from gpcli.cli.options import Parser
from gpcli.cli.session import AT_FAULT, DONE, Session
from gpcli.messages import N_
from gpcli.problems import Problems, problem
from gpcli.reports.format import Binary

HELP = N_(
    "Write the facts of units into spreadsheet forms that compute themselves; gp import reads them back."
)


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.paths(parser)
    options.subject(parser)
    options.readings(parser)
    said = N_("Write to this file (.xlsx); of several units to a new folder, a form a unit")
    parser.take("-o", "--output", default="", text=said, metavar="FILE|FOLDER")
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Merges what was said about each unit and writes its form, a column a source."""
    from gpcli.forms.fill import filled

    intake = take_in(asked.paths)
    session.notice(intake.notices)
    session.refuse_overwriting(asked.output, intake.files)
    whole = assess_all(session.packs, Wanted(asked.scheme, asked.table, tuple(asked.reading)), intake)
    session.notice(whole.otherwise)
    for outcome in whole.failed:
        session.complain(outcome.problems)
    if whole.failed:
        return AT_FAULT
    found = [(one, one.scored) for one in whole.outcomes if one.scored is not None]
    if not found:
        said = problem("empty-folder", N_("no unit has facts"))
        raise Problems([said._replace(file="、".join(asked.paths))])
    forms = []
    for one, scored in found:
        info, scorer = scored.scorer.info, scored.scorer
        try:
            forms.append(filled(scorer.scheme, scorer.table, scored.facts, info.pack, info.pack_version))
        except Problems as problems:
            raise Problems([each._replace(file=one.path) for each in problems.problems]) from None
    several = len({one.unit for one, _ in found}) < len(found)
    names = [name_of(one, period=several) for one, _ in found]
    workbooks = [Binary(one.raw, one.text) for one in written(forms)]
    deliver_all(session, workbooks, names, asked.output, ENDING)
    return DONE
