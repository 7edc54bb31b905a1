"""An answer as a facts file has it: the way back from values to data."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gpcli.expr.fields import Answer, Entries, Entry, Field, ListField, NumberField, Share, YesNoField
from gpcli.points import places_of, plain


def written(field: Field, answer: Answer, judged: Mapping[str, str]) -> object:
    """The value; ``judged`` says who judged a discretionary amount, and why."""
    match answer:
        case True if isinstance(field, YesNoField) and field.reasoned:
            return judged["reason"]
        case Share(part, whole):
            return number(part) if whole == 100 else {"part": number(part), "whole": number(whole)}
        case Decimal():
            return number(answer)
        case Entries(many, listed):
            if listed is None or not needs_blocks(field):
                return many
            return [
                _entry(entry, judged if isinstance(field, ListField) and field.judged else {})
                for entry in listed
            ]
        case _:
            return answer


def needs_blocks(field: Field) -> bool:
    """Whether a facts file must say what each entry is."""
    return isinstance(field, ListField) and bool(field.amounts or field.levels)


def is_judged(field: Field, answer: Answer) -> bool:
    """Whether the answer is an amount at somebody's discretion, for the item's person to justify."""
    return isinstance(field, NumberField) and field.judged and bool(answer)


def number(value: Decimal) -> int | Decimal:
    """A whole number without a point."""
    return value if places_of(value) else int(value)


def _entry(entry: Entry, judged: Mapping[str, str]) -> dict[str, Any]:
    amounts = {name: number(amount) for name, amount in entry.amounts.items() if amount is not None}
    return {**entry.levels, **amounts, **(judged if amounts else {})}


def shown(answer: Answer) -> str:
    """An answer as a facts file writes it."""
    match answer:
        case bool():
            return "true" if answer else "false"
        case Decimal():
            return plain(answer)
        case Entries():
            return str(answer.number)
        case Share(part, whole):
            return plain(part) if whole == 100 else f"{{part = {plain(part)}, whole = {plain(whole)}}}"
        case _:
            return answer
