"""The checks of a table as one Python function over the facts of a plain file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from gpcli.expr.fields import Answer, Field, LevelField, ListField, NumberField, YesNoField
from gpcli.facts.plain.known import Known, NotPlain
from gpcli.facts.unit import Remarks

Checked = tuple[dict[Field, Answer], tuple[int | None, ...], dict[str, Remarks], list[str], bool]
"""Answers; the integers of the cells, None where a fact is open; what stands beside the facts of an item, where
something does; the items of which no fact is stated; whether an amount is undecided.
"""

Check = Callable[[Mapping[str, Any], frozenset[str] | None], Checked]
"""Takes the facts, and the items and facts that their source may state: None where it may state all.

Raises :class:`NotPlain`.
"""


def compiled(
    places: Mapping[str, Mapping[str, Known]],
    items: Iterable[str],
    blank: Iterable[int | None],
    remarks: Callable[..., Remarks],
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

    def source(self, places: Mapping[str, Mapping[str, Known]], blank: Iterable[int | None]) -> str:
        cells = list(blank)
        self._lines = [
            "def check(facts, entitled):",
            *(f" c{at} = {integer}" for at, integer in enumerate(cells)),
            " answers, beside, silent, blocks, is_open = {}, {}, [], 0, False",
        ]
        for item, known in places.items():
            self._block(item, known)
        self._lines += [
            " if blocks != len(facts): raise NotPlain",
            f" return answers, ({''.join(f'c{at}, ' for at in range(len(cells)))}), beside, silent, is_open",
        ]
        return "\n".join(self._lines) + "\n"

    def _block(self, item: str, places: Mapping[str, Known]) -> None:
        name = repr(item)
        has_reasons = any(known.is_reasoned for known in places.values())
        has_lists = any(isinstance(known.field, ListField) for known in places.values())
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
            self._lines.append(f"  if entitled is not None and size and {name} not in entitled: raise NotPlain")
        self._lines += ["  incidents = []"] * has_lists + ["  reason = ''"] * has_reasons
        for key, known in places.items():
            self._fact(key, known)
        incidents, reason = "incidents" if has_lists else "()", "reason" if has_reasons else "''"
        beside = " or ".join(["left", *["incidents"] * has_lists, *["reason"] * has_reasons])
        self._lines += [
            f"  if left == size: silent.append({name})",
            f"  if {beside}: beside[{name}] = remarks(block, left, {incidents}, {reason})",
        ]

    def _fact(self, key: str, known: Known) -> None:
        number, scope = len(self.scope), self.scope
        scope[f"f{number}"], scope[f"learn{number}"] = known.field, known.learned
        scope |= {f"{kind.__name__}{number}": meant for kind, meant in known.by_type.items()}
        cells = ",".join(f" c{at}" for at in known.at)
        self._lines += [
            f"  value = block.get({key!r})",
            "  if value is not None:",
            "   left -= 1",
        ]
        if known.item not in self._items:
            self._lines.append(f"   if entitled is not None and {known.key!r} not in entitled: raise NotPlain")
        self._lines += [
            f"   meant = {self._lookup(number, known)}",
            f"   if meant is None: meant = learn{number}(value)",
            f"   answers[f{number}],{cells} = meant",
        ]
        if known.is_judged:
            scope[f"judged{number}"] = known.judged
            self._lines.append(f"   if meant[0]: judged{number}(meant[0], block)")
        if isinstance(known.field, ListField):
            self._lines.append(f"   if type(value) is list: incidents += [({key!r}, one) for one in value]")
            if known.field.amounts:
                scope[f"undecided{number}"] = known.is_undecided
                self._lines.append(f"   is_open = is_open or undecided{number}(answers[f{number}])")
        if known.is_reasoned:
            self._lines.append("   if type(value) is str: reason = value.strip()")

    def _lookup(self, number: int, known: Known) -> str:
        if not known.by_type:
            return "None"
        match known.field:
            case YesNoField():
                self.scope |= {f"yes{number}": known.learned(True), f"no{number}": known.learned(False)}
                return f"yes{number} if value is True else no{number} if value is False else None"
            case LevelField():
                return f"str{number}.get(value) if type(value) is str else None"
            case NumberField():
                return (
                    f"int{number}.get(value) if type(value) is int else "
                    f"Decimal{number}.get(value) if type(value) is Decimal else None"
                )
            case _:
                return f"int{number}.get(value) if type(value) is int else None"
