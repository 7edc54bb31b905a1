"""The plan of a table of units: which columns are read, what a row has to be, what comes out of it.

Everything is integers and tests over the columns' own cells. Every engine prints the same plan, so that none
has its own idea of a blank, a limit, a rounding, or of what is known of a row with gaps.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from gpcli.engines.plan.cells import Cells
from gpcli.engines.plan.checks import Check, checks_of
from gpcli.engines.plan.inputs import Inputs, inputs_of
from gpcli.engines.plan.results import Chances, Ends, Result, ends, results_of
from gpcli.expr.bounds import Bounds
from gpcli.expr.cells import Cell
from gpcli.expr.fields import ListField
from gpcli.expr.fold import both, either, relation
from gpcli.expr.ir import FALSE, Int, Program, Ratio, Test, Whole
from gpcli.expr.lower import lower
from gpcli.expr.magnitude import magnitude
from gpcli.expr.nodes import Amount, Expr
from gpcli.expr.substitute import substituted
from gpcli.expr.walk import fields
from gpcli.records import Record
from gpcli.scheme import Table
from gpcli.scoring.outline import Address, Outline

WIDEST = 2**63 - 1
"""The largest integer of most engines."""


class Part(Record):
    """Named integers, each over those before it, and what is worked out from them."""

    values: tuple[tuple[str, Whole], ...]
    results: tuple[Result, ...]
    constraints: tuple[Check, ...]
    most: int
    """The largest integer, without its sign, that any step can meet for a row that passes its checks."""
    unsettled: Test = FALSE
    """Whether a note may still keep the row from having a number."""


class Plan:
    """The plan of one table under its Readings, for the columns that are there."""

    def __init__(self, table: Table, outline: Outline, inputs: Inputs, *, parts: bool = True) -> None:
        """Without ``parts`` nothing comes out of sections and items."""
        self.table = table
        self._has_parts = parts
        self.inputs = inputs
        self._outline = outline
        self._cells = Cells(table, inputs)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """What must hold of each value of a row, before it is scored."""
        return tuple(checks_of(self._cells))

    @cached_property
    def whole(self) -> Test:
        """Whether nothing is open in a row: every fact answered, every entry with its amounts."""
        tests: list[Test] = []
        for place in self.table.places:
            tests.append(self._cells.answered(place.field))
            if isinstance(place.field, ListField):
                for kind, _ in self._cells.kinds(place):
                    for amount in place.field.amounts:
                        undecided = self._cells.open_amounts(place, amount, kind)
                        tests.append(relation("==", undecided, Int(0)))
        return both(tests)

    @cached_property
    def complete(self) -> Part:
        """What comes out of rows that are whole; of any other it is not true."""
        roots = list(self._roots.values())
        return self._part(roots, [(place, place) for place, _ in enumerate(roots)])

    @cached_property
    def bounded(self) -> Part:
        """What comes out of any row."""
        bounds = Bounds(self.table.optional())
        roots: list[Expr] = []
        pairs: list[tuple[int, int]] = []
        for root in self._roots.values():
            low, high = bounds.amount(root) if isinstance(root, Amount) else bounds.condition(root)
            roots.append(low)
            if low is not high:
                roots.append(high)
            pairs.append((len(roots) - 1 - (low is not high), len(roots) - 1))
        return self._part(roots, pairs)

    @cached_property
    def _roots(self) -> dict[Address, Expr]:
        whole = {"total", *(ledger.id for ledger in self.table.conversions)}
        return {
            one: root
            for one, root in self._outline.roots.items()
            if one.kind in ("note", "grade", "constraint")
            or (one.kind == "total" and (self._has_parts or one.ledger in whole))
        }

    def _part(self, roots: Sequence[Expr], pairs: Sequence[tuple[int, int]]) -> Part:
        lowered = lower(roots)
        program = substituted(lowered, self._cells.stated(lowered.cells))
        places = dict(zip(self._roots, pairs, strict=True))

        def amount(ledger: str) -> Ends:
            low, high = (program.outputs[place] for place in places[Address("total", ledger)])
            assert isinstance(low, Ratio)
            assert isinstance(high, Ratio)
            return ends(low, high)

        def chance(kind: str, id_: str, number: str) -> Chances:
            sure, possible = (program.outputs[place] for place in places[Address(kind, id_, number)])
            assert not isinstance(sure, Ratio)
            assert not isinstance(possible, Ratio)
            return Chances(sure, possible)

        results = tuple(results_of(self.table, amount, chance, parts=self._has_parts))
        constraints = tuple(
            Check(self._first(one.condition), one.says, chance("constraint", one.id, "").possible)
            for one in self.table.constraints
        )
        shown = tuple(Ratio(one.value, one.scale) for one in results)
        most = magnitude(Program(program.cells, program.values, shown))
        notes = [note.id for ledger in self.table.ledgers() for note in ledger.notes if note.effect != "note"]
        unsettled = either([chance("note", one, "").possible for one in notes])
        return Part(program.values, results, constraints, most, unsettled)

    def _first(self, condition: Expr) -> str:
        """The heading of the first column that a condition reads."""
        keys = {place.field: place for place in self.table.places}
        read = [keys[field] for field in fields([condition])]
        found = (one.heading for place in read for one in self.inputs.every if one.place is place)
        return next(found, read[0].key)

    def program(self, part: Part) -> Program:
        """A part as a program over the columns' cells: each result and whether it is known, then whether each
        check and each constraint holds, then whether the row is whole.
        """
        outputs: list[Ratio | Test] = []
        for one in part.results:
            outputs += (Ratio(one.value, one.scale), one.known)
        outputs += (one.test for one in (*self.checks, *part.constraints))
        return Program(self._every_cell, part.values, (*outputs, self.whole))

    @property
    def _every_cell(self) -> tuple[Cell, ...]:
        return tuple(one.cell for one in self.inputs.every)


def plan_of(
    table: Table, given: Collection[str] | None = None, outline: Outline | None = None, *, parts: bool = True
) -> Plan:
    """The plan of a table, for all its columns or for those of them that are among the ``given`` headings;
    without ``parts`` it gives no results of sections and items.
    """
    return Plan(table, outline or Outline(table), inputs_of(table, given), parts=parts)
