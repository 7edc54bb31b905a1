"""What the document's own columns say on the main worksheet, in one cell where rows say one thing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gpcli.forms.layout import Block
    from gpcli.scheme import Section, Table
    from gpcli.scheme.columns import DocumentColumn

COMMON = "共用事项"
"""What stands in the place of an item beside facts that several items read."""


def said(table: Table, block: Block, number: int) -> str:
    """The text of a column beside a block.

    Beside facts that several items read, a joined column says what all items of the section say, and the
    first column of text that would say nothing says what these facts are.
    """
    column, section = table.columns[number], block.section
    if block.item is not None and section is not None:
        return column.says(section, block.item)
    told = [_of_all(one, section) for one in table.columns]
    silent = (place for place, one in enumerate(table.columns) if not one.points and not told[place])
    return COMMON if number == next(silent, None) else told[number]


def _of_all(column: DocumentColumn, section: Section | None) -> str:
    """What a joined column says of all items of a section."""
    texts = {column.says(section, item) for item in section.items} if column.joined and section else set()
    return texts.pop() if len(texts) == 1 else ""


def cells(
    table: Table, blocks: Sequence[Block], number: int, pages: Sequence[int] = ()
) -> Iterator[tuple[int, int, str]]:
    """The cells of a column: first row, last row, text; a joined column has one where a section's rows say
    one thing, and again on each of the pages, which begin at the rows ``pages``.
    """
    joined = table.columns[number].joined

    def together(block: Block) -> tuple[str, str, int, str]:
        section = "" if block.section is None else block.section.id
        page = bisect_right(pages, block.first)
        return section, "" if joined else block.home, page, said(table, block, number)

    for (*_, text), run in groupby(blocks, together):
        first, *others = run
        yield first.first, (others[-1] if others else first).last, text
