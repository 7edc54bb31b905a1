"""What a peer tells the benchmark: a line of JSON with times, checksums of its totals, peak memory."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

CYCLE = 65_521
"""A total counts as often as its row's number, from 1 to this and again: exact in 64 bits, and no two rows
of a cycle can be exchanged unseen.
"""


Times = list[tuple[float, float]]
"""Seconds by the wall and of the processor (of all its cores), each time."""


def timed(work: Callable[[], Any], repeat: int, of: int = 1) -> tuple[Times, Any]:
    """How long the work takes each time, divided by what it is ``of``, and its last result."""
    times: Times = []
    result = None
    for _ in range(repeat):
        result = None
        start, before = time.perf_counter(), _processor()
        result = work()
        times.append(((time.perf_counter() - start) / of, (_processor() - before) / of))
    return times, result


def _processor() -> float:
    """Seconds of the processor that this process and those that it waited for have used."""
    used = os.times()
    return time.process_time() + used.children_user + used.children_system


def tell(version: str, times: Times, sums: list[int], **more: object) -> None:
    """Prints what the benchmark reads."""
    told = {"version": version, "times": times, "sums": sums, "peak": peak()} | more
    sys.stdout.write(json.dumps(told) + "\n")


def sums_of(totals: Iterable[int | None]) -> list[int]:
    """How many rows have a total, the sum of these, and the sum weighed by the place: exact."""
    count = whole = weighed = 0
    for place, total in enumerate(totals):
        if total is not None:
            count += 1
            whole += total
            weighed += total * (place % CYCLE + 1)
    return [count, whole, weighed]


def sums_of_array(totals: Any, known: Any = None) -> list[int]:
    """The same of a numpy array, ``known`` telling which rows have a total."""
    import numpy as np

    count = whole = weighed = 0
    for start in range(0, len(totals), CYCLE):
        part = np.asarray(totals[start : start + CYCLE], dtype=np.int64)
        if known is not None:
            part = np.where(known[start : start + CYCLE], part, 0)
        whole += int(part.sum())
        weighed += int((part * np.arange(1, len(part) + 1)).sum())
        count += len(part) if known is None else int(known[start : start + CYCLE].sum())
    return [count, whole, weighed]


def sums_of_decimals(totals: Any) -> list[int]:
    """The same of a column of totals as Parquet has them, to the ten-thousandth of a point."""
    import numpy as np
    import pyarrow as pa

    column = totals.combine_chunks().cast(pa.decimal128(38, 4))
    words = np.frombuffer(column.buffers()[1], dtype=np.int64)[::2]
    return sums_of_array(words, np.asarray(column.is_valid()))


def peak() -> int:
    """The most memory that this process has held, in KiB: what a parent held before does not count."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
    except (OSError, StopIteration):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most // 1024 if sys.platform == "darwin" else most
