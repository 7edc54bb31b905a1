"""Points: exact decimals, rounded half up where something is rounded, printed without dust.

Inside the core a number is an integer with a scale (``n / 10**scale``); outside it is a ``Decimal``.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

KEPT = 10_000
"""Decimals whose digits are kept apart: the same few amounts come up again and again."""


def from_scaled(number: int, scale: int) -> Decimal:
    """The decimal ``number / 10**scale``, exactly, whatever the decimal context."""
    return Decimal(f"{number}E-{scale}")


@lru_cache(maxsize=KEPT)
def to_scaled(value: Decimal, scale: int) -> int:
    """``value * 10**scale`` as an integer; raises ``ValueError`` where the value has more places."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is not a number")
    if not value:
        return 0
    number = int("".join(map(str, digits)))
    shift = exponent + scale
    if shift >= 0:
        number *= _ten_to(shift)
    else:
        number, rest = divmod(number, _ten_to(-shift))
        if rest:
            raise ValueError(f"{value} has more than {scale} places")
    return -number if sign else number


def _ten_to(power: int) -> int:
    return int(10**power)


@lru_cache(maxsize=KEPT)
def places_of(value: Decimal) -> int:
    """Decimal places that the value needs: 2 for ``1.250``, 0 for ``1E+2``."""
    if not value:
        return 0
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is not a number")
    places = -exponent
    for digit in reversed(digits):
        if places <= 0 or digit:
            break
        places -= 1
    return max(places, 0)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum, whatever the decimal context."""
    values = list(amounts)
    scale = max((places_of(value) for value in values), default=0)
    return from_scaled(sum(to_scaled(value, scale) for value in values), scale)


DISPLAY_PLACES = 6
"""Places at which an amount below a quotient is printed; its residue goes into a line."""


def half_up(numerator: int, denominator: int, places: int) -> Decimal:
    """``numerator / denominator`` half up (四舍五入, away from zero) to ``places``; denominator > 0."""
    scaled = abs(numerator) * 10**places
    rounded = (2 * scaled + denominator) // (2 * denominator)
    return from_scaled(-rounded if numerator < 0 else rounded, places)


def plain(value: Decimal) -> str:
    """The value as people write it: no exponent, no trailing zeros, never ``-0``."""
    if not value:
        return "0"
    places = places_of(value)
    number = to_scaled(value, places)
    text = str(abs(number)).rjust(places + 1, "0")
    if places:
        text = f"{text[:-places]}.{text[-places:]}"
    return f"-{text}" if number < 0 else text


def signed(value: Decimal) -> str:
    """Like :func:`plain`, with a plus or a real minus sign: ``+2``, ``−0.5``, ``0``."""
    text = plain(value)
    if text == "0":
        return text
    return f"−{text[1:]}" if text.startswith("-") else f"+{text}"
