"""Row 9 of both annexes: 政务公开工作创新提优."""

from __future__ import annotations

from gp_region2023.clauses import NO_MATERIAL, Clauses
from gpcli.pack import (
    If,
    ListField,
    Num,
    NumberOf,
    Section,
    Truth,
    adds,
    award,
    cap,
    each,
    incidents,
    level,
    over,
)


def innovation(rows: Clauses) -> Section:
    """9: 10 in the heading, 5 in the sub-item, adoptions up to a limit."""
    by = level("by", "选用单位", "市级", "省级", "国务院")
    repeat = level("counted_higher", "同一件材料已被更高一级选用", "否", "是", default="否")
    adopted = incidents("adoptions", "创新举措经验材料被选用（件）", by, repeat)
    measures = award("measures", "创新举措并报送经验材料的评分", 5)
    reading = rows.reading("innovation_points")
    only = {"counted_higher": "否"} if rows.is_read("adoption_overlap", "highest") else {}
    limit = cap(10, "加至10分为止") if reading == "heading" else cap(5, "加至5分为止")
    submitted = If(Truth(reading == "five-and-five"), measures, 0)
    _overlaps(rows, adopted)
    item = rows.item(
        "innovation",
        "政务公开工作创新提优",
        10,
        "9",
        each(adopted, 1, label="被市级选用（件）", by="市级", **only),
        each(adopted, 3, label="被省级选用（件）", by="省级", **only),
        each(adopted, 5, label="被国务院选用（件）", by="国务院", **only),
        limit,
        adds("measures", "创新举措并报送材料", submitted),
        evidence=NO_MATERIAL,
    )
    return Section("innovation", "政务公开工作创新提优", 10, item, clause=rows.at("9"))


def _overlaps(rows: Clauses, adopted: ListField) -> None:
    """A piece that was counted at a higher level needs an adoption at one."""

    def of(by: str, **more: str) -> Num:
        return NumberOf(adopted, (("by", by), *more.items()))

    higher = of("国务院")
    says = "标明同一件材料已被更高一级选用，却没有更高一级的选用"
    rows.never("council_is_highest", says, over(of("国务院", counted_higher="是"), 0))
    rows.never("province_overlap", says, over(of("省级", counted_higher="是"), higher))
    rows.never("city_overlap", says, over(of("市级", counted_higher="是"), higher + of("省级")))
