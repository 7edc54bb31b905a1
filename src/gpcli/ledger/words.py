"""The moves in the documents' words: what a pack writes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gpcli.expr.fields import LevelField, ListField, NumberField, decimal_of
from gpcli.expr.nodes import (
    Amount,
    Amounts,
    Bool,
    Choose,
    Compare,
    Const,
    Count,
    Fact,
    If,
    Least,
    Most,
    Multiply,
    Not,
    Num,
    Operand,
    Truth,
    Where,
    number,
)
from gpcli.expr.walk import fields
from gpcli.ledger.book import Include, Ledger, Points
from gpcli.ledger.kinds import (
    Adding,
    Cap,
    Floor,
    Full,
    Move,
    Proportion,
    Rounded,
    Rule,
    Scale,
    Void,
    signed_rule,
)
from gpcli.messages import N_, Message, Phrase, message
from gpcli.points import plain


def full(label: Phrase = Message(N_("full marks"))) -> Move:
    """Starts from full marks (满分)."""
    return Full(label)


def gain(condition: Bool, points: Points, label: str, *, key: str | None = None) -> Move:
    """Adds points where the condition holds."""
    return _conditional(condition, _positive(points, label), label, key)


def lose(condition: Bool, points: Points, label: str, *, key: str | None = None) -> Move:
    """Deducts points where the condition holds; ``points`` is positive, as the document prints it."""
    return _conditional(condition, -_positive(points, label), label, key)


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
    rule = signed_rule(N_("{label}: +{points} each"), N_("{label}: −{points} each"), label or said, value)
    if cap is not None:
        limit = _positive(cap, label or said)
        gains, loses = (
            N_("{label}: +{points} each, at most {cap} in all"),
            N_("{label}: −{points} each, at most {cap} in all"),
        )
        rule = signed_rule(gains, loses, label or said, value, cap=plain(limit))
        amount = Least((amount, Const(limit))) if value > 0 else Most((amount, Const(-limit)))
    return Adding(key or name, label or said, amount, rule=rule, counted=occurrences)


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
    rule = signed_rule(N_("{label}: +{points}, once"), N_("{label}: −{points}, once"), label or said, value)
    amount = If(Compare(">=", occurrences, number(1)), Const(value), Const(Decimal(0)))
    return Adding(key or name, label or said, amount, rule=rule, counted=occurrences)


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
    ignored = isinstance(when, Truth) and not when.value
    off = N_("{label}: not counted")
    rising, falling = N_("{label}: + the points of each entry"), N_("{label}: − the points of each entry")
    return Adding(
        name,
        label or said,
        total,
        rule=lambda: message(off if ignored else rising if sign > 0 else falling, label=label or said),
        counted=Count(listed, where),
    )


def given(award: Fact, *, label: str | None = None, key: str | None = None) -> Move:
    """Adds what an assessor awards."""
    field = award.field
    said = label or field.label

    def rule() -> Message:
        least, most = plain(field.minimum), plain(field.maximum)
        if isinstance(field, NumberField) and field.step is not None:
            stepped = N_("{label}: {least} to {most} in steps of {step}, as assessed")
            return message(stepped, label=said, least=least, most=most, step=plain(field.step))
        return message(N_("{label}: {least} to {most}, as assessed"), label=said, least=least, most=most)

    return Adding(key or field.name, said, award, rule=rule, always=True)


def by_level(field: LevelField, *points: tuple[str, Points], label: str | None = None) -> Move:
    """Adds the points of the level; the levels stand in the field's order."""
    cases = tuple((name, number(value)) for name, value in points)
    said = label or field.label

    def rule() -> Message:
        return _listed(
            said,
            [
                message("{level} {points}", level=name, points=plain(decimal_of(value)))
                for name, value in points
            ],
        )

    return Adding(field.name, said, Choose(field, cases), rule=rule, always=True)


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
    said = label or read[0].label
    line = N_("over {line} {points}") if strict else N_("from {line} {points}")
    return Adding(key or read[0].name, said, amount, rule=_ladder(said, line, steps, otherwise), always=True)


def up_to(
    measured: Num,
    *steps: tuple[Points, Points],
    otherwise: Points = 0,
    label: str | None = None,
    key: str | None = None,
) -> Move:
    """Adds the points of the first limit that is not exceeded: ``(1, 5), (3, 3)`` for places in a list.

    The limit itself counts; limits rise.
    """
    limits = [decimal_of(limit) for limit, _ in steps]
    if limits != sorted(set(limits)):
        raise ValueError("the limits of up_to rise from the first to the last")
    amount: Num = number(otherwise)
    for limit, points in reversed(steps):
        amount = If(Compare("<=", measured, number(limit)), number(points), amount)
    read = fields([measured])
    if not read:
        raise ValueError("up_to measures a fact")
    said = label or read[0].label
    rule = _ladder(said, N_("up to {line} {points}"), steps, otherwise)
    return Adding(key or read[0].name, said, amount, rule=rule, always=True)


