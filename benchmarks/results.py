"""What the rounds found, as a table for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rounds import Goal, Group, Line, median


def as_text(groups: Sequence[Group], machine: dict[str, str]) -> str:
    """One table with a part for each group."""
    lines = ["; ".join(f"{name} {value}" for name, value in machine.items()), ""]
    for group in groups:
        lines += [*_part(group), ""]
    return "\n".join([*lines, *_growth(groups), ""])


MEMORY = 1.2
"""How much more memory a table of ten million rows may take than one of a million."""


def _growth(groups: Sequence[Group]) -> Iterator[str]:
    """Peak memory of each peer as tables grow."""
    peaks: dict[str, dict[str, int]] = {}
    for group in groups:
        rows = group.key.removeprefix("table-")
        for name, runs in group.runs.items() if rows.isdecimal() else ():
            if not runs[-1].failure:
                peaks.setdefault(name, {})[rows] = max(one.peak for one in runs)
    if any(len(found) > 1 for found in peaks.values()):
        wide = max(map(len, peaks)) + 2
        yield f"Peak memory, MiB, as rows grow (the goal: from 1000000 to 10000000 at most {MEMORY} times)"
        for name, found in peaks.items():
            yield f"  {name:{wide}}" + "  ".join(
                f"{int(rows):,}: {peak / 1024:.0f}" for rows, peak in found.items()
            )


def _part(group: Group) -> Iterator[str]:
    rounds = max(len(runs) for runs in group.runs.values())
    yield f"{group.title} (seconds are of {group.per}; {rounds} rounds)"
    wide = max(len(line.name) for line in group.lines) + 2
    heads = ("", "median", "least", "most", "cores", "first")
    yield f"  {heads[0]:{wide}}" + "".join(f"{one:>10}" for one in heads[1:]) + "    MiB  ratio (of cores)"
    for line in group.lines:
        runs = group.runs[line.name]
        if runs[-1].failure:
            yield f"  {line.name:{wide}}{'—':>10}  {runs[-1].failure}"
            continue
        wall = [one.seconds for one in runs]
        times = [median(runs), min(wall), max(wall), median(runs, "processor"), median(runs, "first")]
        yield (
            f"  {line.name:{wide}}"
            + "".join(f"{_seconds(one):>10}" for one in times)
            + f"{max(one.peak for one in runs) / 1024:7.0f}  "
            + "; ".join(_against(group, line, goal) for goal in line.goals)
        )


def _against(group: Group, line: Line, goal: Goal) -> str:
    ratio, spent = ratio_of(group, line, goal), ratio_of(group, line, goal, "processor")
    if ratio is None:
        return f"not measured, goal {goal.words}" if goal.limit else "—"
    told = f"{ratio:.3g}" + ("" if spent is None else f" ({spent:.3g})")
    if not goal.limit:
        return f"{told} × {goal.against}"
    return f"{told}, goal {goal.words}: {'yes' if goal.holds(ratio) else 'NO'}"


def ratio_of(group: Group, line: Line, goal: Goal, what: str = "seconds") -> float | None:
    """The ratio that a goal is about; of throughputs where it is at least something."""
    ratio = group.ratio(line.name, goal.against, what)
    return ratio if not ratio or not goal.at_least else 1 / ratio


def _seconds(value: float) -> str:
    for limit, factor, unit in ((1.0, 1.0, "s"), (1e-3, 1e3, "ms"), (0.0, 1e6, "µs")):
        if value >= limit:
            return f"{value * factor:.3g} {unit}" if value * factor < 1000 else f"{value * factor:.0f} {unit}"
    return "0"


def as_data(groups: Sequence[Group], machine: dict[str, str]) -> dict[str, Any]:
    """Everything, for programs."""
    return {"machine": machine, "groups": [_group(one) for one in groups]}


def _group(group: Group) -> dict[str, Any]:
    return {
        "key": group.key,
        "title": group.title,
        "per": group.per,
        "lines": [_line(group, one) for one in group.lines],
    }


def _line(group: Group, line: Line) -> dict[str, Any]:
    runs = group.runs[line.name]
    if runs[-1].failure:
        return {"name": line.name, "failure": runs[-1].failure}
    return {
        "name": line.name,
        "version": runs[-1].version,
        "work": line.work,
        "seconds": [one.seconds for one in runs],
        "first": [one.first for one in runs],
        "processor": [one.processor for one in runs],
        "peak_kib": max(one.peak for one in runs),
        "sums": list(runs[-1].sums),
        "against": [_goal(group, line, goal) for goal in line.goals],
    }


def _goal(group: Group, line: Line, goal: Goal) -> dict[str, Any]:
    ratio = ratio_of(group, line, goal)
    met = None if ratio is None or not goal.limit else goal.holds(ratio)
    spent = ratio_of(group, line, goal, "processor")
    told = {"of": goal.against, "ratio": ratio, "of_processor": spent, "limit": goal.limit or None}
    return told | {"at_least": goal.at_least, "met": met}
