"""Rows that no column program vouches for: the reader of rows scores them, or says what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gpcli.assess.assessor import Assessor
from gpcli.assess.hearing import Entry, unit_of
from gpcli.assess.inputs import Read
from gpcli.engines.plan import FAILED
from gpcli.facts.rows.document import Row
from gpcli.problems import Problem
from gpcli.reports.units.results import Value, results
from gpcli.reports.units.rows import PROBLEMS, said
from gpcli.scoring.outcome import Outcome


class Judged(NamedTuple):
    """What became of a unit: the place of its first row, its results by heading, what is wrong with it;
    whether a note may still keep its number back.
    """

    first: int
    values: dict[str, Value]
    problems: tuple[Problem, ...]
    unsettled: bool = False


def judged(assessor: Assessor, rows: Sequence[Row | Problem]) -> list[Judged]:
    """What became of the units of the rows, in the order of the first row of each."""
    reads = [
        Read(one.file, None, (one,)) if isinstance(one, Problem) else Read(one.path, one, ()) for one in rows
    ]
    firsts: dict[object, int] = {}
    for place, read in enumerate(reads):
        about = Entry(read.path, assessor.hearing.about(read))
        firsts.setdefault(unit_of(about, place), place)
    outcomes = assessor.outcomes(reads)
    return [_judged(one, first) for one, first in zip(outcomes, firsts.values(), strict=True)]


def _judged(outcome: Outcome, first: int) -> Judged:
    if outcome.scored is None:
        values: dict[str, Value] = {
            "unit": outcome.unit or None,
            "period": outcome.period or None,
            "table": outcome.table or None,
            "status": FAILED,
            PROBLEMS: said(outcome.problems),
        }
        return Judged(first, values, outcome.problems)
    standing = outcome.scored.standing
    values = {
        "unit": standing.unit or None,
        "period": standing.period or None,
        "scheme": outcome.scored.scorer.scheme.id,
        "table": standing.table,
        **results(outcome.scored),
    }
    return Judged(first, values, (), standing.unsure)
