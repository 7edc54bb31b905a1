"""Spark scores every table as the compiled plan has it: totals, items, faults, places."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from unit_tables.in_sql import as_told, differing, told, type_in, value_in
from unit_tables.trial import DOCUMENTS, Cells, rows, scorer

from gpcli.engines.plan import Plan, plan_of
from gpcli.expr.python import compile_program

pytestmark = pytest.mark.real

Gp = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def parts() -> None:
    assert shutil.which("java"), "Java is missing: install openjdk-17-jre-headless"
    try:
        import pyspark  # noqa: F401
    except ImportError:
        pytest.fail("pyspark is missing: pip install -r requirements-real.txt")


@pytest.mark.parametrize(("pack", "scheme", "table"), DOCUMENTS)
def test_rows_score_as_the_plan_has_it(gp: Gp, tmp_path: Path, pack: str, scheme: str, table: str) -> None:
    of = scorer(pack, scheme, table)
    plan = plan_of(of.table, None, of.outline)
    given = [cells for _, cells in rows(of, 2, 1, boundaries=True)]
    folder = tmp_path / "units"
    folder.mkdir()
    for number in range(7):
        write(plan, given[number::7], range(number, len(given), 7), folder / f"part-{number}.parquet")
    asked = ("--engine", "spark", "--master", "local[2]", "--scheme", scheme, "--table", table)
    code, _, said = gp("score", folder, *asked, "-o", tmp_path / "scores", "--lang", "en")
    found = read(tmp_path / "scores")
    program = compile_program(plan.program(plan.bounded))
    for cells, row in zip(given, found, strict=True):
        assert row.pop("table") == table
        row.pop("_rank")
        assert not differing(row, told(plan, plan.bounded, program, cells)), cells
    failed = sum(row["status"] == "failed" for row in found)
    assert code == (2 if failed else 0)
    assert f"{len(given)} rows" in said
    assert f"{failed} failed" in said
    assert sorted(one.name for one in tmp_path.iterdir()) == ["scores", "units"]


def test_places_are_shared_and_only_of_what_is_scored(gp: Gp, tmp_path: Path) -> None:
    pack, scheme, table = DOCUMENTS[4]
    of = scorer(pack, scheme, table)
    plan = plan_of(of.table, None, of.outline)
    given = [cells for _, cells in rows(of, 4, 3, boundaries=False)] * 3
    write(plan, given, range(len(given)), tmp_path / "units.parquet")
    asked = ("--engine", "spark", "--master", "local[2]", "--scheme", scheme, "-o", tmp_path / "scores")
    gp("score", tmp_path / "units.parquet", *asked, "--conf", "spark.sql.shuffle.partitions=50")
    ranked = duckdb.sql(f"SELECT status, total, _rank FROM '{tmp_path}/scores/*.parquet'").fetchall()
    totals: list[Decimal] = [total for status, total, _ in ranked if status == "scored"]
    assert len(totals) > 6
    for status, total, place in ranked:
        wanted = 1 + sum(one > total for one in totals) if status == "scored" else None
        assert place == wanted
    code, _, said = gp("score", tmp_path / "units.parquet", *asked, "--lang", "en")
    assert code == 2
    assert "exists" in said


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ('RENAME "A6.award" TO "A6.awrad"', "A6.award"),
        ('ALTER "A6.award" TYPE FLOAT', "float"),
        ("ALTER \"A6.award\" TYPE DATE USING DATE '2021-01-01'", "date"),
    ],
)
def test_what_a_statement_cannot_read_is_refused(gp: Gp, tmp_path: Path, change: str, says: str) -> None:
    pack, scheme, table = DOCUMENTS[4]
    of = scorer(pack, scheme, table)
    plan = plan_of(of.table, None, of.outline)
    write(plan, [{}], range(1), tmp_path / "units.parquet", change)
    asked = ("--engine", "spark", "--master", "local[2]", "--scheme", scheme, "-o", tmp_path / "scores")
    code, _, said = gp("score", tmp_path / "units.parquet", *asked, "--lang", "en")
    assert code == 2
    assert says in said
    assert not (tmp_path / "scores").exists()


def write(plan: Plan, given: Sequence[Cells], units: Sequence[int], path: Path, change: str = "") -> None:
    """A Parquet file of the rows."""
    every = plan.inputs.every
    columns = ", ".join(f'"{one.heading}" {type_in(one, is_text=False)}' for one in every)
    with duckdb.connect() as base:
        base.execute(f"CREATE TABLE units (unit VARCHAR, {columns})")
        values = [
            [str(unit), *(value_in(one, cells.get(one.heading, ""), is_text=False) for one in every)]
            for unit, cells in zip(units, given, strict=True)
        ]
        base.executemany(f"INSERT INTO units VALUES ({', '.join('?' * (len(every) + 1))})", values)
        if change:
            base.execute(f"ALTER TABLE units {change}")
        base.execute(f"COPY units TO '{path}' (FORMAT parquet)")


def read(folder: Path) -> list[dict[str, object]]:
    """The rows of a result in the order of their units."""
    found = duckdb.sql(f"SELECT * FROM '{folder}/*.parquet' ORDER BY CAST(unit AS INTEGER)")
    headings = found.columns
    return [as_told(headings, row) for row in found.fetchall()]
