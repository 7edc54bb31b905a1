"""What the openness of every unit of a table stands on, worked out once for all of them.

How open facts move an amount hangs on nothing but the answers that the amount reads: units that agree on
these, such as all that handed in nothing, share one analysis.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from gpcli.expr.directions import Directions, directions
from gpcli.expr.fields import Answer, Answers, Entries, Field
from gpcli.expr.nodes import Bool, Expr, Num
from gpcli.expr.walk import Leaf, children, fields
from gpcli.ledger import Ledger, account
from gpcli.scheme import Table

LIMIT = 10_000
"""So many analyses are kept; beyond that all are forgotten."""


class Groundwork:
    """A table's part in what is open."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._read: dict[str, tuple[Field, ...]] = {}
        self._found: dict[tuple[object, ...], Directions] = {}

    @cached_property
    def constraints(self) -> tuple[tuple[Bool, frozenset[Field]], ...]:
        """Each constraint's condition, and the facts that it reads."""
        return tuple((one.condition, frozenset(fields([one.condition]))) for one in self._table.constraints)

    @cached_property
    def by_item(self) -> Mapping[str, frozenset[Field]]:
        """The facts that each item reads."""
        return {item.id: frozenset(self._table.facts(item).values()) for item in self._table.items}

    @cached_property
    def in_items(self) -> frozenset[Field]:
        """The facts that some item reads."""
        return frozenset().union(*self.by_item.values())

    @cached_property
    def beside(self) -> frozenset[Field]:
        """The facts that a section, a step or a note on the way to the total reads beside the items."""
        items = {id(account(item).total) for item in self._table.items}
        return frozenset(_leaves(account(self._table.total).total, items))

    def of(self, ledger: Ledger, answers: Answers) -> Directions:
        """How each open fact moves a ledger; not to be changed."""
        return self._directions(ledger.id, account(ledger).total, answers)

    def aim(self, answers: Answers) -> Directions:
        """How each open fact moves what the table's units strive for; not to be changed."""
        return self._directions("", self._aim, answers)

    @cached_property
    def _aim(self) -> Num:
        return self._table.aim

    def _directions(self, name: str, amount: Num, answers: Answers) -> Directions:
        if name not in self._read:
            self._read[name] = tuple(_leaves(amount, set()))
        key = (name, *(_hashable(answers.get(field)) for field in self._read[name]))
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= LIMIT:
                self._found.clear()
            found = self._found[key] = directions(amount, answers)
        return found


def _leaves(root: Expr, without: set[int]) -> dict[Field, None]:
    """The facts that an expression reads, each shared part of it walked once, those of ``without`` never."""
    found: dict[Field, None] = {}
    seen = set(without)
    stack: list[Expr] = [root]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Leaf):
            found[node.field] = None
        stack += children(node)
    return found


def _hashable(answer: Answer | None) -> object:
    if not isinstance(answer, Entries) or answer.entries is None:
        return answer
    entries = ((tuple(entry.levels.items()), tuple(entry.amounts.items())) for entry in answer.entries)
    return answer.number, tuple(entries)
