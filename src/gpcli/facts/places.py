"""Where a key stands in a TOML file. Run only when a problem needs its line.

The scan forgives: a file that is not valid TOML still has lines, and those of what is valid in it are right.
It takes time in proportion to the file, whatever is in it.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from itertools import accumulate

from gpcli.facts.lexis import STRING

Path = tuple[str | int, ...]

Mark = tuple[Path, int, bool]
"""A path, the line that gives it, and whether it is only implied by something below it."""

DEEPEST = 50
"""Brackets are followed so far; what is nested deeper is no facts file."""

_SPACE = re.compile(r"[ \t]*+")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_PART = re.compile(rf"{STRING}|[^\s.=\"'\[\]#,{{}}]+", re.S)
_VALUE = re.compile(rf"{STRING}|[^\s\"'\[\]#,{{}}]+", re.S)
_LINE_END = re.compile(r"[^\n]*+\n?")


class Places:
    """Lines of the keys of one file by path; an entry of an array has its number in the path."""

    def __init__(self, text: str) -> None:
        scan = _Scan(text)
        scan.run()
        self.marks = scan.marks
        self.statements = scan.statements
        self.unclosed = scan.unclosed
        self._lines: dict[Path, list[int]] = {}
        self._implied: dict[Path, int] = {}
        for path, line, implied in self.marks:
            self._implied.setdefault(path, line)
            if not implied:
                self._lines.setdefault(path, []).append(line)

    def line(self, path: Path) -> int:
        """The line of the path, else of the nearest path above it, else 0."""
        for end in range(len(path), 0, -1):
            if path[:end] in self._lines:
                return self._lines[path[:end]][0]
            if path[:end] in self._implied:
                return self._implied[path[:end]]
        return 0

    def repeated(self) -> list[tuple[Path, list[int]]]:
        """Paths that are given more than once, with every line."""
        return [(path, lines) for path, lines in self._lines.items() if len(lines) > 1]

    def conflict(self, line: int) -> tuple[Path, list[int]] | None:
        """The last path up to ``line`` that is given there and, in another way, before; with both lines."""
        for path, at, implied in reversed([mark for mark in self.marks if mark[1] <= line]):
            first = self._implied[path]
            explicit = self._lines.get(path, [])
            if first < at and explicit and (explicit[0] < at or not implied):
                return path, [first, at]
        return None

    def statement(self, line: int) -> int:
        """The line on which the statement began that goes on at ``line``."""
        place = bisect_right(self.statements, line)
        return self.statements[place - 1] if place else line


class _Scan:
    """One pass over the text; every step moves on by at least one character."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._counts: dict[Path, int] = {}
        self._depth = 0
        self.marks: list[Mark] = []
        self.statements: list[int] = []
        self.unclosed = 0

    def run(self) -> None:
        table: Path = ()
        while self._skip(_BLANK) < len(self._text):
            self.statements.append(self._line())
            if self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_LINE_END)

    def _header(self) -> Path:
        line = self._line()
        double = self._text.startswith("[[", self._at)
        self._at += 2 if double else 1
        path: Path = ()
        key = self._key()
        for place, part in enumerate(key):
            path = (*path, part)
            last = place == len(key) - 1
            if last and double:
                self._mark(path, line, implied=True)
                self._counts[path] = self._counts.get(path, -1) + 1
            elif not last:
                self._mark(path, line, implied=True)
            if path in self._counts and (double or not last):
                path = (*path, self._counts[path])
        if key:
            self._mark(path, line)
        return path

    def _pair(self, above: Path) -> None:
        line = self._line()
        key = self._key()
        for end in range(1, len(key)):
            self._mark((*above, *key[:end]), line, implied=True)
        if key:
            self._mark((*above, *key), line)
        self._skip(_SPACE)
        if self._peek() == "=":
            self._at += 1
            self._skip(_SPACE)
            self._value((*above, *key))
        elif not key and self._peek() not in ("", "\n"):
            self._at += 1

    def _value(self, path: Path) -> None:
        opening = self._peek()
        if opening in ("[", "{"):
            self._at += 1
            if self._depth < DEEPEST:
                self._depth += 1
                self._list(path, "]" if opening == "[" else "}")
                self._depth -= 1
            return
        found = _VALUE.match(self._text, self._at)
        if found is not None:
            self._at = found.end()

    def _list(self, path: Path, closing: str) -> None:
        """The rest of an array or inline table; without its bracket, the rest of the file."""
        place = 0
        while self._skip(_BLANK) < len(self._text):
            before = self._at
            character = self._peek()
            if character == closing:
                self._at += 1
                return
            if character == ",":
                self._at += 1
                place += 1
                continue
            if closing == "}":
                self._pair(path)
            else:
                self._mark((*path, place), self._line())
                self._value((*path, place))
            if self._at == before:
                self._at += 1
        self.unclosed = self.statements[-1]

    def _key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            found = _PART.match(self._text, self._at)
            if found is None:
                return tuple(parts)
            parts.append(_unquoted(found.group()))
            self._at = found.end()
            self._skip(_SPACE)
            if self._peek() != ".":
                return tuple(parts)
            self._at += 1

    def _mark(self, path: Path, line: int, *, implied: bool = False) -> None:
        self.marks.append((path, line, implied))

    def _line(self) -> int:
        return bisect_right(self._starts, self._at)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return self._at


def _unquoted(part: str) -> str:
    if part[:1] == '"' and "\\" in part:
        try:
            return str(tomllib.loads(f"key = {part}")["key"])
        except (ValueError, KeyError):
            return part.strip('"')
    return part.strip(part[0]) if part[:1] in ('"', "'") else part
