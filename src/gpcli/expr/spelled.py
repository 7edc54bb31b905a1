"""Comparisons, extremes and quotients, spelled so that nobody has to guess what was meant."""

from __future__ import annotations

from gpcli.expr.nodes import Bool, Compare, Const, Divide, Least, Most, Num, Operand, number


def least(*terms: Operand) -> Num:
    """The smallest of the terms."""
    return number(terms[0]) if len(terms) == 1 else Least(tuple(map(number, terms)))


def most(*terms: Operand) -> Num:
    """The largest of the terms."""
    return number(terms[0]) if len(terms) == 1 else Most(tuple(map(number, terms)))


def at_least(left: Operand, right: Operand) -> Bool:
    """``left >= right``: the line itself counts (含)."""
    return Compare(">=", number(left), number(right))


def over(left: Operand, right: Operand) -> Bool:
    """``left > right``: the line itself does not count (不含)."""
    return Compare(">", number(left), number(right))


def at_most(left: Operand, right: Operand) -> Bool:
    """``left <= right``: the line itself counts (含)."""
    return Compare("<=", number(left), number(right))


def below(left: Operand, right: Operand) -> Bool:
    """``left < right``: the line itself does not count (不含)."""
    return Compare("<", number(left), number(right))


def equal(left: Operand, right: Operand) -> Bool:
    """``left = right``, exactly."""
    return Compare("==", number(left), number(right))


def quotient(part: Operand, whole: Operand, least: Operand, most: Operand) -> Num:
    """The exact quotient, with the range that the clause's guards leave it."""
    low, high = number(least), number(most)
    if not isinstance(low, Const) or not isinstance(high, Const):
        raise TypeError("the range of a quotient is two numbers")
    return Divide(number(part), number(whole), low.value, high.value)
