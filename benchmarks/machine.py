"""What the figures were measured on, without naming it."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def facts() -> dict[str, str]:
    """Processor, cores, memory, system, Python."""
    return {
        "processor": _listed("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def _memory() -> str:
    size = _listed("/proc/meminfo", "MemTotal").split()
    return f"{round(int(size[0]) / 2**20)} GiB" if size else "unknown"


def _listed(file: str, name: str) -> str:
    """The first value under a name in one of the system's lists."""
    try:
        lines = Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found = (line.partition(":")[2].strip() for line in lines if line.partition(":")[0].strip() == name)
    return next(found, "")
