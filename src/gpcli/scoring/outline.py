"""What the program of a table computes, and where in its output each number stands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from gpcli.expr.cells import fill
from gpcli.expr.fields import Answers
from gpcli.expr.nodes import Amount, Expr
from gpcli.expr.python import Compiled, compiled
from gpcli.ledger import Account, account
from gpcli.points import DISPLAY_PLACES, from_scaled, half_up
from gpcli.records import Record
from gpcli.scheme import Table


class Address(NamedTuple):
    """One output: ``kind`` is amount, count, after, total, note, grade or constraint."""

    kind: str
    ledger: str
    key: str = ""


class Number(Record):
    """An output as an interval (of a condition: surely and possibly, 0 or 1)."""

    low: Decimal
    high: Decimal
    approximate: bool = False


Numbers = Mapping[Address, Number]


class Outline:
    """A table's expressions by address, and the two programs compiled from them on first use."""

    def __init__(self, table: Table) -> None:
        self._optional = table.optional()
        self.accounts: dict[str, Account] = {ledger.id: account(ledger) for ledger in table.ledgers()}
        self.notes = tuple(note for ledger in table.ledgers() for note in ledger.notes)
        self.roots: dict[Address, Expr] = {}
        for name, written in self.accounts.items():
            for posting in written.postings:
                self.roots[Address("amount", name, posting.key)] = posting.amount
                if posting.counted is not None:
                    self.roots[Address("count", name, posting.key)] = posting.counted
                if name == "total":
                    self.roots[Address("after", name, posting.key)] = posting.after
            self.roots[Address("total", name)] = written.total
        for note in self.notes:
            self.roots[Address("note", note.id)] = note.condition
        for grade in table.grades:
            for number, condition in enumerate(grade.conditions(table.total)):
                self.roots[Address("grade", grade.name, str(number))] = condition
        for constraint in table.constraints:
            self.roots[Address("constraint", constraint.id)] = constraint.condition

    @cached_property
    def complete(self) -> Compiled:
        """The program for units without open facts; it is never run on any other."""
        return compiled(list(self.roots.values()))

    @cached_property
    def bounded(self) -> Compiled:
        """The program for units with open facts: lower and upper of every output."""
        from gpcli.expr.bounds import Bounds

        bounds = Bounds(self._optional)
        roots: list[Expr] = []
        for root in self.roots.values():
            roots += bounds.amount(root) if isinstance(root, Amount) else bounds.condition(root)
        return compiled(roots)

    def numbers(self, answers: Answers, *, has_open: bool) -> Numbers:
        """Every output for the answers."""
        if not has_open:
            values = _run(self.complete, answers)
            return {
                address: Number(value, value, approximate)
                for address, (value, approximate) in zip(self.roots, values, strict=True)
            }
        values = _run(self.bounded, answers)
        return {
            address: Number(low, high, rough or rougher)
            for address, (low, rough), (high, rougher) in zip(
                self.roots, values[::2], values[1::2], strict=True
            )
        }


def _run(program: Compiled, answers: Answers) -> list[tuple[Decimal, bool]]:
    numbers = program.run(fill(program.cells, answers))
    return [
        (from_scaled(number, scale), False)
        if below == 1
        else (
            half_up(number, 10**scale * below, DISPLAY_PLACES),
            bool(number * 10**DISPLAY_PLACES % (10**scale * below)),
        )
        for number, below, scale in zip(numbers[::2], numbers[1::2], program.scales, strict=True)
    ]
