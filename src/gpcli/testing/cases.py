"""Worked cases as data: the facts, what they must come to, and where the document says so.

A case file is TOML with one ``[[case]]`` each; its keys are the fields of :class:`Case` and
:class:`Expected`. ``[case.facts.ITEM]`` is checked by the reader of facts files. ``start = "full"`` begins
from facts that attain the maximum, less those that ``open`` lists as ``ITEM.FACT``; given facts override.
A ``table`` that is a list makes a case of each.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import tomli_w

from gpcli import problems
from gpcli.expr.fields import Answer, Field
from gpcli.facts.check import check_facts
from gpcli.facts.cohort import FirstPass
from gpcli.facts.together import Ranking, Together
from gpcli.facts.toml import read_bytes
from gpcli.facts.written import is_judged, written
from gpcli.messages import Phrase, Words
from gpcli.points import plain
from gpcli.problems import Problems
from gpcli.scoring.best import best_facts
from gpcli.scoring.score import Scorer
from gpcli.scoring.sheet import Mark, Sheet
from gpcli.testing import built
from gpcli.units import Roster

Lines = Sequence[tuple[str, Phrase, Decimal | None]]
JUDGED = {"person": "甲", "reason": "示例"}
Pairs = Sequence[Sequence[str]]


class CaseError(ValueError):
    """A case that cannot be understood: which one, and what is wrong."""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Points as text, or their bounds; or the code of the ``problem`` that refuses the facts.

    ``lines`` (of a total its ``steps``) are pairs of key or Chinese label and amount; zeros may be left out.
    ``grade`` is the one that the sheet gives; ``absent`` says that there is no such conversion;
    ``notes`` are ids of notes that surely hold, ``possible`` of those that may.
    """

    points: str = ""
    lower: str = ""
    upper: str = ""
    status: str = ""
    problem: str = ""
    lines: Pairs | None = None
    steps: Pairs | None = None
    notes: Sequence[str] = ()
    possible: Sequence[str] = ()
    grade: str = ""
    absent: bool = False


UNIT = "本单位"
"""How a case's rankings name the unit that the case is about."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One worked case, about an ``item`` (or ``total``, or a conversion) or a ``section``.

    ``rankings`` are those of its season, as ``season.toml`` has them; they call the unit :data:`UNIT`.
    """

    id: str
    scheme: str
    table: str
    item: str = ""
    section: str = ""
    clause: str
    says: str
    expect: Expected
    readings: Mapping[str, str] = field(default_factory=dict)
    rankings: Sequence[Mapping[str, Any]] = ()
    start: str = ""
    open: Sequence[str] = ()
    source: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def load(folder: str | Path | Traversable) -> list[Case]:
    """Every case of the ``*.toml`` files in a folder (or a package's), by file name; raises CaseError."""
    place = Path(folder) if isinstance(folder, str) else folder
    files = {one.name: one for one in place.iterdir() if one.name.endswith(".toml")}
    found = [case for name in sorted(files) for case in _read(name, _text(name, files[name]))]
    ids = [case.id for case in found]
    if twice := {one for one in ids if ids.count(one) > 1}:
        raise CaseError(f"two cases are called {', '.join(sorted(twice))}")
    return found


def run(plugin: object, case: Case) -> list[str]:
    """Where the result differs from what the case expects; nothing where it passes."""
    want, result = case.expect, outcome(plugin, case)
    if isinstance(result, Problems):
        said = "; ".join(problems.text(one, Words("zh")) for one in result.problems)
        refused = want.problem and {one.code for one in result.problems} == {want.problem}
        return [] if refused else [f"expected {want.problem or 'a result'}, refused: {said}"]
    if want.problem:
        return [f"expected to be refused ({want.problem}), but it was scored"]
    subject = _subject(result, case)
    if want.absent or subject is None:
        return (
            [] if want.absent and subject is None else [f"{case.item or case.section}: is it there or not?"]
        )
    mark, lines = subject
    low, high = want.lower or want.points, want.upper or want.points
    found = [
        f"{name}: expected {expected}, got {plain(got)}"
        for name, expected, got in (("lower", low, mark.lower), ("upper", high, mark.upper))
        if expected and Decimal(expected) != got
    ]
    for name, expected, given in (
        ("status", want.status, result.status),
        ("grade", want.grade, result.grade),
    ):
        if expected not in ("", given):
            found.append(f"{name}: expected {expected}, got {given}")
    pairs = want.steps if want.lines is None else want.lines
    if pairs is not None:
        found += _other_lines(pairs, [line for line in lines if line[2]])
    sure = {note.id: note.sure for note in result.notes}
    found += [f"note: {one} was not said" for one in want.notes if not sure.get(one)]
    return found + [f"note: {one} is not possible" for one in want.possible if sure.get(one) is not False]


