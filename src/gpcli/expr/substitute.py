"""A program over other cells: each of its inputs is replaced by what it follows from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, assert_never

from gpcli.expr.cells import Cell
from gpcli.expr.fold import both, either, fails, pick, plus, relation, times
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
from gpcli.expr.parts import cells_of


class Stated(NamedTuple):
    """What a cell follows from: whether it is answered, its integer where it is, and a name for that."""

    name: str
    answered: Test
    value: Whole


def substituted(program: Program, stated: Mapping[Cell, Stated]) -> Program:
    """The program with every cell of ``stated`` replaced; a value of several parts gets a name.

    Raises ``KeyError`` for a cell that nothing is said of.
    """
    return _Substitution(program, stated).program()


class _Substitution:
    def __init__(self, program: Program, stated: Mapping[Cell, Stated]) -> None:
        self._program = program
        self._values: dict[str, Whole] = {}
        self._stated: dict[Cell, Stated] = {}
        for cell in program.cells:
            name, answered, value = stated[cell]
            if not isinstance(value, Int | Input):
                self._values[name] = value
                value = Local(name)
            self._stated[cell] = Stated(name, answered, value)

    def program(self) -> Program:
        values = {name: self._whole(value) for name, value in self._program.values}
        outputs = tuple(map(self._output, self._program.outputs))
        found = Program((), (*self._values.items(), *values.items()), outputs)
        return found._replace(cells=cells_of(found))

    def _output(self, output: Ratio | Test) -> Ratio | Test:
        if not isinstance(output, Ratio):
            return self._test(output)
        below = None if output.denominator is None else self._whole(output.denominator)
        return Ratio(self._whole(output.numerator), output.scale, below)

    def _whole(self, expr: Whole) -> Whole:
        match expr:
            case Int() | Local():
                return expr
            case Input(cell):
                return self._stated[cell].value
            case Sum(terms):
                first, *others = map(self._whole, terms)
                for term in others:
                    first = plus(first, term)
                return first
            case Product(left, right):
                return times(self._whole(left), self._whole(right))
            case Smallest(terms) | Largest(terms):
                return type(expr)(tuple(map(self._whole, terms)))
            case HalfUp(numerator, denominator):
                return HalfUp(self._whole(numerator), self._whole(denominator))
            case Pick(condition, yes, no):
                return pick(self._test(condition), self._whole(yes), self._whole(no))
            case _:
                assert_never(expr)

    def _test(self, expr: Test) -> Test:
        match expr:
            case Flag():
                return expr
            case Relation(operator, left, right):
                return relation(operator, self._whole(left), self._whole(right))
            case Both(terms):
                return both([self._test(term) for term in terms])
            case Either(terms):
                return either([self._test(term) for term in terms])
            case Fails(term):
                return fails(self._test(term))
            case Answered(cell):
                return self._stated[cell].answered
            case _:
                assert_never(expr)
