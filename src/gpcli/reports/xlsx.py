"""All units as a workbook: totals, points by item, every line, what is missing, what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gpcli.messages import N_, Words
from gpcli.points import total
from gpcli.reports import phrases
from gpcli.reports.format import Binary, Report
from gpcli.reports.league.words import failed
from gpcli.reports.office.about import about
from gpcli.reports.office.workbook import Column, Grid, Value, written
from gpcli.reports.phrases import NOTHING_HANDED_IN, STATUSES
from gpcli.scoring.outcome import Outcome
from gpcli.scoring.sheet import ItemResult, Line, SectionResult, Sheet

KINDS = ("base", "bonus", "penalty")

Key = tuple[str, str, str]
"""An item of several units: scheme, id, name."""


def write(report: Report) -> Binary:
    """The workbook; of an input that failed there is a row, and what is wrong with it."""
    return written(grids(report), report.words)


def grids(report: Report) -> list[Grid]:
    """Its worksheets, each behind the notes that the facts carry."""
    words = report.words
    sheets = [one.sheet for one in report.scored]
    notes = tuple(dict.fromkeys(sheet.note for sheet in sheets if sheet.note))
    return [
        _totals(report.outcomes, notes, words),
        _items(sheets, notes, words),
        _lines(sheets, notes, words),
        _missing(sheets, notes, words),
        about(report.outcomes, notes, words),
    ]


def _columns(words: Words, *headings: str) -> list[Column]:
    return [Column(words.word(one)) for one in headings]


def _totals(outcomes: Sequence[Outcome], notes: tuple[str, ...], words: Words) -> Grid:
    """A row a unit."""
    sheets = [one.scored.sheet for one in outcomes if one.scored is not None]
    sections = list(
        dict.fromkeys(one.name for sheet in sheets for one in sheet.sections if one.kind == "base")
    )
    kinds = [kind for kind in ("bonus", "penalty") if any(_of(sheet, kind) for sheet in sheets)]
    scales = list(dict.fromkeys(words(one.name) for sheet in sheets for one in sheet.converted))
    graded = any(sheet.grades for sheet in sheets)
    rows: list[tuple[Value, ...]] = []
    for number, outcome in enumerate(outcomes, 1):
        if outcome.scored is None:
            cells: list[Value] = [None] * (len(sections) + len(kinds) + len(scales) + graded + 3)
            named = (outcome.unit or outcome.path, outcome.table_name)
            rows.append((number, *named, *cells, words.word(N_("not scored")), None, failed(outcome, words)))
            continue
        sheet = outcome.scored.sheet
        rows.append(
            (
                number,
                phrases.unit(sheet, words),
                sheet.scheme.table_name,
                *_points(sheet, sections, kinds),
                *_results(sheet, scales, words),
                *([_grade(sheet, words)] if graded else []),
                words.word(STATUSES[sheet.status] if outcome.heard else NOTHING_HANDED_IN),
                len(sheet.missing),
                sheet.reason,
            )
        )
    columns = (
        *_columns(words, N_("No."), N_("unit"), N_("table")),
        *map(Column, sections),
        *_columns(words, *({"bonus": N_("bonus"), "penalty": N_("penalty")}[one] for one in kinds)),
        *_columns(words, N_("Total"), N_("lower"), N_("upper")),
        *map(Column, scales),
        *(_columns(words, N_("grade")) if graded else []),
        *_columns(words, N_("state"), N_("missing facts"), N_("remark")),
    )
    return Grid(words.word(N_("Totals")), notes, columns, tuple(rows), kept=2)


def _of(sheet: Sheet, kind: str) -> list[SectionResult]:
    return [one for one in sheet.sections if one.kind == kind]


def _points(sheet: Sheet, sections: Sequence[str], kinds: Sequence[str]) -> Iterator[Value]:
    """What each section gives, then bonus and penalty; blank while it is open."""
    mine = {one.name: one.mark.points for one in _of(sheet, "base")}
    yield from (mine.get(name) for name in sections)
    for kind in kinds:
        marks = [one.mark.points for one in _of(sheet, kind)]
        known = [one for one in marks if one is not None]
        yield total(known) if marks and len(known) == len(marks) else None


def _results(sheet: Sheet, scales: Sequence[str], words: Words) -> Iterator[Value]:
    """The total, between which bounds it lies, and the total on other scales; nothing of a vetoed unit."""
    vetoed = sheet.status == "vetoed"
    yield sheet.total
    yield None if vetoed else sheet.mark.lower
    yield None if vetoed else sheet.mark.upper
    converted = {words(one.name): one.mark.points for one in sheet.converted if sheet.total is not None}
    yield from (converted.get(name) for name in scales)


def _grade(sheet: Sheet, words: Words) -> str:
    return words.word(N_(", ")).join(one or words.word(N_("none")) for one in sheet.grades)


def _items(sheets: Sequence[Sheet], notes: tuple[str, ...], words: Words) -> Grid:
    """Units by items: the points of each, blank while they are open."""
    found: dict[Key, list[tuple[ItemResult, str]]] = {}
    for sheet in sheets:
        sections = {one.id: one.name for one in sheet.sections}
        for item in sheet.items:
            found.setdefault(_key(sheet, item), []).append((item, sections.get(item.section, "")))
    keys = sorted(found, key=lambda key: KINDS.index(found[key][0][0].kind))
    names = _names([(*key, found[key][0][1]) for key in keys])
    headings = [
        f"{name}\n{_limit([item for item, _ in found[key]], words)}".rstrip()
        for key, name in zip(keys, names, strict=True)
    ]
    rows: list[tuple[Value, ...]] = []
    for sheet in sheets:
        mine = {_key(sheet, item): item.mark.points for item in sheet.items}
        rows.append((phrases.unit(sheet, words), sheet.scheme.table_name, *map(mine.get, keys)))
    columns = (*_columns(words, N_("unit"), N_("table")), *(Column(one, least=6) for one in headings))
    return Grid(words.word(N_("Points by item")), notes, columns, tuple(rows))


def _key(sheet: Sheet, item: ItemResult) -> Key:
    return sheet.scheme.id, item.id, item.name


def _names(items: Sequence[tuple[str, str, str, str]]) -> list[str]:
    """A heading for each item (scheme, id, name, section): its name, and what it takes to tell it apart."""
    plainly = Counter(name for _, _, name, _ in items)
    within = Counter((section, name) for _, _, name, section in items)
    return [
        name
        if plainly[name] == 1
        else f"{section}\n{name}"
        if within[section, name] == 1
        else f"{section}\n{name}\n{scheme}\n{key}"
        for scheme, key, name, section in items
    ]


def _limit(items: Sequence[ItemResult], words: Words) -> str:
    """The most that a base item gives, where it is the same for all units."""
    limits = {item.max if item.kind == "base" else None for item in items}
    most = limits.pop() if len(limits) == 1 else None
    return "" if most is None else words.word(N_("of {points}"), points=phrases.number(most))


def _lines(sheets: Sequence[Sheet], notes: tuple[str, ...], words: Words) -> Grid:
    """Every line of every item, then what a section adds or takes on its own."""
    rows: list[tuple[Value, ...]] = []
    for sheet in sheets:
        unit = phrases.unit(sheet, words)
        for section in sheet.sections:
            for item in sheet.items:
                if item.section == section.id:
                    rows += (_line(unit, section, item, line, words) for line in item.lines)
            rows += (
                _line(unit, section, None, line, words)
                for line in phrases.own_lines(section, sheet)
                if line.key != "full"
            )
    headings = (N_("unit"), N_("section"), N_("item"), N_("line"), N_("times"), N_("amount"), N_("Clause"))
    return Grid(words.word(N_("Gains and losses")), notes, tuple(_columns(words, *headings)), tuple(rows))


def _line(
    unit: str, section: SectionResult, item: ItemResult | None, line: Line, words: Words
) -> tuple[Value, ...]:
    label = phrases.line(line._replace(times=None), words)
    name, clause = ("", "") if item is None else (item.name, item.clause)
    return (unit, section.name, name, label, line.times, line.amount, clause)


def _missing(sheets: Sequence[Sheet], notes: tuple[str, ...], words: Words) -> Grid:
    """Every fact that is missing and matters: who owes it, what is best, which points its item may have."""
    rows: list[tuple[Value, ...]] = []
    for sheet in sheets:
        marks = {item.id: item for item in sheet.items}
        for one in sheet.missing.values():
            item = marks.get(one.item)
            name, bounds = (
                ("", (None, None)) if item is None else (item.name, (item.mark.lower, item.mark.upper))
            )
            owed = phrases.source(one.owed_by, words)
            rows.append((phrases.unit(sheet, words), name, one.label, one.key, owed, one.best, *bounds))
    headings = (
        N_("unit"),
        N_("item"),
        N_("fact"),
        N_("key"),
        N_("owed by"),
        N_("best"),
        N_("lower"),
        N_("upper"),
    )
    told = notes if rows else (*notes, words.word(N_("No fact is missing.")))
    return Grid(words.word(N_("Missing facts")), told, tuple(_columns(words, *headings)), tuple(rows))
