"""From what was typed to documents: files, folders, standard input; every failure is one failed input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from gpcli.facts.toml import Document, read_bytes, read_file
from gpcli.messages import N_
from gpcli.problems import Problem, Problems, problem
from gpcli.records import Record


class Read(Record):
    """One input: its document, or why there is none."""

    path: str
    document: Document | None
    problems: tuple[Problem, ...] = ()


def read_all(paths: Sequence[str]) -> list[Read]:
    """Every input in the order typed; a folder's files by path, in code-point order."""
    return [one for path in paths for one in _expanded(path)]


def _expanded(path: str) -> Iterator[Read]:
    shown = _shown(path)
    if path == "-":
        yield _read_stdin()
    elif Path(path).is_dir():
        named = sorted(Path(path).rglob("*"), key=lambda one: one.as_posix())
        ended = [one for one in named if one.name.lower().endswith((".toml", ".toml.txt"))]
        found = [one for one in ended if one.is_file() or not one.exists()]
        if not found:
            said = problem("empty-folder", N_("the folder holds no facts file (*.toml)"))
            yield Read(shown, None, (said._replace(file=shown),))
        for one in found:
            name = _shown(one.as_posix())
            if name.lower().endswith(".txt"):
                said = problem("misnamed-file", N_("a facts file ends in .toml, not in .toml.txt"))
                yield Read(name, None, (said._replace(file=name),))
            else:
                yield _read(one, name)
    else:
        yield _read(Path(path), shown)


def _shown(path: str) -> str:
    """The path with forward slashes; what is not UTF-8 in it, escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def _read(path: Path, shown: str) -> Read:
    try:
        return Read(shown, read_file(path, shown))
    except Problems as found:
        return Read(shown, None, tuple(found.problems))


def _read_stdin() -> Read:
    try:
        return Read("-", read_bytes(sys.stdin.buffer.read(), "-"))
    except Problems as found:
        return Read("-", None, tuple(found.problems))
