"""Answers for any table: random ones that lean towards the edges, and solved ones that stand on them.

Everything is reproducible: randomness comes from the ``random.Random`` that is handed in. Solved answers are
judged by the walking oracle (:mod:`gpcli.expr.spans`), never by a compiled program.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

from gpcli.expr.directions import Directions, directions
from gpcli.expr.fields import (
    Answer,
    Answers,
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
    Amount,
    Amounts,
    Bool,
    Compare,
    Const,
    Count,
    Expr,
    Fact,
    Least,
    Most,
    Multiply,
    Named,
    Num,
    add,
)
from gpcli.expr.spans import Spans
from gpcli.expr.walk import children, fields, leaves
from gpcli.facts.unit import Source, UnitFacts
from gpcli.ledger import Cap, Floor, Ledger, Void, account
from gpcli.points import places_of, to_scaled
from gpcli.scheme import Table

MOODS = ("healthy", "bad", "mixed", "gaps")
"""A unit that does well, one that does badly, one of everything, one with open facts."""

_SMALL = 40
"""Lists and numbers without a near limit mostly stay below this."""

_MANY = 12
"""Enough entries to use up what an item is worth."""


class Axis(NamedTuple):
    """One numeric fact as a line of positions ``0 … steps``; ``at`` gives the answer at a position."""

    field: Field
    steps: int
    at: Callable[[int], Answer]


class Boundary(NamedTuple):
    """One comparison, cap, floor or void of a ledger, with answers on its sides.

    Sides of an amount are ``below``, ``at`` and ``above``; of a void ``off`` and ``on``. A side that no
    search reached is missing.
    """

    ledger: str
    key: str
    kind: str
    sides: Mapping[str, Answers]

    @property
    def name(self) -> str:
        """Where it stands, for people."""
        return f"{self.ledger}/{self.key}/{self.kind}"

    @property
    def binds(self) -> bool:
        """Whether some answers bring it to bear and some others do not."""
        match self.kind.partition("#")[0]:
            case "floor":
                return "below" in self.sides
            case "cap":
                return "above" in self.sides
            case "void":
                return len(self.sides) == 2
            case ">=" | "<":
                return "below" in self.sides and bool({"at", "above"} & self.sides.keys())
            case ">" | "<=":
                return "above" in self.sides and bool({"at", "below"} & self.sides.keys())
            case "==" | "!=":
                return "at" in self.sides and len(self.sides) > 1
            case _:
                return {"below", "above"} <= self.sides.keys()


def answers(table: Table, rng: Random, mood: str = "mixed") -> dict[Field, Answer]:
    """Answers for every fact of the table (``gaps``: for some), which its constraints allow.

    Raises ``ValueError`` for an unknown mood, and where no answers were found that the constraints allow.
    """
    if mood not in MOODS:
        raise ValueError(f"a mood is {', '.join(MOODS)}, not {mood!r}")
    plan = _plan(table)
    leaning = rng.choice(MOODS[:3]) if mood == "gaps" else mood
    toward = {"healthy": 1, "bad": -1, "mixed": 0}[leaning]
    found = plan.repaired({field: plan.draw(field, rng, toward) for field in plan.edges}, (), rng, toward)
    if mood != "gaps":
        return found
    left_out = rng.choice((0.05, 0.3, 0.9))
    kept: dict[Field, Answer] = {}
    for field, answer in found.items():
        if field in plan.required and rng.random() < left_out:
            continue
        kept[field] = _undecided(answer, rng) if isinstance(answer, Entries) else answer
    return kept


def completed(table: Table, known: Answers, rng: Random) -> dict[Field, Answer]:
    """A completion: open facts and undecided amounts filled in, what is known kept.

    Raises ``ValueError`` where no completion was found that the constraints allow.
    """
    plan = _plan(table)
    toward = rng.choice((-1, 0, 1))
    filled: dict[Field, Answer] = {}
    for field in plan.edges:
        answer = known.get(field)
        if answer is None:
            answer = plan.draw(field, rng, toward)
        elif isinstance(answer, Entries) and isinstance(field, ListField):
            answer = plan.decided(field, answer, rng, toward)
        filled[field] = answer
    return plan.repaired(filled, known, rng, toward)


def repaired(table: Table, given: Answers) -> dict[Field, Answer]:
    """The answers, changed as little as the constraints of the table ask."""
    return _plan(table).repaired(dict(given), (), Random(0), 0)


def extreme(table: Table, *, best: bool) -> dict[Field, Answer]:
    """Every fact at its good (or bad) end, as far as its direction is known and the constraints allow."""
    plan = _plan(table)
    toward = 1 if best else -1
    return plan.repaired({field: plan.end(field, toward) for field in plan.edges}, (), Random(0), toward)


def solved(table: Table, only: Collection[str] | None = None) -> tuple[Boundary, ...]:
    """Every comparison, cap, floor and void of the table, with answers just below, at and just above it.

    One numeric fact at a time is moved by bisection, from several starting answers, the best ones first.
    With ``only``, those of the ledgers with these ids.
    """
    plan = _plan(table)
    rng = Random(20210430)
    starts = [extreme(table, best=True), extreme(table, best=False)]
    starts += [answers(table, rng, mood) for mood in ("healthy", "mixed", "healthy", "mixed", "bad", "mixed")]
    found: list[Boundary] = []
    for ledger, key, kind, target in _targets(table):
        if only is None or ledger in only:
            found.append(Boundary(ledger, key, kind, _Search(plan, starts, target).sides()))
    return tuple(found)


def to_toml(table: Table, given: Answers) -> dict[str, Any]:
    """The answers as the data of a facts file: ``table`` and ``facts``; open facts are left out."""
    facts: dict[str, dict[str, Any]] = {}
    for place in table.places:
        if place.field not in given:
            continue
        block = facts.setdefault(place.item, {})
        answer = given[place.field]
        block[place.name] = _as_toml(place.field, answer)
        if isinstance(place.field, NumberField) and place.field.judged and answer:
            block |= _JUDGED
    return {"table": table.id, "facts": facts}


def unit_facts(table: Table, given: Answers, scheme: str = "") -> UnitFacts:
    """The answers as checked facts of a unit without a name, as if a file had stated every one of them."""
    stated = frozenset(place.key for place in table.places if place.field in given)
    return UnitFacts(scheme, table.id, "", "", Source(), dict(given), stated, {}, ())


_JUDGED = {"person": "甲", "reason": "示例"}


def _as_toml(field: Field, answer: Answer) -> object:
    match answer:
        case Share(part, whole):
            return _plain(part) if whole == 100 else {"part": _plain(part), "whole": _plain(whole)}
        case Decimal():
            return _plain(answer)
        case Entries(number, listed):
            if listed is None:
                return number
            judged = isinstance(field, ListField) and field.judged
            return [_entry_as_toml(entry, judged=judged) for entry in listed]
        case _:
            return answer


def _entry_as_toml(entry: Entry, *, judged: bool) -> dict[str, Any]:
    amounts = {name: _plain(amount) for name, amount in entry.amounts.items() if amount is not None}
    return {**entry.levels, **amounts, **(_JUDGED if judged and amounts else {})}


def _plain(value: Decimal) -> int | Decimal:
    return value if places_of(value) else int(value)


def _undecided(answer: Entries, rng: Random) -> Entries:
    if not answer.entries or not answer.entries[0].amounts:
        return answer
    return Entries(
        answer.number,
        tuple(
            Entry(
                entry.levels,
                {name: None if rng.random() < 0.3 else one for name, one in entry.amounts.items()},
            )
            for entry in answer.entries
        ),
    )


def _grid(field: NumberField | RateField) -> Decimal:
    step = field.step if isinstance(field, NumberField) else None
    return step if step is not None else Decimal(1).scaleb(-field.places)


def _on_grid(field: NumberField | RateField, position: int) -> Decimal:
    """The value ``position`` steps above zero, kept within the limits."""
    value = _grid(field) * position
    return min(max(value, field.minimum), field.maximum)


def _nodes(roots: Iterable[Expr]) -> Iterator[Expr]:
    seen: set[int] = set()
    stack = list(roots)
    while stack:
        node = stack.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            stack.extend(children(node))


class _Plan:
    """What generation needs to know about a table: edges of each fact and which end of it is good."""

    def __init__(self, table: Table) -> None:
        self.constraints = tuple(one.condition for one in table.constraints)
        self.required = frozenset(place.field for place in table.places if not place.optional)
        self.edges: dict[Field, set[Decimal]] = {place.field: set() for place in table.places}
        for item in table.items:
            roots: list[Expr] = [account(item).total]
            for field in fields(roots):
                self._constants(field, roots)
                if item.points is not None and field in self.edges:
                    self.edges[field].add(item.points)
        conditions: list[Expr] = [note.condition for ledger in table.ledgers() for note in ledger.notes]
        for field in self.edges:
            self._constants(field, conditions)
        self.directions: Directions = directions(account(table.total).total, {})

    def _constants(self, field: Field, roots: list[Expr]) -> None:
        for node in _nodes(roots):
            if (
                isinstance(node, Compare | Least | Most)
                and field in self.edges
                and field in fields(children(node))
            ):
                consts = (one.value for one in _nodes(children(node)) if isinstance(one, Const))
                self.edges[field].update(map(abs, consts))

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
                number = min(int(field.maximum), _MANY) if many else 0
                return _listed(field, {}, number, "", 0)

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
        scale = places_of(_grid(field))
        unit = to_scaled(_grid(field), scale)
        if rng.random() < 0.6:
            top = Decimal(_SMALL) if field.maximum > 1000 and rng.random() < 0.95 else field.maximum
            edge = rng.choice(sorted({Decimal(0), Decimal(1), top, field.minimum, *self.edges[owner]}))
            nearest = int(edge / _grid(field))
            return _on_grid(field, nearest + rng.choice((-1, 0, 0, 1)))
        top = min(field.maximum, Decimal(_SMALL)) if rng.random() < 0.95 else field.maximum
        steps = to_scaled(top - top % _grid(field), scale) // unit
        return _on_grid(field, rng.randint(0, max(steps, 0)))

    def _rate(self, field: RateField, rng: Random, lean: int) -> Share:
        if rng.random() < 0.5:
            top = field.maximum
            number = self._number(field, field, rng, lean)
            return Share(
                number if rng.random() < 0.7 else _on_grid(field, rng.randint(0, int(top))), Decimal(100)
            )
        whole = rng.choice((1, 3, 7, 20, 40, 200, rng.randint(1, 99_999)))
        most = int(whole * field.maximum / 100)
        edges = [int(edge * whole / 100) for edge in self.edges[field] if 0 <= edge <= field.maximum]
        near = min(max(rng.choice(edges or [0, most]) + rng.choice((-1, 0, 1)), 0), most)
        part = near if rng.random() < 0.6 else rng.randint(0, most)
        return Share(Decimal(part), Decimal(whole))

    def _list(self, field: ListField, rng: Random, lean: int) -> Entries:
        limit = int(field.maximum)
        edges = [0, 1, 2, 3] + [int(edge) + step for edge in self.edges[field] for step in (-1, 0, 1)]
        if limit <= _SMALL:
            edges.append(limit)
        if lean < 0 and rng.random() < 0.8:
            edges = [0, 0, 0, 1]
        elif lean > 0:
            edges = [edge for edge in edges if edge > 0]
        number = min(max(rng.choice(edges), 0), limit, _SMALL if rng.random() < 0.1 else _MANY)
        if not field.levels and not field.amounts:
            if rng.random() < 0.02:
                number = limit
            if rng.random() < 0.7:
                return Entries(number, () if not number else None)
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
        for tries in range(400):
            broken = [one for one in self.constraints if not self.allows(one, given)]
            if not broken:
                return given
            lean = toward if tries < 50 else 0
            for field in fields(broken):
                if field not in kept:
                    low = tries > 200 and rng.random() < 0.5
                    given[field] = self.end(field, 1) if low else self.draw(field, rng, lean)
        raise ValueError("no answers were found that the constraints allow")

    def allows(self, condition: Bool, given: Answers) -> bool:
        """Whether the condition holds, or may."""
        return Spans(given).condition(condition).possible


@lru_cache(maxsize=64)
def _plan(table: Table) -> _Plan:
    return _Plan(table)


def _targets(table: Table) -> Iterator[tuple[str, str, str, Expr]]:
    """Every place that is worth solving: ledger, key, kind, and the difference or condition."""
    ledgers: list[Ledger] = list(table.ledgers())
    for ledger in ledgers:
        before: Num = Const(Decimal(0))
        for move, posting in zip(ledger.moves, account(ledger).postings, strict=True):
            match move:
                case Floor():
                    yield ledger.id, posting.key, "floor", _difference(before, move.at)
                case Cap():
                    yield ledger.id, posting.key, "cap", _difference(before, move.at)
                case Void():
                    yield ledger.id, posting.key, "void", move.condition
            yield from _inside(ledger.id, posting.key, move.reads)
            before = posting.after
        for note in ledger.notes:
            yield from _inside(ledger.id, note.id, (note.condition,))


def _inside(ledger: str, key: str, roots: Iterable[Expr]) -> Iterator[tuple[str, str, str, Expr]]:
    for number, node in enumerate(_comparisons(roots), 1):
        match node:
            case Compare(operator, left, right):
                yield ledger, key, f"{operator}#{number}", _difference(left, right)
            case Least(terms) | Most(terms):
                kind = "least" if isinstance(node, Least) else "most"
                for other in terms[1:]:
                    yield ledger, key, f"{kind}#{number}", _difference(terms[0], other)


def _comparisons(roots: Iterable[Expr]) -> list[Expr]:
    """Comparisons, least and most in a rule itself, not in what it names."""
    found: list[Expr] = []
    for root in roots:
        if isinstance(root, Compare | Least | Most):
            found.append(root)
        if not isinstance(root, Named):
            found.extend(_comparisons(children(root)))
    return found


def _difference(left: Num, right: Num) -> Num:
    return add(left, Multiply(Const(Decimal(-1)), right))


class _Search:
    """Looks for answers on every side of one difference or condition."""

    def __init__(self, plan: _Plan, starts: list[dict[Field, Answer]], target: Expr) -> None:
        self._plan = plan
        self._starts = starts
        self._target = target
        self._best: dict[str, tuple[Fraction, Answers]] = {}

    def sides(self) -> dict[str, Answers]:
        """The nearest answers for each side that was reached."""
        for start in self._starts:
            self._from(start)
            if self._done:
                break
        return {
            side: self._best[side][1] for side in ("off", "on", "below", "at", "above") if side in self._best
        }

    @property
    def _done(self) -> bool:
        """Whether every side was reached, and reached closely."""
        wanted = 3 if isinstance(self._target, Amount) else 2
        return len(self._best) == wanted and all(abs(value) <= 1 for value, _ in self._best.values())

    def _from(self, start: dict[Field, Answer]) -> None:
        self._look(start)
        for field in fields([self._target]):
            for answer in _flips(field):
                self._look({**start, field: answer})
        for axis in _axes(self._target, start):
            if self._done:
                return
            self._along(axis, start)

    def _along(self, axis: Axis, start: dict[Field, Answer]) -> None:
        def sign(position: int) -> Fraction:
            return self._look({**start, axis.field: axis.at(position)})

        low, high = 0, axis.steps
        first, last = sign(low), sign(high)
        if (first > 0) == (last > 0) and (first < 0) == (last < 0):
            sign(min(1, axis.steps))
            return
        while high - low > 1:
            middle = (low + high) // 2
            here = sign(middle)
            if here == 0:
                low, high = middle, middle
            elif (here > 0) == (first > 0) and first:
                low = middle
            else:
                high = middle
        for position in range(max(low - 1, 0), min(high + 1, axis.steps) + 1):
            sign(position)

    def _look(self, given: Answers) -> Fraction:
        """The difference (of a condition: 1 or -1), noted as a side where the constraints allow it."""
        spans = Spans(given)
        if isinstance(self._target, Amount):
            value = spans.amount(self._target).low
            side = "below" if value < 0 else "above" if value > 0 else "at"
        else:
            holds = spans.condition(self._target).sure
            value, side = (Fraction(1), "on") if holds else (Fraction(-1), "off")
        known = self._best.get(side)
        if (known is None or abs(value) < abs(known[0])) and all(
            self._plan.allows(one, given) for one in self._plan.constraints
        ):
            self._best[side] = (value, given)
        return value


def _flips(field: Field) -> tuple[Answer, ...]:
    match field:
        case YesNoField():
            return (False, True)
        case LevelField():
            return field.levels
        case _:
            return ()


def _axes(target: Expr, start: Answers) -> Iterator[Axis]:
    seen: set[tuple[Field, str, tuple[tuple[str, str], ...]]] = set()
    for leaf in leaves([target]):
        amount = leaf.amount if isinstance(leaf, Amounts) else ""
        where = leaf.where if isinstance(leaf, Amounts | Count) else ()
        if (leaf.field, amount, where) in seen:
            continue
        seen.add((leaf.field, amount, where))
        match leaf:
            case Fact(field):
                yield _number_axis(field)
            case Amounts(field) | Count(field):
                yield _list_axis(field, amount, dict(where), start)
            case _:
                continue


def _number_axis(field: NumberField | RateField) -> Axis:
    grid = _grid(field)
    steps = int(field.maximum / grid)
    if isinstance(field, RateField):
        return Axis(field, steps, lambda position: Share(_on_grid(field, position), Decimal(100)))
    return Axis(field, steps, lambda position: _on_grid(field, position))


def _list_axis(field: ListField, amount: str, where: dict[str, str], start: Answers) -> Axis:
    others = _others(field, where, start)
    room = int(field.maximum) - len(others)
    if amount:
        unit = field.amounts[amount]
        steps = int(min(unit.maximum * min(room, _SMALL), Decimal(1000)) / _grid(unit))
        return Axis(field, steps, lambda position: _listed(field, where, None, amount, position, others))
    steps = min(room, 2 * _SMALL) if field.levels or field.amounts else room
    return Axis(field, steps, lambda position: _listed(field, where, position, "", 0, others))


def _others(field: ListField, where: Mapping[str, str], start: Answers) -> tuple[Entry, ...]:
    answer = start.get(field)
    if not where or not isinstance(answer, Entries):
        return ()
    return tuple(
        entry
        for entry in answer.entries or ()
        if any(entry.levels.get(name) != level for name, level in where.items())
    )


def _listed(
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
        number = -(-position // int(unit.maximum / _grid(unit))) if unit.maximum else 0
        shares = [_on_grid(unit, position // number + (taken < position % number)) for taken in range(number)]
    assert number is not None
    if not field.levels and not field.amounts:
        return Entries(number, () if not number else None)
    base = {name: one.maximum if one.maximum <= 100 else Decimal(10) for name, one in field.amounts.items()}
    made = tuple(Entry(levels, {**base, amount: shares[one]} if amount else base) for one in range(number))
    return Entries(number + len(others), (*others, *made))
