"""The document has no table: what it assesses and how (考核内容及办法), under its two ways of assessing."""

from __future__ import annotations

from gpcli.pack import DocumentColumn, Item, Section, criteria, item_name, section_name


def _article(section: Section, item: Item) -> str:
    """The number under which the article lists the item; those of the quarters are the same."""
    article, number, *_ = item.clause.split("/")
    return f"{article}{number if number.startswith('（') else f'第{number}项'}"


COLUMNS = (
    DocumentColumn("考核方式", section_name, 5, joined=True),
    DocumentColumn("条款", _article, 5),
    DocumentColumn("考核内容", item_name, 9),
    DocumentColumn("考核办法", criteria, 18),
)
