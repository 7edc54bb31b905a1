"""The lines of a table's plain files."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from gpcli.expr.fields import Field, LevelField
from gpcli.expr.walk import fields
from gpcli.facts.merge import merged
from gpcli.facts.plain import NotPlain, Plain
from gpcli.facts.toml import Document
from gpcli.facts.unit import Input, Source, UnitFacts
from gpcli.ledger import Include, Ledger
from gpcli.messages import Words
from gpcli.privacy import find, is_suspicious
from gpcli.reports import json
from gpcli.reports.ndjson import line as as_line
from gpcli.reports.plain.pieces import KEPT, Basis, Digits, Drafting, Piece
from gpcli.reports.plain.said import Said, cut, quoted
from gpcli.scheme import Item, Section
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.outline import Address, Number
from gpcli.scoring.score import Draft, Scorer

_VALUES = (
    "unit",
    "period",
    "note",
    "role",
    "name",
    "path",
    "sha256",
    "result",
    "sections",
    "items",
    "notes",
)


class PlainLine:
    """One line, and those texts in it that may hold what identifies a person, each in quotes."""

    __slots__ = ("raw", "said")

    def __init__(self, raw: bytes, said: bytes) -> None:
        self.raw = raw
        self.said = said


class PlainLines:
    """Writes the lines of one table's plain files."""

    def __init__(self, scorer: Scorer) -> None:
        self.has_personal = False
        """Whether the pack's own texts hold what looks personal: lines must then be searched whole."""
        self._scorer = scorer
        self._words = Words("zh")
        self._digits = Digits()
        outline, table = scorer.outline, scorer.table
        self._run = outline.complete.run
        self._spans: dict[str, list[int]] = {}
        for place, address in enumerate(outline.roots):
            if address.kind in ("amount", "count", "after", "total"):
                self._spans.setdefault(address.ledger, []).append(place)
        self._kinds = kinds = [address.kind for address in outline.roots]
        self._constraints = [2 * place for place, kind in enumerate(kinds) if kind == "constraint"]
        self._conditions = [2 * place for place, kind in enumerate(kinds) if kind == "note"]
        items = [(item, one) for one in table.sections for item in one.items]
        self._places = {item.id: place for place, (item, _) in enumerate(items)}
        self._said: dict[tuple[str, str], tuple[list[Said], list[Said], list[bytes]]] = {}
        settled = tuple(2 * place for place, kind in enumerate(kinds) if kind in ("note", "grade"))
        self._pieces = (
            *(self._of_item(item, one, b","[:place]) for place, (item, one) in enumerate(items)),
            self._of_result(settled),
            *(self._of_section(one, b","[:place]) for place, one in enumerate(table.sections)),
        )
        self._balanced = self._pieces[len(items) + 1 :]
        self._known = [(piece.key, piece.known) for piece in self._pieces]
        self._notes: dict[tuple[int, ...], bytes] = {}
        self._frame: tuple[bytes, ...] = ()

    def line(self, unit: str, plain: Plain, document: Document) -> PlainLine | None:
        """The line of a unit about which only this file speaks; None where its facts are open or contradict
        each other, or where its numbers are unusual.
        """
        if plain.cells is None:
            return None
        outputs = self._run(plain.cells)
        if not all(outputs[place] for place in self._constraints):
            return None
        try:
            return self._line(unit, plain, document, outputs)
        except NotPlain:
            return None

    def _line(self, unit: str, plain: Plain, document: Document, outputs: tuple[int, ...]) -> PlainLine:
        numbers = (*outputs, *(plain.cells or ()))
        for piece in self._balanced:
            if not piece.is_balanced(numbers):
                raise NotPlain
        found = [known.get(key(numbers)) for key, known in self._known]
        noted = self._notes.get(tuple([outputs[place] for place in self._conditions]))
        texts = [text for text in found if text is not None]
        if noted is None or len(texts) < len(found):
            drafting = self._drafting(unit, plain, document, outputs)
            both = zip(found, self._pieces, strict=True)
            texts = [text or piece.text(numbers, drafting) for text, piece in both]
            noted = self._noted(outputs, drafting)
        source, frame = plain.source, self._frame
        about = (unit, plain.period, plain.note, source.role, source.name, document.path, document.sha256)
        values = [quoted(one) for one in about]
        said = [*values[:3], *values[4:6]]
        spoken, silent, unremarked = self._sayings(plain.source)
        beside = unremarked.copy()
        for item in plain.silent:
            place = self._places.get(item)
            if place is not None:
                beside[place] = silent[place].nothing
        for item, remarks in plain.beside.items():
            place = self._places.get(item)
            if place is not None and any(remarks):
                beside[place] = (silent if item in plain.silent else spoken)[place].text(remarks, said)
        count = len(beside)
        items = [b""] * (2 * count)
        items[::2], items[1::2] = texts[:count], beside
        heads = [one for both in zip(frame, values, strict=False) for one in both]
        sections = texts[count + 1 :]
        ends = frame[len(values) :]
        parts = (*heads, ends[0], texts[count], ends[1], *sections, ends[2], *items, ends[3], noted, ends[4])
        return PlainLine(b"".join(parts), b"".join([one for one in said if is_suspicious(one)]))

    def _drafting(self, unit: str, plain: Plain, document: Document, outputs: tuple[int, ...]) -> Drafting:
        """The authority's drafts of the same unit; its first one frames all lines."""

        @cache
        def facts() -> UnitFacts:
            said = plain.statement(document, unit)
            return merged(self._scorer.table, self._scorer.scheme.id, [said])

        def draft(numbers: Mapping[Address, Number]) -> Draft:
            known = self._scorer.outline.read(outputs, has_open=False)
            return Draft(self._scorer, facts(), ChainMap(dict(numbers), known))  # type: ignore[arg-type]

        if not self._frame:
            self._frame = self._framed(draft({}))
        return draft

    def _sayings(self, source: Source) -> tuple[list[Said], list[Said], list[bytes]]:
        """What a source may say about each item, where it states a fact of it and where it does not; and the
        text where it does and says no more.
        """
        key = (source.role, source.name)
        found = self._said.get(key)
        if found is None:
            items = [item for section in self._scorer.table.sections for item in section.items]
            spoken = [Said(item, source, self._encoded) for item in items]
            silent = [Said(item, None, self._encoded) for item in items]
            found = (spoken, silent, [one.nothing for one in spoken])
            if len(self._said) < KEPT:
                self._said[key] = found
        return found

    def _framed(self, draft: Draft) -> tuple[bytes, ...]:
        """A line without the values that change from one to the next, in the order of :data:`_VALUES`."""
        sheet = draft.frame()._replace(
            unit="\0unit", period="\0period", note="\0note", source=Source("\0role", "\0name")
        )
        sheet = sheet._replace(inputs=(Input("\0path", "\0sha256"),))
        whole = json.element(Outcome("", self._scored(sheet)), self._words)
        whole |= {"result": "\0result", "sections": ["\0sections"], "items": ["\0items"], "notes": "\0notes"}
        return cut(self._encoded(whole) + b"\n", _VALUES)

    def _scored(self, sheet: Any) -> Scored:
        return Scored(sheet, _no_facts, self._scorer, tuple)

    def _noted(self, outputs: tuple[int, ...], drafting: Drafting) -> bytes:
        key = tuple(outputs[place] for place in self._conditions)
        if key not in self._notes:
            self._notes[key] = self._encoded(json.notes(drafting({}).frame()))
        return self._notes[key]

    def _of_item(self, item: Item, of: Section, before: bytes) -> Piece:
        def write(draft: Draft) -> bytes:
            points = self._encoded(json.item_points(draft.item(item, of), self._words))
            return before + points[:-1] + b","

        places = self._span(item)
        return self._piece(Basis(places, self._levels(item), self._amounts(places)), write)

    def _of_section(self, one: Section, before: bytes) -> Piece:
        outline = self._scorer.outline
        places, postings = self._span(one), outline.accounts[one.id].postings
        keys = {posting.key for posting in postings}
        items = [item for item in self._scorer.table.items if item.id in keys]
        totals = {item.id: self._span(item)[-1] for item in items}
        amounts = self._amounts(places)
        repeated = {
            place: totals[posting.key]
            for place, posting in zip(amounts, postings, strict=True)
            if posting.key in totals and posting.amount is outline.accounts[posting.key].total
        }
        others = [at for at in totals.values() if at not in repeated.values()]

        def write(draft: Draft) -> bytes:
            points = {item.id: draft.mark(item).points for item in items}
            return before + self._encoded(json.section(draft.section(one), points, self._words))

        beside = (*self._levels(one), *(2 * at + below for at in others for below in (0, 1)))
        return self._piece(Basis(places, beside, amounts, repeated), write)

    def _of_result(self, settled: tuple[int, ...]) -> Piece:
        table = self._scorer.table
        ledgers = (table.total, *table.conversions)
        places = tuple(place for one in ledgers for place in self._span(one))
        gates = (move.when for move in table.total.moves if isinstance(move, Include))
        beside = self._cells(fields([gate for gate in gates if gate is not None]))

        def write(draft: Draft) -> bytes:
            return self._encoded(json.result(self._scored(draft.frame()), self._words))

        return self._piece(Basis(places, (*settled, *beside)), write)

    def _piece(self, basis: Basis, write: Callable[[Draft], bytes]) -> Piece:
        return Piece(self._scorer.outline, self._digits, basis, write)

    def _span(self, ledger: Ledger) -> tuple[int, ...]:
        """The places of a ledger's numbers, its total last."""
        return tuple(self._spans[ledger.id])

    def _amounts(self, places: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(place for place in places if self._kinds[place] == "amount")

    def _levels(self, ledger: Ledger) -> tuple[int, ...]:
        """The cells of the levels that a ledger's lines repeat."""
        read = (posting.field for posting in self._scorer.outline.accounts[ledger.id].postings)
        return self._cells([one for one in read if isinstance(one, LevelField)])

    def _cells(self, read: Iterable[Field]) -> tuple[int, ...]:
        """Where the cells of facts stand behind the outputs; raises :class:`NotPlain` where one has none."""
        outline = self._scorer.outline
        places: dict[Field, list[int]] = {}
        for place, cell in enumerate(outline.complete.cells, 2 * len(outline.roots)):
            places.setdefault(cell.field, []).append(place)
        if not places.keys() >= set(read):
            raise NotPlain
        return tuple(place for one in read for place in places[one])

    def _encoded(self, value: object) -> bytes:
        """Plain data of the pack as a line has it."""
        text = as_line(value)[:-1]
        self.has_personal = self.has_personal or bool(find(text))
        return text.encode()


def _no_facts() -> UnitFacts:
    raise NotPlain
