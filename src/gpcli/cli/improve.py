"""``gp improve``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from importlib import import_module
from typing import cast

from gpcli.assess.assessor import Assessor
from gpcli.assess.inputs import read_all
from gpcli.assess.subject import Wanted
from gpcli.cli import options
from gpcli.cli.options import Parser
from gpcli.cli.session import AT_FAULT, DONE, Session
from gpcli.messages import N_
from gpcli.problems import Problems, listed, nearest, problem
from gpcli.reports.improve import Advice, AdviceReport
from gpcli.reports.masked import masked
from gpcli.scoring.outcome import Outcome
from gpcli.season.improve import improvement

HELP = N_(
    "What to fix first: every fix a unit could make with its exact gain, the best of them together, the "
    "next line reached."
)

FORMATS = ("text", "json", "csv", "markdown")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.paths(parser)
    parser.take(
        "--target",
        action="append",
        default=[],
        text=N_("Also the fewest fixes that surely reach a total of N; may be repeated"),
        metavar="N",
    )
    options.subject(parser)
    options.readings(parser)
    options.output(parser, options.LIST_FORMATS, tables=True)
    options.privacy(parser)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Scores each unit and says what it could do; a failed input is a failed part."""
    targets = [_number(one) for one in asked.target]
    write = _writer(asked.format)
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
    shown = [masked(one) for one in outcomes] if session.mask else outcomes
    advice = [_advice(outcome, targets) for outcome in shown]
    words = session.words_for(asked.format)
    session.deliver(write(AdviceReport(advice, words, bom=not asked.no_bom)), asked.output)
    return AT_FAULT if failed else DONE


def _advice(outcome: Outcome, targets: Sequence[Decimal]) -> Advice:
    if outcome.scored is None:
        return Advice(outcome.path, None, outcome.problems)
    return Advice(outcome.path, improvement(outcome.scored, targets))


def _writer(name: str) -> Callable[[AdviceReport], str]:
    if name not in FORMATS:
        said = problem(
            "unknown-format",
            N_("no format is called {name}"),
            name=name,
            expected=listed(FORMATS),
            nearest=nearest(name, FORMATS),
        )
        raise Problems([said._replace(key="--format")])
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
