"""``gp score`` for very many files: in parts, on all cores, the result as if it were one."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from itertools import chain
from pathlib import Path

from gpcli.assess.batch.order import Order
from gpcli.assess.batch.run import Batch
from gpcli.assess.inputs import files_in, is_frozen, reads_of, season_folder, shown
from gpcli.assess.subject import Wanted
from gpcli.cli.progress import progress
from gpcli.cli.resume import Resumed
from gpcli.cli.session import AT_FAULT, DONE, Session, not_writable
from gpcli.cli.spool import Spool
from gpcli.messages import N_
from gpcli.privacy import KINDS
from gpcli.problems import Problems
from gpcli.reports.format import PartedFormat, Report, ReportFormat

MANY = 100
"""Files from which on it pays to work in parts."""

GATES = ("fail_under", "fail_under_section", "require_complete", "baseline", "recheck")
"""What needs all results together."""


def files_of(asked: Namespace, chosen: ReportFormat) -> list[str]:
    """The files, where they can be worked on in parts and are many, or may be resumed; else nothing."""
    if not isinstance(chosen, PartedFormat) or any(getattr(asked, name) for name in GATES):
        return []
    found: list[str] = []
    for path in asked.paths:
        if path == "-" or is_frozen(path) or season_folder(path) is not None:
            return []
        if Path(path).is_dir():
            found += files_in(Path(path))
        elif path.endswith(".toml") and shown(path) == shown(Path(path).as_posix()):
            found.append(path)
        else:
            return []
    facts = sum(one.endswith(".toml") for one in found)
    return found if facts >= (1 if asked.resume else MANY) else []


def run(session: Session, asked: Namespace, chosen: ReportFormat, files: list[str]) -> int:
    """Scores the files; the exit code."""
    session.refuse_overwriting(asked.output, files, is_read=lambda one: bool(reads_of(one)))
    wanted = Wanted(asked.scheme, asked.table, tuple(asked.reading))
    order = Order(session.trying, wanted, chosen.name, asked.public, bool(session.mask))
    if asked.resume:
        resumed = Resumed(order, session.packs, asked.output)
        batch = Batch(resumed.order, session.packs, files, resumed.known)
        _work(session, asked, batch, len(files), resumed.write)
        if not _tell(session, batch, 0):
            resumed.forget()
            return AT_FAULT
        resumed.deliver(batch)
        return AT_FAULT if batch.units.failed else DONE
    batch = Batch(order, session.packs, files)
    head = chosen.write(Report((), session.results, _has_bom(asked)))
    assert isinstance(head, str)
    start = len(head.encode())
    with Spool(asked.output) as spool:
        spool.file.write(head.encode())
        spool.file.flush()
        _work(session, asked, batch, len(files), lambda one, step: one.write(spool.path, start, step))
        if not _tell(session, batch, head.count("\n")):
            return AT_FAULT
        stretches = ((spool.file, at, size) for _, at, size in batch.units.stretches())
        spool.deliver(None if batch.units.is_contiguous else chain([(spool.file, 0, start)], stretches))
    return AT_FAULT if batch.units.failed else DONE


def _work(
    session: Session,
    asked: Namespace,
    batch: Batch,
    number: int,
    write: Callable[[Batch, Callable[[int], None]], None],
) -> None:
    with progress(session, number, N_("scored")) as step:
        try:
            write(batch, step)
        except OSError as error:
            raise Problems([not_writable(error, asked.output or "-")]) from None


def _tell(session: Session, batch: Batch, before: int) -> bool:
    """Says what there is to say of all units, behind so many lines; whether there is a result."""
    units = batch.units
    session.notice(batch.notices)
    session.complain(units.problems())
    if len(units) == 1 and units.failed:
        return False
    personal = units.personal(before)
    for kind in KINDS if not session.mask else ():
        if kind in personal:
            one = personal[kind]
            session.warn_of(kind, one.number, one.line + 1, one.shown)
    return True


def _has_bom(asked: Namespace) -> bool:
    """Whether a table begins with a byte-order mark, which a terminal never gets."""
    to_terminal = not asked.output or asked.output == "-"
    return not asked.no_bom and not (to_terminal and sys.stdout is not None and sys.stdout.isatty())
