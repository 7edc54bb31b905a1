"""``gp list-packs``."""

from __future__ import annotations

from argparse import Namespace

from gpcli import problems
from gpcli.cli import options
from gpcli.cli.listing import print_list
from gpcli.cli.options import Parser
from gpcli.cli.session import DONE, GATE_FAILED, Session
from gpcli.messages import N_
from gpcli.packs import no_pack

HELP = N_("List installed packs, and what is wrong with any. Exit 1 where something is.")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.output(parser, options.LIST_FORMATS, tables=True)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Lists packs with version, module and schemes."""
    packs, faults = session.packs.packs, session.packs.faults()
    if not packs:
        session.complain([no_pack()])
    words = session.words_for(asked.format)
    word = words.word
    head = (
        word(N_("Pack")),
        word(N_("Version")),
        word(N_("Module")),
        word(N_("Schemes")),
        word(N_("State")),
    )
    rows = [
        (
            pack.distribution or pack.name,
            pack.version,
            pack.module,
            ", ".join(scheme.id for scheme in pack.schemes),
            word(N_("broken")) if pack in faults else word(N_("usable")),
        )
        for pack in packs
    ]
    plain = [
        {
            "name": pack.distribution or pack.name,
            "version": pack.version,
            "module": pack.module,
            "schemes": [scheme.id for scheme in pack.schemes],
            "problem": problems.text(faults[pack][0], words) if pack in faults else None,
        }
        for pack in packs
    ]
    print_list(session, asked.format, asked.output, head, rows, plain, aligned="lllll", no_bom=asked.no_bom)
    session.complain(dict.fromkeys(one for found in faults.values() for one in found))
    return GATE_FAILED if faults or not packs else DONE
