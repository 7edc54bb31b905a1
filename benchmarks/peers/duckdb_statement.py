"""The statement of ``gp sql`` on DuckDB: Parquet to a table of all results, or of the totals alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
from said import sums_of_array, tell, timed


def statement(*more: str) -> str:
    """What the command prints for whole rows of the table ``units``."""
    command = [sys.executable, "-m", "gpcli", "sql", "putuo-2020", "--table", "main", *more]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip().rstrip(";")


def main(path: str, repeat: int, out: str, *more: str) -> None:
    """Writes the results and tells their totals."""
    database = duckdb.connect()
    database.execute(f"CREATE VIEW given AS SELECT id AS unit, * EXCLUDE (id) FROM read_parquet('{path}')")
    there = {name for name, *_ in database.execute("DESCRIBE given").fetchall()}
    rate = [f'NULL AS "A4.disclosure_rate.{one}"' for one in ("part", "whole")]
    missing = [one for one in rate if one.split('"')[1] not in there]
    database.execute(f"CREATE VIEW units AS SELECT {', '.join(['*', *missing])} FROM given")
    said = statement(*more)

    def work() -> None:
        Path(out).unlink(missing_ok=True)
        database.execute(f"COPY ({said}) TO '{out}' (FORMAT parquet)")

    times, _ = timed(work, repeat)
    found = database.execute(
        f"SELECT CAST(total * 10000 AS BIGINT) AS total FROM read_parquet('{out}') ORDER BY unit"
    ).fetchnumpy()["total"]
    known = ~found.mask if hasattr(found, "mask") else None
    whole = found.filled(0) if hasattr(found, "filled") else found
    tell(f"DuckDB {duckdb.__version__}", times, sums_of_array(whole, known), size=Path(out).stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
