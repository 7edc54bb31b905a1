"""What is open in a unit's facts: who owes it, whether it matters, what would attain the maximum."""

from __future__ import annotations

from functools import cached_property

from gpcli.expr.directions import Directions, is_exact, witness
from gpcli.expr.fields import Answer, Answers, Entries, Field, ListField
from gpcli.expr.spans import Spans
from gpcli.facts.written import shown
from gpcli.ledger import Ledger
from gpcli.points import plain
from gpcli.scheme import Item, Place, Table
from gpcli.scoring.groundwork import Groundwork
from gpcli.scoring.sheet import OpenFact


def is_undecided(field: Field, answers: Answers) -> bool:
    """Whether a list was answered, but some of its entries have no amount yet."""
    answer = answers.get(field)
    if not isinstance(field, ListField) or not isinstance(answer, Entries) or not field.amounts:
        return False
    if answer.entries is None:
        return answer.number > 0
    return any(amount is None for entry in answer.entries for amount in entry.amounts.values())


def open_places(table: Table, answers: Answers) -> tuple[Place, ...]:
    """The places that are unanswered or undecided, in the table's order."""
    return tuple(
        place
        for place in table.places
        if (place.field not in answers and not place.optional and not _asked_later(place.field, answers))
        or is_undecided(place.field, answers)
    )


def _asked_later(field: Field, answers: Answers) -> bool:
    """Whether a list may turn out not to be asked for: a yes to another open fact says that it is empty."""
    return isinstance(field, ListField) and field.unless is not None and field.unless not in answers


class Openness:
    """The open facts of one unit, and by which of its items each is read. Worked out where somebody asks.

    ``decisive`` are facts on which a status without a number hangs: they matter whatever the points.
    """

    def __init__(
        self, table: Table, answers: Answers, places: tuple[Place, ...], ground: Groundwork | None = None
    ) -> None:
        """``ground`` is the table's, where it serves several units."""
        self._table = table
        self._ground = Groundwork(table) if ground is None else ground
        self._answers = answers
        self._places = places
        self.decisive: frozenset[Field] = frozenset()
        self._by_ledger: dict[str, Directions] = {}

    @cached_property
    def _waited_for(self) -> frozenset[Field]:
        """Facts that say whether an open list is asked for, where that list moves the total."""
        moved = self._directions(self._table.total)
        return frozenset(
            field.unless
            for field in moved
            if isinstance(field, ListField) and field.unless is not None and field.unless not in self._answers
        )

    def exact(self, ledger: Ledger) -> bool:
        """Whether the bounds of the ledger are attained: no open fact is read both ways, and no constraint
        forbids the answers that attain them.
        """
        found = self._directions(ledger)
        return is_exact(found) and all(self._allowed(found, best=best) for best in (True, False))

    def of_item(self, item: Item, *, settled: bool) -> tuple[OpenFact, ...]:
        """The open facts that the item reads; where its points are settled only decisive ones matter."""
        if item.exempt is not None and self._answers.get(item.exempt.field) is True:
            return ()
        read = self._ground.by_item[item.id]
        found = {} if settled else self._directions(item)
        return tuple(self._open(place, item.id, found) for place in self._places if place.field in read)

    def elsewhere(self, *, settled: bool) -> tuple[OpenFact, ...]:
        """The open facts that no item reads: those of a section's own moves, of notes."""
        read = self._ground.in_items
        found = {} if settled else self._directions(self._table.total)
        return tuple(
            self._open(place, place.item, found) for place in self._places if place.field not in read
        )

    def of_ledger(self, ledger: Ledger) -> frozenset[Field]:
        """The open facts on which a ledger hangs."""
        return frozenset(self._directions(ledger))

    @property
    def beside(self) -> frozenset[Field]:
        """Open facts on which the total hangs by a move of a section or a step, whatever the items say."""
        return self._ground.beside & self._directions(self._table.total).keys()

    def _allowed(self, found: Directions, *, best: bool) -> bool:
        """Whether the constraints allow every open fact at its good (or bad) end together.

        Those that read none of them have nothing new to say.
        """
        concerned = [one for one, read in self._ground.constraints if not read.isdisjoint(found)]
        if not concerned:
            return True
        filled = dict(self._answers)
        for field, reading in found.items():
            if reading is not None:
                filled[field] = witness(field, reading, best=best, known=self._answers.get(field))
        spans = Spans(filled)
        return all(spans.condition(one).possible for one in concerned)

    @cached_property
    def _aim(self) -> Directions:
        return self._ground.aim(self._answers)

    def _directions(self, ledger: Ledger) -> Directions:
        if ledger.id not in self._by_ledger:
            self._by_ledger[ledger.id] = self._ground.of(ledger, self._answers)
        return self._by_ledger[ledger.id]

    def _open(self, place: Place, where: str, found: Directions) -> OpenFact:
        reading = found.get(place.field) or self._aim.get(place.field)
        best = ""
        if reading is not None and self._allowed({place.field: reading}, best=True):
            known = self._answers.get(place.field)
            best = _best(place.field, witness(place.field, reading, best=True, known=known), known)
        label, kind = place.field.label, place.field.type
        matters = place.field in found or place.field in self.decisive or place.field in self._waited_for
        return OpenFact(where, place.key, label, kind, place.assessed_by[0], best, matters)


def _best(field: Field, answer: Answer, known: Answer | None) -> str:
    """The answer as text; of entries whose amounts are undecided, the amounts."""
    if known is None or not isinstance(answer, Entries) or not isinstance(field, ListField):
        return shown(answer)
    decided = known.entries if isinstance(known, Entries) else None
    for place, entry in enumerate(answer.entries or ()):
        for name, value in entry.amounts.items():
            if value is not None and (decided is None or decided[place].amounts[name] is None):
                return f"{name} = {plain(value)}"
    return shown(answer)
