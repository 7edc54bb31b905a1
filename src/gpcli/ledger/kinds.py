"""Kinds of moves: adding ones, which print their own amount, and changing ones, which print new minus old."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from gpcli.expr.fields import AMOUNT_LIMIT
from gpcli.expr.nodes import (
    Amount,
    Bool,
    Compare,
    Const,
    Divide,
    Expr,
    If,
    Least,
    Most,
    Multiply,
    Num,
    Round,
    Truth,
)
from gpcli.expr.walk import fields
from gpcli.messages import N_, Message, Phrase, Words, message
from gpcli.points import plain

Rule = Callable[[], Message]
"""A rule in words, made when somebody reads it."""


class Adding:
    """Adds an amount. ``counted`` is how many times it applies; an ``always`` line is shown even at zero.

    ``key`` is the move's stable name within its ledger, ``reads`` the expressions in which it reads facts.
    """

    __slots__ = ("_amount", "_rule", "always", "counted", "key", "label", "reads")

    def __init__(
        self,
        key: str,
        label: Phrase,
        amount: Num,
        *,
        rule: Rule | None = None,
        counted: Num | None = None,
        always: bool = False,
    ) -> None:
        self.key = key
        self.label = label
        self.counted = counted
        self.always = always
        self.reads: tuple[Expr, ...] = (amount,)
        self._amount = amount
        self._rule = rule

    def amount(self, maximum: Decimal | None) -> Num:
        """What it adds to a ledger with this maximum."""
        return self._amount

    def rule(self, maximum: Decimal | None, words: Words) -> str:
        """The move in words, for people who read the rule."""
        if self._rule is not None:
            return words(self._rule())
        said = in_words(self._amount, words)
        return "" if said == "0" else words.word(N_("{label}: {amount}"), label=self.label, amount=said)


class Full(Adding):
    """Starts from the ledger's maximum."""

    __slots__ = ()

    def __init__(self, label: Phrase) -> None:
        super().__init__("full", label, Const(Decimal(0)), always=True)
        self.reads = ()

    def amount(self, maximum: Decimal | None) -> Num:
        if maximum is None:
            raise ValueError("nothing starts full where the document prints no points")
        return Const(maximum)

    def rule(self, maximum: Decimal | None, words: Words) -> str:
        if not maximum:
            return words.word(N_("a weight of 0: nothing to score"))
        return words.word(N_("full marks {points} to start from"), points=plain(maximum))


class Changing:
    """Changes the running amount: ``after`` it, the old one does not count any more."""

    __slots__ = ("key", "label", "reads")

    def __init__(self, key: str, label: Phrase, *reads: Expr) -> None:
        self.key = key
        self.label = label
        self.reads: tuple[Expr, ...] = reads

    def after(self, run: Num) -> Num:
        """The running amount after the move."""
        return run

    def rule(self, maximum: Decimal | None, words: Words) -> str:
        """The move in words, for people who read the rule."""
        return words(self.label)


class Floor(Changing):
    """Nothing below ``at``."""

    __slots__ = ("at",)

    def __init__(self, key: str, label: Phrase, at: Num) -> None:
        super().__init__(key, label, at)
        self.at = at

    def after(self, run: Num) -> Num:
        return Most((run, self.at))

    def rule(self, maximum: Decimal | None, words: Words) -> str:
        if fields([self.at]):
            return words(self.label)
        return words.word(N_("not below {points}"), points=in_words(self.at, words))


class Cap(Changing):
    """Nothing above ``at``."""

    __slots__ = ("at",)

    def __init__(self, key: str, label: Phrase, at: Num) -> None:
        super().__init__(key, label, at)
        self.at = at

    def after(self, run: Num) -> Num:
        return Least((run, self.at))

    def rule(self, maximum: Decimal | None, words: Words) -> str:
        if fields([self.at]):
            return words(self.label)
        return words.word(N_("not above {points}"), points=in_words(self.at, words))


class Scale(Changing):
    """The running amount times a factor."""

    __slots__ = ("factor",)

    def __init__(self, key: str, label: Phrase, factor: Num) -> None:
        super().__init__(key, label, factor)
        self.factor = factor

    def after(self, run: Num) -> Num:
        return Multiply(run, self.factor)

    def rule(self, maximum: Decimal | None, words: Words) -> str:
        return words.word(N_("times {factor}"), factor=in_words(self.factor, words))


class Proportion(Changing):
    """The running amount times ``to``, divided by ``whole``; nothing where ``whole`` is nothing."""

    __slots__ = ("to", "whole")

    def __init__(self, key: str, label: Phrase, whole: Num, to: Num) -> None:
        super().__init__(key, label, whole, to)
        self.whole = whole
        self.to = to

    def after(self, run: Num) -> Num:
        limit = AMOUNT_LIMIT
        shared = Divide(Multiply(run, self.to), self.whole, -limit, limit)
        return If(Compare(">", self.whole, Const(Decimal(0))), shared, 0)

    def rule(self, maximum: Decimal | None, words: Words) -> str:
        whole, to = in_words(self.whole, words), in_words(self.to, words)
        return words.word(N_("{label}: × {to} ÷ ({whole})"), label=self.label, to=to, whole=whole)


class Rounded(Changing):
    """Half up to ``places``."""

    __slots__ = ("places",)

    def __init__(self, key: str, label: Phrase, places: int) -> None:
        super().__init__(key, label)
        self.places = places

    def after(self, run: Num) -> Num:
        return Round(run, self.places)

    def rule(self, maximum: Decimal | None, words: Words) -> str:
        return words.word(N_("rounded half up to {places} places"), places=self.places)


class Void(Changing):
    """Nothing at all where the condition holds."""

    __slots__ = ("condition",)

    def __init__(self, key: str, label: Phrase, condition: Bool) -> None:
        super().__init__(key, label, condition)
        self.condition = condition

    def after(self, run: Num) -> Num:
        return If(self.condition, 0, run)

    def rule(self, maximum: Decimal | None, words: Words) -> str:
        from gpcli.expr.sentence import settle

        if isinstance(settled := settle(self.condition), Truth) and not settled.value:
            return ""
        return words.word(N_("no points where {condition}"), condition=in_words(self.condition, words))


Move = Adding | Changing


def in_words(expr: Expr, words: Words) -> str:
    """The expression as a sentence."""
    from gpcli.expr import sentence

    return sentence.amount(expr, words) if isinstance(expr, Amount) else sentence.holds(expr, words)


def signed_rule(gains: str, loses: str, label: Phrase, value: Decimal, **more: Phrase) -> Rule:
    """A rule that says a label and points, in other words for gaining than for losing."""
    return lambda: message(gains if value > 0 else loses, label=label, points=plain(abs(value)), **more)
