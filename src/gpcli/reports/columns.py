"""Text in columns: a Chinese character is two columns wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gpcli.widths import width as width
from gpcli.wrapping import visible as visible
from gpcli.wrapping import wrap as wrap


def left(text: str, columns: int) -> str:
    """Padded on the right."""
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """Padded on the left."""
    return " " * (columns - width(text)) + text


def indented(text: str, columns: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """Wrapped, the first line behind ``indent``, the rest behind ``hanging``."""
    rest = indent if hanging is None else hanging
    inner = columns - max(width(indent), width(rest))
    return [(indent if not number else rest) + line for number, line in enumerate(wrap(text, inner))]


def spread(text: str, end: str, columns: int) -> list[str]:
    """Wrapped, with ``end`` at the end of the first line."""
    first, *rest = wrap(text, columns - width(end) - 1) if end else wrap(text, columns)
    return [left(first, columns - width(end)) + end if end else first, *rest]


def table(rows: Iterable[Sequence[str]], aligned: str, columns: int, gap: int = 2) -> list[str]:
    """Rows in columns; ``aligned`` has ``l`` or ``r`` for each. Where they are too wide, the widest wrap."""
    cells = [list(row) for row in rows]
    if not cells:
        return []
    widest = [min(max(width(row[place]) for row in cells), columns) for place in range(len(aligned))]
    widths = _fitted(widest, columns, gap)
    return [line for row in cells for line in _row(row, widths, aligned, gap)]


def _fitted(widths: list[int], columns: int, gap: int) -> list[int]:
    """The widths, the widest of them narrowed until all fit, none below 12."""
    excess = sum(widths) + gap * (len(widths) - 1) - columns
    while excess > 0 and max(widths) > 12:
        place = widths.index(max(widths))
        widest = sorted(widths)[-2] if len(widths) > 1 else 0
        narrower = max(widths[place] - excess, min(widest, widths[place] - 1), 12)
        excess -= widths[place] - narrower
        widths[place] = narrower
    return widths


def _row(row: list[str], widths: list[int], aligned: str, gap: int) -> list[str]:
    """One row, as many lines as its longest cell needs."""
    wrapped: list[list[str]] = []
    for cell, wide in zip(row, widths, strict=True):
        indent = cell[: len(cell) - len(cell.lstrip())]
        wrapped.append(indented(cell.lstrip(), wide, indent))
    high = max(map(len, wrapped))
    lines: list[str] = []
    for number in range(high):
        parts = [cell[number] if number < len(cell) else "" for cell in wrapped]
        placed = [
            right(part, wide) if align == "r" else left(part, wide)
            for part, wide, align in zip(parts, widths, aligned, strict=True)
        ]
        lines.append((" " * gap).join(placed).rstrip())
    return lines
