"""A PostgreSQL server of its own: in a temporary folder, reached by a socket there and by no port."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

USER = "postgres"
"""Who runs the server where we are root, which it refuses."""


def program(name: str) -> Path:
    """A program of the newest PostgreSQL that is installed; fails with what to install."""
    homes = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda one: int(one.parts[-3]))
    on_path = shutil.which(name)
    found = [*([Path(on_path)] if on_path else []), *homes]
    assert found, f"PostgreSQL is missing ({name}): install postgresql"
    return found[-1]


@contextmanager
def server() -> Iterator[str]:
    """Runs a server; gives the words by which a client connects."""
    folder = Path(mkdtemp(prefix="gp-pg-"))
    data = folder / "data"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        made = ["-D", str(data), "--auth=trust", "--encoding=UTF8", "--locale=C", f"--username={USER}", "-N"]
        _run([str(program("initdb")), *made])
        settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        control = [str(program("pg_ctl")), "-D", str(data), "-w", "-s", "-l", str(folder / "log")]
        _run([*control, "-o", settings, "start"])
        try:
            yield f"host={folder} user={USER} dbname=postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: Sequence[str]) -> None:
    own: dict[str, Any] = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
    said = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    done = subprocess.run(command, check=False, cwd="/", timeout=120, **said, **own)
    assert not done.returncode, done.stdout
