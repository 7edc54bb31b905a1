"""Facts about all units together, worked out before any is scored: places in rankings, averages."""

from __future__ import annotations

from gpcli.records import Record


class Extremes(Record):
    """How often a unit was among the first (``last``: among the last) ``count`` of a season's rankings.

    ``fact`` is a list fact (``ITEM.FACT``) that gets an entry for each such ranking. Units that share a place
    across the cut are all among them with ``ties="in"`` and none with ``"out"``.
    """

    fact: str
    count: int
    last: bool = False
    ties: str = "in"


class PlaceOf(Record):
    """The unit's place in a season's only ranking: a count, ``fact``. Units that share a place have the
    better number.
    """

    fact: str


class SizeOf(Record):
    """How many units a season's only ranking has: a count, ``fact``."""

    fact: str


class MeanOf(Record):
    """The mean of what all units of the table answered to ``of``: a rate exactly, any other number half up
    to the places of ``fact``.
    """

    fact: str
    of: str


Cohort = Extremes | PlaceOf | SizeOf | MeanOf
"""What a table says about one of its facts: how it follows from all units together."""
