"""``gp check``."""

from __future__ import annotations

import json
from argparse import Namespace

from gpcli import problems
from gpcli.assess.assessor import Assessor
from gpcli.assess.inputs import read_all
from gpcli.assess.subject import Wanted
from gpcli.cli import options
from gpcli.cli.options import Parser
from gpcli.cli.session import AT_FAULT, DONE, GATE_FAILED, Session
from gpcli.facts.personal import personal
from gpcli.facts.toml import Document
from gpcli.messages import N_, Words
from gpcli.privacy import KINDS
from gpcli.problems import Problems, listed, problem
from gpcli.reports.json import problem as as_json
from gpcli.reports.phrases import mark
from gpcli.scoring.outcome import Outcome

UNCHECKED = frozenset(
    {
        "no-such-path",
        "unreadable",
        "empty-folder",
        "unknown-scheme",
        "no-scheme",
        "unknown-table",
        "no-table",
        "duplicate-scheme",
        "no-pack",
        "broken-pack",
    }
)
"""Problems that mean that the facts could not be checked at all."""


HELP = N_("Check facts files without scoring them. Exit 1 where a file has problems.")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.paths(parser)
    options.subject(parser)
    options.output(parser, options.TWO_FORMATS)
    options.privacy(parser)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Checks every file and lists every problem."""
    if asked.format not in ("text", "json"):
        said = problem("unknown-format", N_("no format is called {name}"), name=asked.format)
        raise Problems([said._replace(key="--format", expected=listed(("text", "json")))])
    inputs = read_all(asked.paths)
    session.refuse_overwriting(asked.output, [one.path for one in inputs])
    outcomes = Assessor(session.packs, Wanted(asked.scheme, asked.table)).outcomes(inputs)
    if asked.format == "json":
        text = json.dumps([_plain(one) for one in outcomes], ensure_ascii=False, indent=2) + "\n"
    else:
        text = "".join(line + "\n" for one in outcomes for line in _lines(one, session.results))
    session.deliver(text, asked.output)
    for one in inputs:
        if one.document is not None:
            _warn(session, one.document)
    found = [one.code for outcome in outcomes for one in outcome.problems]
    if any(code in UNCHECKED for code in found):
        return AT_FAULT
    return GATE_FAILED if found else DONE


def _warn(session: Session, document: Document) -> None:
    """Says where the file holds what identifies a person."""
    for one in personal(document):
        said = N_("{file}:{line}: {key}: warning: {kind} ({shown})")
        kind = session.talk.word(KINDS[one.kind])
        session.say(
            session.talk.word(
                said, file=document.name, line=one.line, key=one.key, kind=kind, shown=one.masked
            )
        )


def _lines(outcome: Outcome, words: Words) -> list[str]:
    if outcome.scored is None:
        return [problems.text(one, words) for one in outcome.problems]
    sheet = outcome.scored.sheet
    missing = sheet.missing
    said = (
        words.word(N_("{path}: no problems, nothing missing"), path=outcome.path)
        if not missing
        else words.word(
            N_("{path}: no problems; {number} facts are missing, the total is {points}"),
            path=outcome.path,
            number=len(missing),
            points=mark(sheet.mark, words),
        )
    )
    return [said]


def _plain(outcome: Outcome) -> dict[str, object]:
    words = Words("zh")
    missing: list[str] = []
    if outcome.scored is not None:
        missing = sorted(outcome.scored.sheet.missing)
    return {
        "path": outcome.path,
        "ok": not outcome.problems,
        "missing": missing,
        "problems": [as_json(one, words) for one in outcome.problems],
    }
