"""Ledgers: an opening, then ordered moves in the documents' words. Item, section and final result are one.

An adding move prints its own amount; every other move prints what it changes (new minus old). So the lines of
a ledger add up to its total by construction.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple, Protocol

from gpcli.expr import sentence
from gpcli.expr.fields import Field, LevelField, ListField, Literal, NumberField, decimal_of
from gpcli.expr.nodes import (
    Amount,
    Amounts,
    Bool,
    Choose,
    Compare,
    Const,
    Count,
    Expr,
    Fact,
    If,
    Least,
    Most,
    Multiply,
    Named,
    Not,
    Num,
    Operand,
    Round,
    Where,
    add,
    number,
)
from gpcli.expr.walk import fields
from gpcli.messages import N_, Message, Phrase, Words, message
from gpcli.points import plain

Points = Literal | float
"""Points as a document prints them: ``5``, ``"0.5"``."""


class Move(Protocol):
    """One labelled move of a ledger."""

    @property
    def key(self) -> str:
        """Its stable name within the ledger: the fact's, or one given by the pack."""

    @property
    def label(self) -> Phrase:
        """What a line says for it."""

    @property
    def counted(self) -> Num | None:
        """How many times it applies, where that is what a person wants to know."""

    @property
    def always(self) -> bool:
        """Whether its line is shown even where the amount is zero."""

    @property
    def reads(self) -> tuple[Expr, ...]:
        """The expressions in which it reads facts of its own."""

    def amount(self, run: Num, ledger: Ledger) -> Num | None:
        """What it adds; None for a move that changes the running amount."""

    def after(self, run: Num, ledger: Ledger) -> Num:
        """The running amount after it."""

    def rule(self, ledger: Ledger, words: Words) -> str:
        """The move in words, for people who read the rule."""


class _Adds:
    """What every adding move shares."""

    __slots__ = ("_amount", "_rule", "always", "counted", "key", "label")

    def __init__(
        self,
        key: str,
        label: Phrase,
        amount: Num,
        *,
        rule: Phrase | None = None,
        counted: Num | None = None,
        always: bool = False,
    ) -> None:
        self.key = key
        self.label = label
        self.counted = counted
        self.always = always
        self._amount = amount
        self._rule = rule

    @property
    def reads(self) -> tuple[Expr, ...]:
        return (self._amount,)

    def amount(self, run: Num, ledger: Ledger) -> Num | None:
        return self._amount

    def after(self, run: Num, ledger: Ledger) -> Num:
        return add(run, self._amount)

    def rule(self, ledger: Ledger, words: Words) -> str:
        if self._rule is not None:
            return words(self._rule)
        return words.word(
            N_("{label}: {amount}"), label=self.label, amount=sentence.amount(self._amount, words)
        )


class Full:
    """Starts from the ledger's maximum."""

    __slots__ = ("label",)
    key = "full"
    counted = None
    always = True
    reads: tuple[Expr, ...] = ()

    def __init__(self, label: Phrase) -> None:
        self.label = label

    def amount(self, run: Num, ledger: Ledger) -> Num | None:
        return Const(_maximum(ledger))

    def after(self, run: Num, ledger: Ledger) -> Num:
        return add(run, Const(_maximum(ledger)))

    def rule(self, ledger: Ledger, words: Words) -> str:
        return words.word(N_("full marks {points} to start from"), points=plain(_maximum(ledger)))


class _Changes:
    """What every move that changes the running amount shares."""

    __slots__ = ("key", "label", "reads")
    counted = None
    always = False

    def __init__(self, key: str, label: Phrase, *reads: Expr) -> None:
        self.key = key
        self.label = label
        self.reads: tuple[Expr, ...] = reads

    def amount(self, run: Num, ledger: Ledger) -> Num | None:
        return None


class Floor(_Changes):
    """Nothing below ``at``."""

    __slots__ = ("at",)

    def __init__(self, key: str, label: Phrase, at: Num) -> None:
        super().__init__(key, label, at)
        self.at = at

    def after(self, run: Num, ledger: Ledger) -> Num:
        return Most((run, self.at))

    def rule(self, ledger: Ledger, words: Words) -> str:
        return words.word(N_("not below {points}"), points=sentence.amount(self.at, words))


