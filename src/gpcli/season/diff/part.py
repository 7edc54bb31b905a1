"""The parts of a difference, each with what was changed."""

from __future__ import annotations

from decimal import Decimal

from gpcli.expr.fields import Answer, Field
from gpcli.messages import N_
from gpcli.points import total
from gpcli.records import Record
from gpcli.season.diff.end import End

KINDS = {
    "pack": N_("pack version"),
    "table": N_("table"),
    "reading": N_("Reading"),
    "cohort": N_("fact of all units together"),
    "recheck": N_("re-check"),
    "source": N_("another source"),
    "fact": N_("fact"),
}
"""Every kind of change in words, in the order in which a difference is walked."""


class Change(Record):
    """One thing that is otherwise: ``key`` is ``ITEM.FACT``, a Reading, a pack or a table.

    ``old`` and ``new`` are answers (None of an open fact), or the value as text; ``sources`` are whose word
    counted before and after (empty of nobody's), None of what nobody states; ``several`` says that several
    sources speak; ``item`` is the name of the item that has the fact.
    """

    kind: str
    key: str
    label: str
    old: Answer | None
    new: Answer | None
    field: Field | None = None
    sources: tuple[str, str] | None = None
    item: str = ""
    several: bool = False


class Part(Record):
    """What the changes, made together, lead to: the result before and after them.

    They are several only where one without the others would contradict the document.
    """

    changes: tuple[Change, ...]
    before: End
    after: End

    @property
    def lower(self) -> Decimal:
        """What it adds to the lower bound."""
        return total([self.after.lower, -self.before.lower])

    @property
    def upper(self) -> Decimal:
        """What it adds to the upper bound."""
        return total([self.after.upper, -self.before.upper])

    @property
    def idle(self) -> bool:
        """Whether nothing follows from it."""
        return self.before == self.after


class Difference(Record):
    """One unit in two results: ``parts`` lead from ``old`` to ``new``, step by step."""

    old: End
    new: End
    parts: tuple[Part, ...]

    @property
    def lower(self) -> Decimal:
        """New minus old, of the lower bounds."""
        return total([self.new.lower, -self.old.lower])

    @property
    def upper(self) -> Decimal:
        """New minus old, of the upper bounds."""
        return total([self.new.upper, -self.old.upper])

    @property
    def same(self) -> bool:
        """Whether nothing at all is otherwise."""
        return self.old == self.new and not self.parts
