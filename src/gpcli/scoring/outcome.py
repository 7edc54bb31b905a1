"""What became of a unit: its sheet and what it was made from, or the problems that prevented it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gpcli.problems import Problem
from gpcli.records import Record

if TYPE_CHECKING:
    from gpcli.facts.unit import UnitFacts
    from gpcli.ledger import Ledger
    from gpcli.scoring.effects import Effect
    from gpcli.scoring.score import Scorer
    from gpcli.scoring.sheet import Sheet


class Scored(Record):
    """A unit that was scored, with what its sheet was made from."""

    sheet: Sheet
    facts: UnitFacts
    scorer: Scorer
    effects: Callable[[], tuple[Effect, ...]]

    def conversion(self, id: str) -> Ledger:  # noqa: A002 - the field's word
        """The ledger of the conversion with this id; raises ``KeyError``."""
        for ledger in self.scorer.table.conversions:
            if ledger.id == id:
                return ledger
        raise KeyError(id)


class Outcome(Record):
    """What became of one input: a scored unit, or the problems that kept it from being one."""

    path: str
    scored: Scored | None
    problems: tuple[Problem, ...] = ()
