"""``gp score DATASET --engine spark`` on this machine, the command itself, each time on one Java machine."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pyarrow.parquet as pq
from said import sums_of_decimals, tell, timed

from gpcli.cli.main import main as gp


def main(path: str, repeat: int, out: str, *more: str) -> None:
    """Tells the totals of a dataset."""
    command = ["score", path, "--engine", "spark", "--scheme", "putuo-2020", "--table", "main", "-o", out]

    def work() -> None:
        shutil.rmtree(out, ignore_errors=True)
        code = gp([*command, *more])
        if not Path(out).exists():
            sys.exit(code or 2)

    times, _ = timed(work, repeat)
    found = pq.read_table(out, columns=["id", "total"]).sort_by("id")
    from importlib.metadata import version

    tell(f"Spark {version('pyspark')}", times, sums_of_decimals(found["total"]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
