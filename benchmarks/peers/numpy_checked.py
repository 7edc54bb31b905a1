"""Hand-written numpy: what ``polars_checked`` does, a group of rows at a time, files by pyarrow."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import rules
from said import sums_of_array, tell, timed

TENTHS = 5
Ends = tuple[np.ndarray, np.ndarray]
"""Lower and upper."""

PLACES = {"total": 4, "performance": 6, "section.distinction": 4, "G1": 4}
"""Places of what is no number of tenths."""


class Group:
    """Some rows of the table, their faults found and their points worked out."""

    def __init__(self, rows: pa.RecordBatch) -> None:
        self._rows = rows
        self.faults: dict[str, np.ndarray] = {}
        self._numbers = {name: self._number(name) for name in (*rules.AWARDS, *rules.COUNTS)}
        self._numbers |= {name: self._number(name) for name in (rules.RATE, rules.FREE_AWARD)}
        self.ends = {item: self._of_item(item) for item in rules.ITEMS}
        self._check()

    def _known(self, name: str) -> np.ndarray:
        return np.asarray(self._rows[name].is_valid())

    def _number(self, name: str) -> np.ndarray:
        """Whole numbers of the last place; 0 where open."""
        column = self._rows[name]
        if pa.types.is_decimal(column.type):
            words = np.frombuffer(column.buffers()[1], dtype=np.int64)
            found = words[2 * column.offset : 2 * (column.offset + len(column)) : 2]
            return np.where(self._known(name), found, 0)
        return np.asarray(column.fill_null(0)).astype(np.int64)

    def _check(self) -> None:
        for name, most in rules.AWARDS.items():
            value = self._numbers[name]
            self.faults[name] = (value < 0) | (value > most * TENTHS) | (value % TENTHS != 0)
        for name in rules.COUNTS:
            value = self._numbers[name]
            self.faults[name] = (value < 0) | (value > rules.MOST_COUNTED)
        free = self._numbers[rules.FREE_AWARD]
        unsaid = ~self._known(rules.SAID[0]) | ~self._known(rules.SAID[1])
        self.faults[rules.FREE_AWARD] = (free < 0) | (free > rules.FREE_MOST) | ((free != 0) & unsaid)
        rate = self._numbers[rules.RATE]
        self.without = np.asarray(self._rows[rules.WITHOUT].fill_null(False))
        self.faults[rules.RATE] = (rate < 0) | (rate > 1_000_000) | (self.without & (rate > 0))

    def _level(self, name: str) -> Ends:
        points = rules.LEVELS[name]
        column = self._rows[name]
        known = self._known(name)
        table = np.array(
            [points.get(label, -1) for label in column.dictionary.to_pylist()] or [0], dtype=np.int16
        )
        found = table[np.asarray(column.indices.fill_null(0))]
        self.faults[name] = known & (found < 0)
        return self._open(found * TENTHS, known, max(points.values()) * TENTHS)

    def _yes(self, name: str) -> Ends:
        found = np.asarray(self._rows[name].fill_null(False)).astype(np.int16)
        return self._open(found * rules.YES[name] * TENTHS, self._known(name), rules.YES[name] * TENTHS)

    @staticmethod
    def _open(found: np.ndarray, known: np.ndarray, most: int) -> Ends:
        return np.where(known, found, 0), np.where(known, found, most)

    def _of_item(self, item: str) -> Ends:
        level, award = f"{item}.level", f"{item}.award"
        match item:
            case "A1":
                one, other = self._level("A1.attendance"), self._yes("A1.own_training")
                return one[0] + other[0], one[1] + other[1]
            case "A4":
                rate = self._numbers[rules.RATE]
                found = ((rate >= 600_000).astype(np.int16) + (rate >= 800_000)) * 2 * TENTHS
                return self._open(found, self._known(rules.RATE), 4 * TENTHS)
            case "A8" | "A9":
                name = next(one for one in rules.OCCASIONS if one.startswith(f"{item}."))
                found = (4 - np.clip(self._numbers[name], 0, 4)) * TENTHS
                return self._open(found, self._known(name), 4 * TENTHS)
            case "E6":
                found = np.zeros(len(self._rows), dtype=bool)
                known = np.ones(len(self._rows), dtype=bool)
                for name in rules.CASES:
                    found |= self._numbers[name] > 0
                    known &= self._known(name)
                return np.where(known & ~found, 4 * TENTHS, 0), np.where(found, 0, 4 * TENTHS)
        if level in rules.LEVELS:
            return self._level(level)
        if award in rules.AWARDS:
            return self._open(self._numbers[award], self._known(award), rules.AWARDS[award] * TENTHS)
        if award == rules.FREE_AWARD:
            return self._open(self._numbers[award], self._known(award), rules.FREE_MOST)
        return self._yes(next(one for one in rules.YES if one.startswith(f"{item}.")))

    def table(self, *, every: bool) -> pa.Table:
        """The rows of results; of ``every`` section and item, or of the total alone."""
        wrong = np.zeros(len(self._rows), dtype=bool)
        for found in self.faults.values():
            wrong |= found
        ends = {name: _sum([self.ends[item] for item in items]) for name, items in rules.SECTIONS.items()}
        *plain, last = rules.SECTIONS
        tenths = _sum([ends[name] for name in plain])
        total = _sum([(tenths[0] * 1_000, tenths[1] * 1_000), ends[last]])
        ends = {"total": total, "performance": (total[0] * 6, total[1] * 6), **ends, **self.ends}
        whole = (total[0] == total[1]) & ~self.without
        words = np.where(wrong, 2, np.where(whole, 0, 1))
        status = pa.DictionaryArray.from_arrays(pa.array(words, mask=wrong), ["scored", "incomplete"])
        columns = {"id": self._rows["id"], "status": status, "faults": self._named(wrong)}
        for name, (low, high) in ends.items() if every else [("total", total)]:
            sure = whole if name in ("total", "performance") else low == high
            kind = pa.decimal128(18, PLACES.get(name, 1))
            columns |= {
                name: _decimals(low, sure & ~wrong, kind),
                f"{name}.lower": _decimals(low, ~wrong, kind),
                f"{name}.upper": _decimals(high, ~wrong, kind),
            }
        return pa.table(columns)

    def _named(self, wrong: np.ndarray) -> pa.Array:
        """The columns at fault of the rows at fault."""
        names: list[str | None] = [None] * len(wrong)
        for place in np.flatnonzero(wrong):
            names[place] = "、".join(name for name, found in self.faults.items() if found[place])
        return pa.array(names, pa.string())


def _sum(parts: list[Ends]) -> Ends:
    low, high = (sum(part[end].astype(np.int64) for part in parts) for end in (0, 1))
    return low, high


def _decimals(scaled: np.ndarray, known: np.ndarray, kind: pa.Decimal128Type) -> pa.Array:
    words = np.empty((len(scaled), 2), dtype=np.int64)
    words[:, 0] = scaled
    words[:, 1] = 0
    valid = pa.py_buffer(np.packbits(known, bitorder="little"))
    return pa.Array.from_buffers(kind, len(scaled), [valid, pa.py_buffer(words)])


def tables(path: str, *, every: bool) -> Iterator[pa.Table]:
    """The results, a group of rows at a time."""
    with pq.ParquetFile(path, read_dictionary=list(rules.LEVELS)) as file:
        for rows in file.iter_batches(1 << 17):
            yield Group(rows).table(every=every)


def main(path: str, repeat: int, out: str, columns: str) -> None:
    """Writes the results (``all`` or ``totals``) and tells their totals."""

    def work() -> None:
        writer = None
        for found in tables(path, every=columns == "all"):
            writer = writer or pq.ParquetWriter(
                out, found.schema, compression="zstd", store_decimal_as_integer=True
            )
            writer.write_table(found)
        if writer is not None:
            writer.close()

    times, _ = timed(work, repeat)
    totals = pq.read_table(out, columns=["total"])["total"].combine_chunks()
    words = np.frombuffer(totals.buffers()[1], dtype=np.int64)[::2]
    known = np.asarray(totals.is_valid())
    size = Path(out).stat().st_size
    tell(f"numpy {np.__version__}, pyarrow {pa.__version__}", times, sums_of_array(words, known), size=size)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