class Cap(_Changes):
    """Nothing above ``at``."""

    __slots__ = ("at",)

    def __init__(self, key: str, label: Phrase, at: Num) -> None:
        super().__init__(key, label, at)
        self.at = at

    def after(self, run: Num, ledger: Ledger) -> Num:
        return Least((run, self.at))

    def rule(self, ledger: Ledger, words: Words) -> str:
        return words.word(N_("not above {points}"), points=sentence.amount(self.at, words))


class Scale(_Changes):
    """The running amount times a factor."""

    __slots__ = ("factor",)

    def __init__(self, key: str, label: Phrase, factor: Num) -> None:
        super().__init__(key, label, factor)
        self.factor = factor

    def after(self, run: Num, ledger: Ledger) -> Num:
        return Multiply(run, self.factor)

    def rule(self, ledger: Ledger, words: Words) -> str:
        return words.word(N_("times {factor}"), factor=sentence.amount(self.factor, words))


class Rounded(_Changes):
    """Half up to ``places``."""

    __slots__ = ("places",)

    def __init__(self, key: str, label: Phrase, places: int) -> None:
        super().__init__(key, label)
        self.places = places

    def after(self, run: Num, ledger: Ledger) -> Num:
        return Round(run, self.places)

    def rule(self, ledger: Ledger, words: Words) -> str:
        return words.word(N_("rounded half up to {places} places"), places=self.places)


class Void(_Changes):
    """Nothing at all where the condition holds."""

    __slots__ = ("condition",)

    def __init__(self, key: str, label: Phrase, condition: Bool) -> None:
        super().__init__(key, label, condition)
        self.condition = condition

    def after(self, run: Num, ledger: Ledger) -> Num:
        return If(self.condition, 0, run)

    def rule(self, ledger: Ledger, words: Words) -> str:
        return words.word(N_("no points where {condition}"), condition=sentence.holds(self.condition, words))


class Include:
    """Another ledger's total, as one line."""

    __slots__ = ("child", "factor", "key", "label")
    counted = None
    always = True
    reads: tuple[Expr, ...] = ()

    def __init__(self, child: Ledger, factor: Decimal) -> None:
        self.key = child.id
        self.label: Phrase = child.name
        self.child = child
        self.factor = factor

    def amount(self, run: Num, ledger: Ledger) -> Num | None:
        total = account(self.child).total
        return total if self.factor == 1 else Multiply(Const(self.factor), total)

    def after(self, run: Num, ledger: Ledger) -> Num:
        amount = self.amount(run, ledger)
        assert amount is not None
        return add(run, amount)

    def rule(self, ledger: Ledger, words: Words) -> str:
        if self.factor == 1:
            return words(self.label)
        return f"{words(self.label)} × {plain(self.factor)}"


class Note(NamedTuple):
    """A remark, a status without a number, or a withheld result, on a condition that may be open.

    ``effect`` is ``note`` (said beside the score) or ``veto`` (the result is a status, not a number).
    """

    id: str
    label: str
    condition: Bool
    effect: str = "note"


class Ledger:
    """An opening of zero, moves in order, notes beside them.

    ``points`` is the printed weight or limit, None where the document prints none.
    """

    __slots__ = ("_account", "clause", "id", "moves", "name", "notes", "points")

    def __init__(
        self,
        id: str,  # noqa: A002 - the field's word
        name: Phrase,
        points: Points | None,
        *moves: Move | Ledger,
        clause: str = "",
        notes: tuple[Note, ...] = (),
    ) -> None:
        """Raises ``ValueError`` where two moves have one key."""
        self.id = id
        self.name = name
        self.points = None if points is None else decimal_of(points)
        self.moves: tuple[Move, ...] = tuple(
            Include(move, Decimal(1)) if isinstance(move, Ledger) else move for move in moves
        )
        self.clause = clause
        self.notes = notes
        self._account: Account | None = None
        keys = [move.key for move in self.moves]
        for key in keys:
            if keys.count(key) > 1:
                raise ValueError(f"{id}: two moves are called {key!r}; give one of them another key")

    @property
    def children(self) -> Iterator[Ledger]:
        """The ledgers that it includes, in order."""
        return (move.child for move in self.moves if isinstance(move, Include))


class Posting(NamedTuple):
    """One line of an account, as expressions."""

    key: str
    label: Phrase
    amount: Num
    after: Num
    counted: Num | None
    field: Field | None
    always: bool
    child: Ledger | None


class Account(NamedTuple):
    """A ledger written out: its lines and its total."""

    ledger: Ledger
    postings: tuple[Posting, ...]
    total: Num


