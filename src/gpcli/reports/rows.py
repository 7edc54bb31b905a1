"""The sheet as rows: what CSV and the official forms have in common."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from gpcli.messages import Words
from gpcli.points import signed
from gpcli.reports import phrases
from gpcli.reports.columns import visible
from gpcli.scoring.sheet import ItemResult

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


_MOVING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that move a cursor or turn writing round."""


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula, and that turns no writing round."""
    if not text.isascii() or not text.isprintable():
        text = _MOVING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_csv(rows: Iterable[Sequence[str]], *, bom: bool) -> str:
    """Rows as CSV with CRLF, behind a byte-order mark where people open it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return ("\ufeff" if bom else "") + out.getvalue()


def cell(text: str) -> str:
    """Text for one cell of a Markdown table."""
    text = visible(text)
    for character, escape in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("\\", "\\\\"),
        ("|", "\\|"),
        ("`", "\\`"),
        ("*", "\\*"),
        ("_", "\\_"),
        ("[", "\\["),
        ("\n", " "),
        ("\r", " "),
    ):
        text = text.replace(character, escape)
    return text


def as_markdown(head: Sequence[str], rows: Iterable[Sequence[str]], aligned: str) -> list[str]:
    """Rows as a Markdown table; ``aligned`` has ``l`` or ``r`` for each column."""
    marks = {"l": "---", "r": "---:"}
    lines = [head, [marks[one] for one in aligned], *(list(map(cell, row)) for row in rows)]
    return [f"| {' | '.join(line)} |" for line in lines]


def detail(item: ItemResult, words: Words) -> str:
    """An item's lines on one line: ``满分 +5；表述错误 ×2 −2``."""
    return "；".join(f"{phrases.line(line, words)} {signed(line.amount)}" for line in item.lines)
