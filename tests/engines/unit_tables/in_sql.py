"""Rows as a database has them, and what a statement has to say of each: what the compiled plan says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import duckdb

from gpcli.engines.plan import Held, Input, Plan
from gpcli.engines.plan.plan import Part
from gpcli.expr.python import Compiled
from gpcli.points import from_scaled
from unit_tables.trial import Cells, integers

WIDE = {Held.YES_NO: "BOOLEAN", Held.WHOLE: "BIGINT", Held.DECIMAL: "DECIMAL(30, 10)"}
"""Types in which a column also holds what its fact cannot be."""


def type_in(one: Input, *, is_text: bool) -> str:
    """The type of a column that holds more than its fact can be."""
    return "VARCHAR" if is_text else WIDE.get(one.held, "VARCHAR")


def value_in(one: Input, said: str, *, is_text: bool) -> object:
    """What stands in the column for the text of a cell."""
    if not said or is_text:
        return said or None
    match one.held:
        case Held.YES_NO:
            return said == "是"
        case Held.WHOLE:
            return int(said)
        case Held.DECIMAL:
            return Decimal(said)
        case _:
            return said


def write(
    plan: Plan,
    given: Sequence[Cells],
    units: Sequence[object],
    path: Path,
    *,
    changes: Sequence[str] = (),
) -> None:
    """A Parquet file of the rows, after what ``changes`` make of their table ``units``."""
    every = plan.inputs.every
    columns = ", ".join(f'"{one.heading}" {type_in(one, is_text=False)}' for one in every)
    with duckdb.connect() as base:
        base.execute(f"CREATE TABLE units (unit VARCHAR, {columns})")
        values = [
            [str(unit), *(value_in(one, cells.get(one.heading, ""), is_text=False) for one in every)]
            for unit, cells in zip(units, given, strict=True)
        ]
        base.executemany(f"INSERT INTO units VALUES ({', '.join('?' * (len(every) + 1))})", values)
        for change in changes:
            base.execute(change)
        base.execute(f"COPY units TO '{path}' (FORMAT parquet)")


def told(plan: Plan, part: Part, program: Compiled, cells: Cells) -> dict[str, object]:
    """What the compiled plan says of a row, as a row of results has it."""
    numbers = program.run(integers(plan, cells))[::2]
    first = 2 * len(part.results)
    checks = (*plan.checks, *part.constraints)
    faults = {one.heading for one, held in zip(checks, numbers[first:-1], strict=True) if not held}
    found: dict[str, object] = {"faults": frozenset(faults)}
    for place, one in enumerate(part.results):
        value, known = numbers[2 * place : 2 * place + 2]
        said = one.labels[value] if one.labels else from_scaled(value, one.scale)
        found[one.heading] = said if known and not faults else None
    return found | ({"status": "failed"} if faults else {})


def as_told(headings: Sequence[str], row: Sequence[object]) -> dict[str, object]:
    """A row of results as :func:`told` has it, without its unit."""
    found = dict(zip(headings, row, strict=True))
    found.pop("unit", None)
    faults = found["faults"]
    assert faults is None or (isinstance(faults, str) and faults)
    return found | {"faults": frozenset(faults.split(", ") if isinstance(faults, str) else ())}


def differing(found: Mapping[str, object], wanted: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """Where two rows of results say something else; decimals digit for digit."""
    keys = found.keys() | wanted.keys()
    return {
        key: (found.get(key), wanted.get(key)) for key in keys if str(found.get(key)) != str(wanted.get(key))
    }
