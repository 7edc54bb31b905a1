"""Intervals under answers of which one is changed at a time: what reads nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterable

from gpcli.expr.fields import Answer, Answers, Field
from gpcli.expr.nodes import Amount, Expr, Named
from gpcli.expr.spans import Span, Spans
from gpcli.expr.walk import Leaf, children


class Varied:
    """The intervals of some expressions: under the answers as they are, and under another answer to one fact.

    Every named amount that does not read the fact is worked out once for all its answers.
    """

    def __init__(self, roots: Iterable[Expr], answers: Answers) -> None:
        self._roots = tuple(roots)
        self._readers: dict[Field, set[int]] = {}
        known: dict[int, frozenset[Field]] = {}
        for root in self._roots:
            self._note(root, known)
        self._answers = dict(answers)
        self._kept: dict[Field, dict[int, Span]] = {}
        self.spans = self._walked(Spans(answers))
        """The intervals under the answers as they are."""

    def under(self, field: Field, answer: Answer) -> Spans:
        """Under this answer to the fact, the others as they are."""
        if field not in self._kept:
            stale = self._readers.get(field, ())
            self._kept[field] = {name: one for name, one in self.spans.named.items() if name not in stale}
        return Spans({**self._answers, field: answer}, self._kept[field])

    def settle(self, field: Field, answer: Answer) -> None:
        """From now on the fact has this answer."""
        self.spans = self._walked(self.under(field, answer))
        self._kept = {}
        self._answers[field] = answer

    def _walked(self, spans: Spans) -> Spans:
        for root in self._roots:
            if isinstance(root, Amount):
                spans.amount(root)
            else:
                spans.condition(root)
        return spans

    def _note(self, expr: Expr, known: dict[int, frozenset[Field]]) -> frozenset[Field]:
        """The facts that the expression reads; of everything in it that has a name, who reads which."""
        found = known.get(id(expr))
        if found is None:
            own = [expr.field] if isinstance(expr, Leaf) else []
            found = frozenset(own).union(*(self._note(child, known) for child in children(expr)))
            if isinstance(expr, Named):
                known[id(expr)] = found
                for field in found:
                    self._readers.setdefault(field, set()).add(id(expr))
        return found
