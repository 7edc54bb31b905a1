"""What several formats say in the same words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from gpcli.expr.fields import FAR, Field, ListField
from gpcli.facts.unit import Source
from gpcli.ledger import Ledger, rules
from gpcli.messages import N_, Words
from gpcli.points import plain
from gpcli.reports.columns import visible
from gpcli.scheme import source_words
from gpcli.scoring.outcome import Scored
from gpcli.scoring.sheet import (
    Compared,
    ItemResult,
    Line,
    Mark,
    NoteResult,
    OpenFact,
    SectionResult,
    Sheet,
)

if TYPE_CHECKING:
    from gpcli.scoring.effects import Effect

STATUSES = {"scored": N_("scored"), "incomplete": N_("incomplete"), "vetoed": N_("vetoed")}

NOTHING_HANDED_IN = N_("nothing handed in")


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

AVERAGED = N_("an even share: only the sum of these entries was stated")


def entry(given: Mapping[str, object], field: Field, words: Words) -> str:
    """One entry of a list with its keys in words."""
    labels = {key: words.word(msgid) for key, msgid in ENTRY_KEYS.items()}
    if isinstance(field, ListField):
        labels |= {level.name: level.label for level in field.levels.values()}
        labels |= {amount.name: amount.label for amount in field.amounts.values()}
    parts = [
        words.word(N_("{key}: {value}"), key=labels.get(key, key), value=str(value))
        for key, value in given.items()
        if key != "averaged"
    ]
    parts += [words.word(AVERAGED)] if "averaged" in given else []
    return words.word(N_("; ")).join(parts)


def mark(points: Mark, words: Words) -> str:
    """A number, or an interval in brackets; an end that only technical limits give is none."""
    if points.points is not None:
        return number(points.points)
    least, most = number(points.lower), number(points.upper)
    if points.lower <= -FAR:
        least = words.word(N_("no lower limit"))
    if points.upper >= FAR:
        most = words.word(N_("no upper limit"))
    return f"[{least}, {most}]"


def number(value: Decimal) -> str:
    """A number for people: with a real minus sign."""
    return plain(value).replace("-", "−")


def result(sheet: Sheet, words: Words) -> str:
    """The result in one sentence: a number, a status, or between which bounds it lies."""
    if sheet.status == "vetoed":
        return words.word(N_("Result: {reason}"), reason=sheet.reason)
    if sheet.total is not None:
        return words.word(N_("Total {points} of {most}"), points=plain(sheet.total), most=plain(sheet.max))
    if sheet.reason:
        said = N_("No total: {reason}; {points} of {most} so far")
    else:
        said = N_("Total {points} of {most}: facts are missing")
    points, most = mark(sheet.mark, words), plain(sheet.max)
    told = words.word(said, reason=sheet.reason, points=points, most=most)
    return told if sheet.mark.exact else told + words.word(N_(" (outer bounds)"))


def beyond(scored: Scored, words: Words) -> list[str]:
    """What stands on the total: its conversions, the grade or those that are possible."""
    sheet, lines = scored.sheet, []
    if sheet.status == "vetoed":
        return []
    for ledger, one in zip(scored.scorer.table.conversions, sheet.converted, strict=True):
        value = mark(one.mark, words)
        if sheet.total is None and one.mark.points is not None:
            value = words.word(N_("{points} so far"), points=value)
        said = N_("{name}: {points} ({formula})")
        if one.max is not None:
            said = N_("{name}: {points} of {most} ({formula})")
        most = "" if one.max is None else plain(one.max)
        how = formula(ledger, words)
        lines.append(words.word(said, name=words(one.name), points=value, most=most, formula=how))
    if sheet.grade:
        lines.append(words.word(N_("Grade: {grade}"), grade=sheet.grade))
    elif sheet.grades:
        possible = words.word(N_(", ")).join(sheet.grades)
        lines.append(words.word(N_("Grade open: {grades}"), grades=possible))
    return lines


def notes(sheet: Sheet) -> list[NoteResult]:
    """The notes worth saying: a plain one only where it surely holds."""
    return [note for note in sheet.notes if note.sure or note.effect != "note"]


def note(one: NoteResult, words: Words) -> str:
    """A note, and whether it is only possible."""
    return one.label if one.sure else words.word(N_("{note} (possible)"), note=one.label)


def named(one: OpenFact, items: Mapping[str, ItemResult], words: Words) -> str:
    """A fact by its label, behind the name of its item where that is another."""
    item = items.get(one.item) if one.key.startswith(f"{one.item}.") else None
    if item is None or item.name == one.label:
        return one.label
    return words.word(N_("{key}: {value}"), key=item.name, value=one.label)


def without_effect(sheet: Sheet, words: Words) -> str:
    """Which facts are open without any effect here; nothing where none is."""
    idle, marks = set(sheet.idle), {item.id: item for item in sheet.items}
    every = (*(one for item in sheet.items for one in item.open), *sheet.open)
    names = dict.fromkeys(named(one, marks, words) for one in every if one.key in idle)
    if not idle:
        return ""
    return words.word(N_("Open, without effect here: {keys}"), keys=words.word(N_("; ")).join(names))


def section(one: SectionResult, words: Words) -> str:
    """A section's name, with the points on its label where they are others."""
    if one.kind == "base" and one.printed is not None and one.printed != one.max:
        return one.name + words.word(N_(" (printed label: {points})"), points=plain(one.printed))
    return one.name


