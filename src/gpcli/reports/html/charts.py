"""Charts as values: what is drawn, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gpcli.expr.fields import FAR
from gpcli.messages import N_, Words
from gpcli.records import Record
from gpcli.scoring.sheet import Mark

NOTHING = Decimal(0)


class Bar(Record):
    """One row: what is certain from ``start`` to ``end``, what is open from ``low`` to ``high``.

    ``tone`` names the paint: ``points``, ``lost`` or ``whole``. ``after`` is where the next row takes up.
    """

    label: str
    value: str
    start: Decimal
    end: Decimal
    low: Decimal
    high: Decimal
    tone: str = "points"
    most: Decimal | None = None
    after: Decimal | None = None


class Chart(Record):
    """Rows on one scale from ``least`` to ``most``; ``beside`` has the labels in a column of their own."""

    title: str
    bars: tuple[Bar, ...]
    least: Decimal
    most: Decimal
    beside: bool = False

    def said(self, words: Words) -> str:
        """The chart in words: every row with its value."""
        pair = N_("{key}: {value}")
        rows = (words.word(pair, key=one.label, value=one.value) for one in self.bars)
        return words.word(pair, key=self.title, value=words.word(N_("; ")).join(rows))


def chart(title: str, bars: Sequence[Bar], *, beside: bool = False) -> Chart:
    """A chart whose scale holds nothing, and every end of its rows."""
    ends = [end for one in bars for end in (one.start, one.end, one.low, one.high, one.most or NOTHING)]
    return Chart(title, tuple(bars), min(NOTHING, *ends), max(NOTHING, *ends), beside)


def within(mark: Mark, least: Decimal, most: Decimal) -> tuple[Decimal, Decimal]:
    """The bounds of a mark as they can be drawn: an end that only technical limits give is the scale's."""
    low = least if mark.lower <= -FAR else mark.lower
    high = most if mark.upper >= FAR else mark.upper
    return min(low, high), max(low, high)
