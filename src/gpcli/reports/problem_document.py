"""The problem list as a document: a table for each unit, with room for what was done about each problem."""

from __future__ import annotations

from collections.abc import Iterator

from gpcli.messages import N_, Words
from gpcli.reports import phrases
from gpcli.reports import problem_list as problems
from gpcli.reports.columns import visible
from gpcli.reports.document import Block, Heading, Page, Paragraph, Rows
from gpcli.season.problem_list import UnitList


def blocks(listing: problems.Listing, words: Words) -> list[Block]:
    """The list on pages that lie on their side."""
    found: list[Block] = [Page(wide=True), *(Paragraph(note, role="note") for note in listing.notes)]
    found.append(Heading(1, words.word(N_("Problem list"))))
    for unit in listing.units:
        found += _unit(unit, words, with_open=listing.open)
    return found


def _unit(unit: UnitList, words: Words, *, with_open: bool) -> Iterator[Block]:
    name = visible(unit.called) or words.word(N_("unit not filled in"))
    yield Heading(2, " · ".join(filter(None, (name, unit.table_name, unit.period))))
    yield Paragraph(problems.summary(unit, words), role="fine")
    if unit.rows:
        yield problems.rows_to_fill(unit, words)
    if with_open and unit.open:
        yield Heading(3, words.word(N_("Missing facts")))
        rows = tuple((one.label, one.key, phrases.source(one.owed_by, words)) for one in unit.open)
        head = tuple(words.word(one) for one in (N_("Fact"), N_("key"), N_("owed by")))
        yield Rows(head, rows, "lll")
