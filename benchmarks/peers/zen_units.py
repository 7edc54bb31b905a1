"""zen-engine one unit at a time: a decision with an expression node, an entry an item and one for the total.

``decision`` is what its users write and edit; ``expression`` the total alone as one compiled expression,
which tells nothing of the items.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import rules
import zen
from said import sums_of, tell, timed
from unit_facts import Facts, read


def rule(item: str) -> str:
    """The half points of an item."""
    match item:
        case "A1":
            return f"{level('A1.attendance')} + (A1.own_training ? 2 : 0)"
        case "A4":
            return f"({rules.RATE} >= 80 ? 4 : {rules.RATE} >= 60 ? 2 : 0)"
        case "A8" | "A9":
            column = next(one for one in rules.OCCASIONS if one.startswith(f"{item}."))
            return f"max([4 - {column.removesuffix('.n')}, 0])"
        case "E6":
            cases = " or ".join(f"{name.removesuffix('.n')} > 0" for name in rules.CASES)
            return f"(({cases}) ? 0 : 4)"
    if f"{item}.level" in rules.LEVELS:
        return level(f"{item}.level")
    if f"{item}.award" in rules.AWARDS or f"{item}.award" == rules.FREE_AWARD:
        return f"{item}.award * 2"
    column = next(one for one in rules.YES if one.startswith(f"{item}."))
    return f"({column} ? {rules.YES[column]} : 0)"


def level(name: str) -> str:
    """The half points of a level."""
    found = "0"
    for label, halves in reversed(rules.LEVELS[name].items()):
        if halves:
            found = f'({name} == "{label}" ? {halves} : {found})'
    return found


def decision() -> zen.ZenDecision:
    """The scheme as a decision."""
    expressions = [{"id": item, "key": item, "value": rule(item)} for item in rules.ITEMS]
    every = " + ".join(f"$.{item}" for item in rules.ITEMS)
    content = {"expressions": [*expressions, {"id": "total", "key": "total", "value": every}]}
    graph = {
        "nodes": [
            {"id": "facts", "type": "inputNode", "name": "facts"},
            {"id": "items", "type": "expressionNode", "name": "items", "content": content},
            {"id": "sheet", "type": "outputNode", "name": "sheet"},
        ],
        "edges": [
            {"id": "1", "sourceId": "facts", "targetId": "items"},
            {"id": "2", "sourceId": "items", "targetId": "sheet"},
        ],
    }
    return zen.ZenEngine().create_decision(json.dumps(graph))


def context(facts: Facts) -> dict[str, dict[str, Any]]:
    """The facts as zen reads them: by item, numbers as floats (rounded back to what they were)."""
    found: dict[str, dict[str, Any]] = {}
    for name, value in facts.items():
        item, key = name.split(".")[:2]
        plain = isinstance(value, bool | int | str)
        found.setdefault(item, {})[key] = value if plain else float(value)
    return found


def main(path: str, repeat: int, units: int, kind: str) -> None:
    """Tells the totals of some units of a table."""
    given = [context(facts) for facts in read(path, units)]
    work: Callable[[dict[str, Any]], float]
    if kind == "decision":
        whole = decision()
        work = lambda facts: whole.evaluate(facts)["result"]["total"]  # noqa: E731 - one of two ways
    else:
        work = zen.compile_expression(" + ".join(map(rule, rules.ITEMS))).evaluate
    times, totals = timed(lambda: [work(one) for one in given], repeat, len(given))
    tell(f"zen-engine {version('zen-engine')}", times, sums_of(round(one * rules.HALF) for one in totals))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
