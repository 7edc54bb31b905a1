"""The README's blocks of real output: ``python tools/readme.py`` writes them anew.

A block follows a comment ``<!-- output of: gp ... -->``. ``tests/test_readme.py`` compares them.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from pathlib import Path

from gpcli.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "README.zh-CN.md")
_BLOCK = re.compile(r"(<!-- output of: gp ([^\n]*) -->\n```text\n)(.*?)(```)", re.S)


def with_output(page: str) -> str:
    """The page with every block as the command prints it now, run from the project's folder."""
    return _BLOCK.sub(lambda block: block.group(1) + printed(block.group(2)) + block.group(4), page)


def printed(command: str) -> str:
    """What ``gp`` prints for the command."""
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            main(shlex.split(command))
    finally:
        os.chdir(before)
    return out.getvalue()


if __name__ == "__main__":
    for name in PAGES:
        path = ROOT / name
        path.write_text(with_output(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
