"""What came back from a re-check, brought to the units that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Protocol

from gpcli.assess.subject import Subject, Subjects
from gpcli.facts.unit import UnitFacts
from gpcli.messages import N_, Phrase
from gpcli.problems import Problem, nearest
from gpcli.scheme import Scheme, Table
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.season.file import Season
from gpcli.season.returned import NO_RECTIFICATION, Rectification, Returned, faults


class About(Protocol):
    """Something that is known to be about a unit, or not."""

    @property
    def about(self) -> Subject | None: ...


class Rechecks:
    """The lists of a season, or those given in their place, read when they are first needed."""

    def __init__(self, season: Season, subjects: Subjects, returned: Rectification | None = None) -> None:
        self._season = season
        self._subjects = subjects
        self._returned = returned
        self._by_scheme: dict[str, dict[str, list[Returned]]] = {}
        self._checked: set[Returned] = set()

    @cached_property
    def lists(self) -> Rectification:
        """Everything that came back; raises :class:`Problems`."""
        if self._returned is not None:
            return self._returned
        if not self._season.rectification:
            return NO_RECTIFICATION
        from gpcli.season.read_returned import rectification

        return rectification(self._season)

    def of(self, scheme: Scheme, unit: str) -> tuple[Returned, ...]:
        """The rows about a unit, under whatever name the roster knows it by."""
        return tuple(self._rows(scheme).get(unit, ()))

    def applied(self, facts: UnitFacts, table: Table, subject: Subject) -> UnitFacts:
        """The facts after the re-check; raises :class:`Problems`."""
        if not self.lists.rows:
            return facts
        from gpcli.season.rectify import rectified

        rows = self.of(subject.scheme, facts.unit)
        self._checked.update(rows)
        of_season = self._season.together
        follows = {one.fact for one in table.cohort} if of_season.rankings else set()
        return rectified(facts, table, self.lists, rows, frozenset({*follows, *of_season.stated}))

    def notices(self, scored: Iterable[Scored]) -> tuple[Phrase, ...]:
        """What is worth telling about the lists: how they were read, and which rows forgot their value."""
        if not self.lists.rows:
            return self.lists.notices
        from gpcli.season.forgotten import forgotten, is_answered, notice

        told: set[Returned] = set()
        for one in scored:
            waiting = [row for row in self.of(one.scorer.scheme, one.facts.unit) if is_answered(row)]
            told.update(forgotten(one, waiting) if waiting else ())
        by_list: dict[str, list[Returned]] = {}
        for row in self.lists.rows:
            if row in told:
                by_list.setdefault(row.file, []).append(row)
        return (*self.lists.notices, *map(notice, by_list.values()))

    def unclaimed(self, units: Iterable[About]) -> tuple[Outcome, ...]:
        """A failed outcome for every list with rows about units that nobody knows, or that nobody looked at
        and that are faulty in their form.
        """
        if not self.lists.rows:
            return ()
        subjects = [one.about for one in units if one.about is not None]
        known = dict.fromkeys(one.unit for one in subjects)
        for scheme in {one.scheme.id: one.scheme for one in subjects}.values():
            known |= dict.fromkeys(self._subjects.roster(scheme).names)
        problems: dict[str, list[Problem]] = {}
        for row in self.lists.rows:
            if not row.unit or (row.unit in known and row not in self._checked):
                form = list(faults(row))
                if form:
                    problems.setdefault(row.file, []).extend(form)
            elif row.unit not in known:
                said = N_("nothing is known of a unit {unit}")
                near = nearest(row.unit, tuple(known))
                found = row.wrong("unknown-unit", "unit", said, "", near, unit=row.unit[:60])
                problems.setdefault(row.file, []).append(found)
        return tuple(Outcome(file, None, tuple(found)) for file, found in problems.items())

    def _rows(self, scheme: Scheme) -> Mapping[str, list[Returned]]:
        if scheme.id not in self._by_scheme:
            roster = self._subjects.roster(scheme)
            found: dict[str, list[Returned]] = {}
            for row in self.lists.rows:
                unit = roster.find(row.unit)
                found.setdefault(row.unit if unit is None else unit.name, []).append(row)
            self._by_scheme[scheme.id] = found
        return self._by_scheme[scheme.id]
