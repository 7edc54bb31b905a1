"""What became of a unit: its sheet and what it was made from, or the problems that prevented it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from gpcli.problems import Problem
from gpcli.records import Record
from gpcli.scoring.standing import Standing, standing

if TYPE_CHECKING:
    from gpcli.facts.unit import UnitFacts
    from gpcli.ledger import Ledger
    from gpcli.scoring.effects import Effect
    from gpcli.scoring.score import Scorer
    from gpcli.scoring.sheet import Sheet


class Scored:
    """A unit that was scored and what its sheet was made from; functions are called when somebody asks."""

    def __init__(
        self,
        sheet: Sheet | Callable[[], Sheet],
        facts: UnitFacts | Callable[[], UnitFacts],
        scorer: Scorer,
        effects: Callable[[], tuple[Effect, ...]],
        standing: Callable[[], Standing] | None = None,
    ) -> None:
        self._sheet = sheet
        self._facts = facts
        self.scorer = scorer
        self.effects = effects
        self._standing = standing

    @cached_property
    def sheet(self) -> Sheet:
        """The full result."""
        return self._sheet() if callable(self._sheet) else self._sheet

    @cached_property
    def facts(self) -> UnitFacts:
        """What it rests on."""
        return self._facts() if callable(self._facts) else self._facts

    @cached_property
    def standing(self) -> Standing:
        """Where the unit stands."""
        return standing(self.sheet) if self._standing is None else self._standing()

    def conversion(self, id: str) -> Ledger:  # noqa: A002 - the field's word
        """The ledger of the conversion with this id; raises ``KeyError``."""
        for ledger in self.scorer.table.conversions:
            if ledger.id == id:
                return ledger
        raise KeyError(id)

    def showing(self, sheet: Sheet, facts: UnitFacts) -> Scored:
        """The same unit with less on its sheet and beside its facts."""
        return Scored(sheet, facts, self.scorer, self.effects)


class Outcome(Record):
    """What became of one unit's files: a scored unit, or the problems that kept it from being one.

    ``path`` names the file, or the first of several; ``unit``, ``table`` with its name and ``period`` are
    known of a failed one as far as its file says, ``id`` of one that names no unit. Nobody said anything
    about a unit that is not ``heard``. ``row`` is the number of its row, where it stands in a table of units.
    """

    path: str
    scored: Scored | None
    problems: tuple[Problem, ...] = ()
    unit: str = ""
    table: str = ""
    heard: bool = True
    table_name: str = ""
    period: str = ""
    id: str = ""
    row: int = 0
