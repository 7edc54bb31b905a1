"""What a unit certainly lost, line by line and entry by entry; and what a floor or cap gave back of it.

The losses of an item add up to what it certainly lost, to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from gpcli.expr.fields import Entries, Field, ListField
from gpcli.expr.nodes import Expr
from gpcli.expr.walk import fields
from gpcli.facts.merge import complete
from gpcli.facts.unit import NO_REMARKS, Source, UnitFacts
from gpcli.ledger import Floor, Full, Include, Ledger, Move, Posting, Void
from gpcli.ledger.kinds import Adding
from gpcli.messages import N_, message
from gpcli.points import total
from gpcli.records import Record
from gpcli.scheme import Item, Section
from gpcli.scoring.best import best_facts
from gpcli.scoring.outcome import Scored
from gpcli.scoring.score import Scorer
from gpcli.scoring.sheet import ItemResult, Line
from gpcli.season.shares import Share, shares
from gpcli.season.stated import Stated, stated

NOTHING = Decimal(0)


class Loss(Record):
    """Points that went, or (``relief``, negative) came back.

    ``points`` is None of a status without a number. ``facts`` are the keys that it reads, ``entry`` the
    number of the entry of the one fact, as it was handed in, and ``what`` the entry's date and words;
    ``stated`` is what was answered where the line's label does not say it.
    """

    section: str
    section_name: str
    item: str
    item_name: str
    clause: str
    line: Line
    facts: tuple[str, ...]
    entry: int
    what: str
    points: Decimal | None
    relief: bool = False
    stated: tuple[Stated, ...] = ()


def certain(item: ItemResult) -> Decimal:
    """What an item certainly lost, whatever its open facts are; a bonus or penalty: what it takes away."""
    most = NOTHING if item.kind != "base" or item.max is None else item.max
    return max(NOTHING, total([most, -item.mark.upper]))


class Losses:
    """Works out losses; what a table gives at its best is worked out once for all units."""

    def __init__(self) -> None:
        self._best: dict[int, tuple[Scorer, Mapping[str, ItemResult]]] = {}

    def of(self, scored: Scored) -> tuple[Loss, ...]:
        """The losses of a unit in the table's order: statuses, items and sections, steps."""
        unit = _Unit(scored)
        found = list(_statuses(unit))
        results = {item.id: item for item in scored.sheet.items}
        for section in scored.scorer.table.sections:
            for item in section.items:
                found += self._item(unit, section, item, results[item.id])
            found += _own(unit, section)
        return (*found, *_steps(unit))

    def _item(self, unit: _Unit, section: Section, item: Item, result: ItemResult) -> list[Loss]:
        lost = certain(result)
        about = _About(section, item, result.clause)
        if any(isinstance(move, Full) for move in item.moves) or item.points is None or item.kind != "base":
            if not lost and item.kind == "bonus":
                return []
            return _settled(about, _of_lines(unit, about, result.lines), lost)
        if not lost:
            return []
        return self._short_of(unit, about, item, result) or [_whole(unit, about, result, lost)]

    def _short_of(self, unit: _Unit, about: _About, item: Item, result: ItemResult) -> list[Loss]:
        """Line by line what is missing of the best; nothing where it cannot be told line by line."""
        best = self._at_best(unit.scorer)[item.id]
        if result.mark.points is None or best.mark.points != item.points:
            return []
        could = {line.key: line for line in best.lines}
        has = {line.key: line for line in result.lines}
        found: list[Loss] = []
        for key in dict.fromkeys((*unit.postings(item), *could, *has)):
            line = has.get(key)
            if line is None:
                line = could[key]._replace(amount=NOTHING, times=None, level="") if key in could else None
            if line is None:
                continue
            short = total([could[key].amount if key in could else NOTHING, -line.amount])
            if abs(short) > (item.points or NOTHING):
                return []
            if short:
                found.append(_loss(unit, about, line, short))
        return found

    def _at_best(self, scorer: Scorer) -> Mapping[str, ItemResult]:
        if id(scorer) not in self._best:
            table = scorer.table
            answers = best_facts(table)
            complete(table, answers)
            sheet = scorer.score(UnitFacts("", table.id, "", "", Source(), answers, frozenset(), {}, ()))
            self._best[id(scorer)] = scorer, {item.id: item for item in sheet.items}
        return self._best[id(scorer)][1]


