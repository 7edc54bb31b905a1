"""A pack from its wheel: it appears with everything that it carries, scores, and goes."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.real


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*map(str, command)], check=False, cwd=cwd, capture_output=True, text=True, encoding="utf-8"
    )


def test_a_pack_appears_with_its_wheel_and_goes_with_it(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    for project in (ROOT, ROOT / "plugins" / "zhangshu"):
        copy = tmp_path / f"source-{project.name}"
        run("git", "clone", "--quiet", ROOT, copy, cwd=tmp_path)
        source = copy / project.relative_to(ROOT)
        built = run(
            sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", wheels, source, cwd=tmp_path
        )
        assert built.returncode == 0, built.stderr
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    core, pack = sorted(wheels.glob("gpcli_*.whl"))
    assert run(python, "-m", "pip", "install", "-q", core, cwd=tmp_path).returncode == 0

    none = run(python, "-m", "gpcli", "--lang", "en", "list-schemes", cwd=tmp_path)
    assert none.returncode == 2
    assert "pip install" in none.stderr

    assert run(python, "-m", "pip", "install", "-q", pack, cwd=tmp_path).returncode == 0
    listed = run(python, "-m", "gpcli", "list-schemes", "--format", "json", cwd=tmp_path)
    assert [scheme["id"] for scheme in json.loads(listed.stdout)] == ["zhangshu-2021"]
    units = run(python, "-m", "gpcli", "list-units", "zhangshu-2021", "--format", "json", cwd=tmp_path)
    assert len(json.loads(units.stdout)) == 54
    facts = ROOT / "examples" / "zhangshu-2021" / "township-full.toml"
    score = run(python, "-m", "gpcli", "score", facts, "--format", "json", cwd=tmp_path)
    assert json.loads(score.stdout)[0]["result"]["total"] == "100"
    cases = tmp_path / "env" / "lib"
    assert len(list(cases.rglob("gp_zhangshu/cases/*.toml"))) > 3

    assert run(python, "-m", "pip", "uninstall", "-q", "-y", "gpcli-zhangshu", cwd=tmp_path).returncode == 0
    assert run(python, "-m", "gpcli", "score", facts, cwd=tmp_path).returncode == 2
