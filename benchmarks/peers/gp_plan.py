"""``gp`` without an engine: the plan of a table of units as one compiled Python function, a row at a time.

What every engine prints from, so that its totals are those of ``gp``. A row at fault has none.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow.parquet as pq
from said import sums_of, tell, timed

from gpcli.engines.plan import Held, Input, Plan, plan_of
from gpcli.expr.python import compile_program
from gpcli.packs import Packs
from gpcli.points import to_scaled

PLACES = 4

NO_LEVEL = -1
"""What stands for a level that there is not; no sound row has it anywhere."""


def main(path: str, repeat: int) -> None:
    """Tells the totals of a table."""
    packs = Packs.installed()
    scheme = packs.scheme("putuo-2020")
    plan = plan_of(packs.table(scheme, "main"), pq.read_schema(path).names)
    times, totals = timed(lambda: list(totals_of(plan, path)), repeat)
    tell("gp", times, sums_of(totals))


def totals_of(plan: Plan, path: str) -> Iterator[int | None]:
    """The total of each row in ten-thousandths, None where it has none."""
    part = plan.bounded
    run = compile_program(plan.program(part)).run
    place = next(number for number, one in enumerate(part.results) if one.heading == "total")
    scale = 10 ** (PLACES - part.results[place].scale)
    first = 4 * len(part.results)
    last = first + 2 * (len(plan.checks) + len(part.constraints))
    readers = [(one.heading, _integer(one)) for one in plan.inputs.every]
    with pq.ParquetFile(path) as file:
        for group in file.iter_batches(1 << 14, columns=[heading for heading, _ in readers]):
            columns = [list(map(read, group[heading].to_pylist())) for heading, read in readers]
            for cells in zip(*columns, strict=True):
                found = run(cells)
                sound = NO_LEVEL not in cells and all(found[first:last:2])
                yield found[4 * place] * scale if sound and found[4 * place + 2] else None


def _integer(column: Input) -> Callable[[Any], int | None]:
    """What makes the integer of a cell."""
    match column.held:
        case Held.LEVEL:
            places = {level: place for place, level in enumerate(column.levels)}
            return lambda value: None if value is None else places.get(value, NO_LEVEL)
        case Held.DECIMAL:
            return lambda value: None if value is None else to_scaled(value, column.places)
        case Held.TEXT | Held.REASONED:
            return lambda value: None if value is None else 1
        case _:
            return lambda value: None if value is None else int(value)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
