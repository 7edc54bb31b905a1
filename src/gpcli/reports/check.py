"""What a check found: input by input, and of a season what it still lacks. Text, JSON, CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from gpcli import problems
from gpcli.messages import N_, Words
from gpcli.problems import Problem
from gpcli.records import Record
from gpcli.reports import handed_in as state_words
from gpcli.reports import phrases
from gpcli.reports.columns import visible
from gpcli.reports.json import problem as problem_data
from gpcli.reports.rows import as_csv, inert
from gpcli.scoring.outcome import Outcome
from gpcli.scoring.sheet import Sheet
from gpcli.season.handed_in import HandedIn, Heard, heard

FORMATS = ("text", "json", "csv")


class CheckReport(Record):
    """What to print: every input's outcome, and the state of a season where it is one."""

    outcomes: Sequence[Outcome]
    state: HandedIn | None
    words: Words
    bom: bool = True


def write(report: CheckReport, format_name: str) -> str:
    """The report in one of :data:`FORMATS`."""
    match format_name:
        case "json":
            return json.dumps(_data(report), ensure_ascii=False, indent=2) + "\n"
        case "csv":
            return as_csv(_rows(report), bom=report.bom)
        case _:
            return "".join(line + "\n" for line in _lines(report))


def _lines(report: CheckReport) -> Iterator[str]:
    """What became of every input; a problem of the whole table that its rows share, once."""
    told: set[Problem] = set()
    for one in report.outcomes:
        if one.scored is not None:
            yield _of_one(one.scored.sheet, one, report)
            continue
        for found in one.problems:
            if found not in told:
                told.add(found)
                yield problems.text(found, report.words)
    if report.state is not None:
        if report.outcomes:
            yield ""
        yield from state_words.as_text(report.state, report.words)


def _of_one(sheet: Sheet, outcome: Outcome, report: CheckReport) -> str:
    words = report.words
    path = "、".join(map(visible, _files(outcome))) or visible(outcome.path)
    shared = sum(one.path == outcome.path for one in report.outcomes) > 1
    called = sheet.unit or sheet.id
    if called and (shared or report.state is not None):
        path = words.word(N_("{path} ({unit})"), path=path, unit=visible(called))
    if not sheet.missing:
        return words.word(N_("{path}: no problems, nothing missing"), path=path)
    said = N_("{path}: no problems; {number} facts are missing, the total is {points}")
    points = phrases.mark(sheet.mark, words)
    return words.word(said, path=path, number=len(sheet.missing), points=points)


def _files(outcome: Outcome) -> tuple[str, ...]:
    """The files that say something about the unit, as they were typed or found under what was typed."""
    said = () if outcome.scored is None else outcome.scored.facts.contributions
    return tuple(dict.fromkeys(one.file for one in said))


def _data(report: CheckReport) -> list[Any] | dict[str, Any]:
    """The inputs; of a season an object with them and its state."""
    words = Words("zh")
    inputs = [_input(one, words) for one in report.outcomes]
    if report.state is None:
        return inputs
    return {"inputs": inputs, **state_words.as_data(report.state)}


def _input(outcome: Outcome, words: Words) -> dict[str, object]:
    return {
        "path": outcome.path,
        "unit": _unit(outcome),
        "ok": not outcome.problems,
        "missing": [] if outcome.scored is None else sorted(outcome.scored.sheet.missing),
        "problems": [problem_data(one, words) for one in outcome.problems],
    }


def _unit(outcome: Outcome) -> str:
    return outcome.unit if outcome.scored is None else outcome.scored.sheet.unit


HEAD = (
    N_("unit"),
    N_("table"),
    N_("state"),
    N_("sources"),
    N_("owed by"),
    N_("fact"),
    N_("what is open or wrong"),
    N_("expected"),
    N_("file"),
    N_("row or line"),
)


def _rows(report: CheckReport) -> Iterator[list[str]]:
    """Every unit: a row for each open fact and each problem, one row where there is neither."""
    words = Words("zh")
    yield [words.word(one) for one in HEAD]
    told: set[str] = set()
    for outcome in report.outcomes:
        if outcome.scored is not None:
            one_unit = heard(outcome.scored)
            told.add(one_unit.unit)
            state = N_("fact missing") if one_unit.sources else N_("nothing handed in")
            yield from _of_unit(one_unit, state, outcome.path, words)
            continue
        for one in outcome.problems:
            cells = [outcome.unit, outcome.table, words.word(N_("problem")), "", "", one.key]
            cells += [words(one.said), words(one.expected), one.file, str(one.line or "")]
            yield [inert(cell) for cell in cells]
    for silent in () if report.state is None else report.state.missing:
        if silent.unit in told:
            continue
        yield from _of_unit(silent, N_("nothing handed in"), "", words)


def _of_unit(one: Heard, state: str, path: str, words: Words) -> Iterator[list[str]]:
    sources = "、".join(phrases.speaker(source, words) for source in one.sources)
    head = [one.unit, one.table]
    if not one.open:
        yield [inert(cell) for cell in (*head, words.word(N_("complete")), sources, "", "", "", "", path, "")]
    for fact in one.open:
        owed = phrases.source(fact.owed_by, words)
        cells = [*head, words.word(state), sources, owed, fact.key, fact.label, "", path, ""]
        yield [inert(cell) for cell in cells]
