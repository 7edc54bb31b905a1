"""A piece of a sheet that hangs on a few of its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter, mul
from typing import Any

from gpcli.facts.plain import NotPlain
from gpcli.points import from_scaled, plain
from gpcli.privacy import LONG, find
from gpcli.records import Record
from gpcli.scoring.outline import Address, Number, Outline
from gpcli.scoring.score import Draft

KEPT = 500
"""Texts of a piece that are known apart."""

NUMBERS_KEPT = 20_000
"""Numbers of a scale that are known as text."""

Numbers = tuple[Any, ...]
"""What a table's program gives, a numerator and a denominator for each address; then the cells it read."""

Drafting = Callable[[Mapping[Address, Number]], Draft]
"""The authority's draft of a unit's sheet, some of its numbers changed."""


class Digits:
    """Numbers as JSON has them, by scale."""

    def __init__(self) -> None:
        self._known: dict[int, dict[int, bytes]] = {}

    def text(self, number: int, scale: int) -> bytes:
        """The number without quotes; raises :class:`NotPlain` where it could be taken for a telephone's."""
        known = self._known.setdefault(scale, {})
        text = known.get(number)
        if text is None:
            said = plain(from_scaled(number, scale))
            if len(said) >= LONG and find(said):
                raise NotPlain
            text = said.encode()
            if len(known) < NUMBERS_KEPT:
                known[number] = text
        return text


class Basis(Record):
    """What a piece hangs on: the numbers of ``places`` in the outline's order; what follows from the values
    of numbers ``beside`` them (whether a condition holds, which level it is).

    ``amounts`` are the places that add up to the last, if they do; those of ``repeated`` ones, by place, only
    say again what stands there. What a piece shows does not hang on these.
    """

    places: tuple[int, ...]
    beside: tuple[int, ...] = ()
    amounts: tuple[int, ...] = ()
    repeated: Mapping[int, int] = {}


_Template = list[tuple[bytes, int, int]]
"""Texts, each followed by the number at a place, at a scale; after the last comes none (-1)."""


class Piece:
    """The texts of a piece by what it hangs on."""

    def __init__(
        self, outline: Outline, digits: Digits, basis: Basis, write: Callable[[Draft], bytes]
    ) -> None:
        self._write = write
        self._digits = digits
        self._basis = basis
        self._scales = outline.complete.scales
        self._addresses = list(outline.roots)
        self._shown = tuple(place for place in basis.places if place not in basis.repeated)
        self._below = [2 * place + 1 for place in self._shown if place in outline.complete.quotients]
        self.key = itemgetter(*(2 * place for place in self._shown), *self._below, *basis.beside)
        """Of all numbers, those on which the text hangs."""
        self.known: dict[object, bytes] = {}
        """Texts by these."""
        self._templates: dict[tuple[object, ...], _Template | None] = {}
        self._nothing = [place for place in basis.amounts if place not in basis.repeated]
        scale = max(self._scales[place] for place in basis.places)
        weights = {place: 10 ** (scale - self._scales[place]) for place in basis.places}
        self._sum = (2 * basis.places[-1], weights[basis.places[-1]])
        self._weights = [weights[place] for place in basis.amounts]
        self._is_even = set(weights.values()) == {1}
        self._parts = _numbers_at([2 * place for place in basis.amounts])
        self._is_exact = outline.complete.quotients.isdisjoint(basis.places)

    def is_balanced(self, numbers: Numbers) -> bool:
        """Whether the amounts add up, where they are surely exact numbers."""
        if not self._is_exact:
            return True
        at, weight = self._sum
        if self._is_even:
            return bool(sum(self._parts(numbers)) == numbers[at])
        return bool(sum(map(mul, self._parts(numbers), self._weights)) == numbers[at] * weight)

    def text(self, numbers: Numbers, drafting: Drafting) -> bytes:
        """The piece's text; raises :class:`NotPlain` where its numbers are not plain."""
        key = self.key(numbers)
        text = self.known.get(key)
        if text is None:
            text = self._worked_out(numbers, drafting)
            if len(self.known) < KEPT:
                self.known[key] = text
        return text

    def _worked_out(self, numbers: Numbers, drafting: Drafting) -> bytes:
        if any(numbers[place] != 1 for place in self._below):
            return self._write(drafting({}))
        if self._weights and not self.is_balanced(numbers):
            raise NotPlain
        nothing = frozenset(place for place in self._nothing if not numbers[2 * place])
        pattern = (nothing, *(numbers[one] for one in self._basis.beside))
        if pattern in self._templates:
            template = self._templates[pattern]
            return self._write(drafting({})) if template is None else self._filled(template, numbers)
        text = self._write(drafting({}))
        template = self._template(nothing, drafting)
        self._templates[pattern] = template if self._filled(template, numbers) == text else None
        return text

    def _filled(self, template: _Template, numbers: Numbers) -> bytes:
        parts: list[bytes] = []
        for text, place, scale in template:
            parts.append(text)
            if place >= 0:
                parts.append(self._digits.text(numbers[place], scale))
        return b"".join(parts)

    def _template(self, nothing: frozenset[int], drafting: Drafting) -> _Template:
        """What the authority writes with numbers that stand nowhere else, cut where it puts them."""
        marks = self._marks(nothing)
        text = self._write(
            drafting({self._addresses[one]: Number(mark, mark) for one, mark in marks.items()})
        )
        ends: list[tuple[int, int, int]] = []
        for mark, place in {mark: place for place, mark in marks.items() if mark}.items():
            shown = b'"%b"' % plain(mark).encode()
            at = text.find(shown)
            while at >= 0:
                ends.append((at + 1, at + len(shown) - 1, place))
                at = text.find(shown, at + len(shown))
        found: _Template = []
        start = 0
        for stop, beyond, place in sorted(ends):
            found.append((text[start:stop], 2 * place, self._scales[place]))
            start = beyond
        return [*found, (text[start:], -1, 0)]

    def _marks(self, nothing: frozenset[int]) -> dict[int, Decimal]:
        basis = self._basis
        found = {
            place: Decimal(f"{8_100_000_000 + 10_007 * place}.{500_009 + 13 * place}1")
            for place in basis.places
        }
        found |= dict.fromkeys(nothing, Decimal(0))
        if basis.amounts:
            found[basis.places[-1]] = sum((found[place] for place in basis.amounts), Decimal(0))
        return found | {other: found[place] for place, other in basis.repeated.items()}


def _numbers_at(places: Sequence[int]) -> Callable[[Numbers], Numbers]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda numbers: tuple([numbers[place] for place in places])
