"""甲市 2021, an invented city: what documents of other cities ask for, in the core's words alone."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.pack import Conversion, Grade, Move, Scheme, Table, hookimpl


@hookimpl
def gp_schemes() -> Sequence[Scheme]:
    """One invented document, seven tables."""
    from gp_elsewhere.document import SCHEME

    return (SCHEME,)


@hookimpl
def gp_aggregate(scheme: Scheme, table: Table) -> Sequence[Move | Conversion | Grade]:
    """What each annex does after its base items."""
    from gp_elsewhere.steps import steps

    return steps(scheme, table)
