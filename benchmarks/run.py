"""Everything side by side in one run: ``python benchmarks/run.py`` (``make bench``).

Prints one table: for each line the median, the least and the most of its rounds, its first time, its peak
memory, and its ratio to what it is measured against, with the goal where there is one. Ends with 1 where two
peers that do the same work do not come to the same totals.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import machine
import many_files
import one_form
import one_unit
import results
import scale
import startup
import tables
from rounds import Group

KEYS = ("startup", "unit", "form", "files", "tables", "scale")


def main() -> None:
    """Runs the groups that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", nargs="+", choices=KEYS, default=KEYS[:-1], help="these groups; all but scale without"
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 1_000_000], help="sizes of tables")
    parser.add_argument("--files", type=int, default=10_000, help="facts files in the folder")
    parser.add_argument("--units", type=int, default=1_000, help="units that are scored one at a time")
    parser.add_argument("--rounds", type=int, help="rounds of every group, instead of its own number")
    parser.add_argument("--json", type=Path, help="write everything to this file as well")
    asked = parser.parse_args()
    done: list[Group] = []
    with tempfile.TemporaryDirectory() as name:
        for group in groups(asked, Path(name)):
            group.run(asked.rounds, say)
            done.append(group)
    say("")
    facts = machine.facts()
    sys.stdout.write(results.as_text(done, facts))
    if asked.json:
        told = json.dumps(results.as_data(done, facts), ensure_ascii=False, indent=1)
        asked.json.write_text(told + "\n", encoding="utf-8")
    wrong = [one for group in done for one in group.disagreements()]
    for one in wrong:
        sys.stdout.write(f"TOTALS DIFFER: {one}\n")
    sys.exit(1 if wrong else 0)


def groups(asked: argparse.Namespace, folder: Path) -> Iterator[Group]:
    """Each group once what it needs is made."""
    if "startup" in asked.only:
        yield startup.group(folder)
    if "unit" in asked.only:
        yield one_unit.group(folder, asked.units)
    if "form" in asked.only:
        yield one_form.group(folder)
    if "files" in asked.only:
        yield many_files.group(folder, asked.files)
    if "tables" in asked.only:
        yield from tables.groups(folder, asked.rows)
    if "scale" in asked.only:
        yield from scale.groups(folder, asked.rows)


def say(what: str) -> None:
    """How far it is, on a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{what:78}\r")
        sys.stderr.flush()


if __name__ == "__main__":
    main()
