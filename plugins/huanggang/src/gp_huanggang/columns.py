"""The columns of 附件2 and 附件3; only 附件2 prints points beside the two levels of indicators."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from gpcli.pack import DocumentColumn, Item, Section, Table, criteria, item_name, plain, weight

LEVELS = ("一级指标", "二级指标")
CLASSES = {"A": "A类分值", "B": "B类分值"}
"""The two columns of weights that 附件3 prints side by side."""

Says = Callable[[Section, Item], str]


def second_level(section: Section, item: Item) -> str:
    """二级指标, from the locator of the row."""
    return item.clause.split("/")[2]


def _first_level(section: Section, item: Item) -> str:
    return str(section.name)


def _first_level_with_points(section: Section, item: Item) -> str:
    return str(section.name) + _points(section.printed)


def _second_level_with_points(section: Section, item: Item) -> str:
    """What the rows of a 二级指标 come to is printed beside its name, but not for bonus and penalty."""
    name = second_level(section, item)
    if section.kind != "base":
        return name
    rows = (one.points or Decimal(0) for one in section.items if second_level(section, one) == name)
    return name + _points(sum(rows, Decimal(0)))


def _points(points: Decimal | None) -> str:
    return "" if points is None else f"（{plain(points)}分）"


def _indicators(first: Says, second: Says) -> tuple[DocumentColumn, ...]:
    return (
        DocumentColumn(LEVELS[0], first, 4, joined=True),
        DocumentColumn(LEVELS[1], second, 8, joined=True),
        DocumentColumn("指标说明", item_name, 8),
        DocumentColumn("评分细则", criteria, 16),
    )


COUNTY = (
    *_indicators(_first_level_with_points, _second_level_with_points),
    DocumentColumn("分值", weight, 3, points=True),
)
"""附件2."""


def department(build: Callable[[str], Table]) -> tuple[DocumentColumn, ...]:
    """附件3: the weights of both classes beside each row, whichever class the table is for.

    ``build`` makes the table of a class; that happens when weights are asked for.
    """
    built = cache(build)

    def of(unit_class: str) -> Says:
        def says(section: Section, item: Item) -> str:
            found = built(unit_class).item(item.id)
            return "" if found is None else weight(section, found)

        return says

    weights = (DocumentColumn(title, of(one), 3, points=True) for one, title in CLASSES.items())
    return (*_indicators(_first_level, second_level), *weights)
