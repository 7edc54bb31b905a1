"""The one table: four quarters and the year end."""

from __future__ import annotations

from collections.abc import Iterable

from gp_linzi.columns import COLUMNS
from gp_linzi.daily import QUARTERS, Quarter
from gp_linzi.year_end import YearEnd
from gpcli.pack import Constraint, ListField, Not, Num, NumberOf, Scheme, Table, all_of, equal, over


def build(scheme: Scheme) -> Table:
    """第十三条, 第十四条."""
    quarters = [Quarter(scheme, one) for one in QUARTERS]
    year_end = YearEnd(scheme)
    sections = (*(quarter.section() for quarter in quarters), year_end.section(), year_end.bonus())
    daily = [number for quarter in quarters for number in quarter.deducted]
    innovation, grassroots = year_end.bonuses
    return Table(
        "main",
        "政务公开工作考核",
        *sections,
        clause="第十二条",
        columns=COLUMNS,
        constraints=(
            _never(
                "in_daily",
                "年终标明同一问题已在日常考核中扣分，日常考核却没有扣分",
                _sum(_flagged(listed, "in_daily") for listed in year_end.deductions),
                _sum(daily),
            ),
            _never(
                "in_innovation",
                "标明同一成果已按第（五）项加分，第（五）项却没有加分",
                _flagged(grassroots, "in_innovation"),
                NumberOf(innovation),
            ),
        ),
    )


def _never(id: str, says: str, repeated: Num, first: Num) -> Constraint:  # noqa: A002 - the field's word
    """What is said to be counted elsewhere needs something there."""
    return Constraint(id, says, Not(all_of(over(repeated, 0), equal(first, 0))))


def _flagged(listed: ListField, flag: str) -> Num:
    return NumberOf(listed, ((flag, "是"),))


def _sum(numbers: Iterable[Num]) -> Num:
    first, *rest = numbers
    for one in rest:
        first = first + one
    return first
