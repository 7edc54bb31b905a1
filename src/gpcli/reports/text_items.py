"""The items of the sheet for a terminal: what was lost, the largest first; bonus; penalties."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gpcli.messages import N_, Words
from gpcli.points import plain, signed
from gpcli.reports import bars, incidents, phrases
from gpcli.reports.columns import indented, left, right, width
from gpcli.reports.incidents import Incident
from gpcli.scoring.sheet import ItemResult, Sheet

COLUMNS = 80
NAME_COLUMNS = 48
"""Where the bar of a loss begins."""


def items(sheet: Sheet, words: Words, title: str, kind: str) -> list[str]:
    """The items of a kind in which something was lost or gained, under ``title``; or that there is none.

    Losses stand behind bars, against the largest of them, where there are several.
    """
    mine = [item for item in sheet.items if item.kind == kind]
    if not mine:
        return []
    shown = [item for item in mine if _worth_showing(item)]
    if not shown:
        said = {
            "base": N_("Points lost: none")
            if sheet.mark.points is not None
            else N_("Points lost: none that is certain"),
            "bonus": N_("Bonus: none reported"),
            "penalty": N_("Penalties: none reported"),
        }[kind]
        return [words.word(said)]
    lines = [words.word(N_("── {title} ──"), title=words.word(title))]
    losses = {item.id: _losses(item) for item in shown}
    if kind == "base":
        shown.sort(key=lambda item: losses[item.id], reverse=True)
    largest = max(possible for _, possible in losses.values())
    for item in shown:
        bar = bars.lost(*losses[item.id], largest) if len(shown) > 1 else ""
        lines += _item(item, bar, words)
    return lines


def _losses(item: ItemResult) -> tuple[Decimal, Decimal]:
    """What a base item certainly and what it possibly lost; nothing of other kinds."""
    if item.kind != "base" or item.max is None:
        return Decimal(0), Decimal(0)
    return item.max - item.mark.upper, item.max - item.mark.lower


def _worth_showing(item: ItemResult) -> bool:
    if item.kind != "base":
        return bool(item.mark.lower or item.mark.upper or any(line.amount for line in item.lines))
    return bool(phrases.lost(item)) or item.mark.upper < 0 or any(line.amount < 0 for line in item.lines)


def _item(item: ItemResult, bar: str, words: Words) -> list[str]:
    lines = _named(item, bar, words)
    told = incidents.told(item)
    for line, mine in told.lines:
        lines += _line(phrases.line(line, words), signed(line.amount))
        lines += _entries(mine, words)
    lines += _entries(told.others, words)
    judged = incidents.judged(item, words)
    lines += indented(judged, COLUMNS, "      ") if judged else []
    return [*lines, *indented(words.word(N_("clause: {clause}"), clause=item.clause), COLUMNS, "    ")]


def _named(item: ItemResult, bar: str, words: Words) -> list[str]:
    """The item's name, wrapped, with its bar and its points."""
    points = phrases.mark(item.mark, words)
    if item.kind == "base" and item.max is not None:
        points = f"{points} / {plain(item.max)}"
    rest = COLUMNS - width(points)
    shown = bar if rest > NAME_COLUMNS + bars.CELLS else ""
    room = NAME_COLUMNS if shown else rest
    first, *more = indented(item.name, room - 2, "  ", "    ")
    return [left(left(first, room) + shown, rest) + points, *more]


def _entries(mine: Sequence[Incident], words: Words) -> list[str]:
    return [
        line
        for text in incidents.said(mine, words)
        for line in indented(f"· {text}", COLUMNS, "      ", "        ")
    ]


def _line(label: str, amount: str) -> list[str]:
    """A label, wrapped, with its amount in the column before the points."""
    *first, last = indented(label, COLUMNS - 20, "    ", "      ")
    return [*first, left(last, COLUMNS - 18) + right(amount, 8)]
