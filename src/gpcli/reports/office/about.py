"""What a workbook of results rests on: documents, packs, Readings, inputs with their digests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gpcli import problems
from gpcli.messages import N_, Words
from gpcli.reports import phrases
from gpcli.reports.office.workbook import Column, Grid
from gpcli.scoring.outcome import Outcome
from gpcli.scoring.sheet import ReadingInForce, SchemeInfo, Sheet

Told = tuple[str, str, str]


def about(outcomes: Sequence[Outcome], notes: tuple[str, ...], words: Words) -> Grid:
    """The worksheet for a list of sheets."""
    sheets = [one.scored.sheet for one in outcomes if one.scored is not None]
    wrong = [one for outcome in outcomes for one in outcome.problems]
    told = ((words.word(N_("problem")), problems.text(one, words), "") for one in wrong)
    return grid((*_of_sheets(sheets, words), *told), notes, words)


def grid(rows: Iterable[Told], notes: tuple[str, ...], words: Words) -> Grid:
    """The worksheet: what it is about, what is said, where that stands; the same row once."""
    headings = (N_("About"), N_("Content"), N_("Clause or digest"))
    columns = tuple(Column(words.word(one), 80) for one in headings)
    return Grid(words.word(N_("remark")), notes, columns, tuple(dict.fromkeys(rows)))


def scheme(one: SchemeInfo, words: Words, *, official: bool) -> Iterator[Told]:
    """Document, pack and whether the result stands."""
    yield words.word(N_("state")), phrases.validity(words, official=official), ""
    yield words.word(N_("Scheme")), f"{one.title}（{one.document}）", one.id
    yield words.word(N_("Pack")), f"{one.pack} {one.pack_version}", ""


def reading(one: ReadingInForce, words: Words) -> Told:
    """A Reading in force: its setting, the question and the answer."""
    said = f"{one.id}={one.value}：{one.question}？{one.says}"
    if one.changed:
        said = words.word(N_("{reading} (not the default)"), reading=said)
    return words.word(N_("Readings")), said, one.clause


def _of_sheets(sheets: Sequence[Sheet], words: Words) -> Iterator[Told]:
    for sheet in sheets:
        yield from scheme(sheet.scheme, words, official=sheet.official)
    for sheet in sheets:
        if sheet.period:
            yield words.word(N_("period")), sheet.period, ""
    for sheet in sheets:
        for one in sheet.readings:
            yield reading(one, words)
    for sheet in sheets:
        for given in sheet.inputs:
            yield words.word(N_("input")), given.path, f"sha256 {given.sha256}"
