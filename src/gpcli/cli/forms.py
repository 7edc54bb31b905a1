"""What the commands share that write forms: made of a unit's facts, one to a file, several to a folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gpcli.cli.folder import file_names, write_folder
from gpcli.cli.session import Session
from gpcli.messages import N_
from gpcli.problems import Problems, problem
from gpcli.reports.format import Binary

if TYPE_CHECKING:
    from gpcli.forms.filled import Filled
    from gpcli.forms.write import Workbook

ENDING = ".xlsx"


def written(forms: Iterable[Filled]) -> list[Workbook]:
    """The workbooks, in order; raises :class:`Problems`."""
    from gpcli.forms.computed import Clauses
    from gpcli.forms.write import write

    clauses: dict[object, Clauses] = {}
    found: list[Workbook] = []
    for one in forms:
        if one.table not in clauses:
            clauses[one.table] = Clauses(one.table)
        found.append(write(one, clauses[one.table]))
    return found


def deliver_all(
    session: Session, contents: Sequence[str | Binary], names: Iterable[str], output: str, ending: str
) -> None:
    """One result to a file or standard output, several to a new folder; raises :class:`Problems`."""
    if len(contents) == 1 and not Path(output or "-").is_dir():
        session.deliver(contents[0], output)
        return
    if output in ("", "-"):
        said = N_("these are {number} units: name a new folder with -o")
        raise Problems([problem("usage", said, number=len(contents))._replace(key="--output")])
    for one in contents:
        session.discreet(one if isinstance(one, str) else one.text)
    raws = [one if isinstance(one, str) else one.raw for one in contents]
    write_folder(dict(zip(file_names(names, ending), raws, strict=True)), output)
