"""The sources of a unit side by side, as a page shows them."""

from __future__ import annotations

from gpcli.messages import N_, Words
from gpcli.points import signed
from gpcli.records import Record
from gpcli.reports import phrases
from gpcli.scoring.sheet import Sheet


class SourcesView(Record):
    """``totals``: who, the total on its word, how many of its items count. ``differing``: item, the mark that
    counts and whose it is, the other mark and whose, the gap.
    """

    totals: tuple[tuple[str, str, str], ...]
    differing: tuple[tuple[str, str, str, str, str, str], ...]


def sources_view(sheet: Sheet, words: Words) -> SourcesView | None:
    """The view; None where one source speaks alone."""
    if not sheet.compared:
        return None
    totals = tuple(
        (
            phrases.speaker(one.source, words),
            words.word(N_("contradicts what counts")) if one.mark is None else phrases.mark(one.mark, words),
            f"{len(one.counted)} / {len(one.spoken)}",
        )
        for one in sheet.compared
    )
    differing = tuple(
        (
            item.name,
            phrases.mark(item.mark, words),
            phrases.speaker(item.source or sheet.source, words),
            phrases.mark(mark, words),
            phrases.speaker(one.source, words),
            words.word(N_("open")) if gap is None else signed(gap),
        )
        for item in sheet.items
        for one, mark, gap in phrases.others(item, sheet)
        if mark != item.mark
    )
    return SourcesView(totals, differing)
