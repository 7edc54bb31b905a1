"""The problem list as a workbook, under the headings of the CSV that comes back."""

from __future__ import annotations

from gpcli.messages import N_, Words
from gpcli.privacy import mask as masked
from gpcli.reports.format import Binary
from gpcli.reports.office.workbook import Column, Grid, written
from gpcli.reports.problem_list import Listing
from gpcli.reports.problem_rows import OPEN_HEADERS, numbered, open_rows
from gpcli.season.returned import HEADERS

WIDEST = {"fact": 20, "said": 30, "clause": 22, "action": 18, "objection": 18, "reason": 18}
"""Columns of text that a cell gets at most, where it is more than a few words."""


def as_workbook(listing: Listing, words: Words, *, mask: bool) -> Binary:
    """One worksheet: the problems of all units; with the missing facts wanted, these on a second one.

    A filled-in list is read as CSV alone: saved as that, this one is read as well, and says so above.
    """
    says = words.word(N_("To hand it in filled in, save this worksheet as CSV (UTF-8)."))
    columns = tuple(Column(heading, WIDEST.get(name, 12)) for name, heading in HEADERS.items())
    rows = tuple(numbered(listing, words))
    grids = [Grid(words.word(N_("Problems")), (*listing.notes, says), columns, rows, kept=2)]
    if listing.open:
        owed = tuple(open_rows(listing, words))
        title = words.word(N_("Missing facts"))
        grids.append(Grid(title, tuple(listing.notes), tuple(map(Column, OPEN_HEADERS)), owed))
    return written(grids, words, masked if mask else str)
