"""What a cold start imports: nothing that its command does not use."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
ONE = str(EXAMPLES / "zhangshu-2021" / "township-full.toml")

PROBE = """\
import sys
before = set(sys.modules)
from gpcli.cli.main import main
code = main(sys.argv[1:])
sys.stderr.write(" ".join(sorted(set(sys.modules) - before)))
sys.exit(code)
"""

SLOW = (
    "asyncio",
    "dataclasses",
    "email",
    "importlib.metadata",
    "logging",
    "shutil",
    "subprocess",
    "tempfile",
)
SLOW += ("concurrent.futures", "multiprocessing", "tomllib", "unittest", "xml", "zipfile")
"""What takes the standard library long to import, and no score needs."""

TABLES = {
    "gp_huanggang": ("county", "department", "clauses"),
    "gp_linzi": ("main", "year_end"),
    "gp_putuo": ("table", "basics", "openness", "requests"),
    "gp_region2023": ("region", "department", "clauses"),
    "gp_zhangshu": ("township", "department", "clauses"),
}
"""The modules of each pack that hold its clauses."""


@cache
def imported(*arguments: str) -> frozenset[str]:
    """The modules that a command imports in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return frozenset(done.stderr.split())


def among(modules: frozenset[str], *names: str) -> list[str]:
    """Those of the modules that are one of the names, or inside it."""
    return sorted(one for one in modules for name in names if one == name or one.startswith(f"{name}."))


@pytest.mark.parametrize("format_name", ["text", "json", "csv"])
def test_a_score_imports_what_it_uses(format_name: str) -> None:
    modules = imported("score", ONE, "--format", format_name)
    assert among(modules, *SLOW) == []
    assert among(modules, "gpcli.forms", "gpcli.proof", "gpcli.starter", "gpcli.testing") == []
    assert among(modules, "gpcli.season") == [
        "gpcli.season",
        "gpcli.season.file",
        "gpcli.season.register",
        "gpcli.season.returned",
    ]
    top = {one.partition(".")[0] for one in modules} - sys.stdlib_module_names
    assert {one for one in top if not one.endswith("__mypyc")} == {"gpcli", *TABLES, "pluggy", "tomli"}


def test_only_the_format_that_was_asked_for() -> None:
    assert among(imported("score", ONE), "json", "csv", "gpcli.reports.json") == ["csv"], (
        "csv reads the roster"
    )
    assert among(imported("score", ONE, "--format", "json"), "gpcli.reports.text", "fractions") == []


@pytest.mark.parametrize("pack", sorted(set(TABLES) - {"gp_zhangshu"}))
def test_no_clause_of_another_pack(pack: str) -> None:
    modules = imported("score", ONE)
    assert among(modules, *(f"{pack}.{one}" for one in TABLES[pack])) == []


def test_listing_builds_no_table() -> None:
    modules = imported("list-schemes")
    clauses = [f"{pack}.{one}" for pack, names in TABLES.items() for one in names]
    assert among(modules, *clauses) == []
    assert among(modules, "gpcli.assess", "gpcli.facts.check", "tomli", *SLOW) == []


def test_help_asks_no_pack() -> None:
    modules = imported("--help")
    assert among(modules, "gpcli.packs", "pluggy", "tomli", "gpcli.facts", "gpcli.scoring", *TABLES) == []
