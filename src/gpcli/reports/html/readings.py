"""The Readings of a sheet, as a page shows them: those that mattered with what another answer would give."""

from __future__ import annotations

from gpcli.messages import N_, Words
from gpcli.records import Record
from gpcli.reports import phrases
from gpcli.scoring.outcome import Scored
from gpcli.scoring.sheet import ReadingInForce


class ReadingView(Record):
    """One Reading: its question, its answer here, its clause, what others would give."""

    question: str
    here: str
    clause: str
    changed: bool
    effects: tuple[str, ...]


class ReadingsView(Record):
    """Those that mattered, or have another answer than the default; the others; how many those are."""

    mattered: tuple[ReadingView, ...]
    others: tuple[ReadingView, ...]
    rest: str


def readings_view(scored: Scored, words: Words) -> ReadingsView | None:
    """The view; None where the document leaves nothing open."""
    sheet = scored.sheet
    if not sheet.readings:
        return None
    effects = scored.effects()
    mattered: list[ReadingView] = []
    others: list[ReadingView] = []
    for reading in sheet.readings:
        mine = tuple(phrases.effect(one, words) for one in effects if one.reading.id == reading.id)
        kept = mattered if mine or reading.changed else others
        kept.append(reading_view(reading, words)._replace(effects=mine))
    rest = N_("Readings: none of the {number} in force makes a difference here.")
    if mattered:
        rest = N_("{number} other Readings make no difference here.")
    told = words.word(rest, number=len(others)) if others else ""
    return ReadingsView(tuple(mattered), tuple(others), told)


def reading_view(reading: ReadingInForce, words: Words) -> ReadingView:
    """A Reading as it was applied."""
    said = N_("here: {answer} ({id}={value})")
    if reading.changed:
        said = N_("here: {answer} ({id}={value}, not the default)")
    here = words.word(said, answer=reading.says, id=reading.id, value=reading.value)
    return ReadingView(f"{reading.question}？", here, reading.clause, reading.changed, ())
