"""An environment as a user has it: ``gp`` and five packs installed from wheels, nothing beside them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(folder: Path) -> Path:
    """Builds the wheels and installs them; the environment's folder of programs."""
    base = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([base, "-m", "venv", str(folder)], check=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = str(programs / "python")
    packs = sorted(str(one.parent) for one in (ROOT / "plugins").glob("*/pyproject.toml"))
    wheels = folder / "wheels"
    quiet = ["--quiet", "--disable-pip-version-check"]
    build = [python, "-m", "pip", "wheel", *quiet, "--no-deps", "-w", str(wheels), str(ROOT), *packs]
    subprocess.run(build, check=True, stderr=subprocess.DEVNULL)
    install = [python, "-m", "pip", "install", *quiet, *map(str, sorted(wheels.iterdir()))]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(install, check=True, env=kept, stderr=subprocess.DEVNULL)
    return programs
