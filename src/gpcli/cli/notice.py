"""``gp notice``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from gpcli.assess.assessment import assess_all
from gpcli.assess.inputs import take_in
from gpcli.assess.ranking import Selection, ranking
from gpcli.assess.subject import Wanted
from gpcli.cli import options
from gpcli.cli.formats import refuse_unknown
from gpcli.cli.options import Parser
from gpcli.cli.problems import unit_lists
from gpcli.cli.session import AT_FAULT, DONE, Session
from gpcli.messages import N_
from gpcli.problems import Problems, problem
from gpcli.reports.document import Block, as_markdown_document, as_text_document
from gpcli.reports.format import Written
from gpcli.reports.league.report import LeagueReport
from gpcli.reports.masked import masked_blocks
from gpcli.reports.notice import Notice, blocks
from gpcli.season.frequent import disputes, frequent, statuses

HELP = N_("Print the skeleton of a season's notice (通报) with its figures; the public variant by default.")

FORMATS = ("markdown", "text", "docx")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.take("season", text=N_("The season's folder, or its season.toml"), metavar="SEASON")
    options.readings(parser)
    parser.take("--format", default="markdown", text=N_("markdown, text or docx"), metavar="FORMAT")
    parser.take("-o", "--output", default="", text=N_("Write to this file instead"), metavar="FILE")
    parser.flag("--internal", text=N_("With what units and office said, and who owes which facts"))
    options.privacy(parser)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Assesses the season and writes the notice."""
    refuse_unknown(asked.format, FORMATS)
    intake = take_in([asked.season])
    season = intake.season
    if not season.file:
        said = problem("usage", N_("a notice is of a season; there is no season.toml here"))
        raise Problems([said._replace(file=asked.season)])
    session.refuse_overwriting(asked.output, intake.files)
    session.notice(intake.notices)
    whole = assess_all(session.packs, Wanted("", "", tuple(asked.reading)), intake)
    session.notice(whole.notices)
    for outcome in whole.failed:
        session.complain(outcome.problems)
    found = ranking(whole, Selection())
    if not found.contests:
        if not whole.failed:
            raise Problems([problem("nothing-to-rank", N_("no unit handed in anything to rank"))])
        return AT_FAULT
    is_public, words = not asked.internal, session.results
    lists = unit_lists(whole, whole.scored, hide=is_public)
    notice = Notice(
        season,
        found.contests,
        lists,
        frequent(lists),
        statuses(lists),
        disputes(lists),
        len(whole.failed),
        LeagueReport(found.contests, (), words, is_public=is_public),
        asked.format != "text",
    )
    session.deliver(_written(session, asked.format, blocks(notice, words)), asked.output)
    return AT_FAULT if whole.failed else DONE


def _written(session: Session, format_name: str, blocks: Sequence[Block]) -> Written:
    match format_name:
        case "docx":
            from gpcli.reports.word.document import as_word_document

            return as_word_document(masked_blocks(blocks) if session.mask else blocks)
        case "text":
            return as_text_document(blocks)
        case _:
            return as_markdown_document(blocks)
