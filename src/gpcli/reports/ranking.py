"""Places in a list of totals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def places(totals: Sequence[Decimal | None]) -> list[int | None]:
    """The competition rank of each total (1, 2, 2, 4), the highest first; None where there is no total."""
    known = sorted((one for one in totals if one is not None), reverse=True)
    return [None if one is None else known.index(one) + 1 for one in totals]