def outcome(plugin: object, case: Case, readings: Mapping[str, str] | None = None) -> Sheet | Problems:
    """The case's sheet, or why its facts are refused; ``readings`` may stand in for the case's own."""
    scorer = _scorer(plugin, case)
    content = tomli_w.dumps(_facts_file(case, scorer)).encode()
    if readings is not None:
        scorer = _scorer(plugin, replace(case, readings=readings))
    try:
        facts = check_facts(read_bytes(content, case.id), scorer.table, case.scheme, UNIT)
        if case.rankings:
            ranked = Together(tuple(Ranking(**_ranking(one)) for one in case.rankings))
            facts = FirstPass(ranked, scorer.table, {UNIT: facts}, Roster(())).applied(facts)
        return scorer.score(facts)
    except Problems as refused:
        return refused


def unexercised_items(plugin: object, cases: Iterable[Case]) -> list[str]:
    """``SCHEME/TABLE/ITEM`` of every item on which no case expects points."""
    met = {(case.scheme, case.table, case.item) for case in cases if not case.expect.problem}
    tables = ((one, built.table(plugin, one, ref.id)) for one in built.schemes(plugin) for ref in one.tables)
    every = [(scheme.id, table.id, item.id) for scheme, table in tables for item in table.items]
    return ["/".join(one) for one in every if one not in met]


def unexercised_answers(plugin: object, cases: Sequence[Case]) -> list[str]:
    """``SCHEME:READING=ANSWER`` of every answer that no case names with an effect on its result.

    The effect of an answer is measured against the default, that of the default against any other answer.
    """
    answers = [(s, r, value) for s in built.schemes(plugin) for r in s.readings for value in r.values]
    return [
        f"{scheme.id}:{reading.id}={value}"
        for scheme, reading, value in answers
        if not any(
            _result(plugin, case, {reading.id: other}) != _result(plugin, case, {})
            for case in cases
            if case.scheme == scheme.id and case.readings.get(reading.id) == value
            for other in (reading.values if value == reading.default else (reading.default,))
        )
    ]


class _Same:
    """A plugin as itself: two are one only where they are the same object."""

    def __init__(self, plugin: object) -> None:
        self.plugin = plugin

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.plugin is other.plugin

    def __hash__(self) -> int:
        return id(self.plugin)


def _scorer(plugin: object, case: Case) -> Scorer:
    try:
        return _made(_Same(plugin), case.scheme, case.table, tuple(sorted(case.readings.items())))
    except KeyError as error:
        raise CaseError(f"{case.id}: there is no {error}") from None


@lru_cache(maxsize=128)
def _made(same: _Same, scheme: str, table: str, readings: tuple[tuple[str, str], ...]) -> Scorer:
    """One scorer for all cases under the same Readings; raises ``KeyError``."""
    for name, value in readings:
        reading = built.scheme(same.plugin, scheme).find_reading(name)
        if reading is None or value not in reading.values:
            raise KeyError(f"{name} = {value}")
    return built.scorer(same.plugin, scheme, table, dict(readings))


def _ranking(given: Mapping[str, Any]) -> dict[str, Any]:
    """A ranking as ``season.toml`` has it."""
    places = tuple((one,) if isinstance(one, str) else tuple(one) for one in given["places"])
    return {"table": "", **given, "places": places}


def _result(plugin: object, case: Case, readings: Mapping[str, str]) -> object:
    got = outcome(plugin, case, {**case.readings, **readings})
    if isinstance(got, Problems):
        return {one.code for one in got.problems}
    try:
        subject = _subject(got, case)
    except CaseError:
        return None
    return subject and (subject[0].lower, subject[0].upper, got.status, got.grades)


