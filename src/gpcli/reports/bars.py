"""Bars of a few characters: what is kept, what is still open, what is lost.

They are ASCII. Block elements (U+2588 and its like) are of ambiguous width: Chinese terminals and consoles
draw each of them two columns wide, which breaks an 80-column page, and some console fonts lack them. A bar
stands beside its number and is text like it: the same on a terminal, in a pipe and in a file.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from gpcli.messages import N_, Words
from gpcli.scoring.sheet import Mark

KEPT, OPEN, LOST = "#", "~", "-"
CELLS = 10


def kept(mark: Mark, most: Decimal, cells: int = CELLS) -> str:
    """Which share of ``most`` a mark keeps: ``#######~~-``.

    Whatever is above nothing has a cell, and so has whatever is below the whole.
    """
    low, high = (max(min(one, most), Decimal(0)) / most * cells for one in (mark.lower, mark.upper))
    top = cells - (high < cells)
    if low == high:
        sure = reach = min(max(_whole(low, ROUND_HALF_UP), int(low > 0)), top)
    else:
        reach = max(min(_whole(high, ROUND_CEILING), top), 1 + (low > 0))
        sure = min(max(_whole(low, ROUND_FLOOR), int(low > 0)), reach - 1)
    return KEPT * sure + OPEN * (reach - sure) + LOST * (cells - reach)


def lost(certain: Decimal, possible: Decimal, largest: Decimal, cells: int = CELLS) -> str:
    """What was certainly lost, and what possibly beside it, where ``largest`` fills the bar: ``----~~``."""
    if possible <= 0:
        return ""
    sure = max(_whole(max(certain, Decimal(0)) / largest * cells, ROUND_HALF_UP), int(certain > 0))
    reach = max(_whole(possible / largest * cells, ROUND_HALF_UP), sure + (possible > certain))
    reach = min(reach, cells)
    sure = min(sure, reach - (possible > certain))
    return LOST * sure + OPEN * (reach - sure)


def heading(words: Words, *, is_open: bool) -> str:
    """The heading of a column of bars, which says what the characters mean."""
    return words.word(N_("#kept ~open -lost") if is_open else N_("#kept -lost"))


def _whole(value: Decimal, rounding: str) -> int:
    return int(value.to_integral_value(rounding))
