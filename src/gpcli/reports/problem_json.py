"""The problem list for programs."""

from __future__ import annotations

import json
from typing import Any

from gpcli.messages import Words
from gpcli.points import plain
from gpcli.reports.problem_list import Listing, said
from gpcli.season.problem_list import Row, UnitList

SCHEMA_VERSION = 1


def as_json(listing: Listing) -> str:
    """The list as JSON."""
    words = Words("zh")
    units = [_plain(unit, words, with_open=listing.open) for unit in listing.units]
    data = {"schema_version": SCHEMA_VERSION, "notes": list(listing.notes), "units": units}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _plain(unit: UnitList, words: Words, *, with_open: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "unit": unit.unit,
        **({"id": unit.id} if unit.id else {}),
        "table": unit.table,
        "period": unit.period,
        "lost": plain(unit.lost),
        "rows": [_plain_row(row, words) for row in unit.rows],
        "rechecked": unit.rechecked,
    }
    if with_open:
        found["open"] = [
            {"fact": one.key, "label": one.label, "owed_by": one.owed_by, "item": one.item}
            for one in unit.open
        ]
    return found


def _plain_row(row: Row, words: Words) -> dict[str, Any]:
    loss = row.loss
    return {
        "section": loss.section or None,
        "section_name": loss.section_name,
        "item": loss.item or None,
        "item_name": loss.item_name,
        "facts": list(loss.facts),
        "entry": loss.entry or None,
        "problem": said(row, words),
        "points": None if loss.points is None else plain(loss.points),
        "relief": loss.relief,
        "clause": loss.clause,
        "deadline": row.deadline or None,
        "state": row.state or None,
        "settled": row.settled,
        "action": row.action,
        "objection": row.objection,
        "recheck": row.recheck,
        "person": row.person,
        "reason": row.reason,
    }
