"""One unit at a time in one process, its facts read already."""

from __future__ import annotations

from pathlib import Path

from rounds import Goal, Group, Line, peer, table_of_units

NUMBERS = "gp: facts to every number"
DECISION = "zen-engine, a decision"
REPEAT = 5


def group(folder: Path, number: int) -> Group:
    """Peers over so many units."""
    table = folder / "units.parquet"
    table_of_units(table, number)

    def line(name: str, script: str, *kind: str, goals: tuple[Goal, ...] = ()) -> Line:
        command = peer(script, table, REPEAT, number, *kind)
        return Line(name, command, tells=True, work="totals", goals=goals)

    zen = Goal(DECISION, 50, at_least=True)
    lines = [
        line(DECISION, "zen_units", "decision"),
        line(
            "zen-engine, one expression for the total", "zen_units", "expression", goals=(Goal(DECISION, 0),)
        ),
        line("gp: integers of the facts to every number", "gp_units", "program", goals=(zen,)),
        line(NUMBERS, "gp_units", "numbers", goals=(zen,)),
        line("gp: facts to the unit's standing", "gp_units", "standing", goals=(Goal(DECISION, 0),)),
        line("gp: facts to a sheet", "gp_units", "sheet", goals=(Goal(DECISION, 0),)),
        line("hand-written Python, the total alone", "python_units", goals=(Goal(DECISION, 0),)),
    ]
    return Group("unit", "One unit at a time in process", lines, per="one unit", rounds=5)
