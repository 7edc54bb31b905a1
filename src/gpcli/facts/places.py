"""Where a key stands in a TOML file. Run only when a problem needs its line, so it may be slow."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_KEY_PART = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\'[^\']*\'|[^\s.="\'\[\]#,{}]+)\s*')


class Places:
    """Lines of the keys of one file by path; an entry of an array has its number in the path."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, list[int]] = {}
        self._scan(text)

    def line(self, path: Path) -> int:
        """The line of the path, else of the nearest path above it, else 0."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]][0]
        return 0

    def repeated(self) -> list[tuple[Path, list[int]]]:
        """Paths that are given more than once, with every line."""
        return [(path, lines) for path, lines in self.lines.items() if len(lines) > 1]

    def _scan(self, text: str) -> None:
        table: Path = ()
        counts: dict[Path, int] = {}
        lines = text.split("\n")
        number = 0
        while number < len(lines):
            start = number
            line = lines[number].strip()
            number += 1
            if not line or line.startswith("#"):
                continue
            if line.startswith("["):
                double = line.startswith("[[")
                table = self._resolved(_key(line.lstrip("[")), counts)
                if double:
                    counts[table] = counts.get(table, -1) + 1
                    table = (*table, counts[table])
                self.lines.setdefault(table, []).append(start + 1)
                continue
            key, rest = _key_and_value(line)
            if not key:
                continue
            path = (*table, *key)
            for end in range(len(table) + 1, len(path)):
                self.lines.setdefault(path[:end], [start + 1])
            self.lines.setdefault(path, []).append(start + 1)
            for inner in _inline_keys(rest):
                self.lines.setdefault((*path, inner), []).append(start + 1)
            number = _after_value(lines, start, rest)

    @staticmethod
    def _resolved(key: Path, counts: dict[Path, int]) -> Path:
        path: Path = ()
        for place, part in enumerate(key):
            path = (*path, part)
            if path in counts and place < len(key) - 1:
                path = (*path, counts[path])
        return path


def _key(text: str) -> tuple[str, ...]:
    return _key_and_value(text)[0]


def _key_and_value(text: str) -> tuple[tuple[str, ...], str]:
    parts: list[str] = []
    place = 0
    while match := _KEY_PART.match(text, place):
        parts.append(_unquoted(match.group(1)))
        place = match.end()
        if place < len(text) and text[place] == ".":
            place += 1
            continue
        break
    rest = text[place:]
    return tuple(parts), rest[1:] if rest.startswith("=") else rest


def _unquoted(part: str) -> str:
    return part[1:-1] if part[:1] in "\"'" else part


def _inline_keys(value: str) -> list[str]:
    body = value.strip()
    if not body.startswith("{"):
        return []
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'', '""', body)
    return re.findall(r"[{,]\s*([A-Za-z0-9_-]+)\s*=", bare)


def _after_value(lines: list[str], start: int, rest: str) -> int:
    """The first line after a value that begins on line ``start``: strings and arrays may span lines."""
    depth = 0
    inside = ""
    number = start
    text = rest
    while True:
        place = 0
        while place < len(text):
            if inside:
                if inside[0] == '"' and text[place] == "\\":
                    place += 2
                    continue
                if text.startswith(inside, place):
                    place += len(inside)
                    inside = ""
                    continue
                place += 1
                continue
            character = text[place]
            if text.startswith(('"""', "'''"), place):
                inside = text[place : place + 3]
                place += 3
                continue
            if character in "\"'":
                inside = character
            elif character == "#":
                break
            elif character in "[{":
                depth += 1
            elif character in "]}":
                depth -= 1
            place += 1
        if len(inside) == 1:
            inside = ""
        number += 1
        if (depth <= 0 and not inside) or number >= len(lines):
            return number
        text = lines[number]
