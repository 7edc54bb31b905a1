"""Tables of synthetic units as Parquet: ``python benchmarks/units.py OUT.parquet --rows 1000000``.

One row a unit of ``putuo-2020``, one column a fact, the headings those of ``gp template putuo-2020 --format
csv``; first ``id``, a number that names no unit. Levels are text, yes/no are booleans, counts 32-bit
integers, awards decimals with one place (G1 four; who judged it and why is text), the rate a decimal
percentage with four places; unanswered is null.

Every unit has a bent of its own towards good or bad, so that totals spread. The same seed, rows and variant
give the same table, a group of rows at a time, whatever the size of the whole.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parent))

import rules

VARIANTS = ("complete", "gaps", "invalid")
"""Every fact answered; one in twenty not; one cell in a thousand that no facts file may hold."""

GROUP = 1 << 17
"""Rows in a group: what is held at once."""

SEED = 2020
GAP, WRONG = 0.05, 0.001


def write(path: Path, rows: int, variant: str = "complete", seed: int = SEED) -> None:
    """Writes the table; beside it nothing."""
    part = path.with_suffix(".part")
    with pq.ParquetWriter(part, schema(), compression="zstd", store_decimal_as_integer=True) as file:
        for group in groups(rows, variant, seed):
            file.write_table(group, row_group_size=GROUP)
    part.replace(path)


def groups(rows: int, variant: str, seed: int = SEED) -> Iterator[pa.Table]:
    """The table in groups of rows, each from a stream of random numbers of its own."""
    for number, start in enumerate(range(0, rows, GROUP)):
        chance = np.random.default_rng([seed, number])
        yield _Group(start, min(GROUP, rows - start), chance, variant).table()


def schema() -> pa.Schema:
    """Names and types of the columns."""
    return pa.schema([("id", pa.int64()), *((name, _type(name)) for name in rules.COLUMNS)])


def _type(name: str) -> pa.DataType:
    if name in rules.LEVELS or name in rules.SAID:
        return pa.string()
    if name in rules.YES or name in rules.OPTIONAL:
        return pa.bool_()
    if name in rules.COUNTS:
        return pa.int32()
    return {rules.RATE: pa.decimal128(7, 4), rules.FREE_AWARD: pa.decimal128(5, 4)}.get(
        name, pa.decimal128(3, 1)
    )


class _Group:
    """Some rows of the table."""

    def __init__(self, start: int, size: int, chance: np.random.Generator, variant: str) -> None:
        self._start = start
        self._size = size
        self._chance = chance
        self._variant = variant
        self._bent = chance.beta(2.0, 1.2, size)
        self._free = np.zeros(size, dtype=np.int64)

    def table(self) -> pa.Table:
        columns = [pa.array(np.arange(self._start, self._start + self._size, dtype=np.int64))]
        columns += (self._column(name) for name in rules.COLUMNS)
        return pa.Table.from_arrays(columns, schema=schema())

    def _column(self, name: str) -> pa.Array:
        missing = self._chance.random(self._size) < (GAP if self._variant == "gaps" else 0.0)
        wrong = self._chance.random(self._size) < (WRONG if self._variant == "invalid" else 0.0)
        good = self._good()
        if name in rules.LEVELS:
            return self._level(name, good, missing, wrong)
        if name in rules.YES:
            return pa.array(good < self._bent, mask=missing)
        if name in rules.OPTIONAL:
            return pa.array(wrong if name == rules.WITHOUT else good < 0.1, mask=missing)
        if name in rules.COUNTS:
            odds = 0.5 if name in rules.OCCASIONS else 0.06
            counts = np.floor(np.log1p(-good) / np.log(odds * (1.05 - self._bent))).astype(np.int32)
            return pa.array(np.where(wrong, rules.MOST_COUNTED + 1, counts), mask=missing)
        if name == rules.RATE:
            share = np.minimum(np.round((0.35 + 0.5 * self._bent + 0.25 * (good - 0.5)) * 1e6), 1e6)
            return _decimals(np.where(wrong, 1_300_000, share.astype(np.int64)), pa.decimal128(7, 4), missing)
        if name == rules.FREE_AWARD:
            free = np.floor(good**3 * self._bent * rules.FREE_MOST / 100).astype(np.int64) * 100
            self._free = np.where(missing, 0, np.where(wrong, rules.FREE_MOST + 100, free))
            return _decimals(self._free, pa.decimal128(5, 4), missing)
        if name in rules.SAID:
            said = np.where(self._free > 0, 0, 1)
            words = "甲" if name == rules.SAID[0] else "集体评议"
            return pa.DictionaryArray.from_arrays(pa.array(said, mask=said == 1), [words]).cast(pa.string())
        most = rules.AWARDS[name]
        halves = np.floor(np.sqrt(good * self._bent) * (most + 1)).astype(np.int64)
        return _decimals(np.where(wrong, 3, halves * 5), pa.decimal128(3, 1), missing)

    def _good(self) -> np.ndarray:
        return self._chance.random(self._size)

    def _level(self, name: str, good: np.ndarray, missing: np.ndarray, wrong: np.ndarray) -> pa.Array:
        """Better levels (they stand first in the document) for a better bent; ``不明`` where it is wrong."""
        names = [*rules.LEVELS[name], "不明"]
        place = np.floor(good ** (0.4 + 2.0 * self._bent) * (len(names) - 1)).astype(np.int32)
        indices = pa.array(np.where(wrong, len(names) - 1, place), mask=missing)
        return pa.DictionaryArray.from_arrays(indices, names).cast(pa.string())


def _decimals(scaled: np.ndarray, kind: pa.Decimal128Type, missing: np.ndarray) -> pa.Array:
    """Decimals from whole numbers of their last place."""
    words = np.empty((len(scaled), 2), dtype=np.int64)
    words[:, 0] = scaled
    words[:, 1] = scaled >> 63
    valid = None if not missing.any() else pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(kind, len(scaled), [valid, pa.py_buffer(words)])


def main() -> None:
    """Writes one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--variant", choices=VARIANTS, default="complete")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    write(asked.path, asked.rows, asked.variant, asked.seed)


if __name__ == "__main__":
    main()
