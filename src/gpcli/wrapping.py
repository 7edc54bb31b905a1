"""Text as people see it: wrapped into lines, without what moves a cursor or turns writing round."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import category

from gpcli.widths import width

_NO_LINE_START = "，。；：、！？）》」』”’]),.;:!?%"
_NO_LINE_END = "（《「『“‘[("
_WITH_NUMBERS = "−–×"
"""Signs that stay with the number beside them."""


def visible(text: str) -> str:
    """Text on one line that moves no cursor, turns no writing round and that XML may hold: every other
    character stands as ``\\uXXXX``.
    """
    return text if text.isprintable() else "".join(map(_spelled, " ".join(text.splitlines())))


def _spelled(one: str) -> str:
    is_hidden = category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp") or ord(one) & 0xFFFE == 0xFFFE
    return f"\\u{ord(one):04x}" if is_hidden else one


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most ``columns``; words of Latin letters stay whole where they can. Takes time as the text
    is long, whatever it is made of.
    """
    lines: list[str] = []
    line: list[str] = []
    taken = 0
    for piece in _pieces(text):
        if lines and not line and piece.isspace():
            continue
        wide = width(piece)
        if taken + wide <= columns:
            line.append(piece)
            taken += wide
            continue
        kept = _kept(line, piece)
        if kept:
            lines.append("".join(line[:kept]).rstrip())
        *whole, rest = _cut("".join([*line[kept:], piece]).lstrip(), columns)
        lines += whole
        line, taken = _pieces(rest), width(rest)
    if "".join(line).strip():
        lines.append("".join(line).rstrip())
    return lines or [""]


def _kept(line: Sequence[str], following: str) -> int:
    """How many pieces stay on a line that the following one does not fit on: without those that go down with
    it, as no line begins or ends on some signs. Where every line would, all of them stay.
    """
    kept = len(line)
    while kept and (following[0] in _NO_LINE_START or line[kept - 1][-1] in _NO_LINE_END):
        kept -= 1
        following = line[kept]
    return kept or len(line)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    word = ""
    for one in text:
        if (one.isascii() and one != " ") or one in _WITH_NUMBERS:
            word += one
            continue
        if word:
            pieces.append(word)
            word = ""
        pieces.append(one)
    if word:
        pieces.append(word)
    return pieces


def _cut(text: str, columns: int) -> list[str]:
    """Pieces as wide as fits, whatever stands at their ends; the last one may be empty."""
    pieces: list[str] = []
    begin = taken = 0
    for place, one in enumerate(text):
        wide = width(one)
        if taken + wide > columns and place > begin:
            pieces.append(text[begin:place])
            begin, taken = place, 0
        taken += wide
    return [*pieces, text[begin:]]
