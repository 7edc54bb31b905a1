"""A folder of facts files: merely read, merely parsed by several readers, and scored by the whole command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from rounds import HERE, Goal, Group, Line, peer

FLOOR = "tomllib parses"
MAKE = """\
import sys
from pathlib import Path
from batch import make
print(*make(Path(sys.argv[1]), int(sys.argv[2]), "putuo-2020", "main"))
"""
FAULTY = 2
"""What the command ends with: a few of the files are faulty."""


def group(folder: Path, number: int) -> Group:
    """Readers and the command over so many files."""
    facts, out = folder / "facts", folder / "out.ndjson"
    make = [sys.executable, "-c", MAKE, str(facts), str(number)]
    size, keys = map(int, subprocess.run(make, check=True, cwd=HERE, capture_output=True).stdout.split())
    command = (sys.executable, "-m", "gpcli", "score", str(facts), "--format", "ndjson", "-o", str(out))
    lines = [
        _parser("read only", facts, "none"),
        _parser(FLOOR, facts, "tomllib"),
        _parser("tomli parses", facts, "tomli"),
        _parser("toml-rs parses", facts, "toml-rs"),
        _parser("rtoml parses", facts, "rtoml"),
        Line(
            "gp score, to full sheets as NDJSON", command, goals=(Goal(FLOOR, 0.3),), code=FAULTY, makes=out
        ),
    ]
    title = f"{number} facts files of {size / number / 1000:.1f} kB and {keys / number:.0f} keys"
    return Group("files", title, lines, rounds=2)


def _parser(name: str, facts: Path, reader: str) -> Line:
    work = "" if reader == "none" else "values"
    goals = () if name == FLOOR else (Goal(FLOOR, 0),)
    return Line(name, peer("toml_reader", facts, 1, reader), tells=True, work=work, goals=goals)
