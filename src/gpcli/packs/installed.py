"""Which packs are installed: entry points as installers note them in the folders of the import path.

The standard library's reader of distributions takes longer to import than a unit takes to score; it is asked
only about what is no folder, such as an archive on the import path.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial

from gpcli.hookspecs import PROJECT
from gpcli.packs.found import Found


def installed() -> Iterator[Found]:
    """The packs of this environment; of a distribution that is found twice, those that come first.

    A distribution whose metadata is damaged has neither name nor version.
    """
    seen: set[str] = set()
    for place in sys.path:
        for name, read in _distributions(place or os.curdir):
            if name in seen:
                continue
            seen.add(name)
            points = list(_pairs(read("entry_points.txt"), PROJECT))
            if points:
                about = _headers(read("METADATA") or read("PKG-INFO"))
                for point, module in points:
                    yield Found(point, module, about.get("Name", ""), about.get("Version", ""))


def _distributions(place: str) -> Iterator[tuple[str, Callable[[str], str]]]:
    """The distributions in one place of the import path, each with how to read the files about it."""
    try:
        inside = os.listdir(place)  # noqa: PTH208 - only names are needed
    except NotADirectoryError:
        from importlib.metadata import distributions

        for one in distributions(path=[place]):
            yield _plain(one.name or ""), partial(_archived, one.read_text)
    except OSError:
        return
    else:
        for name in inside:
            stem, dot, ending = name.rpartition(".")
            if dot and ending.lower() in ("dist-info", "egg-info"):
                yield _plain(stem.partition("-")[0]), partial(_noted, f"{place}{os.sep}{name}")


def _plain(name: str) -> str:
    """A distribution's name as two that are the same have it."""
    return name.lower().replace("-", "_").replace(".", "_")


def _noted(folder: str, file: str) -> str:
    try:
        with open(f"{folder}{os.sep}{file}", encoding="utf-8") as noted:  # noqa: PTH123 - hundreds of them
            return noted.read()
    except (OSError, UnicodeDecodeError):
        return ""


def _archived(read: Callable[[str], str | None], file: str) -> str:
    return read(file) or ""


def _pairs(text: str, group: str) -> Iterator[tuple[str, str]]:
    """The names and values in one section of an INI file."""
    if f"[{group}]" not in text:
        return
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif section == group and line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            yield name.strip(), value.strip()


def _headers(text: str) -> dict[str, str]:
    """What stands above the first blank line, a header a line."""
    above = text.partition("\n\n")[0]
    return {name: value.strip() for name, _, value in (line.partition(":") for line in above.splitlines())}
