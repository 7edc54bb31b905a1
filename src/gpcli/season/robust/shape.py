"""What expressions say, whoever built them: two that say the same have one number."""

from __future__ import annotations

from collections.abc import Collection

from gpcli.expr.nodes import Divide, Expr, Fact
from gpcli.expr.walk import Leaf, children


class Shapes:
    """Numbers for expressions of several builds of a table; facts are known by their names and labels."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], int] = {}
        self._known: dict[int, tuple[Expr, int]] = {}

    def __call__(self, expr: Expr) -> int:
        known = self._known.get(id(expr))
        if known is not None:
            return known[1]
        parts: list[object] = [type(expr)]
        for name in expr.__slots__:
            value = getattr(expr, name)
            match name:
                case "field":
                    parts.append((value.name, value.label))
                case "cases":
                    parts.append(tuple(level for level, _ in value))
                case "operator" | "level" | "where" | "amount" | "places" | "least" | "most" | "name":
                    parts.append(value)
                case "value" if not children(expr):
                    parts.append(value)
                case _:
                    pass
        parts += map(self, children(expr))
        number = self._numbers.setdefault(tuple(parts), len(self._numbers))
        self._known[id(expr)] = expr, number
        return number


def reads_facts(expr: Expr, known: Collection[int]) -> bool:
    """Whether the expression reads a fact otherwise than through these nodes (by their ``id``)."""
    stack, seen = [expr], set(known)
    while stack:
        one = stack.pop()
        if id(one) in seen:
            continue
        if isinstance(one, Leaf):
            return True
        seen.add(id(one))
        stack += children(one)
    return False


def is_quotient(expr: Expr) -> bool:
    """Whether anything below the amount is a quotient."""
    stack, seen = [expr], set[int]()
    while stack:
        one = stack.pop()
        if id(one) in seen:
            continue
        if isinstance(one, Divide) or (isinstance(one, Fact) and one.field.type == "rate"):
            return True
        seen.add(id(one))
        stack += children(one)
    return False
