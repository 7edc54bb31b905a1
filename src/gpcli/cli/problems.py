"""``gp problems``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date

from gpcli.assess.assessment import Assessment, assess_all
from gpcli.assess.inputs import take_in
from gpcli.assess.subject import Wanted
from gpcli.cli import options, recheck
from gpcli.cli.formats import refuse_unknown
from gpcli.cli.options import Parser
from gpcli.cli.session import AT_FAULT, DONE, Session
from gpcli.messages import N_
from gpcli.problems import Problems, nearest, problem
from gpcli.reports import problem_list as report
from gpcli.reports.format import Written
from gpcli.reports.masked import masked_blocks
from gpcli.reports.problem_document import blocks
from gpcli.reports.problem_json import as_json
from gpcli.reports.problem_rows import as_list
from gpcli.reports.public import public
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.season.losses import Losses
from gpcli.season.problem_list import UnitList, problem_list

HELP = N_("List the problems of units (问题清单): each loss with its points, clause and deadline.")

FORMATS = ("text", "csv", "markdown", "json", "docx", "xlsx")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.paths(parser)
    options.subject(parser)
    options.readings(parser)
    parser.take(
        "--unit", action="append", default=[], text=N_("Only this unit; may be repeated"), metavar="NAME"
    )
    parser.take("--deadline", default="", text=N_("Until when problems are to be mended"), metavar="DATE")
    recheck.arguments(parser)
    parser.flag("--open", text=N_("Missing facts as well; in CSV, instead"))
    options.output(parser, N_("text, json, csv, markdown, docx or xlsx"), tables=True)
    options.public(parser)
    options.privacy(parser)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Lists the losses of every unit."""
    refuse_unknown(asked.format, FORMATS)
    if asked.deadline and not _is_date(asked.deadline):
        said = problem("bad-date", N_("{given} is not a date"), given=asked.deadline, expected="2021-06-03")
        raise Problems([said._replace(key="--deadline")])
    intake = take_in(asked.paths)
    session.refuse_overwriting(asked.output, [*intake.files, *asked.recheck])
    wanted = Wanted(asked.scheme, asked.table, tuple(asked.reading))
    session.notice(intake.notices)
    whole = assess_all(session.packs, wanted, intake, returned=recheck.returned(asked.recheck))
    session.notice(whole.notices)
    for outcome in whole.failed:
        session.complain(outcome.problems)
    if not whole.scored:
        return AT_FAULT
    chosen = chosen_units(whole, asked.unit)
    units = unit_lists(whole, chosen, asked.deadline, hide=asked.public)
    notes = tuple(dict.fromkeys(filter(None, (whole.season.note, *(one.note for one in units)))))
    listing = report.Listing(units, notes, asked.open, not asked.no_bom)
    session.deliver(_written(session, asked.format, listing), asked.output)
    return AT_FAULT if whole.failed else DONE


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def chosen_units(whole: Assessment, names: Sequence[str]) -> tuple[Scored, ...]:
    """The units with these names or aliases, all where none is asked for.

    Raises :class:`Problems` for a name that is no unit's.
    """
    if not names:
        return whole.scored
    found: list[Scored] = []
    wrong: list[str] = []
    for name in names:
        mine = [
            one for one in whole.scored if name in (one.sheet.unit or one.sheet.id, *_aliases(whole, one))
        ]
        found += (one for one in mine if one not in found)
        wrong += [] if mine else [name]
    if wrong:
        known = tuple(one.sheet.unit or one.sheet.id for one in whole.scored)
        said = N_("no unit here is called {name}")
        raise Problems(
            [
                problem("unknown-unit", said, name=one, nearest=nearest(one, known))._replace(key="--unit")
                for one in wrong
            ]
        )
    return tuple(found)


def unit_lists(
    whole: Assessment, units: Sequence[Scored], deadline: str = "", *, hide: bool
) -> tuple[UnitList, ...]:
    """The problem list of each unit; with ``hide`` the public variant."""
    losses = Losses()
    found: list[UnitList] = []
    for one in units:
        rows = whole.assessor.rechecks.of(one.scorer.scheme, one.sheet.unit)
        bare = public(Outcome("", one)).scored if hide else one
        assert bare is not None
        made = problem_list(losses, bare, deadline or whole.season.deadline, rows)
        found.append(report.public(made) if hide else made)
    return tuple(found)


def _aliases(whole: Assessment, one: Scored) -> tuple[str, ...]:
    unit = whole.assessor.subjects.roster(one.scorer.scheme).find(one.sheet.unit)
    return () if unit is None else unit.aliases


def _written(session: Session, format_name: str, listing: report.Listing) -> Written:
    words = session.words_for(format_name)
    match format_name:
        case "csv":
            return as_list(listing)
        case "json":
            return as_json(listing)
        case "markdown":
            return "\n".join(report.as_document(listing, words)) + "\n"
        case "docx":
            from gpcli.reports.word.document import as_word_document

            made = blocks(listing, words)
            return as_word_document(masked_blocks(made) if session.mask else made)
        case "xlsx":
            from gpcli.reports.problem_workbook import as_workbook

            return as_workbook(listing, words, mask=bool(session.mask))
        case _:
            return report.as_text(listing, words)