def account(ledger: Ledger) -> Account:
    """The ledger written out, made once for each ledger, so that shared parts are shared objects."""
    if ledger._account is None:
        ledger._account = _written_out(ledger)
    return ledger._account


def _written_out(ledger: Ledger) -> Account:
    run: Num = Const(Decimal(0))
    postings: list[Posting] = []
    for move in ledger.moves:
        amount = move.amount(run, ledger)
        after = Named(f"{ledger.id}.{move.key}", move.after(run, ledger))
        if amount is None:
            amount = after - run
        read = fields(move.reads if move.counted is None else (move.counted,))
        child = move.child if isinstance(move, Include) else None
        postings.append(
            Posting(
                move.key,
                move.label,
                amount,
                after,
                move.counted,
                read[0] if len(read) == 1 else None,
                move.always,
                child,
            )
        )
        run = after
    return Account(ledger, tuple(postings), run)


def _maximum(ledger: Ledger) -> Decimal:
    if ledger.points is None:
        raise ValueError(f"{ledger.id}: it cannot start full, for the document prints no points for it")
    return ledger.points


def full(label: Phrase = Message(N_("full marks"))) -> Move:
    """Starts from full marks (满分)."""
    return Full(label)


def gain(condition: Bool, points: Points, label: str, *, key: str | None = None) -> Move:
    """Adds points where the condition holds."""
    return _conditional(condition, decimal_of(points), label, key)


def lose(condition: Bool, points: Points, label: str, *, key: str | None = None) -> Move:
    """Deducts points where the condition holds; ``points`` is positive, as the document prints it."""
    return _conditional(condition, -decimal_of(points), label, key)


def each(
    counted: Num | ListField,
    points: Points,
    *,
    cap: Points | None = None,
    label: str | None = None,
    key: str | None = None,
    **levels: str,
) -> Move:
    """Adds (or, negative, deducts) points for each occurrence, within the rule's own cap where it has one.

    ``cap`` is positive: the most that the rule gains or takes. Levels restrict a list: ``by="江西省"``.
    """
    value = decimal_of(points)
    where: Where = tuple(sorted(levels.items()))
    name, said = _named(counted, where)
    occurrences = Count(counted, where) if isinstance(counted, ListField) else counted
    amount: Num = Multiply(Const(value), occurrences)
    rule = message(
        N_("{label}: {points} each") if cap is None else N_("{label}: {points} each, at most {cap} in all"),
        label=label or said,
        points=_signed(value),
        cap="" if cap is None else plain(decimal_of(cap)),
    )
    if cap is not None:
        limit = decimal_of(cap)
        amount = Least((amount, Const(limit))) if value > 0 else Most((amount, Const(-limit)))
    return _Adds(key or name, label or said, amount, rule=rule, counted=occurrences)


def once(
    counted: Num | ListField,
    points: Points,
    *,
    label: str | None = None,
    key: str | None = None,
    **levels: str,
) -> Move:
    """Adds (or, negative, deducts) points a single time, however often it happened."""
    value = decimal_of(points)
    where: Where = tuple(sorted(levels.items()))
    name, said = _named(counted, where)
    occurrences = Count(counted, where) if isinstance(counted, ListField) else counted
    rule = message(N_("{label}: {points}, once"), label=label or said, points=_signed(value))
    amount = If(Compare(">=", occurrences, number(1)), Const(value), Const(Decimal(0)))
    return _Adds(key or name, label or said, amount, rule=rule, counted=occurrences)


def sums(
    listed: ListField,
    amount: str = "points",
    *,
    sign: int = 1,
    when: Bool | None = None,
    label: str | None = None,
    **levels: str,
) -> Move:
    """Adds (``sign=-1``: deducts) the amounts of a list's entries, ``when`` a condition holds."""
    where: Where = tuple(sorted(levels.items()))
    name, said = _named(listed, where)
    total: Num = Amounts(listed, amount, where)
    if sign < 0:
        total = -total
    if when is not None:
        total = If(when, total, 0)
    rule = message(
        N_("{label}: + the points of each entry") if sign > 0 else N_("{label}: − the points of each entry"),
        label=label or said,
    )
    return _Adds(name, label or said, total, rule=rule, counted=Count(listed, where))


