"""临淄区: the assessment scheme of 临政办字〔2021〕8号."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.pack import Move, ReportFormat, Scheme, Table, hookimpl


@hookimpl
def gp_schemes() -> Sequence[Scheme]:
    """One document, one table."""
    from gp_linzi.document import SCHEME

    return (SCHEME,)


@hookimpl
def gp_aggregate(scheme: Scheme, table: Table) -> Sequence[Move]:
    """The bonuses of the year end, and what limits them."""
    from gp_linzi.steps import steps

    return steps(scheme, table)


@hookimpl
def gp_report_formats() -> Sequence[ReportFormat]:
    """第十五条: the bulletin with every unit's points and the list of problems."""
    return (
        ReportFormat(
            "linzi-bulletin", "临淄区考核通报（得分和问题清单，Markdown）", "md", "gp_linzi.bulletin:markdown"
        ),
        ReportFormat(
            "linzi-bulletin-csv", "临淄区考核通报（得分和问题清单，CSV）", "csv", "gp_linzi.bulletin:csv"
        ),
    )
