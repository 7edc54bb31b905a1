"""From a document to an outcome: which scheme, which unit, which table, then check and score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from gpcli.assess.inputs import Read
from gpcli.facts.check import check_facts
from gpcli.facts.toml import Document
from gpcli.facts.unit import UnitFacts
from gpcli.messages import N_, message
from gpcli.packs import Packs, broken
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.records import Record
from gpcli.scheme import Scheme
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.score import Scorer

if TYPE_CHECKING:
    from gpcli.scoring.effects import Effect


class Wanted(Record):
    """What the command line says about the facts: scheme, table, Readings."""

    scheme: str = ""
    table: str = ""
    readings: tuple[str, ...] = ()


class Subject(Record):
    """What a facts file is about."""

    scheme: Scheme
    table: str
    unit: str


class Assessor:
    """Scores documents against the installed packs; tables and programs are made once."""

    def __init__(self, packs: Packs, wanted: Wanted) -> None:
        self._packs = packs
        self._wanted = wanted
        for setting in wanted.readings:
            prefix, colon, _ = setting.partition("=")[0].partition(":")
            if colon:
                chosen_readings(packs.scheme(prefix), [setting])
        self._scorers: dict[tuple[str, str], Scorer] = {}
        self._schemes: dict[str, Scheme] = {}

    def outcomes(self, inputs: Iterable[Read]) -> list[Outcome]:
        """What became of every input, in order; two files for one unit fail together."""
        found = [self.outcome(one) for one in inputs]
        return _without_twins(found)

    def outcome(self, one: Read) -> Outcome:
        """What became of one input."""
        if one.document is None:
            return Outcome(one.path, None, one.problems)
        try:
            return Outcome(one.path, self._score(one.document))
        except Problems as problems:
            return Outcome(one.path, None, tuple(problems.problems))

    def facts(self, document: Document) -> tuple[Scorer, UnitFacts]:
        """The checked facts of a document and the scorer for them; raises :class:`Problems`."""
        subject = self.subject(document)
        scorer = self.scorer(subject.scheme, subject.table)
        return scorer, check_facts(
            document, scorer.table, subject.scheme.id, subject.unit, self._items_elsewhere(subject)
        )

    def scorer(self, scheme: Scheme, table: str) -> Scorer:
        """The scorer for a table; raises :class:`Problems`."""
        key = (scheme.id, table)
        if key not in self._scorers:
            self._scorers[key] = self._packs.scorer(scheme, table)
        return self._scorers[key]

    def scheme(self, name: str) -> Scheme:
        """The scheme under the Readings that were asked for; raises :class:`Problems`."""
        if name not in self._schemes:
            scheme = self._packs.scheme(name)
            self._schemes[name] = scheme.under(chosen_readings(scheme, self._wanted.readings))
        return self._schemes[name]

    def subject(self, document: Document) -> Subject:
        """Scheme, table and unit of a document; raises :class:`Problems`."""
        scheme = self.scheme(self._scheme_id(document))
        unit = _unit(document)
        found = scheme.roster().find(unit) if unit else None
        if unit and found is None and scheme.roster().completeness == "complete":
            names = scheme.roster().names
            raise _at(
                document,
                ("unit", "name"),
                problem(
                    "unknown-unit",
                    N_("{unit} is not on the roster of {scheme}"),
                    unit=unit,
                    scheme=scheme.id,
                    expected=message(N_("a unit of the roster (gp list-units {scheme})"), scheme=scheme.id),
                    nearest=nearest(unit, names),
                ),
            )
        table = self._table(document, scheme, found.table if found is not None else "")
        return Subject(scheme, table, found.name if found is not None else unit)

    def _scheme_id(self, document: Document) -> str:
        stated = document.data.get("scheme", "")
        if not isinstance(stated, str):
            said = problem("wrong-type", N_("the scheme is not text"), expected='"…"')
            raise _at(document, ("scheme",), said)
        if stated and self._wanted.scheme and stated != self._wanted.scheme:
            said = problem(
                "other-scheme",
                N_("the file is for {stated}, not for {wanted}"),
                stated=stated,
                wanted=self._wanted.scheme,
            )
            raise _at(document, ("scheme",), said)
        if not stated and not self._wanted.scheme:
            names = tuple(scheme.id for scheme in self._packs.schemes())
            if not names:
                self._packs.scheme("")
            raise _at(
                document, (), problem("no-scheme", N_("the file names no scheme"), expected=listed(names))
            )
        try:
            self._packs.scheme(stated or self._wanted.scheme)
        except Problems as problems:
            if not stated:
                raise
            raise Problems(
                [
                    one
                    if one.code in ("no-pack", "broken-pack")
                    else one._replace(file=document.name, line=document.line("scheme"), key="scheme")
                    for one in problems.problems
                ]
            ) from None
        return stated or self._wanted.scheme

    def _table(self, document: Document, scheme: Scheme, of_unit: str) -> str:
        stated = document.data.get("table", "")
        names = tuple(table.id for table in scheme.tables)
        if not isinstance(stated, str):
            said = problem("wrong-type", N_("the table is not text"), expected=listed(names))
            raise _at(document, ("table",), said)
        for given, path in ((self._wanted.table, ()), (stated, ("table",))):
            if given and given not in names:
                raise _at(
                    document,
                    path,
                    problem(
                        "unknown-table",
                        N_("scheme {scheme} has no table {name}"),
                        scheme=scheme.id,
                        name=given,
                        expected=listed(names),
                        nearest=nearest(given, names),
                    ),
                )
        known = [one for one in (of_unit, stated, self._wanted.table) if one]
        if any(one != known[0] for one in known):
            said = problem(
                "other-table",
                N_("{given} contradicts {known}"),
                given=next(one for one in known if one != known[0]),
                known=known[0],
            )
            raise _at(document, ("table",) if stated else (), said)
        if known:
            return str(known[0])
        if len(names) == 1:
            return names[0]
        said = problem("no-table", N_("neither the unit nor the file names a table"), expected=listed(names))
        raise _at(document, ("unit",), said)

    def _items_elsewhere(self, subject: Subject) -> Mapping[str, str]:
        """Items of the scheme's other tables, worked out when somebody looks."""
        return _OtherTables(self._packs, subject)

    def _score(self, document: Document) -> Scored:
        scorer, facts = self.facts(document)
        try:
            sheet = scorer.score(facts)
        except Problems as problems:
            raise Problems([_placed(one, document) for one in problems.problems]) from None

        def found() -> tuple[Effect, ...]:
            from gpcli.scoring.effects import effects

            rebuilt = partial(self._packs.rebuilt, scorer.scheme, scorer.table.id)
            try:
                return effects(scorer, facts, sheet, rebuilt)
            except ValueError as error:
                raise Problems([broken(self._packs.owner(scorer.scheme.id), error)]) from error

        return Scored(sheet, facts, scorer, found)


