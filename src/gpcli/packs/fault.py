"""A pack, and the problems that are its own fault."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.messages import N_
from gpcli.problems import Problem, problem
from gpcli.records import Record
from gpcli.scheme import Scheme

INSTALL = "pip install gpcli-PLACE"


class Pack(Record):
    """An installed pack: its entry point, its distribution, its schemes; or why it cannot be used."""

    name: str
    distribution: str
    version: str
    module: str
    schemes: tuple[Scheme, ...] = ()
    problem: Problem | None = None


def no_pack() -> Problem:
    """That there is no pack, and how to get one."""
    return problem(
        "no-pack", N_("no pack with a scheme is installed; install one: {command}"), command=INSTALL
    )


def broken(pack: Pack, error: BaseException) -> Problem:
    file, line = _where(error, pack.module.partition(":")[0].partition(".")[0])
    return problem(
        "broken-pack",
        N_("pack {pack} ({module}) cannot be used: {reason}"),
        pack=pack.distribution or pack.name,
        module=pack.module,
        reason=f"{type(error).__name__}: {error}",
    )._replace(file=file, line=line)


def _where(error: BaseException, package: str) -> tuple[str, int]:
    """File and line where the pack's own code failed, as far as that is known."""
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno or 0
    place = ("", 0)
    trace = error.__traceback__
    while trace is not None:
        if str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0] == package:
            place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return place


def claimed_twice(name: str, owners: Sequence[Pack]) -> Problem:
    names = " / ".join(f"{pack.distribution} {pack.version} ({pack.module})" for pack in owners)
    return problem("duplicate-scheme", N_("scheme {name} is brought by {packs}"), name=name, packs=names)
