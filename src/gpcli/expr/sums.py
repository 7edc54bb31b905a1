"""Running totals as one sum: what is added up one after the other is one value, not a value for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gpcli.expr.fold import times
from gpcli.expr.ir import Int, Local, Product, Sum, Test, Whole
from gpcli.expr.parts import Named, uses


def gathered(values: Sequence[Named], others: Iterable[Whole | Test]) -> tuple[Named, ...]:
    """The named values that ``others`` follow from. A sum that is read once, as a term of another sum or as
    a multiple there, is opened into it.
    """
    read = uses(values, others)
    found: dict[str, Whole] = {}

    def opened(term: Whole) -> tuple[Whole, ...]:
        match term:
            case Local(name) if read[name] == 1 and isinstance(inner := found[name], Sum):
                del found[name]
                return inner.terms
            case Product(Local() as left, Int() as right):
                terms = opened(left)
                return (term,) if terms == (left,) else tuple(times(one, right) for one in terms)
            case _:
                return (term,)

    for name, value in values:
        if isinstance(value, Sum) and read[name]:
            found[name] = Sum(tuple(one for term in value.terms for one in opened(term)))
        elif read[name]:
            found[name] = value
    return tuple(found.items())
