"""openfisca-core: one variable a fact, one formula an item, from arrays that are in memory already.

Levels are positions, awards and the rate whole numbers of their last place, so that totals are exact;
reading the table and preparing these arrays is not timed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import rules
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from said import sums_of_array, tell, timed

YEAR = "2020"
Formula = Callable[[Any, Any], Any]
Unit = build_entity(key="unit", plural="units", label="单位", is_person=True)


def key(name: str) -> str:
    """A column's name as a variable's."""
    return name.replace(".", "_")


def variable(name: str, formula: Formula | None = None) -> type[Variable]:
    """A yearly whole number of the unit."""
    members: dict[str, Any] = {
        "value_type": int,
        "entity": Unit,
        "definition_period": DateUnit.YEAR,
        "label": name,
    }
    if formula is not None:
        members["formula"] = formula
    return type(key(name), (Variable,), members)


def item(name: str) -> Formula:
    """The ten-thousandths of an item."""

    def formula(unit: Any, period: Any) -> Any:
        def fact(column: str) -> Any:
            return unit(key(column), period)

        match name:
            case "A1":
                points = np.array([*rules.LEVELS["A1.attendance"].values()], dtype=np.int32)
                return (points[fact("A1.attendance")] + fact("A1.own_training") * 2) * rules.HALF
            case "A4":
                rate = fact(rules.RATE)
                return np.select([rate >= 800_000, rate >= 600_000], [4, 2], 0) * rules.HALF
            case "A8" | "A9":
                column = next(one for one in rules.OCCASIONS if one.startswith(f"{name}."))
                return np.maximum(4 - fact(column), 0) * rules.HALF
            case "E6":
                cases = [fact(one) > 0 for one in rules.CASES]
                return np.where(cases[0] + cases[1] + cases[2], 0, 4 * rules.HALF)
            case "G1":
                return fact(rules.FREE_AWARD)
        if f"{name}.level" in rules.LEVELS:
            points = np.array([*rules.LEVELS[f"{name}.level"].values()], dtype=np.int32)
            return points[fact(f"{name}.level")] * rules.HALF
        if f"{name}.award" in rules.AWARDS:
            return fact(f"{name}.award") * 1_000
        column = next(one for one in rules.YES if one.startswith(f"{name}."))
        return fact(column) * rules.YES[column] * rules.HALF

    return formula


def total(unit: Any, period: Any) -> Any:
    """The sum of the items."""
    return sum(unit(name, period) for name in rules.ITEMS)


def system() -> TaxBenefitSystem:
    """The scheme."""
    found = TaxBenefitSystem([Unit])
    for name in facts():
        found.add_variable(variable(name))
    for name in rules.ITEMS:
        found.add_variable(variable(name, item(name)))
    found.add_variable(variable("total", total))
    return found


def facts() -> list[str]:
    """The facts that a formula reads."""
    return [name for name in rules.COLUMNS if name not in (*rules.OPTIONAL, rules.IDLE_CASES, *rules.SAID)]


def arrays(path: str) -> dict[str, np.ndarray]:
    """The facts of every unit."""
    table = pq.read_table(path, columns=facts())
    found: dict[str, np.ndarray] = {}
    for name in facts():
        column = table[name].combine_chunks()
        if name in rules.LEVELS:
            column = pa.compute.index_in(column, pa.array(rules.LEVELS[name]))
        elif pa.types.is_decimal(column.type):
            column = pa.array(np.frombuffer(column.buffers()[1], dtype=np.int64)[::2])
        found[name] = np.asarray(column.cast(pa.int32()))
    return found


def main(path: str, repeat: int) -> None:
    """Tells the totals of a table."""
    scheme, given = system(), arrays(path)

    def work() -> Any:
        simulation = SimulationBuilder().build_default_simulation(scheme, len(given[rules.RATE]))
        for name, array in given.items():
            simulation.set_input(key(name), YEAR, array)
        return simulation.calculate("total", YEAR)

    times, totals = timed(work, repeat)
    from importlib.metadata import version

    tell(f"openfisca-core {version('openfisca-core')}", times, sums_of_array(totals))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
