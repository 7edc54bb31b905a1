"""``gp score TABLE -o RESULTS``, the command itself; the second time in one process is the warm one."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow.parquet as pq
from said import sums_of_decimals, tell, timed

from gpcli.cli.main import main as gp


def main(path: str, repeat: int, out: str, *more: str) -> None:
    """Tells the totals of a table; ends as the command does where that writes nothing."""
    command = ["score", path, "--scheme", "putuo-2020", "--table", "main", "-o", out, *more]

    def work() -> None:
        Path(out).unlink(missing_ok=True)
        code = gp(command)
        if not Path(out).exists():
            sys.exit(code or 2)

    times, _ = timed(work, repeat)
    sums = sums_of_decimals(pq.read_table(out, columns=["total"])["total"])
    tell("gp", times, sums, size=Path(out).stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
