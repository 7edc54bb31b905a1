"""What an integer program is made of: the cells and named values that its parts read, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from gpcli.expr.cells import Cell
from gpcli.expr.ir import (
    Answered,
    Both,
    Either,
    Fails,
    Flag,
    HalfUp,
    Input,
    Int,
    Largest,
    Local,
    Pick,
    Product,
    Program,
    Ratio,
    Relation,
    Smallest,
    Sum,
    Test,
    Whole,
)

Leaf = Int | Flag | Input | Answered | Local
Named = tuple[str, Whole]


def leaves(expr: Whole | Test) -> Iterator[Leaf]:
    """What an integer or a test reads in the end, from left to right."""
    match expr:
        case Int() | Flag() | Input() | Answered() | Local():
            yield expr
        case Sum(terms) | Smallest(terms) | Largest(terms):
            for whole in terms:
                yield from leaves(whole)
        case Both(terms) | Either(terms):
            for test in terms:
                yield from leaves(test)
        case Product(left, right) | HalfUp(left, right) | Relation(_, left, right):
            yield from leaves(left)
            yield from leaves(right)
        case Pick(condition, yes, no):
            yield from leaves(condition)
            yield from leaves(yes)
            yield from leaves(no)
        case Fails(term):
            yield from leaves(term)
        case _:
            assert_never(expr)


def cells_of(program: Program) -> tuple[Cell, ...]:
    """The cells that the program reads, in the order in which it meets them."""
    parts: list[Whole | Test] = [value for _, value in program.values]
    for output in program.outputs:
        if isinstance(output, Ratio):
            parts += (output.numerator, *(() if output.denominator is None else (output.denominator,)))
        else:
            parts.append(output)
    read = (leaf for part in parts for leaf in leaves(part))
    return tuple(dict.fromkeys(leaf.cell for leaf in read if isinstance(leaf, Input | Answered)))


def uses(values: Sequence[Named], others: Iterable[Whole | Test]) -> Counter[str]:
    """How often each of the named values is read by ``others`` and by what these follow from; else 0."""
    found: Counter[str] = Counter(name for part in others for name in _names(part))
    for name, value in reversed(values):
        if found[name]:
            found.update(_names(value))
    return found


def _names(part: Whole | Test) -> Iterator[str]:
    return (leaf.name for leaf in leaves(part) if isinstance(leaf, Local))


def layers(values: Iterable[Named]) -> list[list[Named]]:
    """The named values in layers, each in the first in which everything that it reads stands before it.

    What is none of them is there before the first.
    """
    depths: dict[str, int] = {}
    found: list[list[Named]] = []
    for name, value in values:
        depths[name] = max((depths[one] + 1 for one in _names(value) if one in depths), default=0)
        if depths[name] == len(found):
            found.append([])
        found[depths[name]].append((name, value))
    return found
