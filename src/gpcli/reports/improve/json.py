"""The advice for programs: always Chinese, always the same bytes; decimals as strings."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from gpcli.expr.fields import Answer, Field
from gpcli.facts.written import number, written
from gpcli.messages import Words
from gpcli.points import plain
from gpcli.reports.improve import Advice, AdviceReport
from gpcli.reports.improve.phrases import change
from gpcli.reports.json import problem
from gpcli.reports.problem_list import said
from gpcli.scheme import Place
from gpcli.season.improve import Bundle, Fix, Gain, Goal, Improvement, Leftover, Standing
from gpcli.season.problem_list import Row

SCHEMA_VERSION = 1


def write(report: AdviceReport) -> str:
    """An array with one element for each input, scored or failed."""
    words = Words("zh")
    elements = [_element(one, words) for one in report.advice]
    return json.dumps(elements, ensure_ascii=False, indent=2) + "\n"


def _element(one: Advice, words: Words) -> dict[str, Any]:
    if one.improvement is None:
        return {
            "schema_version": SCHEMA_VERSION,
            "inputs": [{"path": one.path}],
            "advice": None,
            "problems": [problem(each, words) for each in one.problems],
        }
    sheet = one.improvement.scored.sheet
    return {
        "schema_version": SCHEMA_VERSION,
        "scheme": {"id": sheet.scheme.id, "table": sheet.scheme.table, "pack": sheet.scheme.pack}
        | {"pack_version": sheet.scheme.pack_version},
        "unit": {"name": sheet.unit, "period": sheet.period},
        "note": sheet.note,
        "inputs": [{"path": each.path, "sha256": each.sha256} for each in sheet.inputs],
        "official": False,
        "readings": [
            {"id": each.id, "value": each.value, "changed": each.changed} for each in sheet.readings
        ],
        "now": _standing(one.improvement.now, one.improvement),
        "advice": _Teller(one.improvement, words).told(),
        "problems": [],
    }


class _Teller:
    def __init__(self, one: Improvement, words: Words) -> None:
        self._one = one
        self._words = words
        self._answers = one.scored.facts.answers
        self._places = {place.field: place for place in one.scored.scorer.table.places}

    def told(self) -> dict[str, Any]:
        one = self._one
        return {
            "fixes": [self._fix(fix) for fix in one.fixes],
            "plan": self._bundle(one.bundle) | {"proven": one.bundle.proven},
            "goals": [self._goal(goal) for goal in one.goals],
            "locked": [
                {
                    **self._change(each.place.field, each.option.answer),
                    "absorbed_by": {
                        "ledger": each.absorbed.ledger,
                        "name": self._words(each.absorbed.name),
                        "move": self._words(each.absorbed.move),
                    },
                    "gains_with": [self._change(field, answer) for field, answer in each.freed_by],
                    "gain": None if each.gain is None else _gain(each.gain),
                }
                for each in one.locked
            ],
            "missing": [
                {
                    **self._place(each.place),
                    "owed_by": each.place.assessed_by[0],
                    "best": _written(each.place.field, each.best),
                    "gain": _gain(each.gain),
                    "worst": None if each.worst is None else _written(each.place.field, each.worst),
                    "risk": None if each.risk is None else _gain(each.risk),
                }
                for each in one.missing
            ],
            "without_evidence": [
                {
                    "item": each.item,
                    "name": each.name,
                    "asked": list(each.asked),
                    "points": plain(each.points),
                }
                for each in one.unproven
            ],
            "others_decide": [
                {**self._fix(fix), "assessed_by": list(fix.place.assessed_by)} for fix in one.others
            ],
            "past": {
                "facts": [self._fix(fix) for fix in one.past.facts],
                "together": None if one.past.together is None else _gain(one.past.together),
            },
            "other_losses": [self._leftover(each) for each in one.leftover],
            "not_claimed": [
                {
                    **self._place(each.place),
                    "now": _written(each.place.field, each.now),
                    "to": _written(each.place.field, each.answer),
                    "change": change(each.place.field, each.now, each.answer, self._words),
                    "gain": _gain(each.gain),
                }
                for each in one.claims
            ],
        }

    def _leftover(self, one: Leftover) -> dict[str, Any]:
        loss = one.loss
        return {
            "item": loss.item or None,
            "name": loss.item_name or loss.section_name,
            "facts": list(loss.facts),
            "problem": said(Row(loss, "", "", limit=one.limit), self._words),
            "points": _plain(loss.points),
            "reason": self._words(one.reason),
        }

    def _fix(self, fix: Fix) -> dict[str, Any]:
        return {
            **self._place(fix.place),
            "now": _written(fix.place.field, fix.now),
            "better": [
                {
                    "to": _written(fix.place.field, option.answer),
                    "change": change(fix.place.field, fix.now, option.answer, self._words),
                    "gain": _gain(option.gain),
                    "along": [self._change(place.field, answer) for place, answer in option.along],
                }
                for option in fix.better
            ],
        }

    def _bundle(self, bundle: Bundle) -> dict[str, Any]:
        return {
            "steps": [
                {
                    "changes": [self._change(field, answer) for field, answer in step.changes.items()],
                    "gain": _gain(step.gain),
                    "alone": _gain(step.alone),
                    "then": _standing(step.standing, self._one),
                }
                for step in bundle.steps
            ],
            "gain": _gain(bundle.gain),
            "then": _standing(bundle.standing, self._one),
            "fewest": bundle.fewest,
        }

    def _goal(self, goal: Goal) -> dict[str, Any]:
        return {
            "kind": goal.kind,
            "name": goal.name,
            "line": _plain(goal.line),
            "above": goal.above,
            "worst": goal.worst,
            "reached": goal.is_reached,
            "bundle": None if goal.bundle is None else self._bundle(goal.bundle),
            "short": _plain(goal.short),
            "possible": goal.possible,
        }

    def _place(self, place: Place) -> dict[str, Any]:
        item = self._one.scored.scorer.table.item(place.item)
        name = None if item is None else str(item.name)
        return {"fact": place.key, "label": place.field.label, "item": place.item, "name": name}

    def _change(self, field: Field, answer: Answer) -> dict[str, Any]:
        now = self._answers[field]
        return {
            **self._place(self._places[field]),
            "now": _written(field, now),
            "to": _written(field, answer),
            "change": change(field, now, answer, self._words),
        }


def _standing(standing: Standing, one: Improvement) -> dict[str, Any]:
    grades = one.scored.scorer.table.grades
    place = one.place(standing)
    rank = None
    if place is not None:
        rank = {"rank": place.rank, "tied": place.tied, "best": place.best, "worst": place.worst}
    return {
        "lower": plain(standing.lower),
        "upper": plain(standing.upper),
        "statuses": list(standing.sure),
        "possible_statuses": list(standing.possible),
        "grades": [grades[number].name for number in standing.grades],
        "place": rank,
    }


def _gain(gain: Gain) -> dict[str, str | None]:
    return {"points": _plain(gain.points), "lower": plain(gain.lower), "upper": plain(gain.upper)}


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _written(field: Field, answer: Answer) -> object:
    return _as_text(written(field, answer, {"reason": ""}) if not _is_list(answer) else _entries(answer))


def _is_list(answer: Answer) -> bool:
    return hasattr(answer, "entries")


def _entries(answer: Answer) -> object:
    listed = getattr(answer, "entries", None)
    if not listed or not (listed[0].levels or listed[0].amounts):
        return getattr(answer, "number", 0)
    return [
        {
            **one.levels,
            **{key: None if amount is None else number(amount) for key, amount in one.amounts.items()},
        }
        for one in listed
    ]


def _as_text(value: object) -> object:
    """Decimals as strings, whole numbers as they are."""
    match value:
        case Decimal():
            return plain(value)
        case list():
            return [_as_text(one) for one in value]
        case dict():
            return {key: _as_text(one) for key, one in value.items()}
        case _:
            return value