class _OtherTables(Mapping[str, str]):
    def __init__(self, packs: Packs, subject: Subject) -> None:
        self._packs = packs
        self._subject = subject

    def _all(self) -> dict[str, str]:
        scheme = self._subject.scheme
        others = (table.id for table in scheme.tables if table.id != self._subject.table)
        found: dict[str, str] = {}
        for other in others:
            try:
                table = self._packs.table(scheme, other)
            except Problems:
                continue
            found |= {item.id: other for item in table.items}
            found |= {place.key: other for place in table.places}
        return found

    def __getitem__(self, item: str) -> str:
        return self._all()[item]

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def chosen_readings(scheme: Scheme, settings: Sequence[str]) -> dict[str, str]:
    """``--reading`` settings that concern the scheme; raises :class:`Problems` for unknown ids and values."""
    chosen: dict[str, str] = {}
    found: list[Problem] = []
    for setting in settings:
        name, equals, value = setting.partition("=")
        prefix, colon, rest = name.partition(":")
        if colon:
            if prefix != scheme.id:
                continue
            name = rest
        reading = scheme.find_reading(name)
        names = tuple(one.id for one in scheme.readings)
        if reading is None or not equals:
            said = problem(
                "unknown-reading",
                N_("{scheme} has no Reading {name}") if equals else N_("{name} has no value"),
                scheme=scheme.id,
                name=name,
                expected=listed(names) if equals else "ID=VALUE",
                nearest=nearest(name, names) if reading is None else "",
            )
            found.append(said._replace(key=f"--reading {setting}"))
        elif value not in reading.values:
            said = problem(
                "unknown-reading",
                N_("{name} has no answer {value}"),
                name=name,
                value=value,
                expected=listed(reading.values),
                nearest=nearest(value, reading.values),
            )
            found.append(said._replace(key=f"--reading {setting}"))
        elif chosen.get(name, value) != value:
            said = problem("unknown-reading", N_("{name} is given two answers"), name=name)
            found.append(said._replace(key=f"--reading {setting}"))
        else:
            chosen[name] = value
    if found:
        raise Problems(found)
    return chosen


def _unit(document: Document) -> str:
    block = document.data.get("unit", {})
    if not isinstance(block, Mapping):
        said = problem("wrong-type", N_("the unit is not a table"), expected='[unit] name = "…"')
        raise _at(document, ("unit",), said)
    name = block.get("name", "")
    if not isinstance(name, str):
        said = problem("wrong-type", N_("the unit's name is not text"), expected='"…"')
        raise _at(document, ("unit", "name"), said)
    return name.strip()


def _at(document: Document, path: tuple[str, ...], said: Problem) -> Problems:
    line = document.line(*path) if path else 0
    return Problems([said._replace(file=document.name, line=line, key=".".join(path))])


def _placed(one: Problem, document: Document) -> Problem:
    return one._replace(line=document.line("facts", *one.key.split(".")), key=f"facts.{one.key}")


def _without_twins(outcomes: list[Outcome]) -> list[Outcome]:
    by_unit: dict[tuple[str, str, str], list[str]] = {}
    for outcome in outcomes:
        if outcome.scored is not None and outcome.scored.sheet.unit:
            sheet = outcome.scored.sheet
            by_unit.setdefault((sheet.scheme.id, sheet.unit, sheet.period), []).append(outcome.path)
    result: list[Outcome] = []
    for outcome in outcomes:
        sheet_of = outcome.scored.sheet if outcome.scored is not None else None
        key = ("", "", "") if sheet_of is None else (sheet_of.scheme.id, sheet_of.unit, sheet_of.period)
        paths = by_unit.get(key, [])
        if sheet_of is not None and len(paths) > 1:
            said = problem(
                "duplicate-unit",
                N_("{unit} is in {paths}"),
                unit=sheet_of.unit,
                paths=", ".join(paths),
            )
            result.append(Outcome(outcome.path, None, (said._replace(file=outcome.path),)))
        else:
            result.append(outcome)
    return result
