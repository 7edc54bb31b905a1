"""``gp score TABLE -o RESULTS``, the command itself; the second time in one process is the warm one."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from said import sums_of_array, tell, timed

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
    totals = pq.read_table(out, columns=["total"])["total"].combine_chunks().cast(pa.decimal128(38, 4))
    words = np.frombuffer(totals.buffers()[1], dtype=np.int64)[::2]
    known = np.asarray(totals.is_valid())
    tell("gp", times, sums_of_array(words, known), size=Path(out).stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
