"""上海市普陀区 2020: the assessment scheme of 普府办〔2020〕56号."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.pack import Conversion, Grade, Move, ReportFormat, Scheme, Table, hookimpl


@hookimpl
def gp_schemes() -> Sequence[Scheme]:
    """One document, one table."""
    from gp_putuo.document import SCHEME

    return (SCHEME,)


@hookimpl
def gp_aggregate(scheme: Scheme, table: Table) -> Sequence[Move | Conversion | Grade]:
    """The plain sum, and its conversion to the points of the yearly assessment."""
    from gp_putuo.table import results

    return results(scheme)


@hookimpl
def gp_report_formats() -> Sequence[ReportFormat]:
    """The indicator table of the annex, with the points and their lines."""
    return (
        ReportFormat("putuo-form", "普陀区考核评估指标表（Markdown）", "md", "gp_putuo.form:markdown"),
        ReportFormat("putuo-form-csv", "普陀区考核评估指标表（CSV）", "csv", "gp_putuo.form:csv"),
    )
