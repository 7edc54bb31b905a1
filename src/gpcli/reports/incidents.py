"""The incidents of an item, each under the line that counts it, in the words of the sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gpcli.messages import N_, Words
from gpcli.records import Record
from gpcli.reports import phrases
from gpcli.reports.columns import visible
from gpcli.reports.entries import counts_in
from gpcli.scoring.sheet import ItemResult, Line

Incident = tuple[str, Mapping[str, object]]


class Told(Record):
    """The lines of an item worth showing, each with its incidents; those that no line counts."""

    lines: tuple[tuple[Line, tuple[Incident, ...]], ...]
    others: tuple[Incident, ...]


def told(item: ItemResult) -> Told:
    """The lines that add or take something, but for the full points that an item starts with."""
    untold = list(item.remarks.incidents)
    lines: list[tuple[Line, tuple[Incident, ...]]] = []
    for line in item.lines:
        if line.amount and line.key != "full":
            mine = tuple(one for one in untold if counts_in(line, *one))
            untold = [one for one in untold if one not in mine]
            lines.append((line, mine))
    return Told(tuple(lines), tuple(untold))


def said(incidents: Sequence[Incident], words: Words) -> list[str]:
    """What is said of them: of one that only has a number, nothing."""
    return [text for _, entry in incidents if (text := _said(entry, words))]


def _said(entry: Mapping[str, object], words: Words) -> str:
    text = " ".join(str(entry[key]) for key in ("date", "what") if entry.get(key))
    if entry.get("person"):
        who, why = str(entry["person"]), str(entry.get("reason", ""))
        text += words.word(N_(" (judged by {person}: {reason})"), person=who, reason=why)
    if "averaged" in entry:
        text = words.word(N_("; ")).join(filter(None, (text, words.word(phrases.AVERAGED))))
    return visible(text)


def judged(item: ItemResult, words: Words) -> str:
    """Who judged the item and why; nothing where neither is said."""
    person, reason = item.remarks.person, item.remarks.reason
    if person:
        return words.word(N_("judged by {person}: {reason}"), person=person, reason=reason)
    return words.word(N_("{key}: {value}"), key=words.word(N_("reason")), value=reason) if reason else ""
