"""Hand-written numpy: Parquet (read by pyarrow) to totals, a group of rows at a time, none refused."""

from __future__ import annotations

import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import rules
from said import sums_of_array, tell, timed


def level(column: pa.DictionaryArray, points: dict[str, int]) -> np.ndarray:
    """The half points of a level, by its position in the column's own dictionary."""
    table = np.array([points[label] for label in column.dictionary.to_pylist()], dtype=np.int16)
    return table[np.asarray(column.indices)]


def decimals(column: pa.Decimal128Array) -> np.ndarray:
    """The whole numbers of the last place."""
    words = np.frombuffer(column.buffers()[1], dtype=np.int64)
    return words[2 * column.offset : 2 * (column.offset + len(column)) : 2]


def totals_of(group: pa.RecordBatch) -> np.ndarray:
    """The totals of some rows in ten-thousandths."""
    halves = np.zeros(len(group), dtype=np.int16)
    for name, points in rules.LEVELS.items():
        halves += level(group[name], points)
    for name, given in rules.YES.items():
        halves += np.asarray(group[name].cast(pa.int8())).astype(np.int16) * given
    for name in rules.OCCASIONS:
        halves += 4 - np.minimum(np.asarray(group[name]), 4).astype(np.int16)
    cases = np.zeros(len(group), dtype=bool)
    for name in rules.CASES:
        cases |= np.asarray(group[name]) > 0
    halves += np.where(cases, np.int16(0), np.int16(4))
    rate = decimals(group[rules.RATE])
    halves += 2 * ((rate >= 600_000).astype(np.int16) + (rate >= 800_000))
    tenths = np.zeros(len(group), dtype=np.int64)
    for name in rules.AWARDS:
        tenths += decimals(group[name])
    return halves.astype(np.int64) * rules.HALF + tenths * 1_000 + decimals(group[rules.FREE_AWARD])


def main(path: str, repeat: int) -> None:
    """Tells the totals of a table."""
    wanted = [name for name in rules.COLUMNS if name not in (*rules.OPTIONAL, rules.IDLE_CASES, *rules.SAID)]

    def work() -> np.ndarray:
        with pq.ParquetFile(path, read_dictionary=list(rules.LEVELS)) as file:
            return np.concatenate([totals_of(one) for one in file.iter_batches(1 << 17, columns=wanted)])

    times, totals = timed(work, repeat)
    tell(f"numpy {np.__version__}, pyarrow {pa.__version__}", times, sums_of_array(totals))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