class _About(Record):
    """Where a loss stands: a section, an item of it where it is one."""

    section: Section
    item: Item | None
    clause: str


class _Unit:
    """One scored unit: which line reads which facts, what its entries say."""

    def __init__(self, scored: Scored) -> None:
        self.scored = scored
        self.scorer = scored.scorer
        self._places = {place.field: place for place in scored.scorer.table.places}

    def postings(self, ledger: Ledger) -> dict[str, Posting]:
        return {one.key: one for one in self.scorer.outline.accounts[ledger.id].postings}

    def keys(self, read: Iterable[Expr]) -> tuple[str, ...]:
        """The keys of the facts that are read."""
        return tuple(key for field in fields(read) if (key := self.scorer.fact_key(field)))

    def fields(self, keys: Iterable[str]) -> list[Field]:
        """The facts with these keys."""
        by_key = {place.key: field for field, place in self._places.items()}
        return [by_key[key] for key in keys]

    def entries(self, field: Field) -> Entries | None:
        answer = self.scored.facts.answers.get(field)
        return answer if isinstance(answer, Entries) else None

    def numbers(self, field: Field) -> list[int]:
        """The numbers of the entries as they were handed in: those withdrawn since are left out."""
        key = self.scorer.fact_key(field)
        gone = {one.entry for one in self.scored.facts.rechecks if one.key == key and one.entry}
        answer = self.entries(field)
        count = 0 if answer is None else answer.number
        return [number for number in range(1, count + len(gone) + 1) if number not in gone]

    def told(self, field: Field) -> list[Mapping[str, Any]]:
        """The entries of a list as they were stated."""
        home = self._places[field]
        remarks = self.scored.facts.remarks.get(home.item, NO_REMARKS)
        return [entry for name, entry in remarks.incidents if name == home.name]

    def what(self, field: Field, place: int) -> str:
        """Date and words of an entry."""
        told = self.told(field)
        if place >= len(told):
            return ""
        return " ".join(str(told[place][key]) for key in ("date", "what") if told[place].get(key))


def _loss(unit: _Unit, about: _About, line: Line, points: Decimal | None, reads: Iterable[Expr] = ()) -> Loss:
    """One loss as a whole fact has it; ``reads`` where the line is of no ledger's account."""
    ledger: Ledger = about.item if about.item is not None else about.section
    posting = unit.postings(ledger).get(line.key)
    keys = (line.fact,) if line.fact else unit.keys(reads if posting is None else posting.reads)
    told = stated(line, unit.fields(keys), unit.scored.facts.answers) if posting is not None else ()
    what = ""
    field = None if posting is None else posting.field
    if isinstance(field, ListField) and line.fact:
        answer = unit.entries(field)
        said = (unit.what(field, place) for place in range(0 if answer is None else answer.number))
        what = "；".join(filter(None, said)) if answer is not None and answer.entries is not None else ""
    found = _at(about, line, keys, 0, what, points)
    return found if found.relief or what else found._replace(stated=told)


def _at(
    about: _About, line: Line, facts: tuple[str, ...], entry: int, what: str, points: Decimal | None
) -> Loss:
    item, section = about.item, about.section
    return Loss(
        section.key,
        str(section.name),
        "" if item is None else item.id,
        "" if item is None else str(item.name),
        about.clause,
        line,
        facts,
        entry,
        what,
        points,
        points is not None and points < 0,
    )


def _of_lines(unit: _Unit, about: _About, lines: Iterable[Line]) -> list[Loss]:
    """A loss for every line but full marks; entry by entry where the line is so much for each."""
    ledger: Ledger = about.item if about.item is not None else about.section
    postings = unit.postings(ledger)
    found: list[Loss] = []
    for line in lines:
        if line.amount and line.key != "full":
            posting = postings.get(line.key)
            parts = [] if posting is None or line.amount > 0 else _by_entry(unit, posting)
            amount = -line.amount
            excess = total([amount, *(-one.points for one in parts)])
            if parts and excess <= 0:
                found += _entries(unit, about, line, parts)
                if excess:
                    said = message(N_("{label}: the rule's own limit"), label=line.label)
                    rest = line._replace(label=said, amount=-excess, times=None)
                    found.append(_at(about, rest, (line.fact,), 0, "", excess))
            else:
                found.append(_loss(unit, about, line, amount))
    return found


