"""The hooks: what a pack may answer. Read it in a minute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from gpcli.ledger import Move
    from gpcli.reports.format import ReportFormat
    from gpcli.scheme import Conversion, Grade, Scheme, Table

PROJECT = "gpcli"
"""Name of the project for pluggy, and of the entry-point group under which a pack is installed."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def gp_schemes() -> Sequence[Scheme]:
    """The schemes that the pack brings. Called on every pack; build no table here."""
    return ()


@hookspec
def gp_aggregate(scheme: Scheme, table: Table) -> Sequence[Move | Conversion | Grade]:
    """The ordered moves after the base items: bonus, cap, penalties. Moves, not numbers.

    After them what stands on the total: conversions to another scale, grades from the best downward.
    Called once when a table is built, only on the pack that owns the scheme. Without it: the plain sum.
    """
    return ()


@hookspec
def gp_report_formats() -> Sequence[ReportFormat]:
    """Named report formats: a city's official form, or one's own. Called on every pack."""
    return ()