def section_lost(one: SectionResult, words: Words) -> str:
    """What a base section lost: a number, or an interval while facts are missing."""
    if one.kind != "base" or one.max is None:
        return ""
    gone = Mark(one.max - one.mark.upper, one.max - one.mark.lower)
    return mark(gone, words) if gone.upper else ""


def effect(one: Effect, words: Words) -> str:
    """What another answer to a Reading would do."""
    if one.mark is None:
        said = N_("with {value} ({answer}) there is no {what}")
    elif one.of:
        said = N_("with {value} ({answer}) {what} would be {points}")
    else:
        said = N_("with {value} ({answer}) the result would be {points}")
    if one.instead:
        said = N_("with {value} ({answer}) the result would be {points}: {instead}")
    points = "" if one.mark is None else mark(one.mark, words)
    what, instead = words(one.of), words(one.instead)
    return words.word(said, value=one.value, answer=one.says, what=what, points=points, instead=instead)


def formula(conversion: Ledger, words: Words) -> str:
    """How a conversion comes about."""
    return words.word(N_("; ")).join(rules(conversion, words))


def line(one: Line, words: Words) -> str:
    """A line's label, with how many times."""
    label = words(one.label)
    if one.level:
        label = words.word(N_("{label} ({level})"), label=label, level=one.level)
    if one.times is not None and one.times > 1:
        label = f"{label} ×{plain(one.times)}"
    return f"{label} ≈" if one.approximate else label


def own_lines(section: SectionResult, sheet: Sheet) -> list[Line]:
    """A section's lines that the list of its items does not show: its own moves, and weighted items."""
    return lines_beside(section, {item.id: item.mark.points for item in sheet.items})


def lines_beside(section: SectionResult, points: Mapping[str, Decimal | None]) -> list[Line]:
    """A section's lines that do not just repeat the ``points`` of an item."""
    return [line for line in section.lines if line.key not in points or line.amount != points[line.key]]


def others(item: ItemResult, sheet: Sheet) -> list[tuple[Compared, Mark, Decimal | None]]:
    """What the other sources that speak of an item would give it, and by how much what counts differs."""
    found: list[tuple[Compared, Mark, Decimal | None]] = []
    for one in sheet.compared:
        mark = one.items.get(item.id)
        if mark is None or one.source == item.source:
            continue
        known = item.mark.points is not None and mark.points is not None
        found.append((one, mark, item.mark.lower - mark.lower if known else None))
    return found


def speaker(source: Source, words: Words) -> str:
    """Who a source is: its role, and its name where it has one."""
    role = words(source_words(source.role))
    return words.word(N_("{role} ({name})"), role=role, name=visible(source.name)) if source.name else role


def lost(item: ItemResult) -> Decimal | None:
    """What a base item certainly lost; None for other kinds."""
    if item.kind != "base" or item.max is None:
        return None
    return item.max - item.mark.upper


def validity(words: Words, *, official: bool) -> str:
    """Whether a result stands: it does once it is frozen."""
    return words.word(N_("official result, frozen") if official else N_("unofficial result"))


def unit(sheet: Sheet, words: Words) -> str:
    """The unit's name, what its row calls itself, or that neither was filled in."""
    return visible(sheet.unit or sheet.id) or words.word(N_("unit not filled in"))
