"""What may be published of a result: the points and their reasons, not who said what about whom.

The sheet and the facts beneath it are both stripped, so that every format prints the public variant without
knowing of it. What the facts say about themselves as a whole (the file's note) stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gpcli.expr.fields import Field, ListField
from gpcli.facts.unit import NO_REMARKS, Contribution, Input, Recheck, Remarks
from gpcli.messages import message
from gpcli.problems import CATALOGUE, Problem
from gpcli.scoring.outcome import Outcome, Scored

KEPT = ("date", "what", "averaged")
"""What is published of an incident, beside the levels and amounts that its points are worked out from."""

Fields = Mapping[tuple[str, str], Field]


def public(outcome: Outcome) -> Outcome:
    """The outcome without internal notes, persons, their reasons, evidence and the folders of its files.

    Of a failed input only the kinds of its problems stay: their words repeat what its file says.
    """
    found = {one.code: _kind(one) for one in outcome.problems}
    scored = None if outcome.scored is None else _scored(outcome.scored)
    return outcome._replace(path=_name(outcome.path), scored=scored, problems=tuple(found.values()))


def _kind(one: Problem) -> Problem:
    return Problem(one.code, message(CATALOGUE[one.code].title), file=_name(one.file))


def _name(path: str) -> str:
    """A file's name: its folders may be named after whoever keeps it."""
    return path.rstrip("/").rpartition("/")[2] or path


def _scored(scored: Scored) -> Scored:
    fields = {(place.item, place.name): place.field for place in scored.scorer.table.places}
    sheet, facts = scored.sheet, scored.facts
    return scored.showing(
        sheet._replace(
            inputs=tuple(map(_input, sheet.inputs)),
            items=tuple(
                item._replace(remarks=_remarks(item.id, item.remarks, fields)) for item in sheet.items
            ),
            rechecks=tuple(map(_recheck, sheet.rechecks)),
        ),
        facts._replace(
            inputs=tuple(map(_input, facts.inputs)),
            remarks=_all_remarks(facts.remarks, fields),
            origins={key: _contribution(one, fields) for key, one in facts.origins.items()},
            contributions=tuple(_contribution(one, fields) for one in facts.contributions),
            cohort_under=None,
            rechecks=tuple(map(_recheck, facts.rechecks)),
        ),
    )


def _input(one: Input) -> Input:
    return one._replace(path=_name(one.path))


def _contribution(one: Contribution, fields: Fields) -> Contribution:
    return one._replace(
        input=_input(one.input),
        remarks=_all_remarks(one.remarks, fields),
        blocks={},
        file=_name(one.file),
        line=_no_line,
        called=_no_place,
    )


def _recheck(one: Recheck) -> Recheck:
    return one._replace(person="", reason="", file=_name(one.file), line=0)


def _no_place(*_: object) -> str:
    return ""


def _no_line(*_: object) -> int:
    return 0


def _all_remarks(remarks: Mapping[str, Remarks], fields: Fields) -> dict[str, Remarks]:
    return {item: _remarks(item, one, fields) for item, one in remarks.items()}


def _remarks(item: str, one: Remarks, fields: Fields) -> Remarks:
    """Of what stands beside an item's facts its incidents alone, and of these what is public."""
    incidents = tuple((name, _incident(entry, fields.get((item, name)))) for name, entry in one.incidents)
    return Remarks(incidents=incidents) if incidents else NO_REMARKS


def _incident(entry: Mapping[str, Any], field: Field | None) -> dict[str, Any]:
    declared = (*field.levels, *field.amounts) if isinstance(field, ListField) else ()
    return {key: value for key, value in entry.items() if key in KEPT or key in declared}
