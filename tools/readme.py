"""The README's blocks of real output: ``python tools/readme.py`` writes them anew.

A block follows a comment ``<!-- output of: gp ... -->``. One that ends in ``from "TEXT" 12 lines`` shows so
many lines, from the first that has the text on. What a command before it has to leave behind, one named in
``<!-- after: gp ... -->`` does. ``tests/test_readme.py`` compares them.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from gpcli.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "README.zh-CN.md")
_BLOCK = re.compile(
    r"(?:<!-- after: gp (?P<before>[^\n]*) -->\n)?(?P<head><!-- output of: gp (?P<command>[^\n]*?)"
    r'(?: from "(?P<text>[^\n"]+)" (?P<number>\d+) lines)? -->\n```text\n)(?P<shown>.*?)(?P<foot>```)',
    re.S,
)


def with_output(page: str) -> str:
    """The page with every block as the command prints it now, run from a folder with the examples."""
    here = Path.cwd()
    with TemporaryDirectory(prefix="gp-readme-") as folder:
        Path(folder, "examples").symlink_to(ROOT / "examples", target_is_directory=True)
        os.chdir(folder)
        try:
            return _BLOCK.sub(_renewed, page)
        finally:
            os.chdir(here)


def _renewed(block: re.Match[str]) -> str:
    if block["before"]:
        ran(block["before"])
    text = printed(block["command"])
    if block["text"]:
        text = _part(text, block["text"], int(block["number"]))
    before = block[0][: block.start("shown") - block.start()]
    return before + text + block["foot"]


def _part(text: str, begins: str, number: int) -> str:
    """So many lines from the first that has the words, with a sign where there are more.

    Raises :class:`ValueError` where none has them.
    """
    lines = text.splitlines(keepends=True)
    first = next((place for place, line in enumerate(lines) if begins in line), None)
    if first is None:
        raise ValueError(f"no line has {begins!r}")
    rest = "…\n" if first + number < len(lines) else ""
    return "".join(lines[first : first + number]) + rest


@cache
def printed(command: str) -> str:
    """What the command prints, run once for every page."""
    return ran(command)


def ran(command: str) -> str:
    """What ``gp`` prints for the command; raises :class:`ValueError` where it is not done."""
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as talk:
        code = main(shlex.split(command))
    if code:
        raise ValueError(f"gp {command}: {code}, {talk.getvalue()}")
    return out.getvalue()


if __name__ == "__main__":
    for name in PAGES:
        path = ROOT / name
        path.write_text(with_output(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
