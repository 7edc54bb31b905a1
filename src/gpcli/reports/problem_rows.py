"""The problem list as rows under its headings: the CSV that goes out and comes back, and workbooks."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate

from gpcli.messages import Words
from gpcli.points import plain
from gpcli.reports import phrases
from gpcli.reports.problem_list import Listing, said
from gpcli.reports.rows import as_csv, inert
from gpcli.season.problem_list import Row, fact_words
from gpcli.season.returned import HEADERS

Value = str | Decimal | None

OPEN_HEADERS = ("单位", "事实", "名称", "填报来源")


def as_list(listing: Listing) -> str:
    """The CSV that goes out and comes back; with the missing facts wanted, a table of these instead."""
    words = Words("zh")
    notes = [[inert(note)] for note in listing.notes]
    head = OPEN_HEADERS if listing.open else tuple(HEADERS.values())
    rows = open_rows(listing, words) if listing.open else numbered(listing, words)
    return as_csv([*notes, head, *([_cell(one) for one in row] for row in rows)], bom=listing.bom)


def _cell(value: Value) -> str:
    return inert(value) if isinstance(value, str) else "" if value is None else plain(value)


def open_rows(listing: Listing, words: Words) -> list[tuple[Value, ...]]:
    """The facts that are missing, under :data:`OPEN_HEADERS`."""
    return [
        (unit.called, one.key, one.label, phrases.source(one.owed_by, words))
        for unit in listing.units
        for one in unit.open
    ]


def numbered(listing: Listing, words: Words) -> list[tuple[Value, ...]]:
    """The rows of all units under the headings with which the list goes out, numbered through."""
    rows = [(row, unit.called) for unit in listing.units for row in unit.rows]
    count = accumulate(int(not row.loss.relief) for row, _ in rows)
    return [
        (None if row.loss.relief else Decimal(number), *_cells(row, unit, words))
        for number, (row, unit) in zip(count, rows, strict=True)
    ]


def _cells(row: Row, unit: str, words: Words) -> tuple[Value, ...]:
    """The row's cells after its number."""
    loss = row.loss
    before = (unit, loss.section_name, loss.item_name, loss.item, fact_words(loss))
    entry = Decimal(loss.entry) if loss.entry else None
    after = (
        loss.clause,
        row.deadline,
        row.action,
        row.objection,
        row.state,
        row.recheck,
        row.person,
        row.reason,
    )
    return (*before, entry, said(row, words), loss.points, *after)
