"""A comparison for programs: ``schemas/diff.schema.json``. Always Chinese, always the same bytes."""

from __future__ import annotations

import json
from typing import Any

from gpcli.expr.fields import Answer, Entries
from gpcli.facts.written import shown
from gpcli.messages import Words
from gpcli.points import plain
from gpcli.reports import values
from gpcli.reports.diff import phrases
from gpcli.reports.diff.report import DiffReport
from gpcli.reports.json import problem
from gpcli.season.diff import KINDS, Change, Comparison, End, Part, Side, UnitDifference

SCHEMA_VERSION = 1


def write(report: DiffReport) -> str:
    """One object: both sides, the units in both, those on one side alone, the inputs that failed."""
    return json.dumps(data(report.comparison), ensure_ascii=False, indent=2) + "\n"


def data(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data."""
    words = Words("zh")
    return {
        "schema_version": SCHEMA_VERSION,
        "scheme": {"id": comparison.scheme, "title": comparison.title, "document": comparison.document},
        "order": list(KINDS),
        "same": comparison.same,
        "old": _side(comparison.old, words),
        "new": _side(comparison.new, words),
        "units": [_unit(one, words) for one in comparison.units],
        "only_old": list(comparison.only_old),
        "only_new": list(comparison.only_new),
    }


def _side(side: Side, words: Words) -> dict[str, Any]:
    return {
        "path": side.name,
        "title": side.title,
        "period": side.period,
        "pack": side.pack,
        "pack_version": side.pack_version,
        "official": side.official,
        "failed": [
            {
                "path": one.path,
                "unit": one.unit,
                "problems": [problem(found, words) for found in one.problems],
            }
            for one in side.failed
        ],
    }


def _unit(one: UnitDifference, words: Words) -> dict[str, Any]:
    whole = one.difference
    totals = whole.old.total, whole.new.total
    known = totals[0] is not None and totals[1] is not None
    return {
        "unit": one.unit,
        "was": one.was or None,
        "table": one.table,
        "table_name": one.table_name,
        "same": one.same,
        "old": {**_end(whole.old, words), "rank": one.ranks[0]},
        "new": {**_end(whole.new, words), "rank": one.ranks[1]},
        "difference": plain(whole.lower) if known else None,
        "lower": plain(whole.lower),
        "upper": plain(whole.upper),
        "parts": [_part(part, words) for part in whole.parts],
    }


def _part(part: Part, words: Words) -> dict[str, Any]:
    return {
        "lower": plain(part.lower),
        "upper": plain(part.upper),
        "after": _end(part.after, words),
        "changes": [_change(one, words) for one in part.changes],
    }


def _end(end: End, words: Words) -> dict[str, Any]:
    return {
        "total": values.number(end.total),
        "lower": plain(end.lower),
        "upper": plain(end.upper),
        "status": end.status,
        "reason": words(end.reason),
    }


def _change(one: Change, words: Words) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "key": one.key,
        "label": phrases.what(one, words),
        "old": _answer(one, one.old, words),
        "new": _answer(one, one.new, words),
        "sources": None if one.sources is None else list(one.sources),
    }


def _answer(one: Change, given: Answer | None, words: Words) -> str | None:
    """The answer as a facts file writes it; a list in words, with what its entries are."""
    if given is None:
        return None
    return phrases.answer(one, given, words) if isinstance(given, Entries) else shown(given)
