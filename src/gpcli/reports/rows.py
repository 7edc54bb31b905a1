"""The sheet as rows: what CSV and the official forms have in common."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from gpcli.messages import Words
from gpcli.points import signed
from gpcli.reports import phrases
from gpcli.reports.columns import visible
from gpcli.scoring.sheet import ItemResult

_FORMULA = ("=", "+", "-", "@", "\n", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula; visible line by line."""
    shown = text if text.isprintable() else "\n".join(map(visible, text.split("\n")))
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


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
