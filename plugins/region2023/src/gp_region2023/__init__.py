"""2023年政务公开考核评估指标: 附件2 (地区版) and 附件3 (部门版) of a document that names no city."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.pack import Move, ReportFormat, Scheme, Table, hookimpl


@hookimpl
def gp_schemes() -> Sequence[Scheme]:
    """One document, two tables."""
    from gp_region2023.document import SCHEME

    return (SCHEME,)


@hookimpl
def gp_aggregate(scheme: Scheme, table: Table) -> Sequence[Move]:
    """总分: the plain sum; nothing below zero only where a Reading says so."""
    from gp_region2023.steps import steps

    return steps(scheme)


@hookimpl
def gp_report_formats() -> Sequence[ReportFormat]:
    """The document's own table, with 得失分明细."""
    return (
        ReportFormat(
            "region2023-form", "2023年政务公开考核评估指标表（Markdown）", "md", "gp_region2023.form:markdown"
        ),
        ReportFormat(
            "region2023-form-csv", "2023年政务公开考核评估指标表（CSV）", "csv", "gp_region2023.form:csv"
        ),
    )
