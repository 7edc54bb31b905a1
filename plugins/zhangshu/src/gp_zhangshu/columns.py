"""The columns of both annexes, with the 佐证材料 that each row asks for."""

from __future__ import annotations

from gpcli.pack import DocumentColumn, Item, Section, criteria, section_name, weight


def _second_level(section: Section, item: Item) -> str:
    """二级指标 as printed over several rows; bonus and penalty have none."""
    return item.clause.split("/")[2] if section.kind == "base" else ""


def _standard(section: Section, item: Item) -> str:
    """What a row is about, where 二级指标 does not say so, and its rules."""
    about = "" if item.name == _second_level(section, item) else f"{item.name}。"
    return about + criteria(section, item)


def _evidence(section: Section, item: Item) -> str:
    return "、".join(item.evidence) or "——"


COLUMNS = (
    DocumentColumn("一级指标", section_name, 6, joined=True),
    DocumentColumn("二级指标", _second_level, 6, joined=True),
    DocumentColumn("分值", weight, 3, points=True),
    DocumentColumn("评分标准", _standard, 20),
    DocumentColumn("佐证材料", _evidence, 6),
)
