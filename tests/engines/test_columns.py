"""The column program says of every row what the compiled plan says, and calls the others odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl
import pytest
from unit_tables.trial import EVERY, integers, readings, rows, scorer, together

from gpcli.engines.columns.program import Program
from gpcli.engines.plan import Held, Plan, plan_of
from gpcli.expr.python import compile_program
from gpcli.points import from_scaled


@pytest.mark.parametrize(("pack", "scheme", "table"), EVERY)
def test_columns_score_as_the_plan(pack: str, scheme: str, table: str) -> None:
    for turn, chosen in enumerate(together(pack, scheme, table)):
        hold(pack, scheme, table, chosen, turn)


@pytest.mark.real
@pytest.mark.parametrize(("pack", "scheme", "table"), EVERY)
def test_columns_score_as_the_plan_under_each_reading(pack: str, scheme: str, table: str) -> None:
    for turn, chosen in enumerate(readings(pack, scheme, table)):
        hold(pack, scheme, table, chosen, turn)


def hold(pack: str, scheme: str, table: str, chosen: dict[str, str], turn: int) -> None:
    """Compares rows of every mood, and on every boundary where no Reading is changed."""
    of = scorer(pack, scheme, table, chosen)
    plan = plan_of(of.table, None, of.outline)
    given = [cells for _, cells in rows(of, 1 if turn else 3, turn, boundaries=not turn)]
    bad = wrong(plan, given)
    frame = text(plan, [*given, *bad])
    results, odd, _ = Program(of.table, of.outline, dict(frame.schema)).run(frame)
    compiled = compile_program(plan.program(plan.bounded))
    assert odd[len(given) :].all()
    for cells, found, strange in zip(given, results.iter_rows(named=True), odd, strict=False):
        values = compiled.run(integers(plan, cells))
        assert strange is not all(values[4 * len(plan.bounded.results) : -2 : 2]), (chosen, cells)
        assert strange or found == told(plan, values), (chosen, cells)


def told(plan: Plan, values: Sequence[int]) -> dict[str, Decimal | str | None]:
    """The results of the compiled plan by heading."""
    found: dict[str, Decimal | str | None] = {}
    for place, one in enumerate(plan.bounded.results):
        value, known = values[4 * place], values[4 * place + 2]
        said = one.labels[value] if one.labels else from_scaled(value, one.scale)
        found[one.heading] = said if known else None
    return found


def text(plan: Plan, given: Sequence[Mapping[str, str]]) -> pl.DataFrame:
    """Rows as a table of text that has every column of the plan."""
    headings = [one.heading for one in plan.inputs.every]
    table = {heading: [row.get(heading) for row in given] for heading in headings}
    return pl.DataFrame(table, schema=dict.fromkeys(headings, pl.String()))


def wrong(plan: Plan, given: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The rows once more, in each one cell with what no facts file may hold there."""
    found: list[dict[str, str]] = []
    for place, one in enumerate(plan.inputs.every):
        if one.held not in (Held.TEXT, Held.REASONED):
            base = given[place % len(given)]
            found += ({**base, one.heading: bad} for bad in ("不明", "99999999999", "-1", "0.00001"))
    return found
