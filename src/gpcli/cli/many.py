"""``gp score`` for very many files: in parts, on all cores, the result as if it were one."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from gpcli.assess.batch.order import Order
from gpcli.assess.batch.run import Batch
from gpcli.assess.inputs import files_in, is_frozen, reads_of, season_folder, shown
from gpcli.assess.subject import Wanted
from gpcli.cli.progress import progress
from gpcli.cli.session import AT_FAULT, DONE, Session, not_writable
from gpcli.cli.spool import Piece, Spool
from gpcli.messages import N_
from gpcli.privacy import KINDS
from gpcli.problems import Problems
from gpcli.reports.format import PartedFormat, Report, ReportFormat

MANY = 100
"""Files from which on it pays to work in parts."""

GATES = ("fail_under", "fail_under_section", "require_complete", "baseline", "recheck")
"""What needs all results together."""


def files_of(asked: Namespace, chosen: ReportFormat) -> list[str]:
    """The files, where they are many and can be worked on in parts; else nothing."""
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
    return found if sum(one.endswith(".toml") for one in found) >= MANY else []


def run(session: Session, asked: Namespace, chosen: ReportFormat, files: list[str]) -> int:
    """Scores the files; the exit code."""
    session.refuse_overwriting(asked.output, _read_at(asked.output, files))
    wanted = Wanted(asked.scheme, asked.table, tuple(asked.reading))
    order = Order(session.trying, wanted, chosen.name, asked.public, bool(session.mask))
    batch = Batch(order, session.packs, files)
    head = chosen.write(Report((), session.results, _has_bom(asked)))
    assert isinstance(head, str)
    with Spool(asked.output) as spool:
        spool.file.write(head.encode())
        spool.file.flush()
        with progress(session, len(files), N_("scored")) as step:
            try:
                batch.write(spool.path, len(head.encode()), step)
            except OSError as error:
                raise Problems([not_writable(error, asked.output or "-")]) from None
        units = batch.units
        session.notice(batch.notices)
        session.complain(units.problems())
        if len(units) == 1 and units.failed:
            return AT_FAULT
        personal = units.personal(head.count("\n"))
        for kind in KINDS if not session.mask else ():
            if kind in personal:
                one = personal[kind]
                session.warn_of(kind, one.number, one.line + 1, one.shown)

        def pieces() -> Iterator[Piece]:
            yield spool.file, 0, len(head.encode())
            for _, start, size in units.stretches():
                yield spool.file, start, size

        spool.deliver(None if units.is_contiguous else pieces())
    return AT_FAULT if units.failed else DONE


def _read_at(output: str, files: list[str]) -> list[str]:
    """The place of the output, where facts are read from it."""
    if not output or output == "-" or not Path(output).exists():
        return []
    target = Path(output).resolve()
    there = target.stat()
    same = (one for one in files if _is_same(one, there))
    return [one for one in same if Path(one).resolve() == target and reads_of(one)]


def _is_same(path: str, there: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.stat(path), there)  # noqa: PTH116 - of every file: a Path takes as long again
    except OSError:
        return False


def _has_bom(asked: Namespace) -> bool:
    """Whether a table begins with a byte-order mark, which a terminal never gets."""
    to_terminal = not asked.output or asked.output == "-"
    return not asked.no_bom and not (to_terminal and sys.stdout is not None and sys.stdout.isatty())
