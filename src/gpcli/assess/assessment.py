"""All of a season, or of what was typed, as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from gpcli.assess.assessor import Assessor
from gpcli.assess.inputs import Intake, Read, Reading, take_in
from gpcli.assess.otherwise import computed_otherwise
from gpcli.assess.subject import Wanted
from gpcli.messages import Phrase
from gpcli.packs import Packs
from gpcli.problems import Problems
from gpcli.records import Record
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.standing import Standing
from gpcli.season.file import Season
from gpcli.season.returned import Rectification

if TYPE_CHECKING:
    from gpcli.assess.plainly import Plainly


class Assessment(Record):
    """What became of every unit, in order; ``missing`` are the season's units about which nothing was said.

    ``faulty`` are units of failed inputs as if nothing had been said about them: they may have any total.
    """

    season: Season
    assessor: Assessor
    reads: tuple[Read, ...]
    outcomes: tuple[Outcome, ...]
    missing: tuple[Scored, ...]
    faulty: tuple[Scored, ...]

    @property
    def scored(self) -> tuple[Scored, ...]:
        """The units that were scored, those that handed in nothing among them."""
        return (*(one.scored for one in self.outcomes if one.scored is not None), *self.missing)

    @property
    def everyone(self) -> tuple[Outcome, ...]:
        """What became of every unit, those at the end about which nothing was said."""
        silent = (
            Outcome("", one, (), one.facts.unit, one.scorer.table.id, heard=False) for one in self.missing
        )
        return (*self.outcomes, *silent)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The inputs that could not be scored."""
        return tuple(one for one in self.outcomes if one.scored is None)

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that was read."""
        return Intake(self.season, self.reads).files

    @property
    def otherwise(self) -> tuple[Phrase, ...]:
        """What is worth telling of files that compute under other Readings."""
        return computed_otherwise(self.reads, self.assessor.subjects)

    @property
    def notices(self) -> tuple[Phrase, ...]:
        """What is worth telling of all of it."""
        return (*self.otherwise, *self.assessor.rechecks.notices(self.scored))

    def standings(self) -> tuple[Standing, ...]:
        """Where every unit stands, in order."""
        heard = (
            one.scored.standing._replace(group=self.group(one.scored), path=one.path)
            for one in self.outcomes
            if one.scored is not None
        )
        silent = (one.standing._replace(group=self.group(one), heard=False) for one in self.missing)
        return (*heard, *silent)

    def undecided(self) -> tuple[Standing, ...]:
        """Where the units of failed inputs may stand, in the order of ``faulty``."""
        return tuple(
            one.standing._replace(group=self.group(one), heard=False, faulty=True) for one in self.faulty
        )

    def group(self, scored: Scored) -> str:
        """The class of a unit, where its roster gives one."""
        unit = self.assessor.subjects.roster(scored.scorer.scheme).find(scored.standing.unit)
        return "" if unit is None else unit.group


Watched = Callable[[Sequence[Read]], Iterable[Read]]
"""Hands on the inputs one by one, for somebody who watches how far the work is."""


def plainly(packs: Packs, wanted: Wanted) -> Reading:
    """Who reads the plain files of a season; nobody where it cannot be told what they are about."""

    def reading(season: Season) -> Plainly | None:
        from gpcli.assess.plainly import Plainly

        try:
            return Plainly(Assessor(packs, wanted, season))
        except Problems:
            return None

    return reading


def assess(
    packs: Packs, wanted: Wanted, paths: Sequence[str], returned: Rectification | None = None
) -> Assessment:
    """Everything under the paths, read, merged and scored; raises :class:`Problems` for a faulty season.

    ``returned`` stands for the rectification lists that the season names.
    """
    return assess_all(packs, wanted, take_in(paths, plainly(packs, wanted)), returned=returned)


def assess_all(
    packs: Packs,
    wanted: Wanted,
    intake: Intake,
    over: Watched = iter,
    returned: Rectification | None = None,
) -> Assessment:
    """Everything that was taken in, merged and scored; raises :class:`Problems` for a faulty season.

    With other lists than those that were frozen, the results of a freeze are not official.
    """
    season = intake.season
    if returned is not None:
        season, intake = season._replace(official=frozenset()), intake._replace(returned=returned)
    assessor = Assessor(packs, wanted, season, intake.returned)
    outcomes, missing, faulty = assessor.assessed(over(intake.reads))
    return Assessment(intake.season, assessor, intake.reads, outcomes, missing, faulty)
