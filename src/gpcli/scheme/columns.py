"""The columns in which a document prints its table, for every form that looks like it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gpcli.ledger import rules
from gpcli.messages import Words
from gpcli.points import plain
from gpcli.records import Record

if TYPE_CHECKING:
    from gpcli.scheme.table import Item, Section, Table

_WORDS = Words("zh")
"""A document's columns are in its own language."""


class DocumentColumn(Record):
    """One column: its title as printed, what it says of an item, and how wide it is, in Chinese characters.

    ``joined`` columns say the same thing over several rows of a section, in one merged cell; ``points`` ones
    hold nothing but numbers.
    """

    title: str
    says: Callable[[Section, Item], str]
    width: int
    joined: bool = False
    points: bool = False


def section_name(section: Section, item: Item) -> str:
    """The section with the points that its label prints."""
    if section.kind != "base" or section.printed is None:
        return str(section.name)
    return f"{section.name}（{plain(section.printed)}分）"


def item_name(section: Section, item: Item) -> str:
    """The item's name."""
    return str(item.name)


def weight(section: Section, item: Item) -> str:
    """The item's printed points; nothing where there are none."""
    return "" if item.points is None else plain(item.points)


def criteria(section: Section, item: Item) -> str:
    """The item's rules in words."""
    return "；".join(rules(item, _WORDS))


def indicators(table: Table, section: Section, item: Item) -> tuple[str, ...]:
    """What the document's own columns say of an item, one after another."""
    return tuple(column.says(section, item) for column in table.columns)


STANDARD = (
    DocumentColumn("一级指标", section_name, 6, joined=True),
    DocumentColumn("二级指标", item_name, 9),
    DocumentColumn("分值", weight, 3, points=True),
    DocumentColumn("评分标准", criteria, 20),
)
"""The columns of most documents; a table that prints others says which."""
