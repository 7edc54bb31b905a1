"""A piece of a sheet that hangs on a few of its numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import itemgetter
from typing import Any

from gpcli.facts.plain import NotPlain
from gpcli.points import from_scaled, plain
from gpcli.privacy import find
from gpcli.records import Record
from gpcli.scoring.outline import Address, Number, Outline
from gpcli.scoring.score import Draft

KEPT = 500
"""Texts of a piece that are known apart."""

NUMBERS_KEPT = 20_000
"""Numbers of a scale that are known as text."""

Numbers = tuple[Any, ...]
"""What a table's program gives, a numerator and a denominator for each address; then the cells that it read."""

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
            if find(said):
                raise NotPlain
            text = said.encode()
            if len(known) < NUMBERS_KEPT:
                known[number] = text
        return text


class Basis(Record):
    """What a piece hangs on: the addresses from ``first`` up to ``last`` in the outline's order, ``others`` (the
    totals of a section's items, by the keys of its lines), and numbers ``beside`` of which it says what follows.

    Where it ``balances`` its last number is the sum of its amounts.
    """

    first: int
    last: int
    others: tuple[tuple[str, int], ...] = ()
    beside: tuple[int, ...] = ()
    balances: bool = True


_Template = list[tuple[bytes, int, int]]
"""Texts, each followed by the number at a place, at a scale; after the last comes none (-1)."""


class Piece:
    """The texts of a piece by what it hangs on."""

    def __init__(
        self, outline: Outline, digits: Digits, basis: Basis, write: Callable[[Draft], bytes]
    ) -> None:
        self._balances = basis.balances
        self._write = write
        self._digits = digits
        self._scales = outline.complete.scales
        self._addresses = list(outline.roots)
        self._start, self._stop = 2 * basis.first, 2 * basis.last
        others = [2 * place for _, place in basis.others]
        self.key = itemgetter(slice(self._start, self._stop), *others, *basis.beside)
        """Of all numbers, those on which the text hangs."""
        self.known: dict[object, bytes] = {}
        """Texts by these."""
        self._exactly = basis.beside
        self._templates: dict[tuple[object, ...], _Template | None] = {}
        own = range(basis.first, basis.last)
        amounts = {self._addresses[place].key: place for place in own if self._addresses[place].kind == "amount"}
        scale = max(self._scales[place] for place in (*own, *(place for _, place in basis.others)))
        weights = {2 * place: 10 ** (scale - self._scales[place]) for place in range(len(self._scales))}
        self._amounts = [(2 * place, weights[2 * place]) for place in amounts.values()]
        self._sum = (self._stop - 2, weights[self._stop - 2])
        self._pairs = [
            (2 * amounts[key], weights[2 * amounts[key]], 2 * place, weights[2 * place])
            for key, place in basis.others
        ]

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
        if any(below != 1 for below in numbers[self._start + 1 : self._stop : 2]):
            return self._write(drafting({}))
        at, weight = self._sum
        if self._balances and sum(numbers[one] * by for one, by in self._amounts) != numbers[at] * weight:
            raise NotPlain
        pattern = (
            *(not numbers[one] for one, _ in self._amounts),
            *(self._are_same(numbers, pair) for pair in self._pairs),
            *(numbers[one] for one in self._exactly),
        )
        if pattern in self._templates:
            template = self._templates[pattern]
            return self._write(drafting({})) if template is None else self._filled(template, numbers)
        text = self._write(drafting({}))
        template = self._template(numbers, drafting)
        self._templates[pattern] = template if self._filled(template, numbers) == text else None
        return text

    @staticmethod
    def _are_same(numbers: Numbers, pair: tuple[int, int, int, int]) -> bool:
        one, by, other, times = pair
        return bool(numbers[one] * by == numbers[other] * times)

    def _filled(self, template: _Template, numbers: Numbers) -> bytes:
        parts: list[bytes] = []
        for text, place, scale in template:
            parts.append(text)
            if place >= 0:
                parts.append(self._digits.text(numbers[place], scale))
        return b"".join(parts)

    def _template(self, numbers: Numbers, drafting: Drafting) -> _Template:
        """What the authority writes with numbers that stand nowhere else, cut where it puts them."""
        marks = self._marks(numbers)
        changed = {self._addresses[place // 2]: Number(value, value) for place, value in marks.items()}
        places: dict[bytes, int] = {}
        for place, value in marks.items():
            if value:
                places.setdefault(plain(value).encode(), place)
        pattern = b'(?<=")(%b)(?=")' % b"|".join(map(re.escape, places))
        texts = re.split(pattern, self._write(drafting(changed)))
        slots = [places[one] for one in texts[1::2]]
        ends = [*((place, self._scales[place // 2]) for place in slots), (-1, 0)]
        return [(text, *end) for text, end in zip(texts[::2], ends, strict=True)]

    def _marks(self, numbers: Numbers) -> dict[int, Decimal]:
        found = {
            place: Decimal(f"{8_100_000_000 + 10_007 * place}.{500_009 + 13 * place}1")
            for place in range(self._start, self._stop, 2)
        }
        if self._balances:
            found |= {place: Decimal(0) for place, _ in self._amounts if not numbers[place]}
            found[self._stop - 2] = sum((found[place] for place, _ in self._amounts), Decimal(0))
        for pair in self._pairs:
            one, _, other, _ = pair
            apart = Decimal(f"{8_200_000_000 + 10_007 * other}.25")
            found[other] = found[one] if self._are_same(numbers, pair) else apart
        return found
