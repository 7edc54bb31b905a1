"""A run that is stopped leaves what was there, and nothing half written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "zhangshu-2021" / "township-full.toml"

PROGRAM = """
import os, sys, time
from pathlib import Path
from gpcli.cli.main import run

def stopped_here(*_, **__):
    os.write(2, b"READY\\n")
    time.sleep(60)

{where}
sys.argv = ["gp", "score", {facts!r}, "-o", {output!r}]
run()
"""

WHERE = {
    "written, not yet in its place": "Path.replace = stopped_here",
    "created, not yet written": "os.fdopen = stopped_here",
}


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_while_a_file_is_written(tmp_path: Path, where: str, number: int, code: int) -> None:
    output = tmp_path / "out.txt"
    output.write_text("old", encoding="utf-8")
    program = PROGRAM.format(where=WHERE[where], facts=str(EXAMPLE), output=str(output))
    with subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) as child:
        assert child.stderr is not None
        assert child.stderr.readline() == b"READY\n"
        (beside,) = (one for one in tmp_path.iterdir() if one != output)
        assert (beside.name.startswith(".out.txt."), beside.suffix) == (True, ".part")
        assert beside.stat().st_mode & 0o077 == 0 or where.startswith("written")
        child.send_signal(number)
        assert child.wait(20) == code
        assert b"Traceback" not in child.stderr.read()
    assert [one.name for one in tmp_path.iterdir()] == ["out.txt"]
    assert output.read_text(encoding="utf-8") == "old"


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path) -> None:
    """As under nohup: the terminal that goes away stops nothing."""
    output = tmp_path / "out.txt"
    where = (
        "import signal; real = Path.replace\ndef once(self, to):\n    os.kill(os.getpid(), signal.SIGHUP)\n"
    )
    where += "    return real(self, to)\nPath.replace = once"
    program = PROGRAM.format(where=where, facts=str(EXAMPLE), output=str(output))
    command = ["/bin/sh", "-c", 'trap "" HUP; exec "$0" "$@"', sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, timeout=30, check=False, env=dict(os.environ))
    assert (done.returncode, done.stderr) == (0, b"")
    assert output.exists()
