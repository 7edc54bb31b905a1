"""樟树市 2021: the assessment scheme of 樟府办发〔2021〕49号."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.pack import Move, ReportFormat, Scheme, Table, hookimpl


@hookimpl
def gp_schemes() -> Sequence[Scheme]:
    """One document, two tables."""
    from gp_zhangshu.document import SCHEME

    return (SCHEME,)


@hookimpl
def gp_aggregate(scheme: Scheme, table: Table) -> Sequence[Move]:
    """加分项, the ceiling of 100, 扣分项."""
    from gp_zhangshu.steps import steps

    return steps(scheme, table)


@hookimpl
def gp_report_formats() -> Sequence[ReportFormat]:
    """The scheme's own table with its 佐证材料 column."""
    return (
        ReportFormat(
            "zhangshu-form", "樟树市考核指标表（含佐证材料，Markdown）", "md", "gp_zhangshu.form:markdown"
        ),
        ReportFormat(
            "zhangshu-form-csv", "樟树市考核指标表（含佐证材料，CSV）", "csv", "gp_zhangshu.form:csv"
        ),
    )
