"""What a facts file is about: scheme, unit, table; under which Readings, in which season."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from gpcli.assess.readings import chosen_readings, season_readings
from gpcli.facts.toml import Document
from gpcli.messages import N_
from gpcli.packs import Packs
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.records import Record
from gpcli.scheme import Scheme
from gpcli.season.file import NO_SEASON, Season
from gpcli.season.register import refused, register
from gpcli.units import Roster


class Wanted(Record):
    """What the command line says about the facts: scheme, table, Readings."""

    scheme: str = ""
    table: str = ""
    readings: tuple[str, ...] = ()


class Subject(Record):
    """What a facts file is about; ``period`` is empty where all of a season's files belong together."""

    scheme: Scheme
    table: str
    unit: str
    period: str = ""


class Subjects:
    """Knows the schemes under the Readings that were asked for, and who is assessed by them."""

    def __init__(self, packs: Packs, wanted: Wanted, season: Season = NO_SEASON) -> None:
        self._packs = packs
        self._wanted = wanted
        self._season = season
        for setting in wanted.readings:
            prefix, colon, _ = setting.partition("=")[0].partition(":")
            if colon:
                chosen_readings(packs.scheme(prefix), [setting])
        self._schemes: dict[str, Scheme] = {}
        self._rosters: dict[str, Roster] = {}

    @property
    def chosen(self) -> tuple[str, ...]:
        """The answers to Readings that the command line gives."""
        return self._wanted.readings

    def scheme(self, name: str) -> Scheme:
        """The scheme under the Readings of the season and, before them, of the command line.

        Raises :class:`Problems`.
        """
        if name not in self._schemes:
            scheme = self._packs.scheme(name)
            chosen = chosen_readings(scheme, self._wanted.readings)
            self._schemes[name] = scheme.under({**season_readings(scheme, self._season), **chosen})
        return self._schemes[name]

    def roster(self, scheme: Scheme) -> Roster:
        """The units of the scheme; in its season, with what the season adds. Raises :class:`Problems`."""
        if scheme.id not in self._rosters:
            mine = self._season if self._season.scheme == scheme.id else NO_SEASON
            self._rosters[scheme.id] = register(scheme, mine)
        return self._rosters[scheme.id]

    def takes_anybody(self, scheme: Scheme) -> bool:
        """Whether a unit that no list has is taken, whatever its name."""
        return scheme.roster().completeness != "complete" and not self._season.file

    def scheme_of(self, document: Document) -> Scheme:
        """The scheme of a document; raises :class:`Problems`."""
        return self.scheme(self._scheme_id(document))

    def of(self, document: Document) -> Subject:
        """Scheme, table, unit and period of a document; raises :class:`Problems` with all that is wrong."""
        scheme = self.scheme_of(document)
        roster = self.roster(scheme)
        unit = _unit(document)
        found = roster.find(unit) if unit else None
        mine = self._season if self._season.scheme == scheme.id else NO_SEASON
        stranger = refused(unit, scheme, mine, roster) if unit and found is None else None
        wrong = [] if stranger is None else _at(document, ("unit", "name"), stranger).problems
        table = period = ""
        try:
            table = self._table(document, scheme, found.table if found is not None else "")
        except Problems as problems:
            wrong += [one for one in problems.problems if stranger is None or one.code != "no-table"]
        try:
            period = self._period(document)
        except Problems as problems:
            wrong += problems.problems
        if wrong:
            raise Problems(wrong)
        return Subject(scheme, table, found.name if found is not None else unit, period)

    def meant(self, document: Document) -> tuple[Subject, ...]:
        """What a document may be about whose :meth:`of` fails: the table that it names, else each of them."""
        try:
            unit, scheme = _unit(document), self._scheme_meant(document)
            found = self.roster(scheme).find(unit)
        except Problems:
            return ()
        names = [table.id for table in scheme.tables]
        of_unit = found.table if found is not None else ""
        known = [one for one in (document.data.get("table"), of_unit, self._wanted.table) if one in names]
        return tuple(Subject(scheme, one, unit) for one in known[:1] or names)

    def named(self, document: Document) -> Subject | None:
        """The known unit that a document names whose :meth:`of` fails; None where that cannot be told."""
        try:
            unit, scheme = _unit(document), self._scheme_meant(document)
        except Problems:
            return None
        found = self.roster(scheme).find(unit) if unit else None
        if found is None or not found.table:
            return None
        period = "" if self._season.file else document.data.get("period", "")
        return Subject(scheme, found.table, found.name, period if isinstance(period, str) else "")

    def _scheme_meant(self, document: Document) -> Scheme:
        """The document's scheme, in a season the season's where it has none that can be used."""
        try:
            return self.scheme(self._scheme_id(document))
        except Problems:
            if not self._season.file:
                raise
            return self.scheme(self._season.scheme)

    def elsewhere(self, subject: Subject) -> Mapping[str, str]:
        """Items of the scheme's other tables, worked out when somebody looks."""
        return _OtherTables(self._packs, subject)

    def _period(self, document: Document) -> str:
        """The file's period; nothing where it is the season's or a part of it (``2021-Q1`` of ``2021``)."""
        stated = document.data.get("period", "")
        period = self._season.period
        if not isinstance(stated, str) or not period:
            return stated if isinstance(stated, str) else ""
        if not self._season.file or not stated or stated == period or stated.startswith(f"{period}-"):
            return ""
        said = N_("the file is of {stated}, the season of {period}")
        raise _at(document, ("period",), problem("other-period", said, stated=stated, period=period))

    def _scheme_id(self, document: Document) -> str:
        stated = document.data.get("scheme", "") or self._season.scheme
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
        if stated in self._schemes:
            return stated
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
            raise _at(document, ("table",) if stated else ("unit",), said)
        if known:
            return str(known[0])
        if len(names) == 1:
            return names[0]
        said = problem("no-table", N_("neither the unit nor the file names a table"), expected=listed(names))
        raise _at(document, ("unit",), said)


class _OtherTables(Mapping[str, str]):
    def __init__(self, packs: Packs, subject: Subject) -> None:
        self._packs = packs
        self._subject = subject

    @cached_property
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
        return self._all[item]

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


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
    key = document.key(*path) or ".".join(path)
    return Problems([said._replace(file=document.name, line=line, key=key)])
