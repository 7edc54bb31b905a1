"""Integers and tests of a plan as expressions of SQL, over columns of 64-bit integers.

Where a column is open it is NULL, and a test may be neither true nor false: the bounds ask first whether a
fact is answered, so that such a test decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from sqlglot import exp

from gpcli.engines.sql.dialects import TRUNCATING
from gpcli.expr.cells import Cell
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
    Relation,
    Smallest,
    Sum,
    Test,
    Whole,
)

NARROW = 2**31
"""Literals below this are 32-bit integers in most dialects."""

_RELATIONS: Mapping[str, type[exp.Binary]] = {
    ">=": exp.GTE,
    ">": exp.GT,
    "<=": exp.LTE,
    "<": exp.LT,
    "==": exp.EQ,
    "!=": exp.NEQ,
}


class Expressions:
    """Prints integers and tests; ``columns`` are the names of cells, ``names`` those of named values."""

    def __init__(self, dialect: str, columns: Mapping[Cell, str], names: Mapping[str, str]) -> None:
        self._dialect = dialect
        self._columns = columns
        self._names = names

    def value(self, expr: Whole) -> exp.Expr:
        """A named value: 64 bits wide whatever it is made of."""
        printed = self.whole(expr)
        return printed if _is_wide(expr) else wide(printed)

    def whole(self, expr: Whole) -> exp.Expr:
        """An integer."""
        match expr:
            case Int(value):
                return number(value)
            case Input(cell):
                return column(self._columns[cell])
            case Local(name):
                return column(self._names[name])
            case Sum(terms):
                return self._sum(terms)
            case Product(left, right):
                one = self.whole(left) if _is_wide(left) or _is_wide(right) else wide(self.whole(left))
                return exp.Mul(this=_within(one), expression=_within(self.whole(right)))
            case Smallest(terms):
                return exp.Anonymous(this="LEAST", expressions=[self.whole(term) for term in terms])
            case Largest(terms):
                return exp.Anonymous(this="GREATEST", expressions=[self.whole(term) for term in terms])
            case HalfUp(numerator, denominator):
                return self._half_up(numerator, denominator)
            case Pick(condition, yes, no):
                return self._choice(condition, yes, no)
            case _:
                assert_never(expr)

    def test(self, expr: Test) -> exp.Expr:
        """A condition."""
        match expr:
            case Flag(value):
                return exp.true() if value else exp.false()
            case Relation(operator, left, right):
                return _RELATIONS[operator](this=self.whole(left), expression=self.whole(right))
            case Both(terms):
                return exp.and_(*(grouped(self.test(term)) for term in terms), wrap=False)
            case Either(terms):
                return exp.or_(*(grouped(self.test(term)) for term in terms), wrap=False)
            case Fails(Answered(cell)):
                return exp.Is(this=column(self._columns[cell]), expression=exp.null())
            case Fails(term):
                return exp.Not(this=exp.paren(self.test(term)))
            case Answered(cell):
                return given(column(self._columns[cell]))
            case _:
                assert_never(expr)

    def _sum(self, terms: tuple[Whole, ...]) -> exp.Expr:
        first, *others = terms
        run = self.whole(first) if any(map(_is_wide, terms)) else wide(self.whole(first))
        for term in others:
            match term:
                case Product(left, Int(value)) if value == -1:
                    run = exp.Sub(this=run, expression=_within(self.whole(left)))
                case Int(value) if value < 0:
                    run = exp.Sub(this=run, expression=exp.Literal.number(-value))
                case _:
                    run = exp.Add(this=run, expression=self.whole(term))
        return run

    def _choice(self, condition: Test, yes: Whole, no: Whole) -> exp.Expr:
        """Choices one after the other as one CASE with several branches."""
        match condition, yes:
            case Answered(asked), Input(read) if asked == read:
                return exp.Coalesce(this=column(self._columns[read]), expressions=[self.whole(no)])
        found = exp.Case().when(self.test(condition), self.whole(yes), copy=False)
        while isinstance(no, Pick):
            found = found.when(self.test(no.condition), self.whole(no.yes), copy=False)
            no = no.no
        return found.else_(self.whole(no), copy=False)

    def _half_up(self, numerator: Whole, denominator: Whole) -> exp.Expr:
        """Half up, away from zero; a denominator that is 0 (of a row at fault) gives NULL, not an error."""
        above = self.whole(numerator) if _is_wide(numerator) else wide(self.whole(numerator))
        doubled = exp.Mul(this=number(2), expression=exp.Abs(this=above))
        if isinstance(denominator, Int):
            below, divisor = number(denominator.value), number(2 * denominator.value)
        else:
            below = _within(
                self.whole(denominator) if _is_wide(denominator) else wide(self.whole(denominator))
            )
            divisor = exp.Nullif(this=exp.Mul(this=number(2), expression=below.copy()), expression=number(0))
        size = self._divided(exp.paren(exp.Add(this=doubled, expression=below)), divisor)
        below_zero = exp.LT(this=above.copy(), expression=number(0))
        return exp.Mul(
            this=exp.Case().when(below_zero, number(-1)).else_(number(1)), expression=exp.paren(size)
        )

    def _divided(self, left: exp.Expr, right: exp.Expr) -> exp.Expr:
        """An integer division; both sides are positive, so that every dialect drops the same rest."""
        if self._dialect in TRUNCATING:
            return exp.Div(this=left, expression=right, typed=True, safe=False)
        return exp.IntDiv(this=left, expression=right)


def column(name: str) -> exp.Column:
    """A column, quoted."""
    return exp.column(name, quoted=True)


def number(value: int) -> exp.Expr:
    """An integer."""
    size = exp.Literal.number(abs(value))
    return size if value >= 0 else exp.Neg(this=size)


def text(words: str) -> exp.Expr:
    """A text."""
    return exp.Literal.string(words)


def given(expr: exp.Expr) -> exp.Expr:
    """Whether there is anything."""
    return exp.Is(this=expr.copy(), expression=exp.Not(this=exp.null()))


def wide(expr: exp.Expr) -> exp.Expr:
    """The integer with 64 bits."""
    return exp.cast(expr, "BIGINT")


def _within(expr: exp.Expr) -> exp.Expr:
    return exp.paren(expr) if isinstance(expr, exp.Add | exp.Sub | exp.Neg) else expr


def grouped(expr: exp.Expr) -> exp.Expr:
    """A condition as a part of another."""
    return exp.paren(expr) if isinstance(expr, exp.And | exp.Or) else expr


def _is_wide(expr: Whole) -> bool:
    """Whether the dialects make 64 bits of it by themselves: a column in every branch."""
    match expr:
        case Int(value):
            return abs(value) >= NARROW
        case Input() | Local():
            return True
        case Sum(terms) | Smallest(terms) | Largest(terms):
            return any(map(_is_wide, terms))
        case Product(left, right) | HalfUp(left, right):
            return _is_wide(left) or _is_wide(right)
        case Pick(_, yes, no):
            return _is_wide(yes) or _is_wide(no)
        case _:
            assert_never(expr)
