"""One fact changed after the other gives the intervals of a fresh walk."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from gpcli.expr.declare import count, level, yes
from gpcli.expr.fields import Answer, Field
from gpcli.expr.nodes import Bool, Choose, If, Named, Num, Round, number
from gpcli.expr.spans import Spans
from gpcli.expr.spelled import least, most, over, quotient
from gpcli.expr.varied import Varied

A, B, C = (count(name, name, 3) for name in "abc")
YES = yes("yes", "是")
LEVEL = level("level", "等次", "差", "中", "好")
DOMAIN: dict[Field, tuple[Answer, ...]] = {
    **{one.field: tuple(map(Decimal, range(4))) for one in (A, B, C)},
    YES.field: (True, False),
    LEVEL: LEVEL.levels,
}


def named_amounts(rng: Random) -> list[Num]:
    """Amounts that read one another and the facts, most of them by name."""
    found: list[Num] = [number(one) for one in (A, B, C, "-0.5")]
    for place in range(12):
        one, other = rng.choice(found), rng.choice(found)
        made: tuple[Num, ...] = (
            one + other,
            one * other,
            least(one, other),
            most(one, other),
            If(YES, one, other),
            If(over(one, other), one, 2),
            Choose(LEVEL, (("差", one), ("中", number(A)), ("好", other))),
            Round(one * "0.3", 0),
            quotient(one, B + 1, -1000, 1000),
        )
        chosen = rng.choice(made)
        found.append(Named(str(place), chosen) if rng.random() < 0.8 else chosen)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_what_is_kept_is_what_is_worked_out_anew(seed: int) -> None:
    rng = Random(seed)
    amounts = named_amounts(rng)
    condition: Bool = over(amounts[-2], amounts[-1])
    answers = {field: rng.choice(values) for field, values in DOMAIN.items() if rng.random() < 0.8}
    varied = Varied([*amounts[-3:], condition], answers)
    for _ in range(40):
        field = rng.choice(list(DOMAIN))
        answer = rng.choice(DOMAIN[field])
        here, anew = varied.under(field, answer), Spans({**answers, field: answer})
        assert [here.amount(one) for one in amounts] == [anew.amount(one) for one in amounts]
        assert here.condition(condition) == anew.condition(condition)
        if rng.random() < 0.3:
            varied.settle(field, answer)
            answers[field] = answer
            assert varied.spans.amount(amounts[-1]) == anew.amount(amounts[-1])
