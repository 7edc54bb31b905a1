"""Incidents beside the facts of an item: which line counts them, and how people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gpcli.scoring.sheet import Line

_LEVEL = re.compile(r"([a-z_0-9]+)=([^,\]]+)")


def counts_in(line: Line, name: str, entry: Mapping[str, object]) -> bool:
    """Whether the line counts the entry: its list, and the levels that both name."""
    levels = _LEVEL.findall(line.key.partition("[")[2])
    of_list = line.fact.partition(".")[2] == name
    return of_list and all(entry.get(level, value) == value for level, value in levels)


def told(entry: Mapping[str, object]) -> dict[str, object]:
    """An entry as people write it: lists without brackets."""
    return {
        key: "、".join(map(str, value)) if isinstance(value, list) else value for key, value in entry.items()
    }
