"""Text that a cell would not keep as it is: how it is written so that it comes back unchanged.

People never need it: a cell without the mark is read as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

MARK = "\u2060"
"""Shows as nothing, and no keyboard types it."""

AS_IS = f"{MARK} "
"""What stands before it is no part of the text, and what follows is kept to the letter."""

BETWEEN = "\u2028"
"""A line break within one piece of evidence; pieces stand on lines of their own."""

_ESCAPED = {MARK: MARK * 2, BETWEEN: MARK + BETWEEN, "\n": BETWEEN, "_": "_" + AS_IS}
_MEANT = {MARK * 2: MARK, MARK + BETWEEN: BETWEEN, BETWEEN: "\n", AS_IS: ""}
_CODES = "_(?=x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_)"
"""What programs misread that write workbooks."""

_SPECIAL = re.compile(f"[{MARK}{BETWEEN}\n]|{_CODES}")
_WRITTEN = re.compile("|".join(map(re.escape, _MEANT)))


def kept(text: str, read: str) -> str:
    """The text as a cell holds it; ``read`` is what a reader would make of it by itself."""
    plain = text == read and text.strip() and not text.startswith(MARK) and not re.search(_CODES, text)
    return text if plain else AS_IS + _escaped(text)


def verbatim(text: str) -> str | None:
    """The text to the letter, where the cell says so."""
    return _meant(text) if text.startswith(AS_IS) else None


def lines(pieces: Iterable[str]) -> str:
    """Pieces of evidence as one cell, each on a line of its own."""
    return "\n".join(map(_line, pieces))


def pieces(text: str) -> Iterator[str]:
    """The pieces of evidence that a cell holds; blank lines are none."""
    for one in text.split("\n"):
        line = one.removesuffix("\r")
        if line.strip():
            yield _meant(line)


def _line(piece: str) -> str:
    line = _escaped(piece)
    return line if line.strip() and not line.endswith("\r") else f"{AS_IS}{line}{AS_IS}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPED[found.group()], text)


def _meant(text: str) -> str:
    return _WRITTEN.sub(lambda found: _MEANT[found.group()], text)
