"""Exact decimals: half up, without dust, whatever the decimal context."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from random import Random

import pytest

from gpcli.points import from_scaled, half_up, places_of, plain, signed, to_scaled, total


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "rounded"),
    [
        (5, 10, 0, "1"),
        (-5, 10, 0, "-1"),
        (15, 10, 0, "2"),
        (25, 10, 0, "3"),
        (-25, 10, 0, "-3"),
        (24, 10, 0, "2"),
        (125, 1000, 2, "0.13"),
        (-125, 1000, 2, "-0.13"),
        (1249, 10000, 2, "0.12"),
        (1, 3, 6, "0.333333"),
        (2, 3, 6, "0.666667"),
        (-4, 10, 0, "0"),
        (7, 1, 2, "7"),
    ],
)
def test_half_up_goes_away_from_zero(numerator: int, denominator: int, places: int, rounded: str) -> None:
    assert plain(half_up(numerator, denominator, places)) == rounded


def test_half_up_is_the_nearest_and_ties_leave_zero() -> None:
    rng = Random(1)
    for _ in range(2000):
        numerator, denominator, places = rng.randint(-999, 999), rng.randint(1, 60), rng.randint(0, 3)
        exact = Fraction(numerator, denominator)
        found = Fraction(half_up(numerator, denominator, places))
        distance = abs(found - exact) * 10**places
        assert distance <= Fraction(1, 2)
        if distance == Fraction(1, 2):
            assert abs(found) > abs(exact)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("1.250", "1.25"),
        ("1E+2", "100"),
        ("-0.0", "0"),
        ("0E-7", "0"),
        ("0.000001", "0.000001"),
        ("-0.50", "-0.5"),
        ("100", "100"),
        ("1.00", "1"),
        ("12345678901234567890123456789012.5", "12345678901234567890123456789012.5"),
    ],
)
def test_numbers_are_printed_without_dust(written: str, printed: str) -> None:
    assert plain(Decimal(written)) == printed


def test_signed_uses_a_real_minus() -> None:
    assert [signed(Decimal(one)) for one in ("2", "-0.50", "0.0", "-0")] == ["+2", "−0.5", "0", "0"]


def test_scaling_is_exact_and_refuses_what_does_not_fit() -> None:
    assert to_scaled(Decimal("1.25"), 4) == 12500
    assert to_scaled(Decimal("-1E+2"), 1) == -1000
    assert from_scaled(-125, 2) == Decimal("-1.25")
    assert from_scaled(0, 2) == 0
    with pytest.raises(ValueError, match="more than 1 places"):
        to_scaled(Decimal("1.25"), 1)
    with pytest.raises(ValueError, match="not a number"):
        to_scaled(Decimal("NaN"), 1)
    with pytest.raises(ValueError, match="not a number"):
        places_of(Decimal("Infinity"))


def test_places_are_those_that_the_value_needs() -> None:
    written = ("1.250", "1E+2", "0.00", "100", "0.001", "10.0")
    assert [places_of(Decimal(one)) for one in written] == [2, 0, 0, 0, 3, 0]


def test_sums_do_not_depend_on_the_decimal_context() -> None:
    with localcontext() as context:
        context.prec = 3
        assert total([Decimal("0.1")] * 100) == 10
        assert plain(total([Decimal("99999.9999"), Decimal("0.0001")])) == "100000"
        assert plain(from_scaled(123456789, 4)) == "12345.6789"
    assert total([]) == 0


def test_a_tenth_thirty_seven_times_off_five() -> None:
    assert plain(total([Decimal(5), *[Decimal("-0.1")] * 37])) == "1.3"
