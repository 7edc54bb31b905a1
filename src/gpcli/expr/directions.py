"""Which way each open fact moves an amount. Where every open fact is read one way, the bounds are exact
and the answers at its good end attain the upper one.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import assert_never

from gpcli.expr.fields import (
    Answer,
    Answers,
    Entries,
    Entry,
    Field,
    LevelField,
    ListField,
    NumberField,
    Share,
    YesNoField,
)
from gpcli.expr.nodes import (
    Add,
    All,
    Amounts,
    Any,
    Bool,
    Choose,
    Compare,
    Const,
    Count,
    Divide,
    Fact,
    If,
    IsLevel,
    Known,
    Least,
    Most,
    Multiply,
    Named,
    Not,
    Num,
    Round,
    Truth,
    Undecided,
    Where,
    Yes,
)
from gpcli.expr.spans import Span, Spans, is_open
from gpcli.records import Record


class Slope(Record):
    """One way of reading a fact: ``rises`` with it, or (a level) best and worst at these levels.

    Of a list only entries with the levels of ``where`` count; ``mixed`` where it is read for several levels
    the same way, so that no one answer attains the bound.
    """

    rises: bool
    best: str = ""
    worst: str = ""
    where: Where = ()
    mixed: bool = False


Directions = dict[Field, Slope | None]
"""The reading of each open fact that has an effect; None where it is read both ways."""


def is_exact(found: Directions) -> bool:
    """Whether the bounds are attained: every open fact is read one way, and for one thing."""
    return all(reading is not None and not reading.mixed for reading in found.values())


def directions(expr: Num, answers: Answers) -> Directions:
    """How each open fact moves the amount, given the answers that are known."""
    analysis = _Analysis(answers)
    analysis.amount(expr, rises=True)
    return analysis.found


def witness(field: Field, reading: Slope, *, best: bool, known: Answer | None = None) -> Answer:
    """The answer at the fact's good end (or its bad one)."""
    high = reading.rises is best
    match field:
        case YesNoField():
            return high
        case LevelField():
            return reading.best if best else reading.worst
        case NumberField():
            return field.maximum if high else field.minimum
        case ListField():
            return (
                decided(field, known, high=high)
                if isinstance(known, Entries)
                else _listed(field, reading.where, high=high)
            )
        case _:
            return Share(field.maximum if high else Decimal(0), Decimal(100))


def _listed(field: ListField, where: Where, *, high: bool) -> Entries:
    if not high:
        return Entries(0, ())
    entry = Entry(
        {name: level.levels[0] for name, level in field.levels.items()} | dict(where),
        {name: amount.maximum for name, amount in field.amounts.items()},
    )
    return Entries(int(field.maximum), (entry,) * int(field.maximum))


def decided(field: ListField, known: Entries, *, high: bool) -> Entries:
    """The list with every undecided amount at its most, or at its least."""
    ends = {name: amount.maximum if high else amount.minimum for name, amount in field.amounts.items()}
    entries = known.entries if known.entries is not None else (Entry({}, dict.fromkeys(ends)),) * known.number
    return Entries(
        known.number,
        tuple(
            Entry(
                entry.levels,
                {name: ends[name] if value is None else value for name, value in entry.amounts.items()},
            )
            for entry in entries
        ),
    )


class _Analysis:
    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._spans = Spans(answers)
        self.found: Directions = {}
        self._seen: set[tuple[int, bool]] = set()

    def amount(self, expr: Num, *, rises: bool) -> None:
        match expr:
            case Const() | Undecided():
                return
            case Fact():
                if is_open(expr, self._answers):
                    self._read(expr.field, Slope(rises))
            case Count() | Amounts():
                if is_open(expr, self._answers):
                    self._read(expr.field, Slope(rises, where=expr.where))
            case Add(terms) | Least(terms) | Most(terms):
                for term in terms:
                    self.amount(term, rises=rises)
            case Multiply(left, right):
                self._factor(left, self._spans.amount(right), rises=rises)
                self._factor(right, self._spans.amount(left), rises=rises)
            case Divide(part, whole):
                self.amount(part, rises=rises)
                self._both_ways(whole)
            case Round(value):
                self.amount(value, rises=rises)
            case Named(_, value):
                if (id(expr), rises) not in self._seen:
                    self._seen.add((id(expr), rises))
                    self.amount(value, rises=rises)
            case If(condition, yes, no):
                self._branches(condition, yes, no, rises=rises)
            case Choose(field, cases):
                if field in self._answers:
                    self.amount(dict(cases)[str(self._answers[field])], rises=rises)
                    return
                for _, case in cases:
                    self.amount(case, rises=rises)
                order = sorted(
                    ((self._spans.amount(case), level) for level, case in reversed(cases)),
                    key=lambda one: one[0],
                )
                if order[0][0] == order[-1][0] and order[0][0].low == order[0][0].high:
                    return
                if all(lower.high <= higher.low for (lower, _), (higher, _) in pairwise(order)):
                    ends = (order[-1][1], order[0][1]) if rises else (order[0][1], order[-1][1])
                    self._read(field, Slope(True, *ends))
                else:
                    self.found[field] = None
            case _:
                assert_never(expr)

    def condition(self, expr: Bool, *, rises: bool) -> None:
        match expr:
            case Truth() | Known():
                return
            case Yes(field):
                if is_open(expr, self._answers):
                    self._read(field, Slope(rises))
            case IsLevel(field, level):
                if is_open(expr, self._answers):
                    other = next(one for one in field.levels if one != level)
                    self._read(field, Slope(True, *((level, other) if rises else (other, level))))
            case Compare(operator, left, right):
                match operator:
                    case ">=" | ">":
                        self.amount(left, rises=rises)
                        self.amount(right, rises=not rises)
                    case "<=" | "<":
                        self.amount(left, rises=not rises)
                        self.amount(right, rises=rises)
                    case _:
                        self._both_ways(left)
                        self._both_ways(right)
            case All(terms) | Any(terms):
                for term in terms:
                    verdict = self._spans.condition(term)
                    if verdict.sure != verdict.possible:
                        self.condition(term, rises=rises)
            case Not(term):
                self.condition(term, rises=not rises)
            case _:
                assert_never(expr)

    def _branches(self, condition: Bool, yes: Num, no: Num, *, rises: bool) -> None:
        verdict = self._spans.condition(condition)
        if verdict.sure or not verdict.possible:
            self.amount(yes if verdict.sure else no, rises=rises)
            return
        self.amount(yes, rises=rises)
        self.amount(no, rises=rises)
        on, off = self._spans.amount(yes), self._spans.amount(no)
        if on == off and on.low == on.high:
            return
        if on.low >= off.high:
            self.condition(condition, rises=rises)
        elif off.low >= on.high:
            self.condition(condition, rises=not rises)
        else:
            self.condition(condition, rises=True)
            self.condition(condition, rises=False)

    def _factor(self, expr: Num, other: Span, *, rises: bool) -> None:
        if other.low >= 0 and other.high > 0:
            self.amount(expr, rises=rises)
        elif other.high <= 0 and other.low < 0:
            self.amount(expr, rises=not rises)
        elif other.low < 0 < other.high:
            self._both_ways(expr)

    def _both_ways(self, expr: Num) -> None:
        self.amount(expr, rises=True)
        self.amount(expr, rises=False)

    def _read(self, field: Field, reading: Slope) -> None:
        known = self.found.setdefault(field, reading)
        if known is None or known == reading:
            return
        alike = (known.rises, known.best, known.worst) == (reading.rises, reading.best, reading.worst)
        self.found[field] = known._replace(mixed=True) if alike else None
