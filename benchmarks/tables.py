"""A table of units in Parquet to its totals, a group for each number of rows.

Without checks (what a script does that trusts its table); with every check of ``gp``, to the totals with
their bounds; and to all results. Small tables with gaps and with wrong cells compare every peer's totals
with those that ``gp`` works out row by row.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from rounds import Goal, Group, Line, peer, table_of_units

POLARS = "polars, totals, no checks"
TOTALS = "polars, checks, totals"
WHOLE = "polars, checks, all results"
FISCA = "openfisca-core, totals, arrays in memory"
GP = "gp score TABLE -o RESULTS"
ROWS = "gp, row by row"
FEW = 20_000
MANY = 500_000
"""Rows from which on fewer rounds tell enough."""


def groups(folder: Path, sizes: list[int]) -> list[Group]:
    """The peers over tables of these sizes, and over small ones with what they must not score."""
    found = [_speed(folder, rows) for rows in sizes]
    return found + [_sameness(folder, variant) for variant in ("gaps", "invalid")]


def _speed(folder: Path, rows: int) -> Group:
    table = folder / f"units-{rows}.parquet"
    table_of_units(table, rows)
    line = partial(_line, table, 3 if rows < MANY else 2)
    lines = [
        line(POLARS, "polars_totals"),
        line("numpy, totals, no checks", "numpy_totals", goals=(Goal(POLARS, 0),)),
        line("DuckDB, totals, no checks", "duckdb_totals", goals=(Goal(POLARS, 0),)),
        line(FISCA, "openfisca_totals", goals=(Goal(POLARS, 0),)),
        *_checked(line, folder, rows),
    ]
    if rows <= FEW:
        lines.append(line(ROWS, "gp_plan", goals=(Goal(POLARS, 0),)))
    return Group(f"table-{rows}", f"A table of {rows:,} units", lines, rounds=3 if rows < MANY else 2)


def _sameness(folder: Path, variant: str) -> Group:
    table = folder / f"units-{variant}.parquet"
    table_of_units(table, FEW, variant)
    line = partial(_line, table, 1)
    lines = [line(ROWS, "gp_plan"), *_checked(line, folder, FEW)]
    return Group(f"table-{variant}", f"A table of {FEW:,} units, {variant}", lines, rounds=1)


def _checked(line: partial[Line], folder: Path, rows: int) -> list[Line]:
    def out(name: str) -> Path:
        return folder / f"results-{rows}-{name}.parquet"

    return [
        line(TOTALS, "polars_checked", out("polars"), "totals", goals=(Goal(POLARS, 0),)),
        line("numpy, checks, totals", "numpy_checked", out("numpy"), "totals", goals=(Goal(TOTALS, 0),)),
        line(WHOLE, "polars_checked", out("polars"), "all", goals=(Goal(POLARS, 0),)),
        line("numpy, checks, all results", "numpy_checked", out("numpy"), "all", goals=(Goal(WHOLE, 0),)),
        line(GP, "gp_table", out("gp"), goals=(Goal(WHOLE, 1.2),)),
        line(
            f"{GP} --totals",
            "gp_table",
            out("gp-totals"),
            "--totals",
            goals=(Goal(TOTALS, 1.2), Goal(FISCA, 0.33)),
        ),
    ]


def _line(
    table: Path, repeat: int, name: str, script: str, *rest: object, goals: tuple[Goal, ...] = ()
) -> Line:
    return Line(name, peer(script, table, repeat, *rest), tells=True, work="totals", goals=goals)
