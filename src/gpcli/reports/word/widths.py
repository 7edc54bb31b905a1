"""How wide a table's columns are, how large its text: so that the page is used and nothing is cut."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpcli.records import Record
from gpcli.reports.columns import width
from gpcli.reports.word.styles import MARGIN, SIZES

LONGEST = 14
"""Columns of the longest piece that is kept on one line."""

TO_WRITE = 12
"""Columns of an empty column, which people write into."""

HEAD = 4
"""Columns that a title needs: two Chinese characters."""


class Fitted(Record):
    """The text's size in points; the columns' widths in twips, and how many characters of a terminal each
    line of a column holds.
    """

    size: float
    twips: tuple[int, ...]
    columns: tuple[float, ...]


def fitted(head: Sequence[str], rows: Sequence[Sequence[str]], aligned: str, twips: int) -> Fitted:
    """The columns of a table that is ``twips`` wide, at the largest size at which no word is torn."""
    filled = [[row[place] for row in rows if row[place]] for place in range(len(head))]
    needs = [_need(cells) for cells in filled]
    wants = [_want(title, cells) for title, cells in zip(head, filled, strict=True)]
    for size in SIZES:
        each = size * 10
        room = (twips - len(head) * 2 * MARGIN) / each
        if sum(needs) <= room:
            break
    columns = _shared(needs, wants, aligned, room)
    widths = [round(one * each) + 2 * MARGIN for one in columns]
    widest = widths.index(max(widths))
    widths[widest] += twips - sum(widths)
    return Fitted(size, tuple(widths), tuple(columns))


def _need(cells: Sequence[str]) -> float:
    pieces = [piece for cell in cells for piece in re.findall(r"[!-~−–×]+", cell)]
    return max([HEAD, *(min(width(piece), LONGEST) + 0.5 for piece in pieces)])


def _want(title: str, cells: Sequence[str]) -> float:
    if not cells:
        return max(width(title) + 1, TO_WRITE)
    lines = [width(line) for cell in cells for line in cell.split("\n")]
    return max(min(width(title), 2 * HEAD), *lines) + 1


def _shared(needs: list[float], wants: list[float], aligned: str, room: float) -> list[float]:
    """Everyone's wish where there is room, what is left over to the texts; else the longest give way."""
    if sum(needs) > room:
        return [need * room / sum(needs) for need in needs]
    wants = [max(need, want) for need, want in zip(needs, wants, strict=True)]
    over = room - sum(wants)
    if over >= 0:
        texts = [place for place, one in enumerate(aligned) if one == "l"] or list(range(len(wants)))
        weight = sum(wants[place] for place in texts)
        return [one + (over * one / weight if place in texts else 0) for place, one in enumerate(wants)]
    given = list(needs)
    for _ in wants:
        wishing = [place for place, one in enumerate(wants) if given[place] < one]
        left = room - sum(given)
        if left <= 0.01 or not wishing:
            break
        wishes = {place: min(wants[place] - given[place], room) ** 0.5 for place in wishing}
        for place, one in wishes.items():
            given[place] = min(wants[place], given[place] + left * one / sum(wishes.values()))
    return given
