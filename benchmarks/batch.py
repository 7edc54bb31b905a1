"""Ten thousand facts files to full sheets, against merely parsing them: ``python benchmarks/batch.py``.

Makes a folder of facts files from a fixed seed (``putuo-2020``: 38 items, every fact stated, some with
evidence and incidents, a few files faulty). Then, in one run and taking turns: ``tomllib`` alone parses all
of them on one core, in a process of its own (start-up not counted: the floor); ``gp score`` turns them into
full sheets as NDJSON, the whole process. Prints medians, their ratio and the peak memory of the largest
process. By the wall the ratio is to stay at or below 0.3 on two idle cores; on a machine with other work half
of the processor's ratio says more. ``--profile`` prints where the time of a thousand files goes.
"""

from __future__ import annotations

import argparse
import datetime
import os
import pstats
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import tomli_w

from gpcli.expr.fields import ListField
from gpcli.facts.written import needs_blocks
from gpcli.packs import Packs
from gpcli.scheme import Table
from gpcli.testing.generate import answers, to_toml
from season import PARSE, Seconds

GP = [sys.executable, "-m", "gpcli"]
FAULTY_EACH = 1000
PEAK = """\
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def main() -> None:
    """Makes the files, runs both in turn and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--scheme", default="putuo-2020")
    parser.add_argument("--table", default="main")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--format", default="ndjson")
    parser.add_argument("--profile", type=int, nargs="?", const=40, metavar="LINES")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "facts"
        size, keys = make(folder, asked.files, asked.scheme, asked.table)
        command = ["score", str(folder), "--format", asked.format, "-o", str(Path(name) / "result")]
        floors, wholes, peak = measured(folder, command, asked.repeat)
        print(
            f"{asked.files} files, {size / asked.files / 1000:.1f} kB and {keys / asked.files:.0f} keys "
            f"each; {asked.repeat} runs in turn"
        )
        print(f"{'medians':28}{'wall s':>9}{'cpu s':>9}")
        for what, runs in (("tomllib parses all", floors), ("gp score, whole process", wholes)):
            print(f"{what:28}" + "".join(f"{statistics.median(one):9.3f}" for one in zip(*runs, strict=True)))
        ratios = [(one / low, own / least) for (one, own), (low, least) in zip(wholes, floors, strict=True)]
        print(
            f"{'ratio':28}" + "".join(f"{statistics.median(one):9.3f}" for one in zip(*ratios, strict=True))
        )
        print(f"{'peak memory, MiB':28}{peak / 1024:9.0f}")
        if asked.profile:
            few = Path(name) / "few"
            make(few, min(asked.files, 1000), asked.scheme, asked.table)
            command[1] = str(few)
            profile(command, Path(name) / "profile", asked.profile)


def make(folder: Path, files: int, scheme: str, table: str) -> tuple[int, int]:
    """Writes the files; their bytes and keys."""
    chance = random.Random(2020)
    packs = Packs.installed()
    asked = packs.table(packs.scheme(scheme), table)
    units = [one.name for one in packs.scheme(scheme).roster().units if one.table == table]
    folder.mkdir(parents=True)
    size = keys = 0
    for number in range(1, files + 1):
        data: dict[str, Any] = {"scheme": scheme, "note": "示例数据，非真实考核结果"}
        known = chance.choice(units) if packs.scheme(scheme).roster().completeness == "complete" else ""
        data["unit"] = {"name": known or f"示例单位{number:05}"}
        if known:
            data["period"] = f"第{number:05}期"
        data |= to_toml(asked, answers(asked, chance, chance.choice(("mixed", "healthy"))))
        embellish(data["facts"], asked, chance)
        if number % FAULTY_EACH == 7:
            data["facts"]["unknown_item"] = {"level": "无"}
        text = "# 示例数据，非真实考核结果。\n" + tomli_w.dumps(data)
        (folder / f"{number:05}.toml").write_text(text, encoding="utf-8", newline="\n")
        size += len(text.encode())
        keys += counted(data)
    return size, keys


def embellish(facts: dict[str, dict[str, Any]], table: Table, chance: random.Random) -> None:
    """Evidence beside some items, and incidents in the place of small counts."""
    fields = {(place.item, place.name): place.field for place in table.places}
    for item, block in facts.items():
        for name, value in list(block.items()):
            field = fields.get((item, name))
            is_counted = isinstance(field, ListField) and not needs_blocks(field) and type(value) is int
            if is_counted and 0 < value <= 4 and chance.random() < 0.5:
                block[name] = [incident(chance) for _ in range(value)]
        if chance.random() < 0.15:
            block["evidence"] = [f"https://example.gov.cn/{item}/{chance.randrange(10**6)}.html"]
        if chance.random() < 0.05:
            block["note"] = f"现场核对，{chance.randrange(90) + 10} 条"


def incident(chance: random.Random) -> dict[str, Any]:
    """One incident of the year."""
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=chance.randrange(365))
    return {"date": day, "what": f"第{chance.randrange(1, 5)}季度报表"}


def counted(data: object) -> int:
    """The keys with a value that is no table."""
    if isinstance(data, dict):
        return sum(counted(one) for one in data.values())
    if isinstance(data, list) and data and isinstance(data[0], dict):
        return sum(map(counted, data))
    return 1


def measured(folder: Path, command: list[str], repeat: int) -> tuple[list[Seconds], list[Seconds], int]:
    """Seconds of the floor and of the command, after one round that fills the caches; peak KiB."""
    floors: list[Seconds] = []
    wholes: list[Seconds] = []
    peak = 0
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(repeat + 1):
        parse = [sys.executable, "-c", PARSE, str(folder)]
        wall, cpu = subprocess.run(parse, check=True, capture_output=True, text=True).stdout.split()
        floors.append((float(wall), float(cpu)))
        Path(command[-1]).unlink(missing_ok=True)
        start, before = time.perf_counter(), os.times()
        watched = [sys.executable, "-S", "-c", PEAK, *GP, *command]
        done = subprocess.run(watched, check=False, env=environment, capture_output=True, text=True)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        wholes.append((time.perf_counter() - start, spent))
        peak = max(peak, int(done.stdout.split()[-1]))
        if done.returncode not in (0, 2):
            sys.exit(done.stderr[-2000:] or f"gp ended with {done.returncode}")
    return floors[1:], wholes[1:], peak


def profile(command: list[str], file: Path, lines: int) -> None:
    """Runs the command once more under the profiler and prints the functions that take the most time."""
    subprocess.run([GP[0], "-m", "cProfile", "-o", str(file), *GP[1:], *command], check=False)
    pstats.Stats(str(file)).sort_stats("tottime").print_stats(lines)


if __name__ == "__main__":
    main()
