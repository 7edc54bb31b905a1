"""The contract for programs: ``schemas/sheet.schema.json``. Always Chinese, always the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from gpcli.facts.unit import Source
from gpcli.facts.written import shown
from gpcli.messages import Words
from gpcli.points import plain
from gpcli.problems import Problem
from gpcli.reports import phrases, values
from gpcli.reports.format import Report
from gpcli.reports.phrases import lines_beside
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.sheet import (
    Compared,
    Converted,
    ItemResult,
    Line,
    Mark,
    OpenFact,
    SectionResult,
    Sheet,
    StepResult,
)

SCHEMA_VERSION = 1


def write(report: Report) -> str:
    """An array with one element for each input, scored or failed."""
    words = Words("zh")
    elements = [element(outcome, words) for outcome in report.outcomes]
    return json.dumps(elements, ensure_ascii=False, indent=2) + "\n"


def element(outcome: Outcome, words: Words) -> dict[str, Any]:
    """One input as plain data."""
    if outcome.scored is None:
        return {
            "schema_version": SCHEMA_VERSION,
            "inputs": [{"path": outcome.path}],
            "result": None,
            "problems": [problem(one, words) for one in outcome.problems],
        }
    return _sheet(outcome.scored, words, heard=outcome.heard)


def problem(one: Problem, words: Words) -> dict[str, Any]:
    """A problem as plain data."""
    return {
        "code": one.code,
        "file": one.file,
        "line": one.line or None,
        "key": one.key,
        "message": words(one.said),
        "expected": words(one.expected),
        "nearest": one.nearest,
    }


def _sheet(scored: Scored, words: Words, *, heard: bool) -> dict[str, Any]:
    sheet = scored.sheet
    scheme = sheet.scheme
    points = {item.id: item.mark.points for item in sheet.items}
    return {
        "schema_version": SCHEMA_VERSION,
        "scheme": {
            "id": scheme.id,
            "title": scheme.title,
            "document": scheme.document,
            "table": scheme.table,
            "table_name": scheme.table_name,
            "pack": scheme.pack,
            "pack_version": scheme.pack_version,
        },
        "unit": {"name": sheet.unit, "period": sheet.period, **({"id": sheet.id} if sheet.id else {})},
        "handed_in": heard,
        "note": sheet.note,
        "source": _source(sheet.source),
        "sources": [_compared(one) for one in sheet.compared],
        "cohort": [
            {"fact": one.key, "label": one.label, "value": shown(one.answer), "from": one.where}
            for one in sheet.cohort
        ],
        "rechecks": [
            {
                "fact": one.key,
                "entry": one.entry or None,
                "before": one.before or None,
                "after": one.after,
                "state": one.state,
                "person": one.person,
                "reason": one.reason,
                "file": one.file,
                "line": one.line or None,
            }
            for one in sheet.rechecks
        ],
        "inputs": [{"path": one.path, "sha256": one.sha256} for one in sheet.inputs],
        "official": sheet.official,
        "readings": [
            {
                "id": one.id,
                "value": one.value,
                "default": one.default,
                "changed": one.changed,
                "question": one.question,
                "answer": one.says,
                "clause": one.clause,
                "touches": list(one.touches),
            }
            for one in sheet.readings
        ],
        "result": result(scored, words),
        "sections": [section(one, points, words) for one in sheet.sections],
        "items": [
            {**item_points(item, words), **item_said(item, phrases.others(item, sheet))}
            for item in sheet.items
        ],
        "notes": notes(sheet),
        "open": [{"item": one.item, **_open(one)} for one in sheet.open],
        "problems": [],
    }


def result(scored: Scored, words: Words) -> dict[str, Any]:
    """How a sheet ends: its total and the steps to it."""
    sheet = scored.sheet
    return {
        "total": values.number(sheet.total),
        "max": plain(sheet.max),
        "lower": plain(sheet.mark.lower),
        "upper": plain(sheet.mark.upper),
        "bound": values.bound(sheet.mark),
        "complete": sheet.total is not None,
        "status": sheet.status,
        "reason": sheet.reason,
        "converted": [_converted(one, scored, words) for one in sheet.converted],
        "grade": sheet.grade or None,
        "grades": list(sheet.grades),
        "steps": [_step(step, words) for step in sheet.steps],
    }


def notes(sheet: Sheet) -> list[dict[str, Any]]:
    """The notes that hold or may hold."""
    return [{"id": one.id, "label": one.label, "effect": one.effect, "sure": one.sure} for one in sheet.notes]


def _source(source: Source) -> dict[str, str]:
    return {"role": source.role, "name": source.name}


def _compared(one: Compared) -> dict[str, Any]:
    """A source, and the total if everything were as it says."""
    mark = one.mark
    return {
        **_source(one.source),
        "total": None if mark is None else values.number(mark.points),
        "lower": None if mark is None else plain(mark.lower),
        "upper": None if mark is None else plain(mark.upper),
        "speaks_of": list(one.spoken),
        "counts_for": list(one.counted),
    }


def _converted(one: Converted, scored: Scored, words: Words) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": words(one.name),
        "clause": one.clause,
        "formula": phrases.formula(scored.conversion(one.id), words),
        "max": values.number(one.max),
        "value": None if scored.sheet.total is None else values.number(one.mark.points),
        "lower": plain(one.mark.lower),
        "upper": plain(one.mark.upper),
        "bound": values.bound(one.mark),
    }


def _open(one: OpenFact) -> dict[str, Any]:
    return {
        "fact": one.key,
        "label": one.label,
        "type": one.type,
        "owed_by": one.owed_by,
        "best": one.best or None,
        "matters": one.matters,
    }


def _step(step: StepResult, words: Words) -> dict[str, Any]:
    return {
        "id": step.id,
        "label": words(step.label),
        "amount": values.number(step.amount),
        "after": values.number(step.after.points),
        "lower": plain(step.after.lower),
        "upper": plain(step.after.upper),
    }


def section(one: SectionResult, points: Mapping[str, Decimal | None], words: Words) -> dict[str, Any]:
    """A section as plain data; ``points`` are those of the items by their ids."""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        **values.mark(one.mark),
        "max": values.number(one.max),
        "printed": values.number(one.printed),
        "lines": [_line(line, words) for line in lines_beside(one, points)],
    }


def item_points(item: ItemResult, words: Words) -> dict[str, Any]:
    """The points of an item as plain data: what goes before :func:`item_said`."""
    return {
        "id": item.id,
        "name": item.name,
        "kind": item.kind,
        "section": item.section,
        "clause": item.clause,
        **values.mark(item.mark),
        "max": values.number(item.max),
        "lines": [_line(line, words) | {"clause": item.clause} for line in item.lines],
    }


def item_said(item: ItemResult, others: Sequence[tuple[Compared, Mark, Decimal | None]]) -> dict[str, Any]:
    """What was said about an item as plain data; ``others`` is what :func:`phrases.others` finds."""
    remarks = item.remarks
    return {
        "source": None if item.source is None else item.source.role,
        "source_name": "" if item.source is None else item.source.name,
        "evidence": list(remarks.evidence),
        "evidence_asked": list(item.evidence_kinds),
        "note": remarks.note,
        "person": remarks.person,
        "reason": remarks.reason,
        "incidents": [incident(fact, entry) for fact, entry in remarks.incidents],
        "open": [_open(one) for one in item.open],
        "other": [
            {"source": _source(one.source), **values.mark(mark), "gap": values.number(gap)}
            for one, mark, gap in others
        ],
    }


def incident(fact: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """An incident as plain data, under the key of its fact."""
    return {"fact": fact, **{key: _plain(value) for key, value in entry.items()}}


def _line(line: Line, words: Words) -> dict[str, Any]:
    return {
        "id": line.key,
        "label": words(line.label),
        "amount": plain(line.amount),
        "count": values.number(line.times),
        "fact": line.fact or None,
        "level": line.level or None,
        "approximate": line.approximate,
    }


def _plain(value: object) -> object:
    match value:
        case bool() | str():
            return value
        case int() | Decimal():
            return plain(Decimal(value))
        case list():
            return [_plain(one) for one in value]
        case _:
            return str(value)
