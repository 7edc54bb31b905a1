"""Packs from their wheels: they appear with everything that they carry, score, and go. So does a sixth."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PLUGINS = ("huanggang", "linzi", "putuo", "region2023", "zhangshu")
SCHEMES = ["huanggang-2020", "linzi-2021", "putuo-2020", "region-2023", "zhangshu-2021"]
pytestmark = pytest.mark.real

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def command(*words: str | Path) -> subprocess.CompletedProcess[str]:
        line = [*map(str, words)]
        return subprocess.run(
            line, check=False, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
        )

    return command


def listed(run: Run, python: Path) -> list[str]:
    out = run(python, "-m", "gpcli", "list-schemes", "--format", "json").stdout
    return [scheme["id"] for scheme in json.loads(out)]


def test_packs_appear_with_their_wheels_and_go_with_them(tmp_path: Path, run: Run) -> None:
    wheels, copy = tmp_path / "wheels", tmp_path / "source"
    assert run("git", "clone", "--quiet", ROOT, copy).returncode == 0
    sources = [copy, *(copy / "plugins" / name for name in PLUGINS)]
    built = run(sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", wheels, *sources)
    assert built.returncode == 0, built.stderr
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    core, *packs = sorted(wheels.glob("gpcli_*.whl"))
    assert run(python, "-m", "pip", "install", "-q", core).returncode == 0

    none = run(python, "-m", "gpcli", "--lang", "en", "list-schemes")
    assert none.returncode == 2
    assert "pip install" in none.stderr

    assert run(python, "-m", "pip", "install", "-q", *packs).returncode == 0
    assert listed(run, python) == SCHEMES
    units = run(python, "-m", "gpcli", "list-units", "zhangshu-2021", "--format", "json")
    assert len(json.loads(units.stdout)) == 54
    for scheme in SCHEMES:
        facts = tmp_path / f"{scheme}.toml"
        table = next(one["tables"][0] for one in _schemes(run, python) if one["id"] == scheme)
        name = table if isinstance(table, str) else table["id"]
        words = ("template", scheme, "--table", name, "--filled", "full", "-o", facts)
        assert run(python, "-m", "gpcli", *words).returncode == 0
        scored = run(python, "-m", "gpcli", "score", facts, "--format", "json")
        assert json.loads(scored.stdout)[0]["result"]["total"] == "100", scheme
    for name in PLUGINS:
        assert list((tmp_path / "env" / "lib").rglob(f"gp_{name}/cases/*.toml")), name
        assert list((tmp_path / "env" / "lib").rglob(f"gp_{name}/rows.csv")), name

    made = run(python, "-m", "gpcli", "new-pack", "yunshui", "--year", "2025")
    assert made.returncode == 0, made.stderr
    sixth = run(sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", wheels, "./gpcli-yunshui")
    assert sixth.returncode == 0, sixth.stderr
    (wheel,) = wheels.glob("gpcli_yunshui*.whl")
    assert run(python, "-m", "pip", "install", "-q", "--no-deps", wheel).returncode == 0
    assert listed(run, python) == sorted([*SCHEMES, "yunshui-2025"])
    proven = run(python, "-m", "gpcli", "check-pack", "yunshui-2025")
    assert proven.returncode == 0, proven.stdout

    for name in ("yunshui", "zhangshu"):
        assert run(python, "-m", "pip", "uninstall", "-q", "-y", f"gpcli-{name}").returncode == 0
    assert listed(run, python) == [one for one in SCHEMES if one != "zhangshu-2021"]
    facts = ROOT / "examples" / "zhangshu-2021" / "township-full.toml"
    assert run(python, "-m", "gpcli", "score", facts).returncode == 2


def _schemes(run: Run, python: Path) -> list[dict[str, list[object]]]:
    found: list[dict[str, list[object]]] = json.loads(
        run(python, "-m", "gpcli", "list-schemes", "--format", "json").stdout
    )
    return found
