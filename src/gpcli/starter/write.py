"""A folder written whole or not at all: into a sibling, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from gpcli.messages import N_
from gpcli.problems import Problems, problem
from gpcli.reasons import reason_of

Files = Mapping[str, bytes]
"""The content of each file by its path in the project, parts joined by ``/``."""


def write(files: Files, folder: Path) -> None:
    """Writes a new folder; raises :class:`Problems` where it exists or cannot be written."""
    if os.path.lexists(folder):
        said = problem("not-writable", N_("the folder exists; name another one"))
        raise Problems([said._replace(file=str(folder))])
    try:
        target = folder.resolve()
        beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
        try:
            for name, content in sorted(files.items()):
                place = beside.joinpath(*name.split("/"))
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            mask = os.umask(0)
            os.umask(mask)
            beside.chmod(0o777 & ~mask)
            beside.rename(target)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
    except (OSError, RuntimeError, ValueError) as error:
        said = problem("not-writable", N_("cannot be written: {reason}"), reason=reason_of(error))
        raise Problems([said._replace(file=str(folder))]) from None
