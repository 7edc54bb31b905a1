"""One unit's form: a spreadsheet program works it out anew, against ``gp`` on the same facts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from rounds import Goal, Group, Line, peer
from wheels import ROOT

OFFICE = "LibreOffice works the form out"
FACTS = ROOT / "examples" / "putuo-2020" / "office.toml"
GP = (sys.executable, "-m", "gpcli")


def group(folder: Path) -> Group:
    """Both over one form with its facts."""
    form = folder / "form.xlsx"
    subprocess.run([*GP, "export", str(FACTS), "-o", str(form)], check=True, capture_output=True)
    against = (Goal(OFFICE, 0),)
    lines = [
        Line(OFFICE, peer("office_form", form, 1), tells=True),
        Line("gp score form.xlsx", (*GP, "score", str(form)), goals=against),
        Line("gp score one.toml", (*GP, "score", str(FACTS)), goals=against),
    ]
    return Group("form", "One form, whole program", lines, rounds=3)
