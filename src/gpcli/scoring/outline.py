"""What the program of a table computes, and where in its output each number stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

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
        program = self.bounded if has_open else self.complete
        return self.read(program.run(program.fill(answers)), has_open=has_open)

    def read(self, outputs: Sequence[int], *, has_open: bool) -> Numbers:
        """The outputs of the program for units with open facts, or of that for units without."""
        program = self.bounded if has_open else self.complete
        return Numbers(self._places, program.scales, outputs, is_bounded=has_open)

    @cached_property
    def _places(self) -> Mapping[Address, int]:
        return {address: place for place, address in enumerate(self.roots)}


class Numbers(Mapping[Address, Number]):
    """Every output by its address, made into a decimal when somebody asks for it."""

    def __init__(
        self,
        places: Mapping[Address, int],
        scales: Sequence[int],
        outputs: Sequence[int],
        *,
        is_bounded: bool,
    ) -> None:
        """``outputs`` are a numerator and a denominator for each of ``scales``; bounded, for each end."""
        self._places = places
        self._scales = scales
        self._outputs = outputs
        self._is_bounded = is_bounded

    def __getitem__(self, address: Address) -> Number:
        place = self._places[address]
        if not self._is_bounded:
            value, rough = self._decimal(place)
            return Number(value, value, rough)
        low, rough = self._decimal(2 * place)
        high, rougher = self._decimal(2 * place + 1)
        return Number(low, high, rough or rougher)

    def __iter__(self) -> Iterator[Address]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def _decimal(self, place: int) -> tuple[Decimal, bool]:
        """The output, a quotient at display places, and whether that is not all of it."""
        number, below = self._outputs[2 * place : 2 * place + 2]
        scale = self._scales[place]
        if below == 1:
            return from_scaled(number, scale), False
        below *= 10**scale
        return half_up(number, below, DISPLAY_PLACES), bool(number * 10**DISPLAY_PLACES % below)
