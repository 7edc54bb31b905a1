"""Peers in turn: every round runs each line of a group once, in a process of its own.

So a machine whose speed drifts treats them alike. A ratio is the median of the rounds' own ratios. Two kinds
of lines: a whole process, timed from outside; and a peer that times its own work (see ``said``), of which
the last time, in a process that has done it before, is taken.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers"


@dataclass(frozen=True)
class Goal:
    """A ratio to another line, or to itself elsewhere, that is at most (``at_least``: at least) this."""

    against: str
    limit: float
    at_least: bool = False
    says: str = ""

    def holds(self, ratio: float) -> bool:
        """Whether the ratio is within it."""
        return ratio >= self.limit if self.at_least else ratio <= self.limit

    @property
    def words(self) -> str:
        """It in words."""
        sign = "≥" if self.at_least else "≤"
        return f"{sign} {self.limit:g} × {self.against}" + (f" ({self.says})" if self.says else "")


@dataclass(frozen=True)
class Line:
    """One thing that is measured. Lines with one ``work`` are to tell the same checksums."""

    name: str
    command: tuple[str, ...]
    tells: bool = False
    work: str = ""
    goals: tuple[Goal, ...] = ()
    code: int = 0
    """What it may end with beside 0."""
    makes: Path | None = None
    """A result that is not there yet when it begins."""


@dataclass(frozen=True)
class Run:
    """One run of a line, or why there is none: seconds by the wall, of all cores, at the first time; KiB."""

    seconds: float = 0.0
    processor: float = 0.0
    first: float = 0.0
    peak: int = 0
    sums: tuple[int, ...] = ()
    version: str = ""
    failure: str = ""


@dataclass
class Group:
    """Lines that do comparable work; ``per`` is what the seconds are of."""

    key: str
    title: str
    lines: list[Line]
    per: str = "the whole"
    rounds: int = 5
    runs: dict[str, list[Run]] = field(default_factory=dict)

    def run(self, rounds: int | None, say: Callable[[str], None]) -> None:
        """Runs every line in turn, once to fill the caches and then so many rounds."""
        every = 1 + (self.rounds if rounds is None else rounds)
        self.runs = {line.name: [] for line in self.lines}
        for number in range(every):
            say(f"{self.title}: {number + 1} / {every}")
            for line in self.lines:
                runs = self.runs[line.name]
                if not runs or not runs[-1].failure:
                    runs.append(measured(line))
        for line in self.lines:
            runs = self.runs[line.name]
            self.runs[line.name] = runs if runs[-1].failure else runs[1:]

    def ratio(self, name: str, against: str, what: str = "seconds") -> float | None:
        """How many times as long a line takes as another, by the median of the rounds' own ratios."""
        mine, theirs = self.runs[name], self.runs.get(against, [])
        if not theirs or mine[-1].failure or theirs[-1].failure:
            return None
        pairs = [(getattr(one, what), getattr(other, what)) for one, other in zip(mine, theirs, strict=True)]
        return (
            statistics.median(one / other for one, other in pairs if other)
            if all(other for _, other in pairs)
            else None
        )

    def disagreements(self) -> list[str]:
        """Lines whose checksums are not those of the first that does the same work."""
        found: list[str] = []
        first: dict[str, tuple[str, tuple[int, ...]]] = {}
        for line in self.lines:
            for run in self.runs[line.name]:
                if line.work and run.sums:
                    name, sums = first.setdefault(line.work, (line.name, run.sums))
                    if sums != run.sums:
                        found.append(f"{self.title}: {line.name} tells {run.sums}, {name} {sums}")
                        break
        return found


def peer(script: str, *arguments: object, python: str = sys.executable) -> tuple[str, ...]:
    """The command of a peer that times its own work."""
    return (python, str(PEERS / f"{script}.py"), *map(str, arguments))


def table_of_units(path: Path, rows: int, variant: str = "complete") -> None:
    """Makes a table in another process: what this one holds would count as its children's."""
    command = [sys.executable, "units.py", str(path), "--rows", str(rows), "--variant", variant]
    subprocess.run(command, check=True, cwd=HERE)


def measured(line: Line) -> Run:
    """One run of a line."""
    if line.makes is not None:
        line.makes.unlink(missing_ok=True)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(line.command, stdout=out, stderr=err, env=environment(), cwd=HERE)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = code = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        said, complained = out.read().decode(errors="replace"), err.read().decode(errors="replace")
    if code not in (0, line.code):
        return Run(failure=(complained.strip().splitlines() or [f"ended with {code}"])[-1][:100])
    if not line.tells:
        return Run(seconds, used.ru_utime + used.ru_stime, seconds, used.ru_maxrss)
    told = json.loads(said.splitlines()[-1])
    (first, _), (last, processor) = told["times"][0], told["times"][-1]
    return Run(last, processor, first, told["peak"], tuple(told["sums"]), told["version"])


def environment() -> dict[str, str]:
    """Byte code is cached, as on any user's machine; peers find what they share."""
    found = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return found | {"PYTHONPATH": str(HERE), "LC_ALL": "C.UTF-8"}


def median(runs: Sequence[Run], what: str = "seconds") -> float:
    """The median of one figure of some runs."""
    return statistics.median(getattr(one, what) for one in runs)
