"""How a statement is laid out: an entry a line, a long one on several, comments where the subject changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gpcli.records import Record
from gpcli.widths import width

WIDTH = 110
"""Columns of text."""

_PIECES = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\w+|\s+|.""")


_WORDS = re.compile(r"[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef][，。；：、？！）”》」]*\s*|\s+")
"""What stays on one line: a word, or a character of Chinese with what may not begin a line."""


class Entry(Record):
    """One entry of a SELECT, and what it is about."""

    text: str
    about: str = ""


def listed(kept: Sequence[str], entries: Sequence[Entry]) -> Iterator[str]:
    """The lines of a SELECT: what is ``kept``, as many on a line as fit; then the entries, above the first of
    several on one thing what that is.
    """
    yield from _side_by_side([f"{one}," for one in kept])
    about = ""
    for place, one in enumerate(entries):
        if one.about not in ("", about):
            yield from commented(one.about, "  ")
        about = one.about or about
        *lines, last = broken(one.text, "  ")
        yield from lines
        yield last if place == len(entries) - 1 else f"{last},"


def _side_by_side(names: Sequence[str]) -> Iterator[str]:
    line = ""
    for one in names:
        if line and width(line) + 1 + width(one) >= WIDTH:
            yield line
            line = ""
        line = f"{line} {one}" if line else f"  {one}"
    if line:
        yield line


def commented(text: str, indent: str = "") -> Iterator[str]:
    """A comment, on as many lines as it takes; nothing in it can end it."""
    line = ""
    for word in _WORDS.findall(" ".join(text.split())):
        shown = "".join(one if one.isprintable() else "?" for one in word)
        if line and width(indent) + 3 + width(line + shown.rstrip()) > WIDTH:
            yield f"{indent}-- {line}".rstrip()
            line = "  "
        line += shown
    if line:
        yield f"{indent}-- {line}".rstrip()


def broken(text: str, indent: str) -> list[str]:
    """An expression on lines that are not too long: every branch of a choice on its own, unless it is short.

    A text with a backslash stays as it is: dialects do not agree on what that means.
    """
    if "\\" in text or width(text) + len(indent) < WIDTH:
        return [indent + text]
    return _Lines(_PIECES.findall(text), len(indent)).lines


class _Lines:
    """Lines that grow: what is open above says how far in the next one begins."""

    def __init__(self, pieces: Sequence[str], indent: int) -> None:
        self.lines: list[str] = []
        self._line = " " * indent
        self._used = indent
        self._open = [indent]
        place = 0
        while place < len(pieces):
            end = _end_of(pieces, place)
            unit = "".join(pieces[place:end])
            if pieces[place] == "CASE" and self._used + width(unit) >= WIDTH:
                self._add("CASE")
                self._open.append(self._open[-1] + 2)
                place += 1
            elif pieces[place] in ("WHEN", "ELSE"):
                self._break(self._open[-1])
                self._add(pieces[place])
                place += 1
            elif pieces[place] == "END":
                self._open.pop()
                self._break(self._open[-1])
                self._add("END")
                place += 1
            elif unit.isspace():
                self._space(pieces, end)
                place = end
            else:
                self._add(unit)
                place = end
        self._break(0)

    def _space(self, pieces: Sequence[str], place: int) -> None:
        """A space, or a new line where what follows it up to the next space would not fit."""
        following = 0
        while place < len(pieces) and not pieces[place].isspace():
            end = _end_of(pieces, place)
            unit = "".join(pieces[place:end])
            following += (
                4 if pieces[place] == "CASE" and self._open[-1] + 2 + width(unit) >= WIDTH else width(unit)
            )
            place = end
        if self._used + 1 + following >= WIDTH:
            self._break(self._open[-1] + 2)
        else:
            self._add(" ")

    def _add(self, text: str) -> None:
        self._line += text
        self._used += width(text)

    def _break(self, indent: int) -> None:
        if self._line.strip():
            self.lines.append(self._line.rstrip())
        self._line = " " * indent
        self._used = indent


def _end_of(pieces: Sequence[str], place: int) -> int:
    """Where a piece ends; of a choice behind its end."""
    if pieces[place] != "CASE":
        return place + 1
    depth = 0
    for here in range(place, len(pieces)):
        depth += (pieces[here] == "CASE") - (pieces[here] == "END")
        if not depth:
            return here + 1
    return len(pieces)
