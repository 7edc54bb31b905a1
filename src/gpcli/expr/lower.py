"""The one lowering: expressions over decimals become integer programs, exactly.

Every amount has static decimal places: a sum takes the most of its terms, a product the sum of both. Below a
quotient an amount carries an integer denominator, and comparisons multiply across.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from typing import assert_never

from gpcli.expr.cells import Cell
from gpcli.expr.fields import RateField
from gpcli.expr.fold import both, either, fails, pick, plus, relation, times
from gpcli.expr.ir import (
    ONE,
    Answered,
    Flag,
    HalfUp,
    Input,
    Int,
    Largest,
    Local,
    Program,
    Ratio,
    Relation,
    Smallest,
    Test,
    Whole,
)
from gpcli.expr.nodes import (
    Add,
    All,
    Amount,
    Amounts,
    Any,
    Bool,
    Choose,
    Compare,
    Const,
    Count,
    Divide,
    Expr,
    Fact,
    If,
    IsLevel,
    Known,
    Least,
    Most,
    Multiply,
    Named,
    Not,
    Num,
    Round,
    Truth,
    Undecided,
    Yes,
)
from gpcli.points import places_of, to_scaled


def lower(roots: Sequence[Expr]) -> Program:
    """The integer program whose outputs are the expressions, in order.

    Raises ``ValueError`` where two different amounts have one name.
    """
    return _Lowering().program(roots)


class _Lowering:
    def __init__(self) -> None:
        self._inputs: dict[Cell, Input] = {}
        self._values: dict[str, Whole] = {}
        self._named: dict[str, tuple[Named, Ratio]] = {}

    def program(self, roots: Sequence[Expr]) -> Program:
        outputs = tuple(self._output(root) for root in roots)
        return Program(tuple(self._inputs), tuple(self._values.items()), outputs)

    def _output(self, root: Expr) -> Ratio | Test:
        if isinstance(root, Amount):
            return self.amount(root)
        return self.condition(root)

    def amount(self, expr: Num) -> Ratio:
        match expr:
            case Named(name, value):
                return self._name(expr, name, value)
            case Const(value):
                places = places_of(value)
                return Ratio(Int(to_scaled(value, places)), places)
            case Add(terms):
                return self._sum([self.amount(term) for term in terms])
            case If(condition, yes, no):
                return self._choice(self.condition(condition), self.amount(yes), self.amount(no))
            case Multiply(left, right):
                return _product(self.amount(left), self.amount(right))
            case Count(field, where):
                return Ratio(self._input(Cell(field, "count", "", where)), 0)
            case Fact(field):
                if isinstance(field, RateField):
                    part, whole = self._input(Cell(field, "part")), self._input(Cell(field, "whole"))
                    return Ratio(times(Int(100), part), 0, whole)
                return Ratio(self._input(Cell(field, "value")), field.places)
            case Amounts(field, amount, where):
                return Ratio(self._input(Cell(field, "amounts", amount, where)), field.amounts[amount].places)
            case Most(terms):
                return self._extreme([self.amount(term) for term in terms], ">=", Largest)
            case Least(terms):
                return self._extreme([self.amount(term) for term in terms], "<=", Smallest)
            case Undecided(field, amount, where):
                return Ratio(self._input(Cell(field, "undecided", amount, where)), 0)
            case Divide(part, whole):
                return _quotient(self.amount(part), self.amount(whole))
            case Round(value, places):
                return _rounded(self.amount(value), places)
            case Choose(field, cases):
                position = self._input(Cell(field, "value"))
                *first, last = [(code, self.amount(amount)) for code, (_, amount) in enumerate(cases)]
                chosen = last[1]
                for code, amount_of_level in reversed(first):
                    chosen = self._choice(Relation("==", position, Int(code)), amount_of_level, chosen)
                return chosen
            case _:
                assert_never(expr)

    def condition(self, expr: Bool) -> Test:
        match expr:
            case Truth(value):
                return Flag(value)
            case Yes(field):
                return Relation("!=", self._input(Cell(field, "value")), Int(0))
            case IsLevel(field, level):
                return Relation("==", self._input(Cell(field, "value")), Int(field.levels.index(level)))
            case Compare(operator, left, right):
                return _relation(operator, self.amount(left), self.amount(right))
            case All(terms):
                return both([self.condition(term) for term in terms])
            case Any(terms):
                return either([self.condition(term) for term in terms])
            case Not(term):
                return fails(self.condition(term))
            case Known(field):
                match field.type:
                    case "rate":
                        cell = Cell(field, "part")
                    case "incidents" | "entries":
                        cell = Cell(field, "count")
                    case _:
                        cell = Cell(field, "value")
                self._input(cell)
                return Answered(cell)
            case _:
                assert_never(expr)

    def _input(self, cell: Cell) -> Input:
        found = self._inputs.get(cell)
        if found is None:
            found = self._inputs[cell] = Input(cell)
        return found

    def _name(self, node: Named, name: str, value: Num) -> Ratio:
        known = self._named.get(name)
        if known is not None:
            if known[0] is not node:
                raise ValueError(f"two different amounts are named {name}")
            return known[1]
        ratio = self.amount(value)
        named = Ratio(
            self._local(name, ratio.numerator),
            ratio.scale,
            None if ratio.denominator is None else self._local(f"{name}/", ratio.denominator),
        )
        self._named[name] = (node, named)
        return named

    def _local(self, name: str, value: Whole) -> Whole:
        if isinstance(value, Int | Input | Local):
            return value
        self._values[name] = value
        return Local(name)

    def _sum(self, terms: list[Ratio]) -> Ratio:
        total = terms[0]
        for term in terms[1:]:
            left, right, scale, denominator = _alike(total, term)
            total = Ratio(plus(left, right), scale, denominator)
        return total

    def _extreme(self, terms: list[Ratio], operator: str, make: type[Smallest] | type[Largest]) -> Ratio:
        if all(term.denominator is None for term in terms):
            scale = max(term.scale for term in terms)
            scaled = tuple(_scaled(term, scale) for term in terms)
            known = [term.value for term in scaled if isinstance(term, Int)]
            if len(known) == len(scaled):
                return Ratio(Int(min(known) if make is Smallest else max(known)), scale)
            return Ratio(make(scaled), scale)
        best = terms[0]
        for term in terms[1:]:
            best = self._choice(_relation(operator, best, term), best, term)
        return best

    def _choice(self, condition: Test, yes: Ratio, no: Ratio) -> Ratio:
        match condition:
            case Flag(value):
                return yes if value else no
        scale = max(yes.scale, no.scale)
        below_yes, below_no = yes.denominator or ONE, no.denominator or ONE
        if isinstance(below_yes, Int) and isinstance(below_no, Int):
            one, other, scale, below = _alike(yes, no)
            return Ratio(pick(condition, one, other), scale, below)
        denominator = pick(condition, below_yes, below_no)
        return Ratio(pick(condition, _scaled(yes, scale), _scaled(no, scale)), scale, denominator)


def _scaled(ratio: Ratio, scale: int) -> Whole:
    if scale == ratio.scale:
        return ratio.numerator
    return times(ratio.numerator, Int(10 ** (scale - ratio.scale)))


def _alike(left: Ratio, right: Ratio) -> tuple[Whole, Whole, int, Whole | None]:
    scale = max(left.scale, right.scale)
    one, other = _scaled(left, scale), _scaled(right, scale)
    if left.denominator is right.denominator:
        return one, other, scale, left.denominator
    below_left, below_right = left.denominator or ONE, right.denominator or ONE
    if isinstance(below_left, Int) and isinstance(below_right, Int):
        below = lcm(below_left.value, below_right.value)
        one = times(one, Int(below // below_left.value))
        return one, times(other, Int(below // below_right.value)), scale, Int(below)
    return times(one, below_right), times(other, below_left), scale, times(below_left, below_right)


def _product(left: Ratio, right: Ratio) -> Ratio:
    denominator = left.denominator
    if right.denominator is not None:
        denominator = right.denominator if denominator is None else times(denominator, right.denominator)
    return Ratio(times(left.numerator, right.numerator), left.scale + right.scale, denominator)


def _quotient(part: Ratio, whole: Ratio) -> Ratio:
    numerator = times(times(part.numerator, whole.denominator or ONE), Int(10**whole.scale))
    return Ratio(numerator, part.scale, times(whole.numerator, part.denominator or ONE))


def _rounded(value: Ratio, places: int) -> Ratio:
    if value.denominator is None and value.scale <= places:
        return value
    shift = places - value.scale
    numerator = times(value.numerator, Int(10 ** max(shift, 0)))
    denominator = times(value.denominator or ONE, Int(10 ** max(-shift, 0)))
    return Ratio(HalfUp(numerator, denominator), places)


def _relation(operator: str, left: Ratio, right: Ratio) -> Test:
    one, other, _, _ = _alike(left, right)
    return relation(operator, one, other)
