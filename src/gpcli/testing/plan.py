"""What a table lets each fact be: its edges, its good and bad end, what its constraints refuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from random import Random

from gpcli.expr.directions import Directions, directions
from gpcli.expr.fields import (
    Answer,
    Entries,
    Entry,
    Field,
    LevelField,
    ListField,
    NumberField,
    RateField,
    Share,
    YesNoField,
)
from gpcli.expr.nodes import (
    Bool,
    Compare,
    Const,
    Expr,
    Least,
    Most,
)
from gpcli.expr.spans import Spans
from gpcli.expr.walk import children, fields
from gpcli.ledger import account
from gpcli.points import places_of, to_scaled
from gpcli.scheme import Table

MOODS = ("healthy", "bad", "mixed", "gaps")
"""A unit that does well, one that does badly, one of everything, one with open facts."""

SMALL = 40
"""Lists and numbers without a near limit mostly stay below this."""

MANY = 12
"""Enough entries to use up what an item is worth."""


class Plan:
    """What generation needs to know about a table: edges of each fact and which end of it is good."""

    def __init__(self, table: Table) -> None:
        self.constraints = tuple(one.condition for one in table.constraints)
        self.constraining: dict[Field, tuple[Bool, ...]] = {}
        for one in self.constraints:
            for field in fields([one]):
                self.constraining[field] = (*self.constraining.get(field, ()), one)
        self.required = frozenset(place.field for place in table.places if not place.optional)
        self.edges: dict[Field, set[Decimal]] = {place.field: set() for place in table.places}
        for item in table.items:
            roots: list[Expr] = [account(item).total]
            self._constants(roots)
            for field in fields(roots):
                if item.points is not None and field in self.edges:
                    self.edges[field].add(item.points)
        self._constants([note.condition for ledger in table.ledgers() for note in ledger.notes])
        self.directions: Directions = directions(table.aim, {})

    def _constants(self, roots: list[Expr]) -> None:
        """What facts are compared with."""
        for node in nodes_of(roots):
            if isinstance(node, Compare | Least | Most):
                below = children(node)
                consts = {abs(one.value) for one in nodes_of(below) if isinstance(one, Const)}
                for field in fields(below):
                    if field in self.edges:
                        self.edges[field] |= consts

    def lean(self, field: Field, toward: int) -> int:
        """1 where the mood asks for the high end of the fact, -1 for the low end, 0 where it does not ask."""
        reading = self.directions.get(field)
        return 0 if reading is None else toward if reading.rises else -toward

    def end(self, field: Field, toward: int) -> Answer:
        """The fact at the end that the mood asks for (of a list: an end within reason)."""
        high = self.lean(field, toward) > 0
        match field:
            case YesNoField():
                return high
            case LevelField():
                reading = self.directions.get(field)
                if reading is None:
                    return field.levels[0]
                return (reading.best if toward > 0 else reading.worst) or field.levels[0]
            case NumberField():
                return field.maximum if high else field.minimum
            case RateField():
                return Share(field.maximum if high else field.minimum, Decimal(100))
            case ListField():
                # the best start has no bonus yet: a search adds one by one
                many = high and toward < 0
                number = min(int(field.maximum), MANY) if many else 0
                return listed(field, {}, number, "", 0)

    def draw(self, field: Field, rng: Random, toward: int) -> Answer:
        """One answer that the field allows."""
        lean = self.lean(field, toward) if rng.random() < 0.8 else 0
        match field:
            case YesNoField():
                return rng.random() < 0.5 if not lean else lean > 0
            case LevelField():
                reading = self.directions.get(field)
                if toward and reading is not None and reading.best and rng.random() < 0.7:
                    return reading.best if toward > 0 else reading.worst
                return rng.choice(field.levels)
            case NumberField():
                return self._number(field, field, rng, lean)
            case RateField():
                return self._rate(field, rng, lean)
            case ListField():
                return self._list(field, rng, lean)

    def _number(self, owner: Field, field: NumberField | RateField, rng: Random, lean: int) -> Decimal:
        if lean and rng.random() < 0.75:
            return field.maximum if lean > 0 else field.minimum
        scale = places_of(grid(field))
        unit = to_scaled(grid(field), scale)
        if rng.random() < 0.6:
            top = Decimal(SMALL) if field.maximum > 1000 and rng.random() < 0.95 else field.maximum
            edge = rng.choice(sorted({Decimal(0), Decimal(1), top, field.minimum, *self.edges[owner]}))
            nearest = int(edge / grid(field))
            return on_grid(field, nearest + rng.choice((-1, 0, 0, 1)))
        top = min(field.maximum, Decimal(SMALL)) if rng.random() < 0.95 else field.maximum
        steps = to_scaled(top - top % grid(field), scale) // unit
        return on_grid(field, rng.randint(0, max(steps, 0)))

    def _rate(self, field: RateField, rng: Random, lean: int) -> Share:
        if rng.random() < 0.5:
            top = field.maximum
            number = self._number(field, field, rng, lean)
            return Share(
                number if rng.random() < 0.7 else on_grid(field, rng.randint(0, int(top))), Decimal(100)
            )
        whole = rng.choice((1, 3, 7, 20, 40, 200, rng.randint(1, 99_999)))
        most = int(whole * field.maximum / 100)
        edges = [int(edge * whole / 100) for edge in sorted(self.edges[field]) if 0 <= edge <= field.maximum]
        near = min(max(rng.choice(edges or [0, most]) + rng.choice((-1, 0, 1)), 0), most)
        part = near if rng.random() < 0.6 else rng.randint(0, most)
        return Share(Decimal(part), Decimal(whole))

    def _list(self, field: ListField, rng: Random, lean: int) -> Entries:
        limit = int(field.maximum)
        edges = [0, 1, 2, 3] + [int(edge) + step for edge in sorted(self.edges[field]) for step in (-1, 0, 1)]
        if limit <= SMALL:
            edges.append(limit)
        if lean < 0 and rng.random() < 0.8:
            edges = [0, 0, 0, 1]
        elif lean > 0:
            edges = [edge for edge in edges if edge > 0]
        number = min(max(rng.choice(edges), 0), limit, SMALL if rng.random() < 0.1 else MANY)
        if not field.levels and not field.amounts:
            if rng.random() < 0.02:
                number = limit
            if rng.random() < 0.7:
                return Entries(number, () if not number else None)
            return Entries(number, (Entry({}, {}),) * number)
        return Entries(number, tuple(self._entry(field, rng, lean) for _ in range(number)))

    def _entry(self, field: ListField, rng: Random, lean: int) -> Entry:
        return Entry(
            {name: rng.choice(level.levels) for name, level in field.levels.items()},
            {name: self._number(field, amount, rng, 0) for name, amount in field.amounts.items()},
        )

    def decided(self, field: ListField, answer: Entries, rng: Random, toward: int) -> Entries:
        """The list with every undecided amount decided."""
        if not answer.entries or not field.amounts:
            return answer
        lean = self.lean(field, toward)
        return Entries(
            answer.number,
            tuple(
                Entry(
                    entry.levels,
                    {
                        name: self._number(field, field.amounts[name], rng, lean) if one is None else one
                        for name, one in entry.amounts.items()
                    },
                )
                for entry in answer.entries
            ),
        )

    def repaired(
        self, given: dict[Field, Answer], fixed: Iterable[Field], rng: Random, toward: int
    ) -> dict[Field, Answer]:
        """The answers with the facts of broken constraints drawn again, but for the ``fixed`` ones."""
        kept = frozenset(fixed)
        asked = self.constraints
        for tries in range(400):
            spans = Spans(given)
            broken = [one for one in asked if not spans.condition(one).possible]
            if not broken:
                return given
            lean = toward if tries < 50 else 0
            changed = set(broken)
            for field in fields(broken):
                if field not in kept:
                    low = tries > 200 and rng.random() < 0.5
                    given[field] = self.end(field, 1) if low else self.draw(field, rng, lean)
                    changed |= set(self.constraining[field])
            asked = tuple(one for one in self.constraints if one in changed)
        raise ValueError("no answers were found that the constraints allow")


@lru_cache(maxsize=64)
def plan_of(table: Table) -> Plan:
    return Plan(table)


def grid(field: NumberField | RateField) -> Decimal:
    step = field.step if isinstance(field, NumberField) else None
    return step if step is not None else Decimal(1).scaleb(-field.places)


def on_grid(field: NumberField | RateField, position: int) -> Decimal:
    """The value ``position`` steps above zero, kept within the limits."""
    value = grid(field) * position
    return min(max(value, field.minimum), field.maximum)


def nodes_of(roots: Iterable[Expr]) -> Iterator[Expr]:
    seen: set[int] = set()
    stack = list(roots)
    while stack:
        node = stack.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            stack.extend(children(node))


def listed(
    field: ListField,
    where: Mapping[str, str],
    number: int | None,
    amount: str,
    position: int,
    others: tuple[Entry, ...] = (),
) -> Entries:
    """A list of ``number`` entries, or of as many as share ``position`` grid steps of an amount."""
    levels = {name: where.get(name, level.levels[0]) for name, level in field.levels.items()}
    shares: list[Decimal] = []
    if amount:
        unit = field.amounts[amount]
        number = -(-position // int(unit.maximum / grid(unit))) if unit.maximum else 0
        shares = [on_grid(unit, position // number + (taken < position % number)) for taken in range(number)]
    assert number is not None
    if not field.levels and not field.amounts:
        return Entries(number, () if not number else None)
    base = {name: one.maximum if one.maximum <= 100 else Decimal(10) for name, one in field.amounts.items()}
    made = tuple(Entry(levels, {**base, amount: shares[one]} if amount else base) for one in range(number))
    return Entries(number + len(others), (*others, *made))
