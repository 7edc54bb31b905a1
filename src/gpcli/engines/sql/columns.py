"""From what stands in a column to its integer, with proof.

NULL stays NULL: not answered. What cannot be read without doubt (a word where a number belongs, a digit too
many, a number above the largest that its fact can hold) is :data:`UNREAD`, which no value ever is, so that
nothing that is worked out afterwards can overflow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from gpcli.engines.plan import Held, Input
from gpcli.engines.sql.expressions import column, given, number, text, wide
from gpcli.expr.magnitude import range_of
from gpcli.facts.rows.cells import NO, YES
from gpcli.points import from_scaled, plain

UNREAD = -1
"""The integer of what cannot be read; every other one is 0 or more."""

_TYPES: Mapping[Held, str] = {Held.YES_NO: "BOOLEAN", Held.WHOLE: "BIGINT"}


def type_of(one: Input, *, is_text: bool) -> str:
    """The SQL type in which the statement expects a column; any wider integer or decimal does as well."""
    if is_text or one.held in (Held.LEVEL, Held.REASONED, Held.TEXT):
        return "VARCHAR"
    return _TYPES.get(one.held) or f"DECIMAL({_digits(one)}, {one.places})"


def raw(one: Input, *, is_text: bool) -> exp.Expr:
    """The column as the statement reads it: text without spaces around, of which none is left NULL."""
    here = column(one.heading)
    if not is_text and one.held in (Held.YES_NO, Held.WHOLE, Held.DECIMAL):
        return here
    return exp.Nullif(this=exp.Trim(this=here), expression=text(""))


def integer(one: Input, *, is_text: bool) -> exp.Expr:
    """The integer of a column that :func:`raw` has read."""
    here = column(one.heading)
    match one.held:
        case Held.YES_NO if not is_text:
            return _first([(_equals(here, exp.true()), 1), (_equals(here, exp.false()), 0)], here)
        case Held.YES_NO:
            return _first([(_among(here, YES), 1), (_among(here, NO), 0)], here)
        case Held.REASONED:
            return wide(_cases([(_among(here, NO), 0), (_among(here, YES), UNREAD), (given(here), 1)]))
        case Held.LEVEL:
            levels = enumerate(one.levels)
            return _first([(_equals(here, text(level)), place) for place, level in levels], here)
        case Held.TEXT:
            return wide(_cases([(given(here), 1)]))
        case Held.WHOLE | Held.DECIMAL if is_text:
            return _worded(one, here)
        case _:
            return _numeric(one, here)


def _numeric(one: Input, here: exp.Column) -> exp.Expr:
    """A number within its limits that comes back from its grid: of a DOUBLE that is the nearest to it."""
    exact = exp.cast(here, "BIGINT" if not one.places else f"DECIMAL({_digits(one)}, {one.places})")
    within = exp.Between(this=here.copy(), low=number(0), high=_largest(one))
    on_grid = exp.Case().when(_equals(exact, here), _scaled(one, exact), copy=False)
    found = exp.Case().when(within, on_grid.else_(number(UNREAD), copy=False), copy=False)
    return found.when(given(here), number(UNREAD), copy=False)


def _worded(one: Input, here: exp.Column) -> exp.Expr:
    """The same of text: digits, with no more places than the fact has."""
    whole = _digits(one) - one.places
    rest = f"[0-9]{{1,{one.places}}}0*" if one.places else "0+"
    is_number = exp.RegexpLike(this=here, expression=text(f"^0*[0-9]{{1,{whole}}}([.]{rest})?$"))
    exact = exp.cast(here.copy(), f"DECIMAL({_digits(one)}, {one.places})")
    within = exp.LTE(this=exact, expression=_largest(one))
    held = exp.Case().when(within, _scaled(one, exact), copy=False)
    found = exp.Case().when(is_number, held.else_(number(UNREAD), copy=False), copy=False)
    return found.when(given(here), number(UNREAD), copy=False)


def _scaled(one: Input, exact: exp.Expr) -> exp.Expr:
    if not one.places:
        return exact.copy() if exact.args["to"].this == exp.DataType.Type.BIGINT else wide(exact.copy())
    return wide(exp.Mul(this=exact.copy(), expression=number(10**one.places)))


def _digits(one: Input) -> int:
    """Digits of the largest number that the column can hold, those behind the point included."""
    return max(len(str(range_of(one.cell).high)), one.places + 1)


def _largest(one: Input) -> exp.Expr:
    return exp.Literal.number(plain(from_scaled(range_of(one.cell).high, one.places)))


def _first(branches: Sequence[tuple[exp.Expr, int]], here: exp.Column) -> exp.Expr:
    """The integer of the first branch that holds; of anything else that is given :data:`UNREAD`."""
    return wide(_cases([*branches, (given(here), UNREAD)]))


def _cases(branches: Sequence[tuple[exp.Expr, int]]) -> exp.Case:
    found = exp.Case()
    for condition, value in branches:
        found = found.when(condition, number(value), copy=False)
    return found


def _equals(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return exp.EQ(this=left.copy(), expression=right.copy())


def _among(here: exp.Column, words: Sequence[str]) -> exp.Expr:
    return exp.In(this=exp.Lower(this=here.copy()), expressions=[text(one) for one in words])
