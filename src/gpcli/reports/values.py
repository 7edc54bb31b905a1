"""Numbers and marks as JSON has them: decimals as strings, null where there is none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gpcli.points import plain
from gpcli.scoring.sheet import Mark


def number(value: Decimal | None) -> str | None:
    """The number as people write it."""
    return None if value is None else plain(value)


def mark(points: Mark) -> dict[str, Any]:
    """A mark: its points, or between which bounds it lies and whether these are exact."""
    return {
        "points": number(points.points),
        "lower": plain(points.lower),
        "upper": plain(points.upper),
        "bound": bound(points),
    }


def bound(points: Mark) -> str:
    """Whether the bounds are attained."""
    return "exact" if points.exact else "outer"
