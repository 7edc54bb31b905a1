"""What takes a fix's gain away: the move that absorbs it, and with which other fixes it does gain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from gpcli.expr.fields import Answer, Field
from gpcli.expr.spans import Span, Spans
from gpcli.ledger import Changing, Ledger, account
from gpcli.ledger.book import Posting
from gpcli.messages import Phrase
from gpcli.records import Record
from gpcli.scheme import Item, Place
from gpcli.season.improve.fixes import Fix, Option
from gpcli.season.improve.standing import Gain, Rescorer

Choice = Mapping[Field, Answer]


class Absorbed(Record):
    """Where a change stops: the ledger, the label of its move, and what arrived there (both ends' mean)."""

    ledger: str
    name: Phrase
    move: Phrase
    gained: Fraction


class Locked(Record):
    """A fix without a gain alone: what absorbs it, and the fewest others found with which it gains ``gain``.

    ``freed_by`` is empty where no other fix of this unit sets it free.
    """

    place: Place
    option: Option
    absorbed: Absorbed
    freed_by: tuple[tuple[Field, Answer], ...]
    gain: Gain | None


class Locks:
    """Explains fixes that gain nothing alone."""

    def __init__(self, rescorer: Rescorer, choice: Choice) -> None:
        self._rescorer = rescorer
        self._choice = choice
        self._before = Spans(rescorer.answers)
        self._read_by = {
            item.id: frozenset(rescorer.table.facts(item).values()) for item in rescorer.table.items
        }

    def of(self, fix: Fix) -> Locked | None:
        """The lock on the fix; None where its other answers would gain nothing anywhere."""
        found: list[tuple[Absorbed, Option]] = []
        for option in fix.tried:
            absorbed = self._absorbed(option.changes(fix.place.field))
            if absorbed is not None and absorbed.gained > 0:
                found.append((absorbed, option))
        if not found:
            return None
        most = max(one.gained for one, _ in found)
        absorbed, option = next(one for one in found if one[0].gained == most)
        field = fix.place.field
        others = {one: answer for one, answer in self._choice.items() if one != field}
        wanted = self._choice.get(field)
        option = next((one for one in fix.tried if one.answer == wanted), option)
        freed = self._freed(option.changes(field), others)
        gain = None if freed is None else self._gain(option.changes(field), freed)
        return Locked(fix.place, option, absorbed, tuple((freed or {}).items()), gain)

    def _gain(self, changes: Choice, others: Choice) -> Gain:
        standing = self._rescorer.standing
        return standing({**others, **changes}).over(standing(others))

    def _frees(self, changes: Choice, others: Choice) -> bool:
        standing = self._rescorer.standing
        if standing(others).refused or standing({**others, **changes}).refused:
            return False
        return standing({**others, **changes}).worth > standing(others).worth

    def _freed(self, changes: Choice, others: dict[Field, Answer]) -> dict[Field, Answer] | None:
        """The fewest found of the other fixes after which this one gains: one, or what cannot be left out."""
        for field, answer in others.items():
            if self._frees(changes, {field: answer}):
                return {field: answer}
        if not self._frees(changes, others):
            return None
        for field in list(others):
            less = {one: answer for one, answer in others.items() if one != field}
            if self._frees(changes, less):
                others = less
        return others

    def _absorbed(self, changes: Choice) -> Absorbed | None:
        """The first move at which what changed in a ledger is no change of it any more."""
        untouched = {
            id(whole): self._before.amount(whole)
            for item in self._rescorer.table.items
            if self._read_by[item.id].isdisjoint(changes)
            for whole in (account(item).total,)
        }
        after = Spans(self._rescorer.with_(changes), untouched)
        read = any(not one.isdisjoint(changes) for one in self._read_by.values())
        rises = False
        for ledger in self._concerned(changes):
            if not rises and read and not isinstance(ledger, Item):
                return None
            arrived = lost = Fraction(0)
            mover: Posting | None = None
            for move, posting in zip(ledger.moves, account(ledger).postings, strict=True):
                here = self._rise(posting, after)
                if isinstance(move, Changing) and arrived > 0 and here <= 0:
                    mover, lost = posting, arrived
                arrived = here
                rises = rises or here > 0
            if mover is not None and arrived <= 0:
                return Absorbed(ledger.id, ledger.name, mover.label, lost)
        return None

    def _concerned(self, changes: Choice) -> Iterator[Ledger]:
        """The items that read what is changed, their sections (all, where none does), the final ledger."""
        table = self._rescorer.table
        items = [item for item in table.items if not self._read_by[item.id].isdisjoint(changes)]
        yield from items
        for section in table.sections:
            if not items or any(item in items for item in section.items):
                yield section
        yield table.total

    def _rise(self, posting: Posting, after: Spans) -> Fraction:
        before, then = self._before.amount(posting.after), after.amount(posting.after)
        return _middle(then) - _middle(before)


def _middle(span: Span) -> Fraction:
    return (span.low + span.high) / 2
