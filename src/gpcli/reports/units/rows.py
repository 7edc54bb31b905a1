"""A report as a table: its columns, and a row for each outcome."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from gpcli import problems
from gpcli.engines.plan import FAILED
from gpcli.messages import Words
from gpcli.problems import Problem
from gpcli.records import Record
from gpcli.reports import phrases
from gpcli.reports.units.heads import Head, heads
from gpcli.reports.units.results import Value, results
from gpcli.scoring.outcome import Outcome
from gpcli.scoring.score import Scorer

ABOUT = ("period", "scheme", "table")
"""What stands between a row's name and its results."""

PROBLEMS = "problems"
"""The last column: of a failed row what is wrong, a line a problem."""


class Table(Record):
    """A report as a table; words first, results, problems last; ``notes`` are those of whole files."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Value, ...], ...]
    about: dict[str, object]
    notes: tuple[str, ...]


def table(outcomes: Sequence[Outcome], *, parts: bool = True) -> Table:
    """The outcomes in their order, with sections and items as ``parts``, or without."""
    scorers = {id(one.scored.scorer): one.scored.scorer for one in outcomes if one.scored is not None}
    names = [
        name
        for name in ("id", "unit")
        if any(getattr(one, name) for one in outcomes)
        or (name == "unit" and not any(one.id for one in outcomes))
    ]
    found = columns(names, list(scorers.values()), parts=parts)
    rows = (dict(_row(one)) for one in outcomes)
    official = [one.scored.sheet.official for one in outcomes if one.scored is not None]
    about = about_of(list(scorers.values()), found, official=bool(official) and all(official))
    given = dict.fromkeys(one.scored.sheet.note for one in outcomes if one.scored is not None)
    notes = tuple(filter(None, given))
    body = tuple(tuple(row.get(one.heading) for one in found) for row in rows)
    return Table(found, body, {**about, "notes": list(notes)}, notes)


def columns(names: Sequence[str], scorers: Sequence[Scorer], *, parts: bool = True) -> tuple[Head, ...]:
    """The columns: what names a row, what it is about, the results of its table, what is wrong."""
    words = (*names, *ABOUT)
    found = heads(scorers, parts=parts) or (Head("status", is_text=True),)
    return (*(Head(one, is_text=True) for one in words), *found, Head(PROBLEMS, is_text=True))


def _row(outcome: Outcome) -> Iterator[tuple[str, Value]]:
    yield "id", outcome.id or None
    yield "unit", outcome.unit or None
    if outcome.scored is None:
        yield "period", outcome.period or None
        yield "table", outcome.table or None
        yield "status", FAILED
        yield PROBLEMS, said(outcome.problems)
        return
    standing = outcome.scored.standing
    yield "unit", standing.unit or None
    yield "period", standing.period or None
    yield "scheme", outcome.scored.scorer.scheme.id
    yield "table", standing.table
    yield from results(outcome.scored).items()


def said(found: Sequence[Problem]) -> str:
    """What is wrong with a row, a line a problem: file and row, column, what it is, its code."""
    words = Words("zh")
    return "\n".join(problems.text(one, words) for one in found)


def about_of(
    scorers: Sequence[Scorer], found: Sequence[Head], *, official: bool = False
) -> dict[str, object]:
    """What a result names beside its rows: documents, packs, Readings in force, that it is unofficial."""
    from importlib.metadata import version

    return {
        "program": f"gpcli-core {version('gpcli-core')}",
        "validity": phrases.validity(Words("zh"), official=official),
        "tables": [_scheme(one) for one in scorers],
        "columns": {one.heading: {"name": one.about, "clause": one.clause} for one in found if one.about},
    }


def as_text(about: dict[str, object]) -> str:
    """The same for programs."""
    return json.dumps(about, ensure_ascii=False, separators=(",", ":"))


def _scheme(scorer: Scorer) -> dict[str, object]:
    info = scorer.info
    return {
        "scheme": info.id,
        "table": info.table,
        "title": info.title,
        "document": info.document,
        "pack": info.pack,
        "pack_version": info.pack_version,
        "readings": {one.id: one.value for one in scorer.readings},
    }
