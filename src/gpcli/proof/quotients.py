"""Quotients by a number of the document, against the range that the clause declares for them.

A bound that a declared range cuts off is no bound. Where the whole is a fact, only its clause can know how
far it goes; where it is a number, the limits of the facts say it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gpcli.expr.nodes import Divide, Expr
from gpcli.expr.spans import Spans
from gpcli.expr.walk import children, fields
from gpcli.ledger import account
from gpcli.messages import N_, message
from gpcli.points import DISPLAY_PLACES, half_up, plain
from gpcli.proof.finding import FAULT, Finding, Subject
from gpcli.scheme import Table

CHECK = "quotients"


def check(subject: Subject) -> Iterator[Finding]:
    """Every such quotient that can leave its range, under any answer to a Reading."""
    for setting, table in subject.variants():
        for ledger, one in _quotients(table):
            span, whole = Spans({}).amount(one.part), Spans({}).amount(one.whole).low
            reached = span.low / whole, span.high / whole
            where = f"{table.id}/{ledger}"
            if Fraction(one.least) <= reached[0] and reached[1] <= Fraction(one.most):
                continue
            said = N_("a quotient goes from {low} to {high}, but its range is {least} to {most}")
            low, high = (plain(half_up(end.numerator, end.denominator, DISPLAY_PLACES)) for end in reached)
            words = message(said, low=low, high=high, least=plain(one.least), most=plain(one.most))
            yield Finding(CHECK, FAULT, f"{where} {setting}".rstrip(), words)


def _quotients(table: Table) -> Iterator[tuple[str, Divide]]:
    seen: set[int] = set()
    for ledger in table.ledgers():
        waiting: list[Expr] = [account(ledger).total]
        while waiting:
            expr = waiting.pop()
            if id(expr) in seen:
                continue
            seen.add(id(expr))
            waiting += children(expr)
            if isinstance(expr, Divide) and not fields([expr.whole]):
                yield ledger.id, expr
