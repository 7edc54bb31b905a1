"""总分（100分）: what stands after the sum of the rows."""

from __future__ import annotations

from gpcli.pack import Move, Scheme, floor


def steps(scheme: Scheme) -> tuple[Move, ...]:
    """The document prints no step after the sum."""
    return (floor("总分扣至0分为止"),) if scheme.reading("total_floor") == "zero" else ()
