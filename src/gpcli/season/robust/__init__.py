"""How firm a ranking is: which positions would change under any Reading, any value of the facts that are open
or at somebody's discretion, any rounding of totals, the removal of one unit.

Facts of a unit give its total's interval under each combination of Readings; ranks are those that the
intervals allow, as in :mod:`gpcli.season.rank`. What follows from all units together follows the Readings and
the removals; open and judged facts of other units do not move it.
"""

from __future__ import annotations

from gpcli.season.robust.examine import Asked, examine
from gpcli.season.robust.plan import SAMPLES, SEED
from gpcli.season.robust.result import (
    Answer,
    Answered,
    Cause,
    Method,
    Pair,
    Position,
    Regraded,
    Removal,
    Robustness,
    Rounding,
    Span,
)
from gpcli.season.robust.variants import Rebuild

__all__ = [
    "SAMPLES",
    "SEED",
    "Answer",
    "Answered",
    "Asked",
    "Cause",
    "Method",
    "Pair",
    "Position",
    "Rebuild",
    "Regraded",
    "Removal",
    "Robustness",
    "Rounding",
    "Span",
    "examine",
]
