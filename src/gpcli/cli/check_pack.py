"""``gp check-pack``."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from gpcli.cli import options
from gpcli.cli.formats import refuse_unknown
from gpcli.cli.options import Parser
from gpcli.cli.session import DONE, GATE_FAILED, Session
from gpcli.messages import N_, Words
from gpcli.packs import Pack, Packs, at
from gpcli.problems import Problems, listed, nearest, problem
from gpcli.proof import Finding, prove
from gpcli.proof.finding import FAULT
from gpcli.reports.columns import indented

HELP = N_(
    "Prove a pack: rows of the document, sums, clauses, what each item can reach, dead facts, worked cases, "
    "boundaries. Exit 1 where something is at fault."
)
COLUMNS = 80

TITLES = {
    "sums": N_("Sums and printed labels"),
    "rows": N_("Rows of the document"),
    "clauses": N_("Clauses"),
    "reach": N_("What items can reach"),
    "facts": N_("Facts"),
    "quotients": N_("Quotients and their ranges"),
    "cases": N_("Worked cases"),
    "boundaries": N_("Boundaries: below, at, above"),
    "roster": N_("Roster"),
}


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.take("subject", text=N_("A path, or an installed pack's name or scheme"), metavar="PATH|NAME")
    options.output(parser, options.TWO_FORMATS)


def run(session: Session, asked: Namespace) -> int:
    """Proves one pack."""
    refuse_unknown(asked.format, ("text", "json"))
    packs, pack = _wanted(session, asked.subject)
    found = list(prove(packs, pack))
    if asked.format == "json":
        words = Words("zh")
        plain = [
            {"check": one.check, "kind": one.kind, "where": one.where, "says": words(one.says)}
            for one in found
        ]
        text = json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
    else:
        text = "\n".join(_lines(pack, found, session.results)) + "\n"
    session.deliver(text, asked.output)
    return GATE_FAILED if any(one.kind == FAULT for one in found) else DONE


def _wanted(session: Session, name: str) -> tuple[Packs, Pack]:
    """The pack at a path, or else the installed one of this name; raises :class:`Problems`."""
    if _is_path(name):
        packs = Packs.trying([name])
        module = at(name).module
        return packs, next(pack for pack in packs.packs if pack.module == module)
    packs = session.packs
    names: dict[str, Pack] = {}
    for pack in packs.packs:
        for known in (pack.name, pack.distribution, *(scheme.id for scheme in pack.schemes)):
            names.setdefault(known, pack)
    if name not in names:
        said = problem(
            "not-a-pack",
            N_("{path} holds no pack, and no installed pack is called so"),
            path=name,
            expected=listed(tuple(sorted(filter(None, names)))),
            nearest=nearest(name, tuple(names)),
        )
        raise Problems([said])
    return packs, names[name]


def _is_path(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _lines(pack: Pack, found: list[Finding], words: Words) -> list[str]:
    faults = sum(one.kind == FAULT for one in found)
    head = N_("{pack} {version}: no faults") if not faults else N_("{pack} {version}: {faults} faults")
    name = pack.distribution or pack.name
    lines = [words.word(head, pack=name, version=pack.version, faults=faults)]
    for check in dict.fromkeys(one.check for one in found):
        lines += ["", words.word(N_("── {title} ──"), title=words.word(TITLES[check]))]
        mine = [one for one in found if one.check == check]
        for one in sorted(mine, key=lambda one: one.kind != FAULT):
            mark = "✗" if one.kind == FAULT else "·"
            said = words.word(N_("{key}: {value}"), key=one.where, value=words(one.says))
            lines += indented(said, COLUMNS, f"  {mark} ", "    ")
    return lines
