"""Text in columns: a Chinese character is two columns wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

_NO_LINE_START = "，。；：、！？）》」』”’]),.;:!?%"


def width(text: str) -> int:
    """Columns that the text takes on a terminal."""
    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)


def left(text: str, columns: int) -> str:
    """Padded on the right."""
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """Padded on the left."""
    return " " * (columns - width(text)) + text


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most ``columns``; words of Latin letters stay whole where they can."""
    lines: list[str] = []
    line = ""
    for one in _pieces(text):
        piece = one
        if width(line) + width(piece) <= columns or (not line and width(piece) <= columns):
            line += piece
            continue
        if piece in _NO_LINE_START and len(line) > 1:
            line, piece = line[:-1], line[-1] + piece
        if line:
            lines.append(line.rstrip())
        line = piece.lstrip()
        while width(line) > columns:
            head = _head(line, columns)
            lines.append(head)
            line = line[len(head) :]
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


def indented(text: str, columns: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """Wrapped, the first line behind ``indent``, the rest behind ``hanging``."""
    rest = indent if hanging is None else hanging
    inner = columns - max(width(indent), width(rest))
    return [(indent if not number else rest) + line for number, line in enumerate(wrap(text, inner))]


def table(rows: Iterable[Sequence[str]], aligned: str, columns: int, gap: int = 2) -> list[str]:
    """Rows in columns; ``aligned`` has ``l`` or ``r`` for each. The first column wraps where it must."""
    cells = [list(row) for row in rows]
    if not cells:
        return []
    widths = [max(width(row[place]) for row in cells) for place in range(len(aligned))]
    room = columns - sum(widths[1:]) - gap * (len(widths) - 1)
    widths[0] = min(widths[0], max(room, 12))
    lines: list[str] = []
    for row in cells:
        indent = row[0][: len(row[0]) - len(row[0].lstrip())]
        first = indented(row[0].lstrip(), widths[0], indent)
        rest = [
            right(cell, wide) if align == "r" else left(cell, wide)
            for cell, wide, align in zip(row[1:], widths[1:], aligned[1:], strict=True)
        ]
        head = right(first[0], widths[0]) if aligned[0] == "r" else left(first[0], widths[0])
        lines.append((" " * gap).join([head, *rest]).rstrip())
        lines.extend(first[1:])
    return lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    word = ""
    for one in text:
        if one.isascii() and one != " ":
            word += one
            continue
        if word:
            pieces.append(word)
            word = ""
        pieces.append(one)
    if word:
        pieces.append(word)
    return pieces


def _head(text: str, columns: int) -> str:
    taken = 0
    for place, one in enumerate(text):
        taken += width(one)
        if taken > columns:
            return text[:place]
    return text
