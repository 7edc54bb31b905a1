"""Names that every dialect takes: no two alike, none longer than the 63 bytes that PostgreSQL keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable

LONGEST = 60


def short_names(names: Iterable[str], taken: Collection[str]) -> dict[str, str]:
    """A name for each: its own where that is short and not ``taken``, else its beginning and a number."""
    used = {one.lower() for one in taken}
    found: dict[str, str] = {}
    for name in names:
        short, number = _cut(name, LONGEST), 1
        while short.lower() in used:
            number += 1
            short = f"{_cut(name, LONGEST - 5)}~{number}"
        used.add(short.lower())
        found[name] = short
    return found


def _cut(name: str, longest: int) -> str:
    return name.encode()[:longest].decode(errors="ignore")
