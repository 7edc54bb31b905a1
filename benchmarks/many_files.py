"""A folder of facts files: merely read, merely parsed by several readers, and scored by the whole command."""

from __future__ import annotations

import sys
from pathlib import Path

from rounds import Goal, Group, Line, peer

import season

FLOOR = "tomllib parses"


def group(folder: Path, number: int) -> Group:
    """Readers and the command over so many files."""
    made = folder / "season"
    size = season.make(made, number)
    facts = made / "facts"
    command = (
        sys.executable,
        "-m",
        "gpcli",
        "score",
        str(facts),
        "--format",
        "ndjson",
        "-o",
        str(folder / "out.ndjson"),
    )
    against = (Goal(FLOOR, 0),)
    lines = [
        Line("read only", peer("toml_reader", facts, 1, "none"), tells=True, goals=against),
        Line(FLOOR, peer("toml_reader", facts, 1, "tomllib"), tells=True, work="values"),
        Line(
            "tomli parses", peer("toml_reader", facts, 1, "tomli"), tells=True, work="values", goals=against
        ),
        Line(
            "rtoml parses", peer("toml_reader", facts, 1, "rtoml"), tells=True, work="values", goals=against
        ),
        Line("gp score, to full sheets as NDJSON", command, goals=(Goal(FLOOR, 0.3),)),
    ]
    title = f"{number} facts files of {size / number / 1000:.1f} kB"
    return Group("files", title, lines, rounds=3)
