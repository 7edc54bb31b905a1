"""The rankings of an assessment, as far as they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gpcli.assess.assessment import Assessment
from gpcli.messages import N_
from gpcli.problems import Problem, Problems, problem
from gpcli.records import Record
from gpcli.scheme import Scheme
from gpcli.scoring.outcome import Outcome
from gpcli.season.contest import Contest, Entrant, contests
from gpcli.season.grades import refuse_faulty, unknown_group, unknown_table
from gpcli.season.rank import League


class Selection(Record):
    """Which units are ranked: those of a table, of a class; empty for all."""

    table: str = ""
    group: str = ""

    def has(self, table: str, group: str) -> bool:
        """Whether units of this table and class are asked for."""
        return self.table in ("", table) and self.group in ("", group)


class Ranking(Record):
    """The rankings by scheme and period, and the failed inputs that may belong to them."""

    contests: tuple[Contest, ...]
    failed: tuple[Outcome, ...]

    @property
    def leagues(self) -> tuple[League, ...]:
        """Every group that is ranked."""
        return tuple(group.league for one in self.contests for group in one.groups)


def ranking(assessment: Assessment, selection: Selection) -> Ranking:
    """The rankings that are asked for, empty where nobody handed in anything.

    Raises :class:`Problems` for faulty grades of the season and for a selection that concerns no unit.
    """
    units = entrants(assessment)
    found = contests(units, assessment.season, lambda league: selection.has(league.table, league.group))
    if units and not found:
        raise Problems([_idle(assessment, selection, units)])
    failed = tuple(one for one in assessment.failed if _may_belong(one, assessment, selection, units))
    heard = any(row.standing.heard for one in found for group in one.groups for row in group.rows)
    return Ranking(found if heard else (), failed)


def entrants(assessment: Assessment) -> list[Entrant]:
    """Every unit that is to be ranked; raises :class:`Problems` for faulty grades of the season."""
    everyone = (*assessment.scored, *assessment.faulty)
    standings = (*assessment.standings(), *assessment.undecided())
    found = [Entrant(scored, standing) for scored, standing in zip(everyone, standings, strict=True)]
    _refuse_faulty_grades(assessment, found)
    return found


def _refuse_faulty_grades(assessment: Assessment, entrants: Sequence[Entrant]) -> None:
    season = assessment.season
    if season.grades:
        scheme = assessment.assessor.scheme(season.scheme)
        tables = (one.scored.scorer.table for one in entrants if one.scored.scorer.scheme.id == scheme.id)
        graded = tuple(dict.fromkeys(table.id for table in tables if table.grades))
        refuse_faulty(season, scheme, _classes(assessment, scheme), graded)


def _classes(assessment: Assessment, scheme: Scheme) -> Mapping[str, tuple[str, ...]]:
    """The classes of each table of a scheme, "" among them where a unit has none."""
    units = assessment.assessor.subjects.roster(scheme).units
    return {
        table.id: tuple(dict.fromkeys(unit.group for unit in units if unit.table == table.id))
        for table in scheme.tables
    }


def _schemes(entrants: Sequence[Entrant]) -> list[Scheme]:
    return list({one.scored.scorer.scheme.id: one.scored.scorer.scheme for one in entrants}.values())


def _idle(assessment: Assessment, selection: Selection, entrants: Sequence[Entrant]) -> Problem:
    """Why nobody is asked for."""
    schemes = _schemes(entrants)
    tables = tuple(dict.fromkeys(table.id for scheme in schemes for table in scheme.tables))
    if selection.table and selection.table not in tables:
        return unknown_table(schemes[0], selection.table, tables)._replace(key="--table")
    classes = (
        group
        for scheme in schemes
        for table, groups in _classes(assessment, scheme).items()
        if selection.table in ("", table)
        for group in groups
    )
    known = tuple(dict.fromkeys(filter(None, classes)))
    if selection.group and selection.group not in known:
        return unknown_group(selection.group, known)._replace(key="--group")
    return problem("nothing-to-rank", N_("no unit handed in anything to rank"))


def _may_belong(
    outcome: Outcome, assessment: Assessment, selection: Selection, entrants: Sequence[Entrant]
) -> bool:
    """Whether a failed input may be of a unit that is asked for, as far as it is known what it is about."""
    if outcome.table and selection.table not in ("", outcome.table):
        return False
    if not selection.group or not outcome.unit:
        return True
    rosters = (assessment.assessor.subjects.roster(scheme) for scheme in _schemes(entrants))
    known = [unit.group for roster in rosters if (unit := roster.find(outcome.unit)) is not None]
    return not known or selection.group in known
