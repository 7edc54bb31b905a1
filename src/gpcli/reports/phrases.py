"""What several formats say in the same words."""

from __future__ import annotations

from decimal import Decimal

from gpcli.messages import N_, Words
from gpcli.points import plain
from gpcli.scoring.sheet import ItemResult, Line, Mark, Sheet

_ROLES = {
    "self": N_("the unit itself"),
    "office": N_("the assessing office"),
    "bureau": N_("another bureau"),
    "third-party": N_("the third party"),
}
KINDS = {"base": N_("base item"), "bonus": N_("bonus"), "penalty": N_("penalty")}
STATUSES = {"scored": N_("scored"), "incomplete": N_("incomplete"), "vetoed": N_("vetoed")}


def source(name: str, words: Words) -> str:
    """Who supplies a fact, in words."""
    role, _, body = name.partition(":")
    return body or words.word(_ROLES[role])


def mark(points: Mark, words: Words) -> str:
    """A number, or an interval in brackets."""
    if points.points is not None:
        return plain(points.points)
    return f"[{plain(points.lower)}, {plain(points.upper)}]"


def line(one: Line, words: Words) -> str:
    """A line's label, with how many times."""
    label = words(one.label)
    if one.times is not None and one.times > 1:
        label = f"{label} ×{plain(one.times)}"
    return f"{label} ≈" if one.approximate else label


def lost(item: ItemResult) -> Decimal | None:
    """What a base item certainly lost; None for other kinds."""
    if item.kind != "base" or item.max is None:
        return None
    return item.max - item.mark.upper


def unit(sheet: Sheet, words: Words) -> str:
    """The unit's name, or that it was not filled in."""
    return sheet.unit or words.word(N_("unit not filled in"))
