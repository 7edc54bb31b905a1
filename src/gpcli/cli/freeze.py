"""``gp freeze``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from gpcli.assess.frozen.freeze import freeze
from gpcli.assess.frozen.manifest import digest
from gpcli.assess.subject import Wanted
from gpcli.cli import options
from gpcli.cli.options import Parser
from gpcli.cli.personal import in_document, in_files
from gpcli.cli.session import DONE, GATE_FAILED, Session
from gpcli.messages import N_
from gpcli.problems import Problems, listed, problem

HELP = N_(
    "Freeze a season: one zip with inputs, digests, versions, Readings and results, from which gp verify "
    "recomputes everything. Results inside are official."
)


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.take("paths", nargs="+", text=N_("A season's folder, or facts files or folders"), metavar="PATH")
    parser.take("-o", "--output", default="", text=N_("The zip to write"), metavar="FILE.zip")
    parser.take("--scheme", default="", text=N_("Scheme id, where the file does not name it"), metavar="ID")
    options.readings(parser)
    parser.flag("--force", text=N_("Replace the output file where it exists"))
    parser.flag("--require-complete", text=N_("Exit 1 and write nothing unless no fact is missing"))
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Scores the inputs, writes them down with what they came to."""
    if not asked.output.lower().endswith(".zip"):
        wrong = problem(
            "usage", N_("a freeze is written to a file that ends in .zip"), expected="-o FILE.zip"
        )
        raise Problems([wrong._replace(key="--output")])
    if Path(asked.output).exists() and not asked.force:
        exists = problem("not-writable", N_("the file exists; --force replaces it"))
        raise Problems([exists._replace(file=asked.output, key="--output")])
    frozen = freeze(session.packs, Wanted(asked.scheme, "", tuple(asked.reading)), asked.paths)
    session.notice(frozen.assessment.otherwise)
    open_ones = [name or session.talk.word(N_("unit not filled in")) for name in frozen.incomplete]
    if open_ones:
        said = N_("{number} units are frozen without a result: {units}")
        if asked.require_complete:
            said = N_("--require-complete failed: {number} units without a result: {units}")
        session.say(session.talk.word(said, number=len(open_ones), units=listed(open_ones)))
        if asked.require_complete:
            return GATE_FAILED
    in_files(session, frozen.inputs)
    for one in frozen.assessment.reads:
        if one.document is not None and one.document.file.lower().endswith(".xlsx"):
            in_document(session, one.document)
    raw = frozen.raw()
    session.deliver_bytes(raw, asked.output)
    done = N_("{file}: {number} units frozen, sha256 {digest}")
    number = len(frozen.assessment.scored)
    session.say(session.talk.word(done, file=asked.output, number=number, digest=digest(raw)))
    return DONE
