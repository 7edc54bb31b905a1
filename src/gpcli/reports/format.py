"""What a report format is, and what it is given to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

from gpcli.messages import Words
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


class Report(Record):
    """Everything that a format may print, in the order of the inputs."""

    outcomes: Sequence[Outcome]
    words: Words
    bom: bool = True

    @property
    def scored(self) -> tuple[Scored, ...]:
        """The units that were scored."""
        return tuple(outcome.scored for outcome in self.outcomes if outcome.scored is not None)


class ReportFormat(Record):
    """A named format. ``writer`` is ``module:function``, imported when the format is used."""

    name: str
    title: str
    extension: str
    writer: str

    def write(self, report: Report) -> str:
        """The report as text."""
        module, _, function = self.writer.partition(":")
        return cast("Callable[[Report], str]", getattr(import_module(module), function))(report)
