"""One item as a page shows it: its mark, and everything that it rests on behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gpcli.ledger import rules
from gpcli.messages import N_, Words
from gpcli.points import plain, signed
from gpcli.records import Record
from gpcli.reports import phrases, rechecks
from gpcli.reports.columns import visible
from gpcli.reports.differing import difference
from gpcli.reports.entries import counts_in, told
from gpcli.reports.html.links import Link, link
from gpcli.reports.stated import StatedFact, stated_facts
from gpcli.scheme import Item
from gpcli.scoring.outcome import Scored
from gpcli.scoring.sheet import ItemResult
from gpcli.season.differing import differences

STATES = {
    "full": N_("full marks"),
    "lost": N_("points lost"),
    "open": N_("facts missing"),
    "gain": N_("bonus"),
    "penalty": N_("penalty"),
    "none": N_("nothing gained, nothing lost"),
}
"""How it stands with an item, in words; a page has a sign for each beside its colour."""


class EntryView(Record):
    """One incident: its words, its own evidence."""

    said: str
    links: tuple[Link, ...] = ()


class LineView(Record):
    """One line of the arithmetic: label, key of its fact, amount, the incidents that it counts."""

    label: str
    fact: str
    amount: str
    entries: tuple[EntryView, ...]


class MissingView(Record):
    """One missing fact: what it is, its key, who owes it, the answer that gives the most."""

    label: str
    key: str
    owner: str
    best: str


class MarkView(Record):
    """One item: ``points`` as ``2 / 5``, ``state`` one of :data:`STATES`; ``empty`` is said without lines."""

    anchor: str
    id: str
    name: str
    points: str
    state: str
    said: str
    clause: str
    lines: tuple[LineView, ...]
    empty: str
    beside: tuple[EntryView, ...]
    facts: tuple[StatedFact, ...]
    note: str
    judged: str
    evidence: tuple[Link, ...]
    asked: str
    rechecks: tuple[str, ...]
    differing: tuple[str, ...]
    missing: tuple[MissingView, ...]
    rules: tuple[str, ...]


class Marks:
    """Works out the views of a unit's items."""

    def __init__(self, scored: Scored, words: Words, anchor: str, *, is_public: bool) -> None:
        self._scored = scored
        self._words = words
        self._anchor = anchor
        self._is_public = is_public
        self._differing = () if is_public else differences(scored).differing
        self._table = scored.scorer.table

    def of(self, result: ItemResult) -> MarkView:
        """The view of one item."""
        words, remarks = self._words, result.remarks
        item = self._table.item(result.id)
        assert item is not None
        state = _state(result)
        lines, beside = self._lines(result)
        return MarkView(
            f"{self._anchor}-{result.id}",
            result.id,
            result.name,
            points(result, words),
            state,
            words.word(STATES[state]),
            result.clause,
            lines,
            self._empty(result),
            beside,
            tuple(self._fact(one) for one in stated_facts(self._scored, item)),
            visible(remarks.note),
            self._judged(result),
            tuple(map(link, remarks.evidence)),
            "、".join(result.evidence_kinds),
            self._rechecks(item),
            self._differences(item),
            self._missing(result),
            tuple(rules(item, words)),
        )

    def _lines(self, result: ItemResult) -> tuple[tuple[LineView, ...], tuple[EntryView, ...]]:
        """The lines, each with the incidents that it counts; then those that none does."""
        untold = list(result.remarks.incidents)
        found: list[LineView] = []
        for line in result.lines:
            mine = [one for one in untold if line.amount and line.key != "full" and counts_in(line, *one)]
            untold = [one for one in untold if one not in mine]
            label = visible(phrases.line(line, self._words))
            found.append(LineView(label, line.fact, signed(line.amount), self._entries(result.id, mine)))
        return tuple(found), self._entries(result.id, untold)

    def _entries(
        self, item: str, incidents: Sequence[tuple[str, Mapping[str, Any]]]
    ) -> tuple[EntryView, ...]:
        places = self._table.places_by_item.get(item, {})
        found: list[EntryView] = []
        for name, entry in incidents:
            evidence = entry.get("evidence", [])
            links = tuple(link(str(one)) for one in (evidence if isinstance(evidence, list) else [evidence]))
            rest = told({key: value for key, value in entry.items() if key != "evidence"})
            said = visible(phrases.entry(rest, places[name].field, self._words))
            if said or links:
                found.append(EntryView(said, links))
        return tuple(found)

    def _empty(self, result: ItemResult) -> str:
        """What is said where there are no lines."""
        if result.lines:
            return ""
        said = N_("nothing gained, nothing lost") if result.stated else N_("nothing reported")
        return self._words.word(N_("nothing certain yet") if result.open else said)

    def _fact(self, one: StatedFact) -> StatedFact:
        where = "" if self._is_public else visible(one.where)
        return one._replace(where=where, answer=visible(one.answer))

    def _judged(self, result: ItemResult) -> str:
        person, reason = visible(result.remarks.person), visible(result.remarks.reason)
        if not person and not reason:
            return ""
        if not person:
            key = self._words.word(N_("reason"))
            return self._words.word(N_("{key}: {value}"), key=key, value=reason)
        return self._words.word(N_("judged by {person}: {reason}"), person=person, reason=reason)

    def _rechecks(self, item: Item) -> tuple[str, ...]:
        read = self._table.facts(item)
        mine = [one for one in self._scored.facts.rechecks if one.key in read]
        return tuple(rechecks.said(one, self._words) for one in mine)

    def _differences(self, item: Item) -> tuple[str, ...]:
        read = {item.id, *self._table.facts(item)}
        mine = [one for one in self._differing if one.key in read]
        return tuple(visible(difference(one, self._words)) for one in mine)

    def _missing(self, result: ItemResult) -> tuple[MissingView, ...]:
        return tuple(
            MissingView(one.label, one.key, phrases.source(one.owed_by, self._words), one.best or "—")
            for one in result.open
            if one.matters
        )


def points(result: ItemResult, words: Words) -> str:
    """The mark, of a base item with its maximum."""
    said = phrases.mark(result.mark, words)
    return f"{said} / {plain(result.max)}" if result.kind == "base" and result.max is not None else said


def _state(result: ItemResult) -> str:
    if any(one.matters for one in result.open):
        return "open"
    mark = result.mark
    if result.kind != "base" or not result.max:
        if not mark.lower and not mark.upper:
            return "none"
        return "gain" if mark.upper > 0 else "penalty"
    return "lost" if phrases.lost(result) or mark.points is None else "full"
