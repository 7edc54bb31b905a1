"""The ways from a table of units with gaps to a table of results, as rows grow: the curve of docs/scale.md.

All results, and the totals alone. ``gp score`` is the whole command from a cold start, DuckDB runs the
statement of ``gp sql``; Spark is measured where pyspark is installed.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from rounds import Goal, Group, Line, peer, table_of_units

GP = "gp score TABLE -o RESULTS"
TOTALS = f"{GP} --totals"
GAPS = "gaps"
SPARK = 1_000_000
"""Rows up to which Spark is measured: beyond that one machine takes it minutes."""


def groups(folder: Path, sizes: list[int]) -> list[Group]:
    """A group for each number of rows."""
    return [_group(folder, rows) for rows in sizes]


def _group(folder: Path, rows: int) -> Group:
    table = folder / f"scale-{rows}.parquet"
    table_of_units(table, rows, GAPS)

    def out(name: str) -> Path:
        return folder / f"scale-{rows}-{name}"

    whole = (sys.executable, "-m", "gpcli", "score", str(table), "--scheme", "putuo-2020", "--table", "main")
    lines = [
        Line(f"{GP}, from a cold start", (*whole, "-o", f"{out('cold')}.parquet")),
        Line(GP, peer("gp_table", table, 2, f"{out('gp')}.parquet"), tells=True, work="totals"),
        Line(
            TOTALS,
            peer("gp_table", table, 2, f"{out('totals')}.parquet", "--totals"),
            tells=True,
            work="totals",
            goals=(Goal(GP, 0),),
        ),
        Line(
            "DuckDB, the statement of gp sql",
            peer("duckdb_statement", table, 2, f"{out('duckdb')}.parquet"),
            tells=True,
            work="totals",
            goals=(Goal(GP, 0),),
        ),
    ]
    if find_spec("pyspark") is not None and rows <= SPARK:
        spark = peer("spark_dataset", table, 2, out("spark"))
        lines.append(Line("gp score --engine spark", spark, tells=True, work="totals", goals=(Goal(GP, 0),)))
    return Group(f"scale-{rows}", f"{rows:,} units with gaps", lines, rounds=1)
