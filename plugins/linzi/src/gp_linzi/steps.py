"""From the 100 points of the five parts to the year's result: bonuses, then what limits them."""

from __future__ import annotations

from gp_linzi.daily import QUARTERS
from gp_linzi.year_end import POINTS
from gpcli.pack import Move, Scheme, Table, cap, floor, plus, subtotal

WHOLE = 100


def steps(scheme: Scheme, table: Table) -> tuple[Move, ...]:
    """第十二条: a hundred points, 80 for the quarters and 20 for the year end with its bonuses."""
    moves: list[Move] = [plus(table.section("year_end_bonus"))]
    ceiling = scheme.reading("year_end_ceiling")
    if ceiling == "within":
        quarters = subtotal(*(table.section(one) for one in QUARTERS))
        moves.append(cap(quarters + POINTS, "年终考核连同加分以20分为限", key="year_end_ceiling"))
    if ceiling == "total":
        moves.append(cap(WHOLE, "总成绩以100分为限", key="year_end_ceiling"))
    if scheme.reading("floor") == "total":
        moves.append(floor("总成绩扣至0分为止"))
    return tuple(moves)
