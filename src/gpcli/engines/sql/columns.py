"""From what stands in a column to its integer, with proof; what proves to be none is a fault of the column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlglot import exp

from gpcli.engines.plan import Held, Input
from gpcli.engines.sql.expressions import column, wide
from gpcli.facts.rows.cells import NO, YES

DIGITS = 18
"""Digits before the decimal point that are read at most; more is a fault."""

LIMIT = 10**10
"""Numbers beyond this are faults before anything is worked out with them; every fact's maximum is below."""

TYPES: Mapping[Held, str] = {
    Held.YES_NO: "BOOLEAN",
    Held.REASONED: "VARCHAR",
    Held.LEVEL: "VARCHAR",
    Held.WHOLE: "BIGINT",
    Held.DECIMAL: "DECIMAL",
    Held.TEXT: "VARCHAR",
}
"""What a column of the table of units is, by what it holds."""


class Integer(NamedTuple):
    """The integer of a column, and when the column holds something that has none."""

    value: exp.Expr
    fault: exp.Expr | None


def type_of(one: Input) -> str:
    """The SQL type in which the statement expects a column."""
    if one.held is Held.DECIMAL:
        return f"DECIMAL({DIGITS}, {one.places})"
    return TYPES[one.held]


def integer(one: Input) -> Integer:
    """A column as its integer."""
    here = column(one.heading)
    match one.held:
        case Held.YES_NO:
            return Integer(wide(_case([(here, 1), (exp.Not(this=here.copy()), 0)])), None)
        case Held.REASONED:
            return _reasoned(here)
        case Held.LEVEL:
            return _level(here, one.levels)
        case Held.TEXT:
            said = exp.NEQ(this=exp.Trim(this=here), expression=exp.Literal.string(""))
            return Integer(wide(_case([(said, 1)])), None)
        case _:
            return _number(here, one.places)


def _case(branches: list[tuple[exp.Expr, int]]) -> exp.Case:
    found = exp.Case()
    for condition, value in branches:
        found = found.when(condition, exp.Literal.number(value), copy=False)
    return found


def _reasoned(here: exp.Column) -> Integer:
    """A reason is a yes, a no is a no, and a yes without a reason is a fault."""
    text = exp.Trim(this=here)
    blank = exp.EQ(this=text, expression=exp.Literal.string(""))
    no = exp.In(this=text.copy(), expressions=[exp.Literal.string(one) for one in NO])
    yes = exp.In(this=text.copy(), expressions=[exp.Literal.string(one) for one in YES])
    value = exp.Case().when(no, exp.Literal.number(0)).when(exp.or_(blank, yes), exp.null())
    value = value.when(_given(here), exp.Literal.number(1))
    return Integer(wide(value), yes.copy())


def _level(here: exp.Column, levels: tuple[str, ...]) -> Integer:
    text = exp.Trim(this=here)
    value = exp.Case(this=text)
    for place, level in enumerate(levels):
        value = value.when(exp.Literal.string(level), exp.Literal.number(place), copy=False)
    known = exp.In(this=text.copy(), expressions=[exp.Literal.string(one) for one in (*levels, "")])
    return Integer(wide(value), exp.Not(this=exp.paren(known)))


def _number(here: exp.Column, places: int) -> Integer:
    """Times ten to the number of places, where the number lies on that grid and within the limits."""
    exact = exp.cast(here, f"DECIMAL({DIGITS + places}, {places})")
    within = exp.Between(
        this=here.copy(), low=exp.Neg(this=exp.Literal.number(LIMIT)), high=exp.Literal.number(LIMIT)
    )
    scaled = exact if not places else exp.Mul(this=exact, expression=exp.Literal.number(10**places))
    value = exp.Case().when(within, wide(scaled), copy=False)
    on_grid = exp.EQ(this=exact.copy(), expression=here.copy())
    fault = exp.Case().when(within.copy(), exp.Not(this=exp.paren(on_grid)), copy=False)
    return Integer(value, fault.else_(_given(here), copy=False))


def _given(here: exp.Column) -> exp.Expr:
    return exp.Not(this=exp.Is(this=here.copy(), expression=exp.null()))
