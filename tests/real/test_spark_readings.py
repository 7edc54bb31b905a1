"""Spark says of rows under other Readings what the compiled plan says.

Of the smaller tables each Reading alone. A wide table takes seconds to plan: of the others all Readings are
turned at once, as often as one of them has another answer; DuckDB runs each of theirs alone. The rows are of
every mood, with gaps, on boundaries, and some with a value that no fact can have.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from unit_tables.hostile import numbers_against
from unit_tables.in_sql import as_told, differing, told, write
from unit_tables.trial import DOCUMENTS, ELSEWHERE, readings, rows, scorer, together

from gpcli.engines.plan import Held, Plan, plan_of
from gpcli.engines.sql.statement import Asked, body
from gpcli.expr.python import compile_program
from gpcli.messages import Words

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.real

ALONE = [*(one for one in DOCUMENTS if one[0] in ("gp_putuo", "gp_zhangshu")), *ELSEWHERE]
TOGETHER = [one for one in DOCUMENTS if one not in ALONE]

SETTINGS = {"spark.sql.shuffle.partitions": "1", "spark.sql.codegen.wholeStage": "false"}


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    assert shutil.which("java"), "Java is missing: install openjdk-17-jre-headless"
    try:
        import pyspark  # noqa: F401
    except ImportError:
        pytest.fail("pyspark is missing: pip install -r requirements-real.txt")
    from gpcli.engines.spark.session import session

    with session("local[2]", SETTINGS) as running:
        yield running


@pytest.mark.parametrize(("pack", "scheme", "table"), ALONE)
def test_rows_score_as_the_plan_has_it_under_each_reading(
    spark: SparkSession, tmp_path: Path, pack: str, scheme: str, table: str
) -> None:
    held(spark, tmp_path, (pack, scheme, table), readings(pack, scheme, table))


@pytest.mark.parametrize(("pack", "scheme", "table"), TOGETHER)
def test_rows_score_as_the_plan_has_it_under_all_readings_turned(
    spark: SparkSession, tmp_path: Path, pack: str, scheme: str, table: str
) -> None:
    held(spark, tmp_path, (pack, scheme, table), together(pack, scheme, table))


def held(
    spark: SparkSession, folder: Path, which: tuple[str, str, str], turns: Iterator[dict[str, str]]
) -> None:
    """Holds every statement to the plan, each that differs from those before it."""
    seen: set[str] = set()
    for number, chosen in enumerate(turns):
        of = scorer(*which, chosen)
        plan = plan_of(of.table, None, of.outline)
        said = body(plan, Asked("spark", Words("zh")))
        if said in seen:
            continue
        seen.add(said)
        given = [cells for _, cells in rows(of, 2, number, boundaries=True)]
        changes = against(plan, len(given))
        path = folder / f"{number}.parquet"
        write(
            plan, [*given, *given[:1] * len(changes)], range(len(given) + len(changes)), path, changes=changes
        )
        spark.read.parquet(str(path)).createOrReplaceTempView("units")
        found = spark.sql(said)
        results = {int(row["unit"]): as_told(found.columns, tuple(row)) for row in found.collect()}
        program = compile_program(plan.program(plan.bounded))
        for place, cells in enumerate(given):
            assert not differing(results[place], told(plan, plan.bounded, program, cells)), (chosen, cells)
        for place in range(len(given), len(results)):
            assert results[place]["status"] == "failed", (chosen, changes[place - len(given)])
            assert not any(isinstance(value, Decimal) for value in results[place].values())


def against(plan: Plan, first: int) -> list[str]:
    """Changes that put into rows from ``first`` on, one in each, a number that its column refuses."""
    numeric = [one for one in plan.inputs.every if one.held in (Held.WHOLE, Held.DECIMAL)]
    found: list[str] = []
    for place, one in enumerate(numeric):
        values = [value for value in numbers_against(one) if one.held is Held.DECIMAL or value == int(value)]
        value = values[place % len(values)]
        found.append(f"UPDATE units SET \"{one.heading}\" = {value:f} WHERE unit = '{first + place}'")
    return found