def given(award: Fact, *, label: str | None = None, key: str | None = None) -> Move:
    """Adds what an assessor awards."""
    field = award.field
    most = plain(field.maximum)
    said = label or field.label
    low = plain(field.minimum) if isinstance(field, NumberField) else "0"
    rule = message(N_("{label}: {least} to {most}, as assessed"), label=said, least=low, most=most)
    return _Adds(key or field.name, said, award, rule=rule, always=True)


def by_level(field: LevelField, *points: tuple[str, Points], label: str | None = None) -> Move:
    """Adds the points of the level; the levels stand in the field's order."""
    cases = tuple((name, number(value)) for name, value in points)
    return _Adds(field.name, label or field.label, Choose(field, cases), always=True)


def bands(
    measured: Num,
    *steps: tuple[Points, Points],
    otherwise: Points = 0,
    strict: bool = False,
    label: str | None = None,
    key: str | None = None,
) -> Move:
    """Adds the points of the first threshold that is reached: ``(80, 2), (60, 1)``.

    The line itself counts, unless ``strict``. Thresholds fall; a rate is never rounded before it is compared.
    """
    thresholds = [decimal_of(threshold) for threshold, _ in steps]
    if thresholds != sorted(set(thresholds), reverse=True):
        raise ValueError("the thresholds of bands fall from the first to the last")
    operator = ">" if strict else ">="
    amount: Num = number(otherwise)
    for threshold, points in reversed(steps):
        amount = If(Compare(operator, measured, number(threshold)), number(points), amount)
    read = fields([measured])
    if not read:
        raise ValueError("bands measure a fact")
    return _Adds(key or read[0].name, label or read[0].label, amount, always=True)


def adds(key: str, label: str, amount: Operand, *, counted: Num | None = None) -> Move:
    """Adds any amount, under a key of its own."""
    return _Adds(key, label, number(amount), counted=counted, always=False)


def floor(label: Phrase = Message(N_("not below the floor")), at: Operand = 0, *, key: str = "floor") -> Move:
    """Nothing below ``at`` (扣完为止)."""
    return Floor(key, label, number(at))


def cap(at: Operand, label: Phrase = Message(N_("not above the cap")), *, key: str = "cap") -> Move:
    """Nothing above ``at`` (封顶)."""
    return Cap(key, label, number(at))


def scale(factor: Operand, label: Phrase = Message(N_("converted")), *, key: str = "scale") -> Move:
    """Times a factor (折算)."""
    return Scale(key, label, number(factor))


def rounded(places: int, label: Phrase = Message(N_("rounded half up")), *, key: str = "round") -> Move:
    """Rounded half up to ``places`` (四舍五入)."""
    return Rounded(key, label, places)


def void_if(condition: Bool, label: str, *, key: str = "void") -> Move:
    """Nothing at all where the condition holds (不得分). It stands last."""
    return Void(key, label, condition)


def void_unless(condition: Bool, label: str, *, key: str = "void") -> Move:
    """Nothing at all where the condition does not hold (不得分). It stands last."""
    return Void(key, label, Not(condition))


def plus(ledger: Ledger, factor: Points = 1) -> Move:
    """Adds another ledger's total, times a weight where it has one."""
    return Include(ledger, decimal_of(factor))


def minus(ledger: Ledger) -> Move:
    """Takes in a ledger of deductions, whose total is negative already; the word is the document's."""
    return Include(ledger, Decimal(1))


def subtotal(*ledgers: Ledger) -> Num:
    """What some ledgers come to together, for a condition that looks at them."""
    return add(*(account(ledger).total for ledger in ledgers))


def _conditional(condition: Bool, value: Decimal, label: str, key: str | None) -> Move:
    read = fields([condition])
    if key is None and not read:
        raise ValueError(f"{label}: a condition without facts needs a key")
    rule = message(N_("{label}: {points}"), label=label, points=_signed(value))
    amount = If(condition, Const(value), Const(Decimal(0)))
    return _Adds(key or read[0].name, label, amount, rule=rule)


def _named(counted: Num | ListField, where: Where) -> tuple[str, str]:
    if isinstance(counted, Amount):
        read = fields([counted])
        if not read:
            raise ValueError("what is counted reads no fact")
        return read[0].name, read[0].label
    levels = [level for _, level in where]
    name = ".".join([counted.name, *(str(counted.levels[n].levels.index(v)) for n, v in where)])
    return name, counted.label if not levels else f"{counted.label}（{'，'.join(levels)}）"


def _signed(value: Decimal) -> str:
    return f"+{plain(value)}" if value > 0 else plain(value).replace("-", "−")