def _by_entry(unit: _Unit, posting: Posting) -> list[Share]:
    """What each counted entry takes by itself; nothing where the line is no such sum, or nobody said it."""
    field = posting.field
    answer = unit.entries(field) if isinstance(field, ListField) else None
    if not isinstance(field, ListField) or answer is None or not answer.entries:
        return []
    if any("averaged" in entry for entry in unit.told(field)):
        return []
    found = [one._replace(points=-one.points) for one in shares(posting.amount, field, answer.entries) or ()]
    return [] if any(one.points < 0 for one in found) else [one for one in found if one.points]


def _entries(unit: _Unit, about: _About, line: Line, parts: Sequence[Share]) -> list[Loss]:
    field = next(place.field for place in unit.scorer.table.places if place.key == line.fact)
    numbers = unit.numbers(field)
    return [
        _at(
            about,
            line._replace(amount=-one.points, times=None),
            (line.fact,),
            numbers[one.place],
            unit.what(field, one.place),
            one.points,
        )
        for one in parts
    ]


def _settled(about: _About, found: list[Loss], lost: Decimal) -> list[Loss]:
    """The losses with one more line where they do not yet add up to what was lost."""
    if not lost and not any(one.points and one.points > 0 for one in found):
        return []
    rest = total([lost, *(-one.points for one in found if one.points is not None)])
    if not rest:
        return found
    label = N_("settled whatever the open facts are") if rest > 0 else N_("made up for in the same item")
    line = Line("settled", message(label), -rest, None, "")
    return [*found, _at(about, line, (), 0, "", rest)]


def _whole(unit: _Unit, about: _About, result: ItemResult, lost: Decimal) -> Loss:
    """One loss for the item as a whole."""
    assert about.item is not None
    open_ = result.mark.points is None
    said = N_("{item}: certainly not reached, facts are open") if open_ else N_("{item}: not all was reached")
    line = Line("item", message(said, item=result.name), -lost, None, "")
    return _at(about, line, unit.keys(expr for move in about.item.moves for expr in move.reads), 0, "", lost)


def _own(unit: _Unit, section: Section) -> list[Loss]:
    """What a section takes and gives back by its own moves."""
    result = next(one for one in unit.scored.sheet.sections if one.id == section.key)
    about = _About(section, None, section.clause)
    moves = {move.key: move for move in section.moves}
    mine = [line for line in result.lines if _counts(moves.get(line.key), line.amount)]
    found = _of_lines(unit, about, mine)
    return found if any(one.points and one.points > 0 for one in found) or section.kind != "bonus" else []


def _counts(move: Move | None, amount: Decimal) -> bool:
    """Whether an own move of a section or table loses points, or gives lost ones back."""
    if isinstance(move, Floor):
        return amount > 0
    takes = isinstance(move, Void) or (isinstance(move, Adding) and not isinstance(move, Include | Full))
    return takes and amount < 0


def _steps(unit: _Unit) -> list[Loss]:
    """What the steps to the result take."""
    found: list[Loss] = []
    whole = unit.scorer.table.total
    for move, step in zip(whole.moves, unit.scored.sheet.steps, strict=True):
        amount = step.amount
        if amount is None or amount >= 0:
            continue
        beside = isinstance(move, Include) and not isinstance(move.child, Section) and move.child.id != "base"
        if beside or _counts(move, amount):
            line = Line(move.key, step.label, amount, None, "")
            keys = unit.keys(move.reads)
            found.append(_table_wide(line, keys, whole.clause, -amount))
    return found


def _statuses(unit: _Unit) -> list[Loss]:
    """Statuses without a number that surely hold."""
    conditions = {note.id: note.condition for note in unit.scorer.outline.notes}
    found: list[Loss] = []
    for note in unit.scored.sheet.notes:
        if note.effect != "note" and note.sure:
            line = Line(note.id, note.label, NOTHING, None, "")
            clause = unit.scorer.table.clause
            found.append(_table_wide(line, unit.keys([conditions[note.id]]), clause, None))
    return found


def _table_wide(line: Line, facts: tuple[str, ...], clause: str, points: Decimal | None) -> Loss:
    return Loss("", "", "", "", clause, line, facts, 0, "", points)
