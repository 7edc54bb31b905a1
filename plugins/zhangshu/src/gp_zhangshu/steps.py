"""加分项 and 扣分项: sections of their own, and the order in which they meet the ceiling of 100."""

from __future__ import annotations

from gp_zhangshu.clauses import Clauses
from gpcli.pack import (
    Item,
    Move,
    Note,
    Scheme,
    Section,
    Table,
    cap,
    floor,
    minus,
    over,
    plus,
    subtotal,
)

LIMIT = 10
CEILING = 100


def bonus_section(rows: Clauses, *items: Item) -> Section:
    """总加分一般不超过10分."""
    capped = rows.is_read("bonus_limit", "limit")
    limit = (cap(LIMIT, "总加分一般不超过10分"),) if capped else ()
    beyond = Note(
        "bonus_over_limit", "加分合计超过10分，文件规定“一般不超过10分”", over(subtotal(*items), LIMIT)
    )
    return Section(
        "bonus",
        "加分项",
        LIMIT,
        *items,
        *limit,
        clause=rows.at("加分项"),
        kind="bonus",
        notes=(beyond,),
    )


def penalty_section(rows: Clauses, *items: Item) -> Section:
    """Deductions; the document prints no limit for all of them."""
    return Section("penalty", "扣分项", None, *items, clause=rows.at("扣分项"), kind="penalty")


def steps(scheme: Scheme, table: Table) -> tuple[Move, ...]:
    """加分后总分超过100分的，以100分计."""
    bonus, penalties = plus(table.section("bonus")), minus(table.section("penalty"))
    ceiling = cap(CEILING, "加分后总分以100分为限")
    ordered = (
        (bonus, ceiling, penalties)
        if scheme.reading("ceiling") == "before-deductions"
        else (bonus, penalties, ceiling)
    )
    if scheme.reading("total_floor") == "zero":
        return (*ordered, floor("扣至0分为止"))
    return ordered
