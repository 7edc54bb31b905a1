"""Whole commands from a cold start, against what the interpreter alone takes.

``gp`` from wheels in an environment of its own, and from this checkout (an editable installation). The third
line is what a typical command line with plugins only imports.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rounds import Goal, Group, Line
from wheels import ROOT, environment

PASS = "python -c pass"
PARTS = "import typer, pluggy; from importlib.metadata import entry_points; entry_points(group='gpcli')"
ONE = ROOT / "examples" / "zhangshu-2021" / "township-full.toml"


def group(folder: Path) -> Group:
    """The commands; the environment of wheels is made in the folder."""
    programs = environment(folder / "wheels")
    python, gp = str(programs / "python"), str(programs / "gp")
    against = (Goal(PASS, 0),)
    lines = [
        Line(PASS, (python, "-c", "pass")),
        Line("typer, pluggy, entry points", (sys.executable, "-c", PARTS), goals=against),
        Line("gp --version", (gp, "--version"), goals=against),
        Line("gp --help", (gp, "--help"), goals=against),
        Line("gp list-schemes", (gp, "list-schemes"), goals=against),
        Line("gp score one.toml", (gp, "score", str(ONE)), goals=(Goal(PASS, 9), Goal(PASS, 6))),
        Line("gp score one.toml --format json", (gp, "score", str(ONE), "--format", "json"), goals=against),
        Line("the same, editable", (sys.executable, "-m", "gpcli", "score", str(ONE)), goals=against),
    ]
    return Group("startup", "Cold start", lines, rounds=15)
