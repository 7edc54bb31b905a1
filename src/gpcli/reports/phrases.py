"""What several formats say in the same words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from gpcli.expr.fields import Field, ListField
from gpcli.messages import N_, Words
from gpcli.points import plain
from gpcli.scheme import source_words
from gpcli.scoring.sheet import ItemResult, Line, Mark, SectionResult, Sheet

STATUSES = {"scored": N_("scored"), "incomplete": N_("incomplete"), "vetoed": N_("vetoed")}


def source(name: str, words: Words) -> str:
    """Who supplies a fact, in words."""
    return words(source_words(name))


ENTRY_KEYS = {
    "date": N_("date"),
    "what": N_("what happened"),
    "note": N_("note"),
    "person": N_("judged by"),
    "reason": N_("reason"),
}


def entry(given: Mapping[str, object], field: Field, words: Words) -> str:
    """One entry of a list with its keys in words."""
    labels = {key: words.word(msgid) for key, msgid in ENTRY_KEYS.items()}
    if isinstance(field, ListField):
        labels |= {level.name: level.label for level in field.levels.values()}
        labels |= {amount.name: amount.label for amount in field.amounts.values()}
    parts = [
        words.word(N_("{key}: {value}"), key=labels.get(key, key), value=str(value))
        for key, value in given.items()
    ]
    return words.word(N_("; ")).join(parts)


def mark(points: Mark, words: Words) -> str:
    """A number, or an interval in brackets."""
    if points.points is not None:
        return number(points.points)
    return f"[{number(points.lower)}, {number(points.upper)}]"


def number(value: Decimal) -> str:
    """A number for people: with a real minus sign."""
    return plain(value).replace("-", "−")


def line(one: Line, words: Words) -> str:
    """A line's label, with how many times."""
    label = words(one.label)
    if one.times is not None and one.times > 1:
        label = f"{label} ×{plain(one.times)}"
    return f"{label} ≈" if one.approximate else label


def own_lines(section: SectionResult, sheet: Sheet) -> list[Line]:
    """A section's lines that the list of its items does not show: its own moves, and weighted items."""
    points = {item.id: item.mark.points for item in sheet.items}
    return [line for line in section.lines if line.key not in points or line.amount != points[line.key]]


def lost(item: ItemResult) -> Decimal | None:
    """What a base item certainly lost; None for other kinds."""
    if item.kind != "base" or item.max is None:
        return None
    return item.max - item.mark.upper


def unit(sheet: Sheet, words: Words) -> str:
    """The unit's name, or that it was not filled in."""
    return sheet.unit or words.word(N_("unit not filled in"))
