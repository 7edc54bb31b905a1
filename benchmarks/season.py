"""A season of 2,000 units against merely parsing its files: ``python benchmarks/season.py``.

Makes a season of synthetic units (``putuo-2020``: 38 items, a file a unit) in a temporary folder. Then, in
one run and taking turns: ``tomllib`` alone reads and parses all of its files on one core, in a process of
its own (start-up not counted: the floor); ``gp rank`` works it out as a whole process. Prints medians and
their ratio, which is to stay at or below 2; on a machine with other work look at the processor's time.
``--profile`` prints where the time of one more run goes.
"""

from __future__ import annotations

import argparse
import os
import pstats
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

Seconds = tuple[float, float]
"""By the wall and of the processor."""

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "examples" / "putuo-2020" / "office.toml"
GP = [sys.executable, "-m", "gpcli"]
SEASON = """\
# 示例数据，非真实考核结果。
scheme = "putuo-2020"
period = "2020"
note = "示例数据，非真实考核结果"
"""
PARSE = """\
import sys, time, tomllib
from pathlib import Path
files = sorted(Path(sys.argv[1]).rglob("*.toml"))
wall, cpu = time.perf_counter(), time.process_time()
for file in files:
    tomllib.loads(file.read_bytes().decode())
print(time.perf_counter() - wall, time.process_time() - cpu)
"""


def main() -> None:
    """Makes the season, runs both in turn and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=2000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--command", default="rank", help="the gp command to time: rank, score, check")
    parser.add_argument("--profile", type=int, nargs="?", const=40, metavar="LINES")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "season"
        size = make(folder, asked.units)
        result = Path(name) / "result.csv"
        command = [asked.command, str(folder), "--format", "csv" if asked.command != "check" else "text"]
        command += ["-o", str(result)]
        floors, wholes = measured(folder, command, asked.repeat)
        print(f"{asked.units} files, {size / asked.units / 1000:.1f} kB each; {asked.repeat} runs in turn")
        print(f"{'medians':28}{'wall s':>9}{'cpu s':>9}")
        for what, runs in (("tomllib parses all", floors), (f"gp {asked.command}, whole process", wholes)):
            print(f"{what:28}" + "".join(f"{statistics.median(one):9.3f}" for one in zip(*runs, strict=True)))
        ratios = [(one / low, own / least) for (one, own), (low, least) in zip(wholes, floors, strict=True)]
        print(
            f"{'ratio':28}" + "".join(f"{statistics.median(one):9.2f}" for one in zip(*ratios, strict=True))
        )
        if asked.profile:
            profile(command, Path(name) / "profile", asked.profile)


def make(folder: Path, units: int) -> int:
    """Writes the season; the bytes of its files."""
    chance = random.Random(2020)
    facts = folder / "facts"
    facts.mkdir(parents=True)
    (folder / "season.toml").write_text(SEASON, encoding="utf-8", newline="\n")
    model = MODEL.read_text(encoding="utf-8")
    size = 0
    for number in range(1, units + 1):
        text = re.sub(r"(?m)^award = (\S+)$", lambda one: f"award = {lower(one[1], chance)}", model)
        text = text.replace("part = 399", f"part = {chance.randrange(300, 499)}")
        text = text.replace("overdue_filings = 1", f"overdue_filings = {chance.randrange(4)}")
        text = text.replace("示例街道", f"示例街道{number:04}")
        (facts / f"{number:04}.toml").write_text(text, encoding="utf-8", newline="\n")
        size += len(text.encode())
    return size


def lower(award: str, chance: random.Random) -> str:
    """An award of the model's size at most, in steps of a half."""
    return f"{chance.randint(0, int(float(award) * 2)) / 2:g}"


def measured(folder: Path, command: list[str], repeat: int) -> tuple[list[Seconds], list[Seconds]]:
    """Seconds of the floor and of the command, after one round that fills the caches."""
    floors: list[Seconds] = []
    wholes: list[Seconds] = []
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(repeat + 1):
        parse = [sys.executable, "-c", PARSE, str(folder)]
        wall, cpu = subprocess.run(parse, check=True, capture_output=True, text=True).stdout.split()
        floors.append((float(wall), float(cpu)))
        start, before = time.perf_counter(), os.times()
        done = subprocess.run([*GP, *command], check=False, env=environment, capture_output=True)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        wholes.append((time.perf_counter() - start, spent))
        if done.returncode:
            sys.exit(done.stderr.decode()[-2000:] or f"gp ended with {done.returncode}")
    return floors[1:], wholes[1:]


def profile(command: list[str], file: Path, lines: int) -> None:
    """Runs the command once more under the profiler and prints the functions that take the most time."""
    subprocess.run([GP[0], "-m", "cProfile", "-o", str(file), *GP[1:], *command], check=True)
    pstats.Stats(str(file)).sort_stats("tottime").print_stats(lines)


if __name__ == "__main__":
    main()
