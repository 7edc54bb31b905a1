"""``gp score``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from gpcli.assess.assessment import assess_all, plainly
from gpcli.assess.assessor import Assessor
from gpcli.assess.inputs import take_in
from gpcli.assess.subject import Wanted
from gpcli.cli import gates, options, recheck, spark, tables
from gpcli.cli.formats import refuse_unknown
from gpcli.cli.options import Parser
from gpcli.cli.progress import progress
from gpcli.cli.session import AT_FAULT, DONE, GATE_FAILED, Session
from gpcli.messages import N_
from gpcli.problems import Problems, listed, problem
from gpcli.reports.format import Report, ReportFormat
from gpcli.scoring.outcome import Outcome

SEVERAL = 20
"""Paths, all of them files, that are not very many yet."""

HELP = N_("Score facts files: one unit, several, a folder. Results go to standard output.")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.paths(parser)
    options.subject(parser)
    options.readings(parser)
    recheck.arguments(parser)
    options.output(
        parser,
        N_("text, json, ndjson, csv, markdown, html, junit, docx, xlsx, parquet, units, or a pack's own"),
        tables=True,
    )
    parser.set_defaults(format="")
    options.totals(parser)
    options.public(parser)
    options.privacy(parser)
    gates.arguments(parser)
    parser.flag("--resume", text=N_("Go on where a run was stopped, and take over what has not changed"))
    spark.arguments(parser)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Scores, applies the gates, writes one report."""
    if asked.engine:
        return spark.run(session, asked, Wanted(asked.scheme, asked.table, tuple(asked.reading)))
    asked.format = asked.format or _by_ending(session, asked)
    session.is_plain = asked.format == "text"
    chosen = find_format(session, asked.format)
    wanted = Wanted(asked.scheme, asked.table, tuple(asked.reading))
    if asked.scheme:
        Assessor(session.packs, wanted).scheme(asked.scheme)
    wanted_gates = gates.Gates.of(asked)
    _refuse_without_parts(asked)
    is_table = tables.serves(asked)
    if asked.resume or (not is_table and _may_be_many(asked.paths)):
        from gpcli.cli import many, resume

        files = [] if is_table else many.files_of(asked, chosen)
        resume.refuse_misuse(asked, files)
        if files:
            return many.run(session, asked, chosen, files)
    if is_table:
        return tables.run(session, asked, wanted, wanted_gates)
    intake = take_in(asked.paths, plainly(session.packs, wanted))
    session.refuse_overwriting(asked.output, [*intake.files, asked.baseline, *asked.recheck])
    session.notice(intake.notices)
    if any(one.document is not None and one.document.number for one in intake.reads):
        from gpcli.assess.headings import refuse_unknown_headings

        refuse_unknown_headings(Assessor(session.packs, wanted), intake)
    with progress(session, len(intake.reads), N_("scored")) as step:
        whole = assess_all(session.packs, wanted, intake, step.over, recheck.returned(asked.recheck))
    session.notice(whole.notices)
    for outcome in whole.failed:
        session.complain(outcome.problems)
    if len(whole.outcomes) == 1 and whole.failed:
        return AT_FAULT
    outcomes = whole.everyone
    judged = wanted_gates.judge(outcomes, session.talk)
    session.deliver(
        chosen.write(
            Report(
                shown(session, asked, outcomes),
                session.results,
                not asked.no_bom,
                judged.verdicts,
                asked.public,
                not asked.totals,
            )
        ),
        asked.output,
    )
    passed = judged.tell(session)
    if whole.failed:
        return AT_FAULT
    return DONE if passed else GATE_FAILED


def _may_be_many(paths: Sequence[str]) -> bool:
    """Whether the paths may name very many files."""
    return len(paths) > SEVERAL or any(Path(path).is_dir() for path in paths)


def _refuse_without_parts(asked: Namespace) -> None:
    """Raises :class:`Problems` where ``--totals`` stands with what is no table of results, or needs items."""
    if asked.totals and asked.format not in tables.FORMATS:
        said = problem("usage", N_("--totals is for tables of results"), expected=listed(tables.FORMATS))
        raise Problems([said._replace(key="--totals")])
    if asked.totals and asked.fail_under_section:
        said = problem("usage", N_("--totals leaves out the sections that --fail-under-section judges"))
        raise Problems([said._replace(key="--totals")])


def _by_ending(session: Session, asked: Namespace) -> str:
    """The format of a result: the one of its file's ending, else text.

    ``.csv`` is a row a unit where that is what the inputs have.
    """
    ending = Path(asked.output).suffix.lower()[1:]
    if ending in ("", "txt"):
        return "text"
    if ending == "csv":
        return "units" if tables.are_tables(asked.paths) else "csv"
    formats = session.packs.formats().values()
    return next((one.name for one in formats if one.extension == ending), "text")


def shown(session: Session, asked: Namespace, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes as they may be shown: the public variant, masked, where that was asked for."""
    if asked.public:
        from gpcli.reports.public import public

        outcomes = [public(one) for one in outcomes]
    if not session.mask:
        return list(outcomes)
    from gpcli.reports.masked import masked

    return [masked(one) for one in outcomes]


def find_format(session: Session, name: str) -> ReportFormat:
    """The report format with this name; raises :class:`Problems`."""
    formats = session.packs.formats()
    refuse_unknown(name, sorted(formats))
    return formats[name]
