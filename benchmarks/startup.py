"""Whole-process start-up, as ratios to ``python -c pass`` in one run: ``python benchmarks/startup.py``.

Commands take turns, so that a machine whose speed drifts treats them alike; medians of the rounds after
one that fills the caches. Byte code is cached as on any user's machine, whatever the environment says.
The second row, what a typical command line with plugins imports, needs the requirements beside this.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
ONE = ROOT / "examples" / "zhangshu-2021" / "township-full.toml"
PARTS = "import typer, pluggy; from importlib.metadata import entry_points; entry_points(group='gpcli')"
GP = [sys.executable, "-m", "gpcli"]
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "typer + pluggy + entry points": [sys.executable, "-c", PARTS],
    "gp --version": [*GP, "--version"],
    "gp --help": [*GP, "--help"],
    "gp list-schemes": [*GP, "list-schemes"],
    "gp score one.toml": [*GP, "score", str(ONE)],
    "gp score one.toml --format json": [*GP, "score", str(ONE), "--format", "json"],
}


def main() -> None:
    """Runs every command in turn and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds + 1):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
            seconds[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(times[1:]) for name, times in seconds.items()}
    bare, parts = medians["python -c pass"], medians["typer + pluggy + entry points"]
    print(f"{'command':34}{'ms':>8}{'x pass':>9}{'x parts':>9}")
    for name, median in medians.items():
        print(f"{name:34}{median * 1000:8.1f}{median / bare:9.2f}{median / parts:9.2f}")


if __name__ == "__main__":
    main()
