"""PostgreSQL says of every row what the compiled plan says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from unit_tables.in_sql import as_told, differing, told, type_in, value_in
from unit_tables.postgres import server
from unit_tables.trial import EVERY, rows, scorer

from gpcli.engines.plan import plan_of
from gpcli.engines.sql.statement import Asked, body
from gpcli.expr.python import compile_program
from gpcli.messages import Words

if TYPE_CHECKING:
    from psycopg import Connection

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def base() -> Iterator[Connection]:
    try:
        import psycopg
    except ImportError:
        pytest.fail("psycopg is missing: pip install -r requirements-real.txt")
    with server() as where, psycopg.connect(where, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize("is_text", [False, True], ids=["typed", "text"])
@pytest.mark.parametrize(("pack", "scheme", "table"), EVERY)
def test_rows_score_as_the_plan_has_it(
    base: Connection, pack: str, scheme: str, table: str, is_text: bool
) -> None:
    of = scorer(pack, scheme, table)
    plan = plan_of(of.table, None, of.outline)
    given = [cells for _, cells in rows(of, 2, 1, boundaries=True)]
    every = plan.inputs.every
    columns = ", ".join(f'"{one.heading}" {type_in(one, is_text=is_text)}' for one in every)
    base.execute(f"DROP TABLE IF EXISTS units; CREATE TABLE units (unit INTEGER, {columns})")
    values = [
        [place, *(value_in(one, cells.get(one.heading, ""), is_text=is_text) for one in every)]
        for place, cells in enumerate(given)
    ]
    with base.cursor() as cursor:
        cursor.executemany(f"INSERT INTO units VALUES ({', '.join(['%s'] * (len(every) + 1))})", values)
    texts = [one.heading for one in every] if is_text else []
    found = base.execute(body(plan, Asked("postgres", Words("zh"), texts=texts)) + '\nORDER BY "unit"')
    headings = [one.name for one in found.description or ()]
    program = compile_program(plan.program(plan.bounded))
    for cells, row in zip(given, found.fetchall(), strict=True):
        assert not differing(as_told(headings, row), told(plan, plan.bounded, program, cells)), cells
