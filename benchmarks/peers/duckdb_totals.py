"""Hand-written SQL on DuckDB: Parquet to totals, none refused."""

from __future__ import annotations

import sys

import duckdb
import rules
from said import sums_of_array, tell, timed


def level(name: str, points: dict[str, int]) -> str:
    """The half points of a level."""
    whens = " ".join(f"WHEN '{label}' THEN {halves}" for label, halves in points.items() if halves)
    return f'(CASE "{name}" {whens} ELSE 0 END)'


def total() -> str:
    """The total in ten-thousandths."""
    cases = " OR ".join(f'"{name}" > 0' for name in rules.CASES)
    halves = [
        *(level(name, points) for name, points in rules.LEVELS.items()),
        *(f'(CASE WHEN "{name}" THEN {given} ELSE 0 END)' for name, given in rules.YES.items()),
        *(f'greatest(4 - "{name}", 0)' for name in rules.OCCASIONS),
        f'(CASE WHEN "{rules.RATE}" >= 80 THEN 4 WHEN "{rules.RATE}" >= 60 THEN 2 ELSE 0 END)',
        f"(CASE WHEN {cases} THEN 0 ELSE 4 END)",
    ]
    awards = " + ".join(f'"{name}"' for name in rules.AWARDS)
    free = f'CAST("{rules.FREE_AWARD}" * 10000 AS BIGINT)'
    return f"({' + '.join(halves)}) * {rules.HALF} + CAST(({awards}) * 10000 AS BIGINT) + {free}"


def main(path: str, repeat: int) -> None:
    """Tells the totals of a table."""
    database = duckdb.connect()
    statement = f"SELECT {total()} AS total FROM read_parquet('{path}')"
    times, found = timed(lambda: database.execute(statement).fetchnumpy()["total"], repeat)
    tell(f"DuckDB {duckdb.__version__}", times, sums_of_array(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
