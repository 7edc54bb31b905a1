"""Expressions as one compiled Python function over integers.

The complete program is never run on open cells; the bounds are programs of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import assert_never

from gpcli.expr.cells import Cell, Reader, filled, reader
from gpcli.expr.fields import Answers, Field
from gpcli.expr.ir import (
    Answered,
    Both,
    Either,
    Fails,
    Flag,
    HalfUp,
    Input,
    Int,
    Largest,
    Local,
    Pick,
    Product,
    Program,
    Ratio,
    Relation,
    Smallest,
    Sum,
    Test,
    Whole,
)
from gpcli.expr.lower import lower
from gpcli.expr.nodes import Expr
from gpcli.records import Record

Run = Callable[[Sequence[int | None]], tuple[int, ...]]


class Compiled(Record):
    """A function from cells to integers, two for each output: numerator and denominator.

    An amount is ``numerator / (10**scale * denominator)`` with the scale at its place in ``scales``; a
    condition is 0 or 1 over 1. ``quotients`` are the places of the amounts whose denominator may be another
    than 1.
    """

    cells: tuple[Cell, ...]
    scales: tuple[int, ...]
    run: Run
    source: str
    quotients: frozenset[int]

    def fill(self, answers: Answers) -> list[int | None]:
        """The integers of the cells, None where a fact is open; raises ``ValueError`` off a field's grid."""
        return filled(self._readers, answers)

    @cached_property
    def _readers(self) -> list[tuple[Field, Reader]]:
        return [(cell.field, reader(cell)) for cell in self.cells]


def compiled(roots: Sequence[Expr]) -> Compiled:
    """The expressions as one function, its outputs in their order."""
    return compile_program(lower(roots))


def compile_program(program: Program) -> Compiled:
    """The integer program as one function."""
    source = print_program(program)
    scope: dict[str, Run] = {}
    exec(compile(source, "<clauses>", "exec"), scope)
    scales = tuple(output.scale if isinstance(output, Ratio) else 0 for output in program.outputs)
    quotients = frozenset(
        place
        for place, output in enumerate(program.outputs)
        if isinstance(output, Ratio) and output.denominator is not None
    )
    return Compiled(program.cells, scales, scope["run"], source, quotients)


def print_program(program: Program) -> str:
    """The program as Python source."""
    return _Printer(program).source()


class _Printer:
    def __init__(self, program: Program) -> None:
        self._program = program
        self._inputs = {cell: f"c{place}" for place, cell in enumerate(program.cells)}
        self._locals = {name: f"v{place}" for place, (name, _) in enumerate(program.values)}

    def source(self) -> str:
        lines = ["def run(cells):"]
        if self._inputs:
            lines.append(f" {', '.join(self._inputs.values())}, = cells")
        lines.extend(f" {self._locals[name]} = {self._whole(value)}" for name, value in self._program.values)
        results: list[str] = []
        for output in self._program.outputs:
            if isinstance(output, Ratio):
                below = "1" if output.denominator is None else self._whole(output.denominator)
                results += (self._whole(output.numerator), below)
            else:
                results += (f"int({self._test(output)})", "1")
        lines.append(f" return ({', '.join(results)},)")
        return "\n".join(lines) + "\n"

    def _whole(self, expr: Whole) -> str:
        match expr:
            case Int(value):
                return str(value) if value >= 0 else f"({value})"
            case Input(cell):
                return self._inputs[cell]
            case Local(name):
                return self._locals[name]
            case Sum(terms):
                return f"({' + '.join(map(self._whole, terms))})"
            case Product(left, right):
                return f"({self._whole(left)} * {self._whole(right)})"
            case Smallest(terms):
                return f"min({', '.join(map(self._whole, terms))})"
            case Largest(terms):
                return f"max({', '.join(map(self._whole, terms))})"
            case HalfUp(numerator, denominator):
                above, below = self._whole(numerator), self._whole(denominator)
                size = f"((2 * abs({above}) + {below}) // (2 * {below}))"
                return f"(-{size} if {above} < 0 else {size})"
            case Pick(condition, yes, no):
                return f"({self._whole(yes)} if {self._test(condition)} else {self._whole(no)})"
            case _:
                assert_never(expr)

    def _test(self, expr: Test) -> str:
        match expr:
            case Flag(value):
                return str(value)
            case Relation(operator, left, right):
                return f"({self._whole(left)} {operator} {self._whole(right)})"
            case Both(terms):
                return f"({' and '.join(map(self._test, terms))})"
            case Either(terms):
                return f"({' or '.join(map(self._test, terms))})"
            case Fails(term):
                return f"(not {self._test(term)})"
            case Answered(cell):
                return f"({self._inputs[cell]} is not None)"
            case _:
                assert_never(expr)
