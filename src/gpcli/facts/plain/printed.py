"""The checks of a table as one Python function over the facts of a plain file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from gpcli.expr.fields import LevelField, ListField, NumberField, YesNoField
from gpcli.facts.plain.known import Known, Meant, NotPlain

Beside = tuple[tuple[str, ...], str, str, str, str, tuple[tuple[str, Mapping[str, Any]], ...]]
"""What stands beside the facts of an item: the fields of :class:`gpcli.facts.unit.Remarks`."""

Checked = tuple[tuple[Meant | None, ...], tuple[int | None, ...], dict[str, Beside], list[str], bool]
"""What the facts mean, None of those that are not stated; the integers of the cells, None where a fact is
open; what stands beside the facts of an item, where something does; the items of which no fact is stated;
whether an amount is undecided.
"""

Check = Callable[[Mapping[str, Any], frozenset[str] | None], Checked]
"""Takes the facts, and the items and facts that their source may state: None where it may state all.

Raises :class:`NotPlain` or ``TypeError`` for what is not plain.
"""


def compiled(
    places: Mapping[str, Mapping[str, Known]],
    items: Iterable[str],
    blank: Iterable[int | None],
    remarks: Callable[..., Beside],
) -> Check:
    """The function for facts at ``places`` (by item, section or ``shared``, and by name); ``blank`` are the
    cells where nothing is stated. ``remarks`` reads what stands beside the facts of a block, from the block,
    the number of its other keys, its incidents, and the reason of a reasoned yes.
    """
    printer = _Printer(items)
    source = printer.source(places, blank)
    scope: dict[str, Any] = {**printer.scope, "NotPlain": NotPlain, "Decimal": Decimal, "remarks": remarks}
    exec(compile(source, "<checks>", "exec"), scope)
    check: Check = scope["check"]
    return check


class _Printer:
    def __init__(self, items: Iterable[str]) -> None:
        self.scope: dict[str, Any] = {}
        self._items = frozenset(items)
        self._lines: list[str] = []
        self._number = 0

    def source(self, places: Mapping[str, Mapping[str, Known]], blank: Iterable[int | None]) -> str:
        cells = list(blank)
        self._lines = [
            "def check(facts, entitled):",
            *(f" c{at} = {integer}" for at, integer in enumerate(cells)),
            *(f" m{at} = None" for at in range(sum(map(len, places.values())))),
            " beside, silent, blocks, is_open = {}, [], 0, False",
        ]
        for item, known in places.items():
            self._block(item, known)
        self._lines += [
            " if blocks != len(facts): raise NotPlain",
            f" return ({_row('m', self._number)}), ({_row('c', len(cells))}), beside, silent, is_open",
        ]
        return "\n".join(self._lines) + "\n"

    def _block(self, item: str, places: Mapping[str, Known]) -> None:
        name = repr(item)
        has_reasons = any(known.is_reasoned for known in places.values())
        lists = sum(isinstance(known.field, ListField) for known in places.values())
        self._lines += [
            f" block = facts.get({name})",
            " if block is None:",
            f"  silent.append({name})",
            " else:",
            "  blocks += 1",
            "  if type(block) is not dict: raise NotPlain",
            "  left = size = len(block)",
        ]
        if item in self._items:
            self._lines.append(
                f"  if entitled is not None and size and {name} not in entitled: raise NotPlain"
            )
        self._lines += ["  incidents = []"] * bool(lists) + ["  reason = ''"] * has_reasons
        for key, known in places.items():
            self._fact(key, known)
        incidents, reason = "incidents" if lists else "()", "reason" if has_reasons else "''"
        beside = " or ".join(["left", *["incidents"] * bool(lists), *["reason"] * has_reasons])
        if lists > 1:
            every = "[(key, one) for key, given in block.items() if type(given) is list for one in given]"
            self._lines.append(
                f"  if incidents: incidents = [one for one in {every} if one[0] != 'evidence']"
            )
        self._lines += [
            f"  if left == size: silent.append({name})",
            f"  if {beside}: beside[{name}] = remarks(block, left, {incidents}, {reason})",
        ]

    def _fact(self, key: str, known: Known) -> None:
        number, scope = self._number, self.scope
        self._number += 1
        scope[f"learn{number}"] = known.learned
        scope |= {f"{kind.__name__}{number}": meant for kind, meant in known.by_type.items()}
        self._lines += [
            f"  value = block.get({key!r})",
            "  if value is not None:",
            "   left -= 1",
        ]
        if known.item not in self._items:
            self._lines.append(
                f"   if entitled is not None and {known.key!r} not in entitled: raise NotPlain"
            )
        self._lines += [
            f"   m{number} = {self._lookup(number, known)}",
            f"   if m{number} is None: m{number} = learn{number}(value)",
            *(f"   c{at} = m{number}[{place}]" for place, at in enumerate(known.at, 1)),
        ]
        if known.is_judged:
            scope[f"judged{number}"] = known.judged
            self._lines.append(f"   if m{number}[0]: judged{number}(m{number}[0], block)")
        if isinstance(known.field, ListField):
            self._lines.append(f"   if type(value) is list: incidents += [({key!r}, one) for one in value]")
            if known.field.amounts:
                scope[f"undecided{number}"] = known.is_undecided
                self._lines.append(f"   is_open = is_open or undecided{number}(m{number}[0])")
        if known.is_reasoned:
            self._lines += [
                "   if type(value) is str:",
                "    if reason: raise NotPlain",
                "    reason = value.strip()",
            ]

    def _lookup(self, number: int, known: Known) -> str:
        if not known.by_type:
            return "None"
        match known.field:
            case YesNoField():
                self.scope |= {f"yes{number}": known.learned(True), f"no{number}": known.learned(False)}
                return f"yes{number} if value is True else no{number} if value is False else None"
            case LevelField():
                return f"str{number}.get(value)"
            case NumberField():
                return (
                    f"int{number}.get(value) if type(value) is int else "
                    f"Decimal{number}.get(value) if type(value) is Decimal else None"
                )
            case _:
                return f"int{number}.get(value) if type(value) is int else None"


def _row(letter: str, number: int) -> str:
    return "".join(f"{letter}{at}, " for at in range(number))
