"""``gp import``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from gpcli.assess.assessor import Assessor
from gpcli.assess.inputs import take_in
from gpcli.assess.otherwise import computed_otherwise
from gpcli.assess.subject import Wanted
from gpcli.cli import options
from gpcli.cli.forms import deliver_all
from gpcli.cli.options import Parser
from gpcli.cli.session import AT_FAULT, DONE, Session
from gpcli.facts.one_file import facts_file
from gpcli.messages import N_
from gpcli.problems import Problems, problem

HELP = N_("Turn filled-in forms, or tables with a row a unit, into facts files.")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.paths(parser)
    options.subject(parser)
    said = N_("Write to this file; of several units to a new folder, a file a unit")
    parser.take("-o", "--output", default="", text=said, metavar="FILE|FOLDER")
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Checks every input and writes its facts; what cannot be read is said and left out."""
    intake = take_in(asked.paths)
    session.notice(intake.notices)
    session.refuse_overwriting(asked.output, intake.files)
    assessor = Assessor(session.packs, Wanted(asked.scheme, asked.table), intake.season)
    session.notice(computed_otherwise(intake.reads, assessor.subjects))
    texts: list[str] = []
    names: list[str] = []
    failed = False
    for one in intake.reads:
        if one.document is None:
            session.complain(one.problems)
            failed = True
        elif one.document.silent:
            session.say(session.talk.word(N_("{file}: nothing is filled in; it is left out"), file=one.file))
        else:
            try:
                scorer, facts = assessor.hearing.facts(one.document)
            except Problems as found:
                session.complain(found.problems)
                failed = True
                continue
            texts.append(facts_file(scorer.table, facts))
            names.append(facts.unit or Path(one.path).stem)
    if not texts:
        if failed:
            return AT_FAULT
        raise Problems(
            [problem("empty-folder", N_("no unit has facts"))._replace(file="、".join(asked.paths))]
        )
    if failed and len(intake.reads) == 1:
        return AT_FAULT
    deliver_all(session, texts, names, asked.output, ".toml")
    return AT_FAULT if failed else DONE
