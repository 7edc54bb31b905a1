"""The meaning of expressions, by walking them with fractions: the oracle that tests hold every printer to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import repeat
from operator import is_
from typing import assert_never

from gpcli.expr.fields import Answers, Entries, Entry, ListField, Share
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

Memo = dict[int, Fraction]
"""Named amounts that are worked out already, by the node's ``id``."""


def amount(expr: Num, answers: Answers, known: Memo | None = None) -> Fraction:
    """The exact amount; raises ``KeyError`` where an open fact is read.

    What has a name is worked out once for all calls that share ``known``, under the same answers.
    """
    match expr:
        case Const(value):
            return Fraction(value)
        case Fact(field):
            answer = answers[field]
            if isinstance(answer, Share):
                return Fraction(answer.part) * 100 / Fraction(answer.whole)
            assert not isinstance(answer, bool | str | Entries)
            return Fraction(answer)
        case Count(field, where):
            listed = _entries(field, answers)
            return Fraction(listed.number if not where else len(_chosen(listed, where)))
        case Amounts(field, name, where):
            listed = _entries(field, answers)
            given = (entry.amounts[name] for entry in _chosen(listed, where))
            return sum((Fraction(one) for one in given if one is not None), Fraction(0))
        case Undecided(field, name, where):
            listed = _entries(field, answers)
            if listed.entries is None:
                return Fraction(listed.number)
            return Fraction(sum(entry.amounts[name] is None for entry in _chosen(listed, where)))
        case Add(terms):
            return sum((amount(term, answers, known) for term in terms), Fraction(0))
        case Multiply(left, right):
            return amount(left, answers, known) * amount(right, answers, known)
        case Divide(part, whole):
            return amount(part, answers, known) / amount(whole, answers, known)
        case Round(value, places):
            exact = amount(value, answers, known) * 10**places
            size = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
            return Fraction(size if exact >= 0 else -size, 10**places)
        case Least(terms):
            return min(amount(term, answers, known) for term in terms)
        case Most(terms):
            return max(amount(term, answers, known) for term in terms)
        case If(condition, yes, no):
            return amount(yes if holds(condition, answers, known) else no, answers, known)
        case Choose(field, cases):
            return amount(dict(cases)[str(answers[field])], answers, known)
        case Named(_, value):
            if known is None:
                return amount(value, answers)
            if id(expr) not in known:
                known[id(expr)] = amount(value, answers, known)
            return known[id(expr)]
        case _:
            assert_never(expr)


def holds(expr: Bool, answers: Answers, known: Memo | None = None) -> bool:
    """Whether the condition holds; raises ``KeyError`` where an open fact is read. ``known`` as above."""
    match expr:
        case Truth(value):
            return value
        case Yes(field):
            return answers[field] is True
        case IsLevel(field, level):
            return answers[field] == level
        case Compare(operator, left, right):
            difference = amount(left, answers, known) - amount(right, answers, known)
            return {
                ">=": difference >= 0,
                ">": difference > 0,
                "<=": difference <= 0,
                "<": difference < 0,
                "==": difference == 0,
                "!=": difference != 0,
            }[operator]
        case All(terms):
            return all(holds(term, answers, known) for term in terms)
        case Any(terms):
            return any(holds(term, answers, known) for term in terms)
        case Not(term):
            return not holds(term, answers, known)
        case Known(field):
            return field in answers
        case _:
            assert_never(expr)


def _entries(field: ListField, answers: Answers) -> Entries:
    answer = answers[field]
    assert isinstance(answer, Entries)
    return answer


def _chosen(listed: Entries, where: Where) -> Sequence[Entry]:
    """The entries with these levels; an entry that stands in the list many times is looked at once."""
    entries = listed.entries or ()
    if not where or not entries:
        return entries
    if all(map(is_, entries, repeat(entries[0]))):
        return entries if _fits(entries[0], where) else ()
    fits = {id(entry): _fits(entry, where) for entry in {id(entry): entry for entry in entries}.values()}
    return [entry for entry in entries if fits[id(entry)]]


def _fits(entry: Entry, where: Where) -> bool:
    return all(entry.levels.get(name) == level for name, level in where)
