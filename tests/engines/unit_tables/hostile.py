"""What a column may hold that is none of its fact's values, as text and as numbers of every type."""

from __future__ import annotations

from decimal import Decimal

from gpcli.engines.plan import Held, Input
from gpcli.expr.magnitude import range_of

NUMBERS = ("-1", "1e3", "abc", "１", "99999999999999999999999999", "0.123456789", "1.", ".5", "NaN", "--1")
"""Text that is no number within any fact's limits and on its grid."""


def texts_against(one: Input) -> tuple[str, ...]:
    """Text that a column refuses."""
    match one.held:
        case Held.YES_NO:
            return ("2", "yes", "有", "truely")
        case Held.LEVEL:
            return ("没有这一档", *(f"{level}x" for level in one.levels[:1]))
        case Held.REASONED:
            return ("是", "true")
        case Held.TEXT:
            return ()
        case _:
            beyond = Decimal(range_of(one.cell).high + 1).scaleb(-one.places)
            return (*NUMBERS, format(beyond, "f"))


def numbers_against(one: Input) -> tuple[Decimal, ...]:
    """Numbers that a column of numbers refuses, with at most 10 places."""
    unit = Decimal(1).scaleb(-one.places)
    beyond = Decimal(range_of(one.cell).high).scaleb(-one.places) + unit
    return (-unit, beyond, unit / 10, unit * 3 / 2 if one.places < 9 else -unit, Decimal(10) ** 18)
