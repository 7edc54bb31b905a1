"""The columns of both annexes that say something; 自评成绩, 自评依据 and 考评成绩 are filled in."""

from __future__ import annotations

from gpcli.pack import DocumentColumn, Item, Section, criteria, item_name, plain, section_name

EITHER = "市政府办公室考评或第三方评估"
BOTH = "市政府办公室测评、第三方评估"
METHODS = {
    **{f"附件2/{row}": EITHER for row in range(1, 4)},
    **{f"附件2/{row}": BOTH for row in range(4, 10)},
    **{f"附件3/{row}": EITHER for row in range(1, 4)},
    **{f"附件3/{row}": BOTH for row in range(4, 8)},
}
"""考评方式 by row as printed; the cells of 附件3/8 and 附件3/9 are blank."""


def _number(section: Section, item: Item) -> str:
    return section.clause.rpartition("/")[2]


def _described(section: Section, item: Item) -> str:
    points = item.points
    return str(item.name) if points is None else f"{item_name(section, item)}（{plain(points)}分）"


def _method(section: Section, item: Item) -> str:
    return METHODS.get(section.clause, "")


COLUMNS = (
    DocumentColumn("序号", _number, 3, joined=True, points=True),
    DocumentColumn("指标（权重）", section_name, 6, joined=True),
    DocumentColumn("指标说明", _described, 9),
    DocumentColumn("评分标准", criteria, 17),
    DocumentColumn("考评方式", _method, 6, joined=True),
)
