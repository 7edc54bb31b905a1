"""Reads every facts file of a folder, parses it with one reader or none, and drops what was parsed.

All readers are to find the same number of values. A reader that makes floats is told to make decimals where
it can: ``rtoml`` cannot, so what it is given is only the floor of a reader in Rust.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from said import tell, timed

Reader = Callable[[str], Any]


def reader(name: str) -> tuple[Reader | None, str]:
    """The parser and its version; None reads only."""
    match name:
        case "tomllib":
            import tomllib

            return lambda text: tomllib.loads(text, parse_float=Decimal), f"Python {sys.version.split()[0]}"
        case "tomli":
            import tomli

            return lambda text: tomli.loads(text, parse_float=Decimal), f"tomli {version('tomli')}"
        case "rtoml":
            import rtoml

            return rtoml.loads, f"rtoml {version('rtoml')}"
    return None, f"Python {sys.version.split()[0]}"


def values(data: Any) -> int:
    """How many values there are that are neither tables nor arrays."""
    if isinstance(data, dict):
        return sum(map(values, data.values()))
    return sum(map(values, data)) if isinstance(data, list) else 1


def main(folder: str, repeat: int, name: str) -> None:
    """Tells how long it takes, and as a checksum the files, the values and the bytes."""
    parse, told = reader(name)
    with os.scandir(folder) as found:
        paths = sorted(one.path for one in found)
    size = 0

    def work() -> None:
        nonlocal size
        size = 0
        for path in paths:
            handle = os.open(path, os.O_RDONLY)
            raw = os.read(handle, 1 << 20)
            os.close(handle)
            size += len(raw)
            if parse is not None:
                parse(raw.decode())

    times, _ = timed(work, repeat)
    counted = 0
    if parse is not None:
        for path in paths:
            with open(path, encoding="utf-8") as file:  # noqa: PTH123 - a path as it was listed
                counted += values(parse(file.read()))
    tell(told, times, [len(paths), counted, size])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
