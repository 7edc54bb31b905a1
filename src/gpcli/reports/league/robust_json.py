"""How firm a ranking is, for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gpcli.messages import Words
from gpcli.points import plain
from gpcli.season.robust.result import (
    Answer,
    Answered,
    Cause,
    Method,
    Pair,
    Position,
    Removal,
    Robustness,
    Rounding,
    Span,
)


def data(found: Robustness, words: Words) -> dict[str, Any]:
    """One group's robustness as plain data."""
    return {
        "method": {
            "open": _method(found.open_method),
            "judged": _method(found.judged_method),
            "removal": {"": "totals-stay", "all": "recomputed", "in-force": "recomputed-in-force"}[
                found.recomputed
            ],
            "pairs_within": found.within or None,
        },
        "units": [position(one) for one in found.positions],
        "pairs": [_pair(one, words) for one in found.pairs],
        "readings": [_answer(one) for one in found.answers],
        "roundings": [_rounding(one) for one in found.roundings],
        "removals": [_removal(one) for one in found.removals],
    }


def position(one: Position) -> dict[str, Any]:
    """One unit's ranks, cause by cause."""
    return {
        "unit": one.unit,
        "rank": one.rank,
        "firm": one.is_firm,
        "bound": "exact" if one.exact else "outer",
        "open": _span(one.now),
        "readings": _span(one.readings),
        "judged": _span(one.judged),
        "rounding": _span(one.rounding),
        "removal": _span(one.removal),
        "together": _span(one.together),
        "judged_facts": list(one.discretionary),
        "refused": _all(one.refused),
    }


def _span(one: Span) -> dict[str, Any]:
    return {
        "best": one.best,
        "worst": one.worst,
        "always": one.always,
        "best_under": _all(one.best_under),
        "worst_under": _all(one.worst_under),
    }


def _all(answers: Iterable[Answered]) -> list[dict[str, Any]]:
    return [_answered(one) for one in answers]


def _answered(one: Answered) -> dict[str, Any]:
    return {
        "reading": one.reading,
        "value": one.value,
        "answer": one.says,
        "question": one.question,
        "in_force": one.in_force,
        "clause": one.clause,
    }


def _method(one: Method) -> dict[str, Any]:
    return {
        "exact": one.exact,
        "combinations": one.of,
        "looked_at": one.number,
        "seed": None if one.exact else one.seed,
        "samples": None if one.exact else one.samples,
        "readings": list(one.readings),
    }


def _pair(one: Pair, words: Words) -> dict[str, Any]:
    return {
        "first": one.first,
        "second": one.second,
        "adjacent": one.adjacent,
        "now": one.now,
        "gap": plain(one.gap),
        "can_swap": one.can_swap,
        "causes": [_cause(cause, words) for cause in one.causes],
    }


def _cause(one: Cause, words: Words) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": one.kind, "makes": one.makes}
    if one.kind in ("reading", "readings", "together"):
        found["answers"] = _all(one.answers)
    elif one.kind in ("open", "judged"):
        found |= {"unit": one.unit, "fact": one.fact, "label": words(one.says), "clause": one.clause}
    elif one.kind == "removal":
        found["unit"] = one.unit
    else:
        found["places"] = one.places
    return found


def _answer(one: Answer) -> dict[str, Any]:
    return {
        **_answered(one.answered),
        "moved": one.moved,
        "most": one.most,
        "without_result": list(one.numberless),
        "refused": list(one.refused),
    }


def _rounding(one: Rounding) -> dict[str, Any]:
    return {"places": one.places, "moved": one.moved, "ties": [list(units) for units in one.ties]}


def _removal(one: Removal) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "moved": one.moved,
        "most": one.most,
        "reordered": [list(pair) for pair in one.reordered],
        "regraded": [
            {
                "unit": changed.unit,
                "before": [grade or None for grade in changed.before],
                "after": [grade or None for grade in changed.after],
            }
            for changed in one.regraded
        ],
    }
