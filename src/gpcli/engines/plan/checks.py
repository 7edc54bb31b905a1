"""What a row has to be before it is scored: every value within its limits and on its grid, parts that agree.

A row that passes says what a facts file of the same content says, and that file is without fault. What does
not pass is never scored by an engine: the reader of rows says what is wrong with it, or understands it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gpcli.engines.plan.cells import PERCENT, Cells
from gpcli.engines.plan.inputs import Input
from gpcli.expr.fields import AMOUNT_LIMIT, ListField, NumberField, RateField
from gpcli.expr.fold import both, either, fails, pick, plus, relation, times
from gpcli.expr.ir import FALSE, TRUE, Answered, HalfUp, Int, Test, Whole
from gpcli.expr.ir import Input as Read
from gpcli.facts.rows.columns import Kind
from gpcli.facts.rows.entries import MOST
from gpcli.points import places_of, to_scaled
from gpcli.records import Record
from gpcli.scheme import Place


class Check(Record):
    """What must hold of a row, and the heading of the column that is to blame where it does not."""

    heading: str
    says: str
    test: Test


def checks_of(cells: Cells) -> Iterator[Check]:
    """Every check of a table that a row can fail, in the table's order."""
    for place in cells.table.places:
        match place.field:
            case NumberField():
                yield from _of_number(cells, place, place.field)
            case RateField():
                yield from _of_rate(cells, place, place.field)
            case ListField():
                yield from _of_list(cells, place, place.field)
            case _:
                continue


def _of_number(cells: Cells, place: Place, field: NumberField) -> Iterator[Check]:
    column = cells.column(place)
    if column is None:
        return
    value = Read(column.cell)
    least, most = to_scaled(field.minimum, field.places), to_scaled(field.maximum, field.places)
    tests = [relation(">=", value, Int(least)), relation("<=", value, Int(most))]
    yield _where(column, "limits", both(tests))
    yield from _grid(column, value, field)
    if field.judged:
        yield _where(column, "judged", either([relation("==", value, Int(0)), _judged(cells, place)]))


def _of_rate(cells: Cells, place: Place, field: RateField) -> Iterator[Check]:
    percent, part, whole = (cells.column(place, one) for one in ("", "part", "whole"))
    if percent is not None:
        most = to_scaled(field.maximum, field.places)
        value = Read(percent.cell)
        yield _where(
            percent, "limits", both([relation(">=", value, Int(0)), relation("<=", value, Int(most))])
        )
    for one, other in ((part, whole), (whole, part)):
        if one is not None:
            there = FALSE if other is None else Answered(other.cell)
            alone = TRUE if percent is None else fails(Answered(percent.cell))
            yield _where(one, "rate", both([there, alone]))
            value = Read(one.cell)
            limits = [relation(">=", value, Int(0)), relation("<=", value, Int(int(AMOUNT_LIMIT)))]
            yield _where(one, "limits", both(limits))
    if part is not None and whole is not None:
        places = places_of(field.maximum)
        above = times(Read(part.cell), Int(PERCENT * 10**places))
        below = times(Read(whole.cell), Int(to_scaled(field.maximum, places)))
        tests = [relation(">", Read(whole.cell), Int(0)), relation("<=", above, below)]
        yield _where(part, "rate", either([fails(Answered(whole.cell)), both(tests)]))


def _of_list(cells: Cells, place: Place, field: ListField) -> Iterator[Check]:
    kinds = list(cells.kinds(place))
    total: Whole = Int(0)
    for kind, counted in kinds:
        most = int(field.maximum)
        if field.levels or field.amounts:
            most = min(most, MOST)
        elif field.type == "entries":
            most = 0
        value = Read(counted.cell)
        limits = [relation(">=", value, Int(0)), relation("<=", value, Int(most))]
        yield _where(counted, "limits", both(limits))
        total = plus(total, pick(Answered(counted.cell), value, Int(0)))
        if not place.optional:
            others = either([Answered(other.cell) for _, other in kinds if other is not counted])
            yield Check(counted.heading, "kinds", either([Answered(counted.cell), fails(others)]))
        for amount in field.amounts.values():
            yield from _of_amount(cells, place, kind, amount)
    if len(kinds) > 1:
        yield Check(kinds[0][1].heading, "limits", relation("<=", total, Int(int(field.maximum))))


def _of_amount(cells: Cells, place: Place, kind: Kind, amount: NumberField) -> Iterator[Check]:
    """A sum that so many entries within the limits can have, and how many of them are open."""
    counted = cells.column(place, "n", "", kind)
    added = cells.column(place, "sum", amount.name, kind)
    left = cells.column(place, "open", amount.name, kind)
    assert counted is not None
    for one in (added, left):
        if one is not None:
            yield _where(one, "counted", Answered(counted.cell))
    if left is not None:
        value, every = Read(left.cell), Read(counted.cell)
        yield _where(left, "limits", both([relation(">=", value, Int(0)), relation("<=", value, every)]))
        stated = FALSE if added is None else Answered(added.cell)
        yield _where(left, "counted", either([stated, relation("==", value, every)]))
    if added is None:
        return
    value = Read(added.cell)
    open_ = Int(0) if left is None else pick(Answered(left.cell), Read(left.cell), Int(0))
    decided = plus(Read(counted.cell), times(open_, Int(-1)))
    least = times(decided, Int(to_scaled(amount.minimum, amount.places)))
    most = times(decided, Int(to_scaled(amount.maximum, amount.places)))
    tests = [relation(">=", value, least), relation("<=", value, most), relation(">=", value, Int(0))]
    yield _where(added, "limits", both(tests))
    yield from _grid(added, value, amount)
    field = place.field
    assert isinstance(field, ListField)
    if field.judged:
        yield _where(added, "judged", either([relation("<=", decided, Int(0)), _judged(cells, place)]))


def _grid(column: Input, value: Whole, field: NumberField) -> Iterator[Check]:
    step = Decimal(1).scaleb(-field.places) if field.step is None else field.step
    whole = to_scaled(step, field.places)
    if whole != 1:
        on = relation("==", times(HalfUp(value, Int(whole)), Int(whole)), value)
        yield _where(column, "grid", on)


def _judged(cells: Cells, place: Place) -> Test:
    """Whether the row says who judged the amounts of an item, and why."""
    said = [cells.inputs.said(place.item, name) for name in ("person", "reason")]
    return both([FALSE if one is None else Answered(one.cell) for one in said])


def _where(column: Input, says: str, test: Test) -> Check:
    """The check of a column that is filled in."""
    return Check(column.heading, says, either([fails(Answered(column.cell)), test]))
