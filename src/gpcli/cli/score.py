"""``gp score``."""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal, InvalidOperation

from gpcli.assess.assessor import Assessor, Wanted
from gpcli.assess.inputs import read_all
from gpcli.cli import options
from gpcli.cli.options import Parser
from gpcli.cli.session import AT_FAULT, DONE, GATE_FAILED, Session
from gpcli.messages import N_
from gpcli.points import plain
from gpcli.problems import Problems, listed, nearest, problem
from gpcli.reports.format import Report, ReportFormat
from gpcli.reports.phrases import mark, unit
from gpcli.scoring.outcome import Outcome

HELP = N_("Score facts files: one unit, several, a folder. Results go to standard output.")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.paths(parser)
    options.subject(parser)
    options.readings(parser)
    options.output(parser, N_("text, json, csv, markdown, or a pack's own"), tables=True)
    parser.take("--fail-under", default="", text=N_("Exit 1 unless every total is at least N"), metavar="N")
    parser.flag("--require-complete", text=N_("Exit 1 unless no fact is missing"))
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Scores, writes one report, then applies the gates."""
    line = _gate(asked.fail_under)
    chosen = find_format(session, asked.format)
    wanted = Wanted(asked.scheme, asked.table, tuple(asked.reading))
    if asked.scheme:
        Assessor(session.packs, wanted).scheme(asked.scheme)
    inputs = read_all(asked.paths)
    session.refuse_overwriting(asked.output, [one.path for one in inputs])
    outcomes = Assessor(session.packs, wanted).outcomes(inputs)
    failed = [outcome for outcome in outcomes if outcome.scored is None]
    for outcome in failed:
        session.complain(outcome.problems)
    if len(outcomes) == 1 and failed:
        return AT_FAULT
    session.deliver(chosen.write(Report(outcomes, session.results, bom=not asked.no_bom)), asked.output)
    gates = [_passes(session, outcome, line, complete=asked.require_complete) for outcome in outcomes]
    if failed:
        return AT_FAULT
    return DONE if all(gates) else GATE_FAILED


def find_format(session: Session, name: str) -> ReportFormat:
    """The report format with this name; raises :class:`Problems`."""
    formats = session.packs.formats()
    if name not in formats:
        names = tuple(sorted(formats))
        said = problem(
            "unknown-format",
            N_("no format is called {name}"),
            name=name,
            expected=listed(names),
            nearest=nearest(name, names),
        )
        raise Problems([said._replace(key="--format")])
    return formats[name]


def _gate(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        line = Decimal(text)
    except InvalidOperation:
        line = Decimal("NaN")
    if not line.is_finite() or abs(line.adjusted()) > 20:
        said = problem("usage", N_("{given} is not a number"), given=text)
        raise Problems([said._replace(key="--fail-under")])
    return line


def _passes(session: Session, outcome: Outcome, line: Decimal | None, *, complete: bool) -> bool:
    if outcome.scored is None:
        return False
    sheet = outcome.scored.sheet
    talk = session.talk
    name = unit(sheet, talk)
    passed = True
    if complete and sheet.total is None:
        passed = False
        why = N_("{unit}: --require-complete failed: facts are missing")
        if sheet.reason:
            why = N_("{unit}: --require-complete failed: {reason}")
        session.say(talk.word(why, unit=name, reason=sheet.reason))
    if line is None:
        return passed
    points = mark(sheet.mark, talk)
    if sheet.status == "vetoed":
        said, points = N_("{unit}: --fail-under {line} failed: {points}"), sheet.reason
    elif sheet.mark.upper < line:
        said = N_("{unit}: --fail-under {line} failed: {points}")
    elif sheet.mark.lower < line or any(note.effect != "note" for note in sheet.notes):
        said = N_("{unit}: --fail-under {line} undecided: {points}")
    else:
        return passed
    session.say(talk.word(said, unit=name, line=plain(line), points=points))
    return False
