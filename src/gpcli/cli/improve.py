"""``gp improve``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from importlib import import_module
from typing import cast

from gpcli.assess.assessment import Assessment, assess_all
from gpcli.assess.assessor import Assessor
from gpcli.assess.inputs import take_in
from gpcli.assess.rivals import Ranked
from gpcli.assess.subject import Wanted
from gpcli.cli import options, recheck
from gpcli.cli.formats import refuse_unknown
from gpcli.cli.options import Parser
from gpcli.cli.problems import chosen_units
from gpcli.cli.session import AT_FAULT, DONE, Session
from gpcli.messages import N_
from gpcli.problems import Problems, listed, problem
from gpcli.reports.improve import Advice, AdviceReport
from gpcli.reports.masked import masked
from gpcli.scoring.outcome import Outcome
from gpcli.season.improve import improvement
from gpcli.season.losses import Losses

HELP = N_(
    "What to fix first: every fix a unit could make with its exact gain, the best of them together, the "
    "next line reached. In a season also the next rank and grade, as the other units stand."
)

FORMATS = ("text", "json", "csv", "markdown")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.paths(parser)
    parser.take(
        "--unit", action="append", default=[], text=N_("Only this unit; may be repeated"), metavar="NAME"
    )
    parser.take(
        "--target",
        action="append",
        default=[],
        text=N_("Also the fewest fixes that surely reach a total of N; may be repeated"),
        metavar="N",
    )
    options.subject(parser)
    options.readings(parser)
    recheck.arguments(parser)
    options.output(parser, options.LIST_FORMATS, tables=True)
    options.privacy(parser)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Scores everything and says what each unit could do; a failed input is a failed part."""
    targets = [_number(one) for one in asked.target]
    write = _writer(asked.format)
    wanted = Wanted(asked.scheme, asked.table, tuple(asked.reading))
    if asked.scheme:
        Assessor(session.packs, wanted).scheme(asked.scheme)
    intake = take_in(asked.paths)
    session.refuse_overwriting(asked.output, [*intake.files, *asked.recheck])
    session.notice(intake.notices)
    whole = assess_all(session.packs, wanted, intake, returned=recheck.returned(asked.recheck))
    session.notice(whole.notices)
    for outcome in whole.failed:
        session.complain(outcome.problems)
    if not whole.scored or len(whole.outcomes) == len(whole.failed) == 1:
        return AT_FAULT
    chosen = _chosen(session, whole, asked.unit)
    ranked = Ranked(whole)
    losses = Losses()
    advice = [_advice(session, one, targets, ranked, losses) for one in chosen]
    words = session.words_for(asked.format)
    session.deliver(write(AdviceReport(advice, words, bom=not asked.no_bom)), asked.output)
    return AT_FAULT if whole.failed else DONE


def _chosen(session: Session, whole: Assessment, units: Sequence[str]) -> Sequence[Outcome]:
    """What became of the units that are asked for, else of all about which something was said."""
    if units:
        paths = {one.scored: one.path for one in whole.outcomes}
        return [Outcome(paths.get(one, ""), one) for one in chosen_units(whole, units)]
    if whole.missing:
        said = N_("nothing handed in, left out ({number}): {units}; --unit says what they owe")
        names = listed(tuple(one.sheet.unit for one in whole.missing))
        session.say(session.talk.word(said, number=len(whole.missing), units=names))
    return whole.outcomes


def _advice(
    session: Session, outcome: Outcome, targets: Sequence[Decimal], ranked: Ranked, losses: Losses
) -> Advice:
    shown = masked(outcome) if session.mask else outcome
    if outcome.scored is None or shown.scored is None:
        return Advice(shown.path, None, shown.problems)
    return Advice(shown.path, improvement(shown.scored, targets, ranked.rivals(outcome.scored), losses))


def _writer(name: str) -> Callable[[AdviceReport], str]:
    refuse_unknown(name, FORMATS)
    module = import_module(f"gpcli.reports.improve.{name}")
    return cast("Callable[[AdviceReport], str]", module.write)


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > 20:
        said = problem("usage", N_("{given} is not a number"), given=text)
        raise Problems([said._replace(key="--target")])
    return number
