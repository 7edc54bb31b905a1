"""What decides how a form looks, beside its table: who fills it in, how many incidents it has room for."""

from __future__ import annotations

from gpcli.facts.unit import Source
from gpcli.records import Record

MAIN, CALC, CHOICES, IDENTITY = "评分表", "计算", "选项", "gp"
"""The worksheets beside those of incidents."""

INCIDENTS = "明细"
"""What the worksheets of incidents end on."""

ROOM = 200
"""Rows for incidents, where nobody asks for more."""

SHORT = {"self": "自评", "office": "核定", "third-party": "第三方", "bureau": "部门"}
"""Who fills a column in, as it is headed."""


class Design(Record):
    """``beside`` are remarks (item and key) that have a row although a blank form has none; with ``averaged``
    the worksheets of incidents have a column for amounts that are an even share of a sum.
    """

    sources: tuple[Source, ...]
    room: int = ROOM
    beside: tuple[tuple[str, str], ...] = ()
    averaged: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """What the sources are called in the form, no two alike."""
        if len(self.sources) == 1:
            return ("填报",)
        names = [SHORT[one.role] for one in self.sources]
        return tuple(
            name if names.count(name) == 1 else f"{name}{names[: place + 1].count(name)}"
            for place, name in enumerate(names)
        )

    @property
    def incidents(self) -> tuple[str, ...]:
        """The worksheets of incidents, one a source."""
        if len(self.sources) == 1:
            return (INCIDENTS,)
        return tuple(f"{one}{INCIDENTS}" for one in self.headings)


BOTH = Design((Source("self"), Source("office")))
"""The unit says something of itself, the office what counts."""
