"""Worker processes that are stopped or end: nothing half written, nobody left behind, all of it said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = """
import os, signal, sys, time
from gpcli.assess.batch import run
from gpcli.assess.batch.work import Work
from gpcli.cli import many
from gpcli.cli.main import run as gp

many.MANY, run.FILES, run.processes = 1, 4, lambda _: 2
parent, done, seen = os.getpid(), Work.done, []

def then(self, task):
    seen.append(task)
    if os.getpid() != parent and len(seen) == 3:
        {what}
    return done(self, task)

Work.done = then
sys.argv = ["gp", "score", {facts!r}, "--format", "ndjson", "-o", {output!r}, *{more!r}]
gp()
"""
WAITS = "os.write(2, b'READY\\n'); time.sleep(60)"
DIES = "os.kill(os.getpid(), signal.SIGKILL)"
FAILS = "raise RuntimeError('something')"


def program(folder: Path, tmp_path: Path, what: str, *more: str) -> list[str]:
    output = str(tmp_path / "out.ndjson")
    return [sys.executable, "-c", PROGRAM.format(what=what, facts=str(folder), output=output, more=more)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("to_all", [True, False])
def test_stopped(folder: Path, tmp_path: Path, number: int, to_all: bool) -> None:
    """By Ctrl-C, which reaches every process, and by somebody who knows the first one alone."""
    (tmp_path / "out.ndjson").write_text("old", encoding="utf-8")
    command = program(folder, tmp_path, WAITS)
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as child:
        assert child.stderr is not None
        assert child.stderr.readline() == b"READY\n"
        (os.killpg if to_all else os.kill)(child.pid, number)
        assert child.wait(20) in (130, 128 + number)
        assert b"Traceback" not in child.stderr.read()
    assert _is_gone(child.pid)
    assert [one.name for one in tmp_path.iterdir()] == ["out.ndjson"]
    assert (tmp_path / "out.ndjson").read_text(encoding="utf-8") == "old"


def test_the_first_process_killed_takes_its_workers_along(folder: Path, tmp_path: Path) -> None:
    command = program(folder, tmp_path, "os.write(2, b'READY\\n'); time.sleep(1)")
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as child:
        assert child.stderr is not None
        assert child.stderr.readline() == b"READY\n"
        child.kill()
        child.wait(20)
    assert _is_gone(child.pid)


@pytest.mark.parametrize(
    ("what", "said"), [(DIES, "a worker process ended (signal SIGKILL) between"), (FAILS, "something")]
)
def test_a_worker_that_ends_is_named(folder: Path, tmp_path: Path, what: str, said: str) -> None:
    done = subprocess.run(program(folder, tmp_path, what), capture_output=True, timeout=60, check=False)
    assert done.returncode == 70
    assert said in done.stderr.decode()
    assert ".toml" in done.stderr.decode() or what == FAILS
    assert list(tmp_path.iterdir()) == []


def test_what_was_done_before_a_worker_ended_is_kept_for_resuming(folder: Path, tmp_path: Path) -> None:
    command = program(folder, tmp_path, DIES, "--resume")
    assert subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 70
    assert (tmp_path / "out.ndjson.part").stat().st_size > 10_000
    assert (tmp_path / "out.ndjson.part.journal").stat().st_size > 1_000
    command = program(folder, tmp_path, "pass", "--resume")
    assert subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out.ndjson", "out.ndjson.journal"]
    whole = (tmp_path / "out.ndjson").read_bytes()
    (tmp_path / "out.ndjson").unlink()
    subprocess.run(program(folder, tmp_path, "pass"), capture_output=True, timeout=60, check=False)
    assert (tmp_path / "out.ndjson").read_bytes() == whole


def test_a_full_disk_is_said(folder: Path, tmp_path: Path) -> None:
    command = program(
        folder, tmp_path, "import errno; raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))"
    )
    command[2] = command[2].replace("Work.done = then", _FULL)
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 2, done.stderr.decode()
    assert "[not-writable]" in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


_FULL = """
import errno
from gpcli.assess.batch import pool

def full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

pool._write = full
"""


def _is_gone(group: int) -> bool:
    """Whether nobody of a group of processes is there any more, or will be in a moment."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
