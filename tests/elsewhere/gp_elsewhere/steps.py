"""What each annex does after its base items, and what stands on the result."""

from __future__ import annotations

from gp_elsewhere import graded, normal
from gpcli.pack import (
    Conversion,
    Grade,
    Move,
    Scheme,
    Table,
    at_least,
    floor,
    minus,
    over,
    plus,
    rounded,
    subtotal,
)


def steps(scheme: Scheme, table: Table) -> tuple[Move | Conversion | Grade, ...]:
    """By annex; those whose steps read facts of their own have a table of their own kind."""
    match table:
        case normal.Normal() | graded.Graded():
            return table.steps()
        case _:
            return _plain(scheme, table)


def _plain(scheme: Scheme, table: Table) -> tuple[Move, ...]:
    match table.id:
        case "weighted":
            return (rounded(2, "保留两位小数"),)
        case "gated":
            return _gated(scheme, table)
        case "shared_out":
            return (plus(table.section("bonus"), when=at_least(subtotal(*table.base), 80)),)
        case _:
            return ()


def _gated(scheme: Scheme, table: Table) -> tuple[Move, ...]:
    """80 itself opens the first gate, 90 itself does not open the second."""
    innovation, honours, deductions = (table.section(one) for one in ("innovation", "honours", "deductions"))
    seen = subtotal(*table.base)
    if scheme.reading("gate_on") == "after-deductions":
        seen = seen + subtotal(deductions)
    return (
        plus(innovation, when=at_least(seen, 80)),
        plus(honours, when=over(seen, 90)),
        minus(deductions),
        floor("扣至0分为止"),
    )
