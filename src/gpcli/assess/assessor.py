"""From documents to outcomes: checked file by file, merged unit by unit, scored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from typing import TYPE_CHECKING

from gpcli.assess.hearing import Entry, Hearing, Unit, unit_of
from gpcli.assess.inputs import Read
from gpcli.assess.rechecks import Rechecks
from gpcli.assess.subject import Subject, Subjects, Wanted
from gpcli.facts.merge import merged
from gpcli.facts.unit import Statement, UnitFacts
from gpcli.packs import Packs, broken
from gpcli.problems import Problem, Problems
from gpcli.scheme import Scheme, Table
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.score import Scorer
from gpcli.scoring.sheet import Sheet
from gpcli.season.file import NO_SEASON, Season
from gpcli.season.returned import Rectification

if TYPE_CHECKING:
    from gpcli.facts.cohort import FirstPass
    from gpcli.scoring.effects import Effect


class Assessor:
    """Scores documents against the installed packs; tables and programs are made once."""

    def __init__(
        self,
        packs: Packs,
        wanted: Wanted,
        season: Season = NO_SEASON,
        returned: Rectification | None = None,
    ) -> None:
        """``returned`` stands for the lists that came back which the season names."""
        self._packs = packs
        self.season = season
        self.subjects = Subjects(packs, wanted, season)
        self.rechecks = Rechecks(season, self.subjects, returned)
        self.hearing = Hearing(packs, season, self.subjects, self.rechecks)
        self._variants: dict[tuple[str, str, tuple[tuple[str, str], ...]], Table] = {}

    def outcomes(self, inputs: Iterable[Read]) -> list[Outcome]:
        """What became of every unit about which something was said, as :meth:`assessed` has it."""
        return list(self.assessed(inputs)[0])

    def assessed(
        self, inputs: Iterable[Read]
    ) -> tuple[tuple[Outcome, ...], tuple[Scored, ...], tuple[Scored, ...]]:
        """What became of every unit, and the season's units about which nothing was said, scored as such;
        last, units that failed, as if nothing had been said about them.

        Everything said about one unit (of one scheme and period) is merged. In a season the order is that of
        its roster, else that of the inputs. Raises :class:`Problems` for a season that cannot be used.
        """
        if self.season.file:
            from gpcli.assess.faults import refuse_faulty_season

            refuse_faulty_season(self._packs, self.season)
        together: dict[object, list[Entry]] = {}
        for number, one in enumerate(inputs):
            entry = self.hearing.entry(one)
            if not self._is_blank(one, entry):
                together.setdefault(unit_of(entry, number), []).append(entry)
        units = [self.hearing.unit(entries) for entries in together.values()]
        silent: list[Unit] = []
        if self.season.file:
            units = self._in_order(units)
            silent = self._silent({one.unit for one in units})
            passes = self._first_passes([*units, *silent])
            units = [self._with_cohort(one, passes) for one in units]
            silent = [self._with_cohort(one, passes) for one in silent]
        outcomes = tuple(self._outcome(one) for one in units)
        unheard = [self._outcome(one) for one in silent]
        outcomes += tuple(one for one in unheard if one.scored is None)
        outcomes += self.rechecks.unclaimed([*units, *silent])
        return (
            outcomes,
            tuple(one.scored for one in unheard if one.scored is not None),
            tuple(self._undecided(outcomes, [*units, *silent])),
        )

    def scheme(self, name: str) -> Scheme:
        """The scheme under the Readings that were asked for; raises :class:`Problems`."""
        return self.subjects.scheme(name)

    def scorer(self, scheme: Scheme, table: str) -> Scorer:
        """The scorer for a table; raises :class:`Problems`."""
        return self._packs.scorer(scheme, table)

    def _is_blank(self, one: Read, entry: Entry) -> bool:
        """Whether it is a row that nobody has filled in yet, of a unit that a season knows anyway."""
        if not self.season.file or one.document is None or not one.document.silent:
            return False
        if entry.subject is None or entry.is_misplaced:
            return False
        return self.subjects.roster(entry.subject.scheme).find(entry.subject.unit) is not None

    def _undecided(self, outcomes: Iterable[Outcome], units: Iterable[Unit]) -> Iterator[Scored]:
        """The units that failed, as far as it is known which they are, with every fact open."""
        failed = {(one.unit, one.table) for one in outcomes if one.scored is None and one.unit and one.table}
        for one in units:
            about = one.about
            if about is not None and (about.unit, about.table) in failed:
                scorer = self.scorer(about.scheme, about.table)
                nothing = Statement(about.unit, about.period or self.season.period, "", (), ())
                yield self._scored(scorer, merged(scorer.table, about.scheme.id, [nothing]))

    def _silent(self, heard: set[str]) -> list[Unit]:
        """The season's units about which nothing was said."""
        scheme = self.subjects.scheme(self.season.scheme)
        found: list[Unit] = []
        for unit in self.subjects.roster(scheme).units:
            if unit.name not in heard:
                about = Subject(scheme, unit.table, unit.name)
                nothing = Statement(unit.name, self.season.period, "", (), ())
                try:
                    found.append(Unit("", about, self.hearing.merged(about, [nothing])))
                except Problems as wrong:
                    found.append(Unit(wrong.problems[0].file, about, None, tuple(wrong.problems)))
        return found

    def _first_passes(self, units: list[Unit]) -> dict[str, FirstPass]:
        """What follows from all units together, by table."""
        season, together = self.season, self.season.together
        if not together.rankings and not together.stated and not any(map(self._has_cohort, units)):
            return {}
        from gpcli.facts.cohort import FirstPass

        scheme = self.subjects.scheme(season.scheme)
        roster = self.subjects.roster(scheme)
        tables = {one.id: self.scorer(scheme, one.id).table for one in scheme.tables}
        facts = {
            name: {one.unit: one.facts for one in units if one.table == name and one.unit} for name in tables
        }
        return {name: FirstPass(together, table, facts[name], roster) for name, table in tables.items()}

    def _has_cohort(self, one: Unit) -> bool:
        return one.about is not None and bool(self.scorer(one.about.scheme, one.about.table).table.cohort)

    def _with_cohort(self, one: Unit, passes: dict[str, FirstPass]) -> Unit:
        if one.facts is None or one.about is None or one.about.scheme.id != self.season.scheme:
            return one
        first = passes.get(one.about.table)
        if first is None:
            return one
        try:
            return one._replace(facts=first.applied(one.facts))
        except Problems as found:
            return one._replace(facts=None, problems=tuple(found.problems))

    def _outcome(self, one: Unit) -> Outcome:
        """What became of everything that was said about one unit."""
        if one.facts is None or one.about is None:
            return self._failed(one, one.problems)
        try:
            scored = self._scored(self.scorer(one.about.scheme, one.about.table), one.facts)
        except Problems as found:
            placed = tuple(_placed(problem, one.facts) for problem in found.problems)
            return self._failed(one, placed)
        return self._ended(one)._replace(scored=scored)

    def _failed(self, one: Unit, problems: tuple[Problem, ...]) -> Outcome:
        name = ""
        if one.about is not None:
            with suppress(Problems):
                name = self.scorer(one.about.scheme, one.about.table).table.name
        return self._ended(one)._replace(problems=problems, table_name=name)

    def _ended(self, one: Unit) -> Outcome:
        """What is known of everything that was said about one unit, whatever became of it."""
        period = "" if one.about is None else one.about.period
        document = one.document
        id_, row = ("", 0) if document is None else (document.id, document.number)
        return Outcome(one.path, None, (), one.unit, one.table, period=period, id=id_, row=row)

    def _scored(self, scorer: Scorer, facts: UnitFacts) -> Scored:
        """The unit, scored; raises :class:`Problems` where its facts contradict each other."""
        draft = scorer.draft(facts)

        @cache
        def written() -> Sheet:
            sheet = draft.sheet()
            if facts.several:
                from gpcli.scoring.compared import compared

                sheet = sheet._replace(compared=compared(scorer, facts, sheet))
            return sheet._replace(official=True) if self._is_official(scorer) else sheet

        def found() -> tuple[Effect, ...]:
            from gpcli.scoring.effects import effects

            rebuilt = partial(self._rebuilt, scorer)
            try:
                return effects(scorer, facts, written(), rebuilt)
            except ValueError as error:
                raise Problems([broken(self._packs.owner(scorer.scheme.id), error)]) from error

        return Scored(written, facts, scorer, found, draft.standing)

    def _rebuilt(self, scorer: Scorer, chosen: Mapping[str, str]) -> Table:
        """A scorer's table under some other Readings, built once for all units; raises :class:`Problems`."""
        key = (scorer.scheme.id, scorer.table.id, tuple(sorted(chosen.items())))
        if key not in self._variants:
            self._variants[key] = self._packs.rebuilt(scorer.scheme, scorer.table.id, chosen)
        return self._variants[key]

    def _is_official(self, scorer: Scorer) -> bool:
        """Whether results are those of a freeze: by its pack, under its own Readings."""
        pack = (scorer.info.pack, scorer.info.pack_version)
        return pack in self.season.official and not self.subjects.chosen

    def _in_order(self, units: list[Unit]) -> list[Unit]:
        """In the roster's order; then other units by code point; then what names none, as it was read."""
        roster = self.subjects.roster(self.subjects.scheme(self.season.scheme))
        places = {unit.name: place for place, unit in enumerate(roster.units)}
        last = len(places)
        return sorted(
            units,
            key=lambda one: (
                not one.unit,
                places.get(one.unit, last),
                "" if one.unit in places else one.unit,
            ),
        )


def _placed(one: Problem, facts: UnitFacts) -> Problem:
    """The problem with the place where the fact that it names is stated, by the source that counts."""
    item, _, name = one.key.partition(".")
    by = facts.stated_by(item, name) or next(iter(facts.contributions), None)
    if by is None:
        return one._replace(key=f"facts.{one.key}")
    key = by.called(item, name) or f"facts.{one.key}"
    return one._replace(file=by.file or one.file, line=by.line(item, name), key=key)