def _subject(sheet: Sheet, case: Case) -> tuple[Mark, Lines] | None:
    """Mark and lines of what the case is about; nothing of a conversion that the sheet does not have."""
    if case.item == "total":
        return sheet.mark, [(step.id, step.label, step.amount) for step in sheet.steps]
    for part in sheet.sections if case.section else sheet.items:
        if part.id == (case.section or case.item):
            return part.mark, [(line.key, line.label, line.amount) for line in part.lines]
    for one in sheet.converted:
        if one.id == case.item:
            return one.mark, []
    if case.expect.absent:
        return None
    raise CaseError(f"{case.id}: table {case.table} has no {case.section or case.item}")


def _other_lines(pairs: Pairs, got: Lines) -> list[str]:
    words, want = Words("zh"), [(name, Decimal(amount)) for name, amount in pairs if Decimal(amount)]
    same = len(want) == len(got) and all(
        name in (key, words(label)) and amount == given
        for (name, amount), (key, label, given) in zip(want, got, strict=True)
    )
    found = [f"{words(label)} [{key}] {plain(one or Decimal(0))}" for key, label, one in got]
    return [] if same else [f"lines: expected {', '.join(map(' '.join, pairs))}; got {', '.join(found)}"]


def _facts_file(case: Case, scorer: Scorer) -> dict[str, object]:
    facts: dict[str, dict[str, Any]] = {}
    best = _best(scorer) if case.start else {}
    for place in scorer.table.places:
        answer = best.get(place.field)
        if answer is not None and place.key not in case.open:
            block = facts.setdefault(place.item, {})
            block[place.name] = written(place.field, answer, JUDGED)
            block |= JUDGED if is_judged(place.field, answer) else {}
    for item, given in case.facts.items():
        facts.setdefault(item, {}).update(given)
    stated = {"source": dict(case.source)} if case.source else {}
    return {"scheme": case.scheme, "table": case.table, **stated, "facts": facts}


@lru_cache(maxsize=128)
def _best(scorer: Scorer) -> dict[Field, Answer]:
    return best_facts(scorer.table)


def _text(name: str, file: Traversable | Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{name}: {error}") from None


def _read(file: str, text: str) -> list[Case]:
    try:
        cases = tomllib.loads(text, parse_float=Decimal)["case"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise CaseError(f"{file}: {error}") from None
    if not isinstance(cases, list) or not all(isinstance(one, dict) for one in cases):
        raise CaseError(f"{file}: it is not made of [[case]] blocks")
    found: list[Case] = []
    for number, one in enumerate(cases, 1):
        where, tables = f"{file}: case {one.get('id', number)}", one.get("table")
        if not isinstance(tables, list):
            found.append(_case(where, one))
            continue
        found += (_case(where, {**one, "table": table, "id": f"{one.get('id')}@{table}"}) for table in tables)
    return found


def _case(where: str, data: Mapping[str, Any]) -> Case:
    try:
        case = Case(**{**data, "expect": Expected(**data.get("expect", {}))})
    except TypeError as error:
        raise CaseError(f"{where}: {error}") from None
    want = case.expect
    pairs = [*(want.lines or ()), *(want.steps or ())]
    if not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise CaseError(f"{where}: lines and steps are pairs of a label and an amount")
    if not all(isinstance(one, str) for one in (case.id, case.scheme, case.table, case.item, case.section)):
        raise CaseError(f"{where}: id, scheme, table, item and section are text")
    if not isinstance(case.facts, Mapping) or not all(
        isinstance(one, Mapping) for one in case.facts.values()
    ):
        raise CaseError(f"{where}: facts are tables, one an item")
    amounts = [want.points, want.lower, want.upper, *(pair[-1] for pair in pairs)]
    if not all(isinstance(one, str) and re.fullmatch(r"(-?\d+(\.\d+)?)?", one) for one in amounts):
        raise CaseError(f"{where}: amounts are numbers, written as text")
    numbers = sum(map(bool, (want.points, want.lower + want.upper, want.problem, want.absent)))
    if numbers != 1 and not (numbers == 0 and want.status == "vetoed"):
        raise CaseError(f"{where}: expect points, or lower and upper, or a problem, or absent")
    if bool(case.item) == bool(case.section) or case.start not in ("", "full"):
        raise CaseError(f'{where}: it is about an item or a section, and may start = "full"')
    return case
