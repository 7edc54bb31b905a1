"""The tutorial's blocks, run from the first to the last: ``python tools/tutorial.py`` writes the output anew.

A block whose first line is ``# PATH`` is that file; of Python, what is to be added to it: a function or value
of the same name takes the old one's place, imports come together. A comment ``<!-- file: PATH -->`` before a
block says the same where the file cannot carry one. A ``console`` block is a command and what it prints, cut
by ``| head -n N``; an ``sh`` block is only read. ``tests/test_writing_a_pack.py`` compares.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from gpcli.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "writing-a-pack.md"
_BLOCK = re.compile(r"(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)```", re.S)


class StrayError(ValueError):
    """A block that belongs to no file and is no command."""


def with_output(page: str, folder: Path) -> str:
    """The page with every command's output as it is now; the folder holds the files afterwards."""
    with _inside(folder):
        return _BLOCK.sub(lambda found: _done(found, folder), page)


def _done(found: re.Match[str], folder: Path) -> str:
    kind, body = found["kind"], found["body"]
    if kind == "console":
        command = body.partition("\n")[0]
        return found[0].replace(body, f"{command}\n{printed(command.removeprefix('$ '))}")
    if kind == "sh":
        return found[0]
    named = re.match(r"# (\S+\.\w+)\n", body)
    if named is None and found["file"] is None:
        raise StrayError(body)
    place = folder / (found["file"] or named[1] if named is not None else found["file"])
    place.parent.mkdir(parents=True, exist_ok=True)
    old = place.read_text(encoding="utf-8") if place.exists() and kind == "python" else ""
    place.write_text(merged(old, body) if old else body, encoding="utf-8", newline="\n")
    return found[0]


def printed(command: str) -> str:
    """What ``gp`` prints for the command, results and talk as they come."""
    command, _, lines = command.partition(" | head -n ")
    program, *arguments = shlex.split(command)
    if program != "gp":
        raise StrayError(command)
    for name in [name for name in sys.modules if name.partition(".")[0] == "gp_yunshui"]:
        del sys.modules[name]
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        main(arguments)
    told = out.getvalue().replace("\r\n", "\n").splitlines(keepends=True)
    return "".join(told[: int(lines)] if lines else told)


def merged(old: str, new: str) -> str:
    """A module with the parts of both; of two with one name the new one, at the old one's place."""
    imports: dict[str, set[str]] = {}
    parts: dict[str, str] = {}
    for text in (old, new):
        for node in ast.parse(text).body:
            if isinstance(node, ast.ImportFrom):
                imports.setdefault(node.module or "", set()).update(one.name for one in node.names)
            else:
                parts[_name(node)] = _source(text, node)
    heads = [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(imports.items())]
    return "\n".join(heads) + "".join(f"\n\n\n{part}" for part in parts.values()) + "\n"


def _name(node: ast.stmt) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]):
            return name
        case _:
            return ast.unparse(node)


def _source(text: str, node: ast.stmt) -> str:
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
    return "\n".join(text.split("\n")[first - 1 : node.end_lineno])


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Runs in the folder and leaves the interpreter as it was."""
    here, path, bytecode = Path.cwd(), list(sys.path), sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        sys.path[:] = path
        sys.dont_write_bytecode = bytecode
        for name in [name for name in sys.modules if name.partition(".")[0].startswith("gp_yunshui")]:
            del sys.modules[name]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        text = with_output(PAGE.read_text(encoding="utf-8"), Path(place).resolve())
    PAGE.write_text(text, encoding="utf-8", newline="\n")
