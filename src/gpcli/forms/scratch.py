"""The worksheet on which a form computes: one row a step, each with its formula and the value it has now."""

from __future__ import annotations

from gpcli.expr.formula import LONGEST
from gpcli.forms.design import CALC
from gpcli.messages import N_
from gpcli.problems import Problems, problem
from gpcli.records import Record

VALUE = 2
"""The column of the values; before it stand what a step belongs to, and what it is."""

FIRST = 2
"""The row of the first step."""


class Step(Record):
    """One step: its words, its formula without the equals sign, its value now."""

    of: str
    what: str
    formula: str
    value: int


class Number(Record):
    """A whole number of the form: where it stands, and what it is now."""

    ref: str
    value: int

    @property
    def outside(self) -> str:
        """The number as another worksheet names it."""
        return f"'{CALC}'!{self.ref}" if self.ref.startswith("$") else self.ref


class Scratch:
    """The steps, in order."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def put(self, of: str, what: str, formula: str, value: int) -> Number:
        """One more step; raises :class:`Problems` where its formula is longer than a spreadsheet takes."""
        if len(formula) > LONGEST:
            said = N_("a formula of this table is longer than a spreadsheet takes: {what}")
            raise Problems([problem("no-form", said, what=f"{of} {what}".strip())])
        self.steps.append(Step(of, what, formula, value))
        return Number(f"$C${FIRST + len(self.steps)}", value)


NOTHING = Number("0", 0)
"""What nobody may state."""
