"""A table's statement in DuckDB says of every row what the compiled plan says, digit for digit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import pytest
from unit_tables.in_sql import as_told, differing, told, type_in, value_in
from unit_tables.trial import EVERY, Cells, readings, rows, scorer

from gpcli.engines.plan import Plan, plan_of
from gpcli.engines.sql.statement import Asked, body
from gpcli.expr.python import compile_program
from gpcli.messages import Words


@pytest.fixture(scope="module")
def base() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as connection:
        yield connection


def fill(base: duckdb.DuckDBPyConnection, plan: Plan, given: Sequence[Cells], *, is_text: bool) -> None:
    """The table ``units``: a row for each, its number as unit."""
    every = plan.inputs.every
    columns = ", ".join(f'"{one.heading}" {type_in(one, is_text=is_text)}' for one in every)
    base.execute(f"CREATE OR REPLACE TABLE units (unit INTEGER, {columns})")
    marks = ", ".join("?" * (len(every) + 1))
    values = [
        [place, *(value_in(one, cells.get(one.heading, ""), is_text=is_text) for one in every)]
        for place, cells in enumerate(given)
    ]
    base.executemany(f"INSERT INTO units VALUES ({marks})", values)


def results(base: duckdb.DuckDBPyConnection, statement: str) -> list[dict[str, object]]:
    found = base.execute(f'{statement}\nORDER BY "unit"')
    headings = [one[0] for one in found.description]
    return [as_told(headings, row) for row in found.fetchall()]


@pytest.mark.parametrize(("pack", "scheme", "table"), EVERY)
def test_rows_score_as_the_plan_has_it_under_every_reading(
    base: duckdb.DuckDBPyConnection, pack: str, scheme: str, table: str
) -> None:
    for turn, chosen in enumerate(readings(pack, scheme, table)):
        of = scorer(pack, scheme, table, chosen)
        plan = plan_of(of.table, None, of.outline)
        program = compile_program(plan.program(plan.bounded))
        given = [cells for _, cells in rows(of, 1 if turn else 6, turn, boundaries=not turn)]
        is_text = turn % 2 == 1
        fill(base, plan, given, is_text=is_text)
        texts = [one.heading for one in plan.inputs.every] if is_text else []
        found = results(base, body(plan, Asked("duckdb", Words("zh"), texts=texts)))
        for cells, row in zip(given, found, strict=True):
            assert not differing(row, told(plan, plan.bounded, program, cells)), (chosen, cells)
