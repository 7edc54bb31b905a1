"""The clauses of a table as steps of the form: both bounds of every amount, conditions that may be open.

It is the program of the bounds rewrite, lowered to whole numbers; every named amount is a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from gpcli.expr.bounds import Bounds
from gpcli.expr.cells import Cell
from gpcli.expr.formula import EXACT, Formulas
from gpcli.expr.ir import Local, Ratio, Test
from gpcli.expr.lower import lower
from gpcli.expr.magnitude import magnitude
from gpcli.expr.nodes import Amount, Expr
from gpcli.expr.python import Run, compile_program
from gpcli.forms.scratch import Number, Scratch
from gpcli.forms.together import Together
from gpcli.messages import N_
from gpcli.points import DISPLAY_PLACES, half_up, plain
from gpcli.problems import Problems, problem
from gpcli.records import Record
from gpcli.scheme import Table
from gpcli.scoring.outline import Address, Outline

PLACES = 4
"""Decimal places of points in a form."""


class End(Record):
    """One bound of an amount: a whole number, and by what it is divided to be points."""

    number: Number
    scale: int
    below: Number | None

    @property
    def formula(self) -> str:
        """The points, rounded half up to the places of a form, for another worksheet; never a minus zero."""
        return f"({self.outside(PLACES)}+0)"

    def outside(self, places: int) -> str:
        """The points half up to so many places, for another worksheet."""
        below = "" if self.below is None else f"*{self.below.outside}"
        return f"ROUND({self.number.outside}/({10**self.scale}{below}),{places})"

    @property
    def value(self) -> Decimal:
        """The points now."""
        return self.now(PLACES)

    def at(self, places: int) -> str:
        """The points half up to so many places, for the worksheet on which they are worked out."""
        below = "" if self.below is None else f"*{self.below.ref}"
        return f"ROUND({self.number.ref}/({10**self.scale}{below}),{places})"

    def now(self, places: int) -> Decimal:
        """The points now, half up to so many places."""
        below = 1 if self.below is None else self.below.value
        return half_up(self.number.value, 10**self.scale * below, places)


class Points(Record):
    """An amount: its bounds, and whether they meet (1 or 0)."""

    lower: End
    upper: End
    settled: Number


class Held(Record):
    """A condition: surely and possibly so (1 or 0)."""

    sure: Number
    possible: Number


class Clauses:
    """What every form of a table computes, worked out once: its program, and what stands where in it."""

    def __init__(self, table: Table) -> None:
        """Raises :class:`Problems` where its numbers are larger than a spreadsheet keeps exactly."""
        outline = Outline(table)
        bounds = Bounds(table.optional())
        roots: list[Expr] = []
        self.places: dict[Address, int] = {}
        for address, root in outline.roots.items():
            if address.kind == "count" or (address.kind == "amount" and address.ledger != "total"):
                continue
            ends = bounds.amount(root) if isinstance(root, Amount) else bounds.condition(root)
            if address.kind == "amount" and _is_quotient(ends):
                continue
            self.places[address] = len(roots)
            roots += ends
        self.table = table
        self.program = lower(roots)
        most = magnitude(self.program)
        if most >= EXACT:
            said = N_("the numbers of table {table} are too large for a spreadsheet ({most})")
            raise Problems([problem("no-form", said, table=table.id, most=plain(Decimal(most)))])

    @cached_property
    def run(self) -> Run:
        """The program as a function that also gives every named value."""
        values = tuple(Ratio(Local(name), 0) for name, _ in self.program.values)
        return compile_program(self.program._replace(outputs=(*values, *self.program.outputs))).run

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What the program reads."""
        return self.program.cells


def _is_quotient(ends: Sequence[Expr]) -> bool:
    """Whether an amount is the quotient of two others."""
    return any(isinstance(one, Ratio) and one.denominator is not None for one in lower(ends).outputs)


class Computed:
    """The steps of the program for the facts of some sources."""

    def __init__(self, clauses: Clauses, facts: Together, scratch: Scratch, title: str) -> None:
        program = clauses.program
        self._clauses = clauses
        self._scratch = scratch
        self._title = title
        self._formulas = Formulas(
            {cell: facts.cells[cell].ref for cell in program.cells},
            {cell: facts.answered[cell.field].ref for cell in program.cells},
        )
        now = [
            facts.cells[cell].value if facts.answered[cell.field].value else None for cell in program.cells
        ]
        outputs = clauses.run(now)
        for place, (name, value) in enumerate(program.values):
            number = self._put(name, self._formulas.whole(value), outputs[2 * place])
            self._formulas.locals[name] = number.ref
        self._now = outputs[2 * len(program.values) :]
        self._found: dict[Address, Points | Held] = {}

    def points(self, *address: str) -> Points:
        """An amount by its address."""
        found = self._at(Address(*address))
        assert isinstance(found, Points)
        return found

    def has(self, *address: str) -> bool:
        """Whether there is such an amount; what a step adds below a quotient is told by what it leaves."""
        return Address(*address) in self._clauses.places

    def held(self, *address: str) -> Held:
        """A condition by its address."""
        found = self._at(Address(*address))
        assert isinstance(found, Held)
        return found

    def _at(self, address: Address) -> Points | Held:
        if address not in self._found:
            self._found[address] = self._laid_out(address)
        return self._found[address]

    def _laid_out(self, address: Address) -> Points | Held:
        place = self._clauses.places[address]
        first, second = self._clauses.program.outputs[place : place + 2]
        name = ".".join(filter(None, address))
        if isinstance(first, Ratio) and isinstance(second, Ratio):
            low, high = self._end(f"{name} 最低", first, place), self._end(f"{name} 最高", second, place + 1)
            return Points(low, high, self._settled(f"{name} 已定", low, high))
        assert not isinstance(first, Ratio)
        assert not isinstance(second, Ratio)
        sure = self._test(f"{name} 成立", first, place)
        return Held(sure, self._test(f"{name} 可能成立", second, place + 1))

    def _end(self, name: str, ratio: Ratio, place: int) -> End:
        number = self._put(name, self._formulas.whole(ratio.numerator), self._now[2 * place])
        below = None
        if ratio.denominator is not None:
            below = self._put(
                f"{name} 分母", self._formulas.whole(ratio.denominator), self._now[2 * place + 1]
            )
        return End(number, ratio.scale, below)

    def _settled(self, name: str, low: End, high: End) -> Number:
        """Whether the bounds meet: exactly; below a quotient at the places at which it is printed."""
        if low.below is None and high.below is None:
            scale = max(low.scale, high.scale)
            one, other = (f"{end.number.ref}*{10 ** (scale - end.scale)}" for end in (low, high))
        else:
            one, other = (end.at(DISPLAY_PLACES) for end in (low, high))
        same = low.now(DISPLAY_PLACES) == high.now(DISPLAY_PLACES)
        return self._put(name, f"IF({one}={other},1,0)", int(same))

    def _test(self, name: str, test: Test, place: int) -> Number:
        return self._put(name, f"IF({self._formulas.test(test)},1,0)", self._now[2 * place])

    def _put(self, what: str, formula: str, value: int) -> Number:
        return self._scratch.put(self._title, what, formula, value)
