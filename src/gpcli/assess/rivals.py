"""The units that each unit of an assessment is ranked with."""

from __future__ import annotations

from collections.abc import Mapping

from gpcli.assess.assessment import Assessment
from gpcli.assess.ranking import entrants
from gpcli.scoring.outcome import Scored
from gpcli.season.contest import contests
from gpcli.season.improve import Rivals


class Ranked:
    """Every unit with those it is ranked with; raises :class:`Problems` for faulty grades of the season."""

    def __init__(self, assessment: Assessment) -> None:
        units = entrants(assessment)
        found: dict[int, Rivals] = {}
        for contest in contests(units, assessment.season, lambda _: True):
            for group in contest.groups:
                there = [row.standing for row in group.rows]
                for mine in there:
                    others = tuple(one for one in there if one is not mine and not one.out)
                    without = len(there) - len(others) - 1
                    found[id(mine)] = Rivals(others, group.rules, without)
        self._found: Mapping[Scored, Rivals] = {
            one.scored: found[id(one.standing)] for one in units if id(one.standing) in found
        }

    def rivals(self, scored: Scored) -> Rivals | None:
        """Those that a scored unit is ranked with; None for one that stands alone."""
        found = self._found.get(scored)
        return found if found is not None and found.others else None