def adds(key: str, label: str, amount: Operand, *, counted: Num | None = None) -> Move:
    """Adds any amount, under a key of its own."""
    return Adding(key, label, number(amount), counted=counted, always=False)


def floor(label: Phrase = Message(N_("not below the floor")), at: Operand = 0, *, key: str = "floor") -> Move:
    """Nothing below ``at`` (扣完为止)."""
    return Floor(key, label, number(at))


def cap(at: Operand, label: Phrase = Message(N_("not above the cap")), *, key: str = "cap") -> Move:
    """Nothing above ``at`` (封顶)."""
    return Cap(key, label, number(at))


def scale(factor: Operand, label: Phrase = Message(N_("converted")), *, key: str = "scale") -> Move:
    """Times a factor (折算)."""
    return Scale(key, label, number(factor))


def normalised(possible: Operand, to: Operand = 100, label: Phrase = Message(N_("normalised"))) -> Move:
    """What was earned of what was possible, on a scale of ``to``: earned × to ÷ possible, exactly.

    Where nothing was possible it is nothing; a note that withholds the total says so.
    """
    return Proportion("normalised", label, number(possible), number(to))


def rounded(places: int, label: Phrase = Message(N_("rounded half up")), *, key: str = "round") -> Move:
    """Rounded half up to ``places`` (四舍五入)."""
    return Rounded(key, label, places)


def void_if(condition: Bool, label: str, *, key: str = "void") -> Move:
    """Nothing at all where the condition holds (不得分). It stands last."""
    return Void(key, label, condition)


def void_unless(condition: Bool, label: str, *, key: str = "void") -> Move:
    """Nothing at all where the condition does not hold (不得分). It stands last."""
    return Void(key, label, Not(condition))


def plus(ledger: Ledger, factor: Points = 1, *, when: Bool | None = None) -> Move:
    """Adds another ledger's total, times a weight where it has one.

    ``when`` is a gate: without it holding the ledger counts for nothing (a bonus from a base of 80 upward).
    """
    return Include(ledger, decimal_of(factor), when)


def minus(ledger: Ledger) -> Move:
    """Takes in a ledger of deductions, whose total is negative already; the word is the document's."""
    return Include(ledger, Decimal(1))


def _ladder(label: str, line: str, steps: Sequence[tuple[Points, Points]], otherwise: Points) -> Rule:
    """Lines and their points in words, then what the rest gets."""

    def said() -> Message:
        rungs = [
            message(line, line=plain(decimal_of(at)), points=plain(decimal_of(points)))
            for at, points in steps
        ]
        rest = message(N_("otherwise {points}"), points=plain(decimal_of(otherwise)))
        return _listed(label, [*rungs, rest])

    return said


def _listed(label: str, parts: Sequence[Message]) -> Message:
    whole = parts[0]
    for part in parts[1:]:
        whole = message(N_("{before}, {after}"), before=whole, after=part)
    return message(N_("{label}: {what}"), label=label, what=whole)


def _positive(points: Points, label: str) -> Decimal:
    value = decimal_of(points)
    if value <= 0:
        raise ValueError(f"{label}: write {plain(abs(value))}; the word says whether it adds or deducts")
    return value


def _conditional(condition: Bool, value: Decimal, label: str, key: str | None) -> Move:
    read = fields([condition])
    if key is None and not read:
        raise ValueError(f"{label}: a condition without facts needs a key")
    rule = signed_rule(N_("{label}: +{points}"), N_("{label}: −{points}"), label, value)
    amount = If(condition, Const(value), Const(Decimal(0)))
    return Adding(key or read[0].name, label, amount, rule=rule)


def _named(counted: Num | ListField, where: Where) -> tuple[str, str]:
    if isinstance(counted, Amount):
        read = fields([counted])
        if not read:
            raise ValueError("what is counted reads no fact")
        return read[0].name, read[0].label
    levels = [level for _, level in where]
    name = (
        f"{counted.name}[{','.join(f'{name}={level}' for name, level in where)}]" if where else counted.name
    )
    return name, counted.label if not levels else f"{counted.label}（{'，'.join(levels)}）"
