"""Answers just below, at and just above every comparison, cap, floor and void of a table.

Judged by the walking oracle (:mod:`gpcli.expr.spans`), never by a compiled program.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import NamedTuple

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
from gpcli.expr.varied import Varied
from gpcli.expr.walk import children, fields, leaves
from gpcli.ledger import Cap, Floor, Ledger, Void, account
from gpcli.scheme import Table
from gpcli.testing.generate import answers, extreme
from gpcli.testing.plan import SMALL, Plan, grid, listed, on_grid, plan_of


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


def solved(table: Table, only: Collection[str] | None = None) -> tuple[Boundary, ...]:
    """Every comparison, cap, floor and void of the table, with answers just below, at and just above it.

    One numeric fact at a time is moved by bisection, from several starting answers, the best ones first.
    With ``only``, those of the ledgers with these ids.
    """
    plan = plan_of(table)
    rng = Random(20210430)
    starts = [extreme(table, best=True), extreme(table, best=False)]
    starts += [answers(table, rng, mood) for mood in ("healthy", "mixed", "healthy", "mixed", "bad", "mixed")]
    found: list[Boundary] = []
    wholes = {ledger.id: account(ledger).total for ledger in table.ledgers()}
    varied = [_Start(wholes.values(), start) for start in starts]
    for ledger, key, kind, target in _targets(table):
        if only is None or ledger in only:
            found.append(Boundary(ledger, key, kind, _Search(plan, varied, target, wholes[ledger]).sides()))
    return tuple(found)


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
    for grade in table.grades:
        yield from _inside(table.total.id, grade.name, grade.conditions(table.total))


def _inside(ledger: str, key: str, roots: Iterable[Expr]) -> Iterator[tuple[str, str, str, Expr]]:
    for number, node in enumerate(comparisons(roots), 1):
        match node:
            case Compare(operator, left, right):
                yield ledger, key, f"{operator}#{number}", _difference(left, right)
            case Least(terms) | Most(terms):
                kind = "least" if isinstance(node, Least) else "most"
                for other in terms[1:]:
                    yield ledger, key, f"{kind}#{number}", _difference(terms[0], other)


def comparisons(roots: Iterable[Expr]) -> list[Expr]:
    """Comparisons, least and most in a rule itself, not in what it names."""
    found: list[Expr] = []
    for root in roots:
        if isinstance(root, Compare | Least | Most):
            found.append(root)
        if not isinstance(root, Named):
            found.extend(comparisons(children(root)))
    return found


def _difference(left: Num, right: Num) -> Num:
    return add(left, Multiply(Const(Decimal(-1)), right))


class _Start:
    """Answers that a search starts from, and the intervals under them, for the searches of a whole table."""

    def __init__(self, wholes: Iterable[Num], start: dict[Field, Answer]) -> None:
        self.answers = start
        self._wholes = tuple(wholes)

    @cached_property
    def varied(self) -> Varied:
        return Varied(self._wholes, self.answers)


class _Found(NamedTuple):
    """How far answers are from the boundary, the answers, and the intervals under them."""

    distance: Fraction
    answers: Answers
    spans: Spans


class _Search:
    """Looks for answers on every side of one difference or condition."""

    def __init__(self, plan: Plan, starts: Sequence[_Start], target: Expr, whole: Num) -> None:
        self._whole = whole
        self._plan = plan
        self._starts = starts
        self._target = target
        self._best: dict[str, _Found] = {}

    def sides(self) -> dict[str, Answers]:
        """The nearest answers for each side that was reached: of one start where it reaches all of them, and
        of one where they make a difference to the whole ledger where there is such a start.
        """
        nearest: dict[str, _Found] = {}
        done: dict[str, _Found] = {}
        for start in self._starts:
            self._best = {}
            self._from(start)
            if self._done:
                done = done or self._best
                if self._matters:
                    done = self._best
                    break
                continue
            for side, found in self._best.items():
                if side not in nearest or abs(found.distance) < abs(nearest[side].distance):
                    nearest[side] = found
        nearest = done or nearest
        order = ("off", "on", "below", "at", "above")
        return {side: nearest[side].answers for side in order if side in nearest}

    @property
    def _matters(self) -> bool:
        """Whether the ledger comes to different points on the sides."""
        return len({found.spans.amount(self._whole) for found in self._best.values()}) > 1

    @property
    def _done(self) -> bool:
        """Whether every side was reached, and reached closely."""
        wanted = 3 if isinstance(self._target, Amount) else 2
        return len(self._best) == wanted and all(abs(found.distance) <= 1 for found in self._best.values())

    def _from(self, start: _Start) -> None:
        self._note(start.answers, start.varied.spans, ())
        for field in fields([self._target]):
            for answer in _flips(field):
                self._look(start, field, answer)
        for axis in _axes(self._target, start.answers):
            if self._done:
                return
            self._along(axis, start)

    def _along(self, axis: Axis, start: _Start) -> None:
        def sign(position: int) -> Fraction:
            return self._look(start, axis.field, axis.at(position))

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

    def _look(self, start: _Start, field: Field, answer: Answer) -> Fraction:
        given, spans = {**start.answers, field: answer}, start.varied.under(field, answer)
        return self._note(given, spans, self._plan.constraining.get(field, ()))

    def _note(self, given: Answers, spans: Spans, concerned: Sequence[Bool]) -> Fraction:
        """The difference (of a condition: 1 or -1), noted as a side where the constraints concerned allow it:
        the answers that a search starts from keep all.
        """
        if isinstance(self._target, Amount):
            value = spans.amount(self._target).low
            side = "below" if value < 0 else "above" if value > 0 else "at"
        else:
            holds = spans.condition(self._target).sure
            value, side = (Fraction(1), "on") if holds else (Fraction(-1), "off")
        known = self._best.get(side)
        if (known is None or abs(value) < abs(known.distance)) and all(
            spans.condition(one).possible for one in concerned
        ):
            self._best[side] = _Found(value, given, spans)
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
    step = grid(field)
    steps = int(field.maximum / step)
    if isinstance(field, RateField):
        return Axis(field, steps, lambda position: Share(on_grid(field, position), Decimal(100)))
    return Axis(field, steps, lambda position: on_grid(field, position))


def _list_axis(field: ListField, amount: str, where: dict[str, str], start: Answers) -> Axis:
    others = _others(field, where, start)
    room = int(field.maximum) - len(others)
    if amount:
        unit = field.amounts[amount]
        steps = int(min(unit.maximum * min(room, SMALL), Decimal(1000)) / grid(unit))
        return Axis(field, steps, lambda position: listed(field, where, None, amount, position, others))
    steps = min(room, 2 * SMALL) if field.levels or field.amounts else room
    return Axis(field, steps, lambda position: listed(field, where, position, "", 0, others))


def _others(field: ListField, where: Mapping[str, str], start: Answers) -> tuple[Entry, ...]:
    answer = start.get(field)
    if not where or not isinstance(answer, Entries):
        return ()
    return tuple(
        entry
        for entry in answer.entries or ()
        if any(entry.levels.get(name) != level for name, level in where.items())
    )
