"""A comparison for spreadsheets: a row a part, the exact amounts for either bound."""

from __future__ import annotations

from collections.abc import Iterator

from gpcli import problems
from gpcli.messages import N_, Words
from gpcli.points import plain
from gpcli.reports.diff import phrases
from gpcli.reports.diff.report import DiffReport
from gpcli.reports.rows import as_csv, inert
from gpcli.season.diff import UnitDifference

HEAD = (
    "unit",
    "was",
    "table",
    "step",
    "kind",
    "key",
    "what",
    "old",
    "new",
    "lower",
    "upper",
    "lower_after",
    "upper_after",
    "status",
    "rank_old",
    "rank_new",
    "source_old",
    "source_new",
)


def write(report: DiffReport) -> str:
    """Every unit: its parts in order, then a row with the whole; then what is on one side alone."""
    words, comparison = Words("zh"), report.comparison
    rows = [HEAD, *(row for one in comparison.units for row in _unit(one, words))]
    for kind, names in (("only-old", comparison.only_old), ("only-new", comparison.only_new)):
        rows += (_padded((inert(name), "", "", "", kind)) for name in names)
    for outcome in comparison.failed:
        for one in outcome.problems:
            said = inert(problems.text(one, words))
            rows.append(_padded((inert(outcome.unit), "", outcome.table, "", "problem", one.code, said)))
    return as_csv(rows, bom=report.bom)


def _unit(one: UnitDifference, words: Words) -> Iterator[tuple[str, ...]]:
    names = (inert(one.unit), inert(one.was), one.table)
    for step, part in enumerate(one.difference.parts, 1):
        numbers = (plain(part.lower), plain(part.upper), plain(part.after.lower), plain(part.after.upper))
        for place, change in enumerate(part.changes, 1):
            values = (phrases.answer(change, change.old, words), phrases.answer(change, change.new, words))
            about = (change.kind, change.key, phrases.what(change, words), *values)
            mine = (*numbers, part.after.status) if place == len(part.changes) else ("",) * 5
            sources = map(inert, change.sources or ("", ""))
            yield (*names, str(step), *map(inert, about), *mine, "", "", *sources)
    whole = one.difference
    totals = (phrases.end(whole.old, words), phrases.end(whole.new, words))
    ranks = ("" if rank is None else str(rank) for rank in one.ranks)
    yield (
        *names,
        "",
        "total",
        "",
        words.word(N_("total")),
        *map(inert, totals),
        plain(whole.lower),
        plain(whole.upper),
        plain(whole.new.lower),
        plain(whole.new.upper),
        whole.new.status,
        *ranks,
        "",
        "",
    )


def _padded(row: tuple[str, ...]) -> tuple[str, ...]:
    return (*row, *[""] * (len(HEAD) - len(row)))
