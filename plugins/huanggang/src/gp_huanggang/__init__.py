"""黄冈市 2020: the assessment scheme of 黄公开办【2020】2号."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.pack import Move, ReportFormat, Scheme, Table, hookimpl


@hookimpl
def gp_schemes() -> Sequence[Scheme]:
    """One document, three tables."""
    from gp_huanggang.document import SCHEME

    return (SCHEME,)


@hookimpl
def gp_aggregate(scheme: Scheme, table: Table) -> Sequence[Move]:
    """加分项, then 扣分项."""
    from gp_huanggang.steps import steps

    return steps(scheme, table)


@hookimpl
def gp_report_formats() -> Sequence[ReportFormat]:
    """The tables of 附件2 and 附件3, with what the unit was given."""
    return (
        ReportFormat("huanggang-form", "黄冈市考评指标表（Markdown）", "md", "gp_huanggang.form:markdown"),
        ReportFormat("huanggang-form-csv", "黄冈市考评指标表（CSV）", "csv", "gp_huanggang.form:csv"),
    )
