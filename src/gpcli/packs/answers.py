"""What a hook answered, checked: a sequence of the right things, or a ``TypeError`` that says what it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gpcli.ledger import Adding, Changing, Move
from gpcli.reports.format import ReportFormat
from gpcli.scheme import Conversion, Grade, Scheme


def _sequence(hook: str, answer: object) -> tuple[Any, ...]:
    """The hook's answer as a tuple; raises ``TypeError`` for what is no sequence of things."""
    if isinstance(answer, str | bytes | Mapping) or not isinstance(answer, Iterable):
        raise TypeError(f"{hook} returned {shown(answer)}, not a sequence")
    return tuple(answer)


def schemes(answer: object) -> tuple[Scheme, ...]:
    found = () if answer is None else _sequence("gp_schemes", answer)
    for one in found:
        if not isinstance(one, Scheme):
            raise TypeError(f"gp_schemes returned {shown(one)} where a Scheme should be")
        if not isinstance(one.id, str) or not one.id:
            raise TypeError(f"gp_schemes returned a scheme with the id {one.id!r}")
    return found


def formats(answer: object) -> tuple[ReportFormat, ...]:
    found = () if answer is None else _sequence("gp_report_formats", answer)
    for one in found:
        if not isinstance(one, ReportFormat):
            raise TypeError(f"gp_report_formats returned {shown(one)} where a ReportFormat should be")
    return found


def moves(answer: object) -> tuple[Move | Conversion | Grade, ...]:
    found = _sequence("gp_aggregate", answer)
    for one in found:
        if not isinstance(one, Adding | Changing | Conversion | Grade):
            raise TypeError(f"gp_aggregate returned {shown(one)} where a move should be")
    return found


def shown(answer: object) -> str:
    return "None" if answer is None else f"a {type(answer).__name__}"
