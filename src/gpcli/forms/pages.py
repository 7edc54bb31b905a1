"""Where the main worksheet breaks into pages: between items, so that none is cut in two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gpcli.forms.layout import Layout

PAPER, MARGINS = (11.69, 8.27), (0.8, 1.1)
"""A4 on its side, in inches, and what its margins take across and down."""

POINTS, PIXELS = 72, 96
"""In an inch."""

ROOM = 0.95
"""The part of a page that is counted on; programs draw rows a little higher or lower."""

ROW = 15
"""The height of a row of which nothing is said, in points."""


def page_height(widths: Sequence[float]) -> float:
    """How many points of rows fit on a page once all columns, in characters, fit across it."""
    across = sum(7 * wide + 5 for wide in widths) / PIXELS
    scale = min(1, (PAPER[0] - MARGINS[0]) / across)
    return (PAPER[1] - MARGINS[1]) * POINTS * ROOM / scale


def breaks(layout: Layout, tall: Mapping[int, int], top: int, head: int, room: float) -> tuple[int, ...]:
    """The rows that begin a page: ``top`` is the height of everything above the first item, ``head`` of what
    is repeated on the pages after the first.
    """
    found: list[int] = []
    taken, on_page = top, 0
    for block in layout.blocks:
        last = block.item is not None and block.section is not None and block.item is block.section.items[-1]
        height = sum(tall[line.row] for line in block.lines) + ROW * last
        if on_page and taken + height > room:
            found.append(block.first)
            taken, on_page = head, 0
        taken += height
        on_page += 1
    return tuple(found)
