"""What changed between two results of one unit, and why: parts that add up to the difference exactly."""

from __future__ import annotations

from gpcli.season.diff.comparison import Comparison, Side, UnitDifference
from gpcli.season.diff.end import End, Recorded, end_of
from gpcli.season.diff.part import KINDS, Change, Difference, Part
from gpcli.season.diff.walk import difference

__all__ = [
    "KINDS",
    "Change",
    "Comparison",
    "Difference",
    "End",
    "Part",
    "Recorded",
    "Side",
    "UnitDifference",
    "difference",
    "end_of",
]
