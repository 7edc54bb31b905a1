"""``gp list-packs``."""

from __future__ import annotations

import typer

from gpcli import problems
from gpcli.cli.listing import print_list
from gpcli.cli.options import ListFormat, NoBom, Output
from gpcli.cli.session import DONE, GATE_FAILED, Session
from gpcli.messages import N_
from gpcli.problems import problem

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=N_("List installed packs, and what is wrong with any. Exit 1 where something is."))
def list_packs(
    ctx: typer.Context, format_name: ListFormat = "text", output: Output = "", no_bom: NoBom = False
) -> int:
    """Lists packs with version, module and schemes."""
    session: Session = ctx.obj
    packs, found = session.packs.packs, session.packs.problems()
    if not packs:
        session.complain([problem("no-pack", N_("no pack with a scheme is installed"))])
    word = session.results.word
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
            word(N_("broken")) if pack.problem is not None else word(N_("usable")),
        )
        for pack in packs
    ]
    plain = [
        {
            "name": pack.distribution or pack.name,
            "version": pack.version,
            "module": pack.module,
            "schemes": [scheme.id for scheme in pack.schemes],
            "problem": None if pack.problem is None else problems.text(pack.problem, session.results),
        }
        for pack in packs
    ]
    print_list(session, format_name, output, head, rows, plain, aligned="lllll", no_bom=no_bom)
    session.complain(found)
    return GATE_FAILED if found or not packs else DONE
