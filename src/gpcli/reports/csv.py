"""A row an item, section, step and total, for spreadsheets; the same digits as every other format."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gpcli import problems
from gpcli.messages import N_, Words
from gpcli.points import plain
from gpcli.reports import phrases, rechecks
from gpcli.reports.format import Report
from gpcli.reports.rows import as_csv, detail, inert
from gpcli.scoring.outcome import Outcome
from gpcli.scoring.sheet import Mark, Sheet

HEAD = (
    "path",
    "scheme",
    "table",
    "unit",
    "kind",
    "id",
    "name",
    "max",
    "points",
    "lower",
    "upper",
    "detail",
    "clause",
)


def write(report: Report) -> str:
    """All outcomes in one table; a failed input is a row for each problem."""
    return as_csv([HEAD], bom=report.bom) + part(report)


def part(report: Report) -> str:
    """The rows of the outcomes, without the table's head."""
    words = Words("zh")
    return as_csv((row for outcome in report.outcomes for row in _rows(outcome, words)), bom=False)


def _rows(outcome: Outcome, words: Words) -> Iterator[tuple[str, ...]]:
    if outcome.scored is None:
        for one in outcome.problems:
            said = problems.text(one, words)
            key, blank = inert(one.key), ("", "", "")
            yield (inert(outcome.path), *blank, "problem", one.code, key, *blank, "", inert(said), "")
        return
    sheet = outcome.scored.sheet
    if sheet.note:
        yield _row(outcome, sheet, "note", "note", sheet.note, None, None)
    yield _row(outcome, sheet, "total", "total", sheet.status, sheet.max, sheet.mark, sheet.reason)
    for step in sheet.steps:
        amount = "" if step.amount is None else plain(step.amount)
        yield _row(outcome, sheet, "step", step.id, words(step.label), None, step.after, amount)
    for scale in sheet.converted:
        how, name = phrases.formula(outcome.scored.conversion(scale.id), words), words(scale.name)
        yield _row(outcome, sheet, "conversion", scale.id, name, scale.max, scale.mark, how, scale.clause)
    if sheet.grades:
        possible = "" if sheet.grade else words.word(N_(", ")).join(sheet.grades)
        yield _row(outcome, sheet, "grade", "grade", sheet.grade, None, None, possible)
    for section in sheet.sections:
        yield _row(outcome, sheet, "section", section.id, section.name, section.max, section.mark)
    for item in sheet.items:
        said = detail(item, words)
        yield _row(outcome, sheet, item.kind, item.id, item.name, item.max, item.mark, said, item.clause)
        for other, mark, _ in phrases.others(item, sheet):
            who = phrases.speaker(other.source, words)
            yield _row(outcome, sheet, "other", item.id, item.name, item.max, mark, who, item.clause)
    for change in sheet.rechecks:
        told = rechecks.said(change, words)
        yield _row(outcome, sheet, "recheck", change.key, change.state, None, None, told)
    yield from _about(outcome, sheet, words)


def _about(outcome: Outcome, sheet: Sheet, words: Words) -> Iterator[tuple[str, ...]]:
    """What every sheet names: document, pack, that it is unofficial, the Readings in force."""
    scheme = sheet.scheme
    yield _row(outcome, sheet, "document", scheme.document, scheme.title, None, None)
    version = f"{scheme.pack} {scheme.pack_version}"
    yield _row(outcome, sheet, "pack", version, phrases.validity(words, official=sheet.official), None, None)
    for one in sheet.readings:
        setting = f"{one.id}={one.value}"
        yield _row(outcome, sheet, "reading", setting, one.question, None, None, one.says, one.clause)


def _row(
    outcome: Outcome,
    sheet: Sheet,
    kind: str,
    key: str,
    name: str,
    most: Decimal | None,
    mark: Mark | None,
    said: str = "",
    clause: str = "",
) -> tuple[str, ...]:
    final = kind in ("total", "conversion") and sheet.total is None
    points = None if mark is None or final else mark.points
    return (
        inert(outcome.path),
        sheet.scheme.id,
        sheet.scheme.table,
        inert(sheet.unit or sheet.id),
        kind,
        key,
        inert(name),
        "" if most is None else plain(most),
        "" if points is None else plain(points),
        "" if mark is None else plain(mark.lower),
        "" if mark is None else plain(mark.upper),
        said if kind == "step" else inert(said),
        clause,
    )
