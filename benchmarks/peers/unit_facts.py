"""The facts of units one at a time, as a caller in the same process has them: plain values by column."""

from __future__ import annotations

from typing import Any

import pyarrow.parquet as pq
import rules

Facts = dict[str, Any]


def read(path: str, most: int) -> list[Facts]:
    """The first units of a table, ``most`` at most."""
    with pq.ParquetFile(path) as file:
        rows = next(file.iter_batches(most, columns=[one for one in rules.COLUMNS if one not in rules.SAID]))
    return rows.to_pylist()
