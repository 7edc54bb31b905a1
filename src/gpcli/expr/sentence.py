"""Expressions as sentences, for people who read the rule and not the code."""

from __future__ import annotations

from typing import assert_never

from gpcli.expr.fields import ListField
from gpcli.expr.nodes import (
    OPPOSITE,
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
from gpcli.messages import N_, Words
from gpcli.points import plain

_COMPARISONS = {
    ">=": N_("{left} is at least {right}"),
    ">": N_("{left} is over {right}"),
    "<=": N_("{left} is at most {right}"),
    "<": N_("{left} is below {right}"),
    "==": N_("{left} is {right}"),
    "!=": N_("{left} is not {right}"),
}


def amount(expr: Num, words: Words) -> str:
    """The amount in words."""
    match expr:
        case Const(value):
            return plain(value)
        case Fact(field):
            return field.label
        case Count(field, where):
            return words.word(N_("number of “{list}”"), list=_list(field, where, words))
        case Amounts(field, name, where):
            return words.word(
                N_("sum of “{amount}” over “{list}”"),
                amount=field.amounts[name].label,
                list=_list(field, where, words),
            )
        case Undecided(field, name, where):
            return words.word(
                N_("number of “{list}” whose “{amount}” is undecided"),
                amount=field.amounts[name].label,
                list=_list(field, where, words),
            )
        case Add(terms):
            return _sum(terms, words)
        case Multiply(left, right):
            if isinstance(left, Const) and left.value == -1:
                return words.word(N_("minus {amount}"), amount=_part(right, words))
            return f"{_part(left, words)} × {_part(right, words)}"
        case Divide(part, whole):
            return f"{_part(part, words)} ÷ {_part(whole, words)}"
        case Round(value, places):
            return words.word(
                N_("{amount}, rounded half up to {places} places"), amount=amount(value, words), places=places
            )
        case Least(terms):
            return words.word(N_("the least of {terms}"), terms=_series(terms, words))
        case Most(terms):
            return words.word(N_("the greatest of {terms}"), terms=_series(terms, words))
        case If(condition, yes, no):
            settled = settle(condition)
            if isinstance(settled, Truth):
                return amount(yes if settled.value else no, words)
            return words.word(
                N_("if {condition}: {yes}, otherwise {no}"),
                condition=holds(condition, words),
                yes=amount(yes, words),
                no=amount(no, words),
            )
        case Choose(field, cases):
            listed = words.word(N_(", ")).join(f"{level} {amount(case, words)}" for level, case in cases)
            return words.word(N_("by “{fact}”: {cases}"), fact=field.label, cases=listed)
        case Named(_, value):
            return amount(value, words)
        case _:
            assert_never(expr)


def holds(expr: Bool, words: Words) -> str:
    """The condition in words; what is settled already is left out."""
    expr = settle(expr)
    match expr:
        case Truth(value):
            return words.word(N_("always") if value else N_("never"))
        case Yes(field):
            return words.word(N_("“{fact}” is yes"), fact=field.label)
        case IsLevel(field, level):
            return words.word(N_("“{fact}” is “{level}”"), fact=field.label, level=level)
        case Compare(">=", Count(field, where), Const(value)) if value == 1:
            return words.word(N_("there is “{list}”"), list=_list(field, where, words))
        case Compare(operator, left, right):
            return words.word(_COMPARISONS[operator], left=amount(left, words), right=amount(right, words))
        case All(terms):
            return words.word(N_(" and ")).join(_term(term, words) for term in terms)
        case Any(terms):
            return words.word(N_(" or ")).join(_term(term, words) for term in terms)
        case Not(term):
            return _negated(term, words)
        case Known(field):
            return words.word(N_("“{fact}” was answered"), fact=field.label)
        case _:
            assert_never(expr)


def settle(expr: Bool) -> Bool:
    """The condition without what was settled when the table was built."""
    match expr:
        case Not(term):
            inner = settle(term)
            return Truth(not inner.value) if isinstance(inner, Truth) else Not(inner)
        case All(terms) | Any(terms):
            decisive = isinstance(expr, Any)
            parts = [settle(term) for term in terms]
            if any(isinstance(part, Truth) and part.value is decisive for part in parts):
                return Truth(decisive)
            rest = tuple(part for part in parts if not isinstance(part, Truth))
            if not rest:
                return Truth(not decisive)
            return rest[0] if len(rest) == 1 else type(expr)(rest)
        case _:
            return expr


def _sum(terms: tuple[Num, ...], words: Words) -> str:
    text = ""
    for term in terms:
        less = isinstance(term, Multiply) and isinstance(term.left, Const) and term.left.value == -1
        part = amount(term.right, words) if isinstance(term, Multiply) and less else amount(term, words)
        if not text:
            text = words.word(N_("minus {amount}"), amount=part) if less else part
        elif part != "0":
            text += words.word(N_(" less ")) + part if less else words.word(N_(" plus ")) + part
    return text


def _negated(term: Bool, words: Words) -> str:
    match term:
        case Yes(field):
            return words.word(N_("“{fact}” is no"), fact=field.label)
        case Not(inner):
            return holds(inner, words)
        case Compare(operator, left, right):
            return holds(Compare(OPPOSITE[operator], left, right), words)
        case All(terms):
            return holds(Any(tuple(map(Not, terms))), words)
        case Any(terms):
            return holds(All(tuple(map(Not, terms))), words)
        case _:
            return words.word(N_("not ({condition})"), condition=holds(term, words))


def _term(expr: Bool, words: Words) -> str:
    text = holds(expr, words)
    return words.word(N_("({term})"), term=text) if isinstance(expr, All | Any) else text


def _part(expr: Num, words: Words) -> str:
    if isinstance(expr, If) and isinstance(settled := settle(expr.condition), Truth):
        return _part(expr.yes if settled.value else expr.no, words)
    text = amount(expr, words)
    return words.word(N_("({term})"), term=text) if isinstance(expr, Add | If) else text


def _series(terms: tuple[Num, ...], words: Words) -> str:
    return words.word(N_(", ")).join(amount(term, words) for term in terms)


def _list(field: ListField, where: Where, words: Words) -> str:
    if not where:
        return field.label
    levels = words.word(N_(", ")).join(level for _, level in where)
    return words.word(N_("{list} ({levels})"), list=field.label, levels=levels)
