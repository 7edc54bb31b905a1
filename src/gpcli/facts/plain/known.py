"""What the values of a fact mean, once they were seen: the answer, and the integers in a program's cells."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NoReturn

from gpcli.expr.cells import Cell, reader
from gpcli.expr.fields import Answer, Entries, Entry, Field, ListField, NumberField, YesNoField
from gpcli.facts.complaints import Complaints
from gpcli.facts.values import ENTRY_KEYS, Values
from gpcli.facts.wording import TOML
from gpcli.scheme import Place

KEPT = 5_000
"""Values of a field that are known apart."""

Meant = tuple[Any, ...]
"""What a value means: its answer, then the integers of its cells."""


class NotPlain(Exception):  # noqa: N818 - no error: the file goes the slow way
    """Nothing is known to be wrong, but not everything is known to be right."""


class Refusing(Complaints):
    """Takes no complaint: who has one is not plain."""

    def __init__(self) -> None:
        self.wording = TOML
        self.problems = []

    def add(self, *_: object, **__: object) -> NoReturn:
        """Raises :class:`NotPlain`."""
        raise NotPlain


class Known:
    """One fact of a table, with its cells ``at`` these places. Values that are not yet among those of
    ``by_type`` are :meth:`learned`.
    """

    def __init__(self, place: Place, cells: Sequence[tuple[int, Cell]], values: Values) -> None:
        self.field: Field = place.field
        self.item = place.item
        self.key = place.key
        self.assessed_by = place.assessed_by
        self.at = tuple(at for at, _ in cells)
        self.is_reasoned = isinstance(place.field, YesNoField) and place.field.reasoned
        self.is_judged = isinstance(place.field, NumberField) and place.field.judged
        self._readers = [reader(cell) for _, cell in cells]
        self._values = values
        self._listed = _Listed(place.field, values) if isinstance(place.field, ListField) else None
        self._by_size: dict[object, Meant] = {}
        types = () if self.is_reasoned else (bool, int, Decimal, str)
        self.by_type: dict[type, dict[Any, Meant]] = {one: {} for one in types}

    def meant(self, answer: Answer) -> Meant:
        """The answer with its cells."""
        return answer, *[read(answer) for read in self._readers]

    def judged(self, answer: Answer, block: Mapping[str, Any]) -> None:
        """Raises :class:`NotPlain` where the block does not say who judged an amount, and why."""
        self._values.justified(self.field, answer, block, ())

    def learned(self, value: Any) -> Meant:
        """What a value means; raises :class:`NotPlain`."""
        kind = type(value)
        if kind is list and self._listed is not None:
            entries = self._listed.read(value)
            return self._sized(len(value), entries) if self._listed.is_bare else self.meant(entries)
        if kind is dict:
            share = (value.get("part"), value.get("whole"), len(value))
            if type(share[0]) is not int or type(share[1]) is not int:
                raise NotPlain
            return self._by_size.get(share) or self._sized(share, self._answer(value))
        answer = self._answer(value)
        found = self.meant(answer)
        known = self.by_type.get(kind)
        if known is not None and len(known) < KEPT:
            known[value] = found
        return found

    def is_undecided(self, answer: Entries) -> bool:
        """Whether some entry has no amount yet."""
        if answer.entries is None:
            return answer.number > 0
        return any(amount is None for entry in answer.entries for amount in entry.amounts.values())

    def _sized(self, size: object, answer: Answer) -> Meant:
        found = self._by_size.get(size)
        if found is None:
            found = self.meant(answer)
            if len(self._by_size) < KEPT:
                self._by_size[size] = found
        return found

    def _answer(self, value: object) -> Answer:
        answer = self._values.answer(self.field, (), value)
        if answer is None:
            raise NotPlain
        return answer


class _Listed:
    """The entries of a list fact; ``is_bare`` where one is as good as another."""

    def __init__(self, field: ListField, values: Values) -> None:
        self._field = field
        self._values = values
        self._own = frozenset((*field.levels, *field.amounts))
        self._is_plain = self._own.isdisjoint(ENTRY_KEYS)
        self._amounts: dict[tuple[str, type, object], Decimal] = {}
        self.is_bare = not self._own

    def read(self, value: list[Any]) -> Entries:
        """The answer; raises :class:`NotPlain`."""
        if len(value) > self._field.maximum or not self._is_plain:
            raise NotPlain
        return Entries(len(value), tuple(map(self._entry, value)))

    def _entry(self, entry: Any) -> Entry:
        if type(entry) is not dict:
            raise NotPlain
        for key, value in entry.items():
            if key in self._own:
                continue
            if key == "evidence":
                self._values.evidence((), value)
            elif type(value) is not _KINDS.get(key) or value is False:
                raise NotPlain
        if self.is_bare:
            return _BARE
        levels: dict[str, str] = {}
        for name, level in self._field.levels.items():
            said = entry.get(name, level.default)
            if type(said) is not str or said not in level.levels:
                said = self._values.answer(level, (), said)
                if type(said) is not str:
                    raise NotPlain
            levels[name] = said
        amounts = {
            name: self._amount(name, entry[name]) if name in entry else None for name in self._field.amounts
        }
        if self._field.judged and any(amount is not None for amount in amounts.values()):
            for key in ("person", "reason"):
                if not entry.get(key, "").strip():
                    raise NotPlain
        return Entry(levels, amounts)

    def _amount(self, name: str, value: object) -> Decimal:
        if type(value) is not int and type(value) is not Decimal:
            raise NotPlain
        key = (name, type(value), value)
        found = self._amounts.get(key)
        if found is None:
            answer = self._values.answer(self._field.amounts[name], (), value)
            if not isinstance(answer, Decimal):
                raise NotPlain
            found = answer
            if len(self._amounts) < KEPT:
                self._amounts[key] = found
        return found


_KINDS = {
    "what": str,
    "note": str,
    "person": str,
    "reason": str,
    "date": datetime.date,
    "averaged": bool,
}
_BARE = Entry({}, {})
