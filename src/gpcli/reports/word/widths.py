"""How wide a table's columns are, how large its text: so that the page is used and nothing is cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

from gpcli.records import Record
from gpcli.reports.columns import width
from gpcli.reports.document import Rows
from gpcli.reports.word.styles import MARGIN, SIZES

LONGEST = 18
"""Columns of the longest piece that is kept on one line."""

TO_WRITE = 16
"""Columns of a column that people write into."""

TITLE = 6
"""Columns that a title is given: three Chinese characters a line."""

SHORT = 11
"""Columns up to which a text is not wrapped; those that every longer one has, unless the table's text is as
small as it can be.
"""

LATIN = 1.2
"""Columns of a figure or a letter in the widest of the usual fonts."""

USUAL = 3
"""How many times its mean a text may be long to count in full: one long text does not rule the table."""

_WHOLE = re.compile(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|\[[^\[\]]*\]|[!-~−–×]+")
_SPACED = re.compile(r"[一-鿿](?=[0-9A-Za-z])|[0-9A-Za-z](?=[一-鿿])")


class Fitted(Record):
    """The text's size in points; the columns' widths in twips, and how many columns of a terminal each
    holds on a line.
    """

    size: float
    twips: tuple[int, ...]
    columns: tuple[float, ...]


def fitted(head: Sequence[str], rows: Sequence[Sequence[str]], like: Rows, twips: int) -> Fitted:
    """The columns of tables like this, ``twips`` wide, at the largest size that leaves enough room."""
    filled = [[line for row in rows for line in row[place].split("\n") if line] for place in range(len(head))]
    by_hand = [TO_WRITE if len(head) - place <= like.by_hand else 0 for place in range(len(head))]
    asked = [_want(title, lines) for title, lines in zip(head, filled, strict=True)]
    needs = [
        max(hand, want if want <= SHORT else _need(lines))
        for hand, want, lines in zip(by_hand, asked, filled, strict=True)
    ]
    wants = list(map(max, asked, needs))
    least = [max(need, min(want, SHORT)) for need, want in zip(needs, wants, strict=True)]
    for size in SIZES:
        room = (twips - len(head) * 2 * MARGIN) / (size * 10)
        if sum(least) <= room:
            break
    columns = _shared(least if sum(least) <= room else needs, wants, like.aligned, room)
    widths = [int(one * size * 10) + 2 * MARGIN for one in columns]
    widths[widths.index(max(widths))] += twips - sum(widths)
    return Fitted(size, tuple(widths), tuple(columns))


def measured(text: str) -> float:
    """Columns of the text on paper: signs are as wide as Chinese characters, between these and figures there
    is a little space, and some fonts have wide figures.
    """
    wider = sum(LATIN - 1 if one.isascii() else east_asian_width(one) == "A" for one in text)
    return width(text) + wider + len(_SPACED.findall(text)) / 2


def _need(lines: Sequence[str]) -> float:
    """Columns for the longest date, number or word that is not torn apart."""
    pieces = {piece for line in lines for piece in _WHOLE.findall(line)}
    return max([TITLE - 2, *(min(measured(piece), LONGEST) + 0.5 for piece in pieces)])


def _want(title: str, lines: Sequence[str]) -> float:
    """Columns at which nothing usual is wrapped but long titles."""
    if not lines:
        return measured(title) + 1
    long = [measured(line) for line in lines]
    return max(min(measured(title), TITLE), min(max(long), USUAL * sum(long) / len(long))) + 1


def _shared(needs: list[float], wants: list[float], aligned: str, room: float) -> list[float]:
    """What everyone wants, and what is left over to the texts; without room all wrap into as many lines."""
    if sum(needs) > room:
        return [need * room / sum(needs) for need in needs]
    over = room - sum(wants)
    if over >= 0:
        texts = {place for place, one in enumerate(aligned) if one == "l"} or set(range(len(wants)))
        weight = sum(wants[place] for place in texts)
        return [one + (over * one / weight if place in texts else 0) for place, one in enumerate(wants)]
    fewer, more = 1.0, sum(wants) / min(needs)
    for _ in range(40):
        lines = (fewer + more) / 2
        given = [max(need, want / lines) for need, want in zip(needs, wants, strict=True)]
        fewer, more = (lines, more) if sum(given) > room else (fewer, lines)
    return [max(need, want / more) for need, want in zip(needs, wants, strict=True)]
