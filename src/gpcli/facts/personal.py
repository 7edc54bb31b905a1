"""Where a facts file holds what identifies a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from gpcli import privacy
from gpcli.facts.complaints import name_of
from gpcli.facts.toml import Document
from gpcli.facts.wording import Path
from gpcli.points import places_of, plain
from gpcli.records import Record


class Personal(Record):
    """One finding in a facts file: its kind (``privacy.KINDS``), its place, what may be shown of it."""

    kind: str
    line: int
    key: str
    masked: str


def personal(document: Document) -> Iterator[Personal]:
    """The findings in the values of the file, in its order; comments are not read."""
    for path, text in _texts((), document.words):
        for one in privacy.find(text):
            key = document.key(*path) or ".".join(
                str(part + 1) if isinstance(part, int) else name_of(part) for part in path
            )
            yield Personal(one.kind, document.line(*path), key, " ".join(one.masked.split()))


def _texts(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    match value:
        case str():
            yield path, value
        case bool():
            return
        case int() if value.bit_length() < privacy.BITS:
            yield path, str(value)
        case Decimal() if value.is_finite() and abs(value) < 2**privacy.BITS and not places_of(value):
            yield path, plain(value)
        case Mapping():
            for key, one in value.items():
                yield from _texts((*path, key), one)
        case list():
            for place, one in enumerate(value):
                yield from _texts((*path, place), one)
