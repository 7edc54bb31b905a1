"""The columns of both annexes."""

from __future__ import annotations

from gpcli.pack import DocumentColumn, Item, Section, criteria, item_name, section_name, weight


def _evidence(section: Section, item: Item) -> str:
    return "、".join(item.evidence) or "——"


COLUMNS = (
    DocumentColumn("一级指标", section_name, 6, joined=True),
    DocumentColumn("二级指标", item_name, 8),
    DocumentColumn("分值", weight, 3, points=True),
    DocumentColumn("评分标准", criteria, 18),
    DocumentColumn("佐证材料", _evidence, 6),
)
