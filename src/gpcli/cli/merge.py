"""``gp merge``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from gpcli.assess.assessment import assess_all
from gpcli.assess.inputs import Intake, take_in
from gpcli.assess.subject import Wanted
from gpcli.cli import options
from gpcli.cli.forms import deliver_all
from gpcli.cli.options import Parser
from gpcli.cli.session import AT_FAULT, DONE, Session
from gpcli.facts.merge import NO_PRECEDENCE
from gpcli.facts.one_file import one_file
from gpcli.messages import N_, Words
from gpcli.problems import Problems, problem
from gpcli.reports import phrases
from gpcli.reports.columns import visible
from gpcli.reports.differing import difference
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.season.differing import differences

HELP = N_("Merge all files of each unit into one, with the origin of each fact.")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.paths(parser)
    options.subject(parser)
    said = N_("Write to this file; of several units to a new folder, a file a unit")
    parser.take("-o", "--output", default="", text=said, metavar="FILE|FOLDER")
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Merges, writes, and says where sources differ; a conflict is a problem, and writes nothing."""
    intake = take_in(asked.paths)
    session.notice(intake.notices)
    assessment = assess_all(session.packs, Wanted(asked.scheme, asked.table), intake)
    session.notice(assessment.otherwise)
    for outcome in assessment.failed:
        session.complain(outcome.problems)
    if assessment.failed:
        return AT_FAULT
    if not assessment.outcomes:
        said = problem("empty-folder", N_("no unit has facts"))
        raise Problems([said._replace(file="、".join(asked.paths))])
    found = [(one, one.scored) for one in assessment.outcomes if one.scored is not None]
    texts = [one_file(scored.scorer.table, scored.facts) for _, scored in found]
    _write(session, asked.output, [one for one, _ in found], texts, intake)
    for _, scored in found:
        for line in told(scored, session.talk):
            session.say(line)
    if assessment.season.precedence != NO_PRECEDENCE:
        said_order = N_("whose word counts was settled by the season; outside it the scheme's order counts")
        session.say(session.talk.word(said_order))
    session.say(session.talk.word(N_("comments (#) are not carried over; what must stay belongs into note")))
    return DONE


def _write(
    session: Session, output: str, outcomes: Sequence[Outcome], texts: Sequence[str], intake: Intake
) -> None:
    """One unit to a file or standard output, several to a folder; raises :class:`Problems`."""
    session.refuse_overwriting(output, intake.files)
    several = len({one.unit for one in outcomes}) < len(outcomes)
    names = [name_of(one, period=several) for one in outcomes]
    deliver_all(session, texts, names, output, ".toml")


def name_of(one: Outcome, *, period: bool) -> str:
    """What a unit's file is called: by the unit, with its period where one unit has several."""
    name = one.unit or Path(one.path).stem
    stated = one.scored.facts.period if one.scored is not None and period else ""
    return f"{name}-{stated}" if stated else name


def told(scored: Scored, talk: Words) -> Iterator[str]:
    """How many sources speak, where there are several, and where they differ; what is not written."""
    facts = scored.facts
    found = differences(scored)
    unit = phrases.unit(scored.sheet, talk)
    if facts.several:
        yield talk.word(
            N_("{unit}: {sources} sources; {several} items have several of them, {differing} differ"),
            unit=unit,
            sources=len(facts.contributions),
            several=found.several,
            differing=len(found.differing),
        )
    for one in found.differing:
        yield f"  {visible(difference(one, talk))}"
    if facts.rechecks:
        said = N_("{unit}: {number} results of the re-check stay in the season's list and are not written")
        yield talk.word(said, unit=unit, number=len(facts.rechecks))
