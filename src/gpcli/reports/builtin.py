"""The core's own formats, brought in by the hook that packs use."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.hookspecs import hookimpl
from gpcli.messages import N_
from gpcli.reports.format import PartedFormat, ReportFormat


@hookimpl
def gp_report_formats() -> Sequence[ReportFormat]:
    """Text, JSON, NDJSON, CSV, Markdown, HTML, JUnit XML, Word, workbooks, a row a unit."""
    return (
        ReportFormat("text", N_("for the terminal, 80 columns"), "txt", "gpcli.reports.text:write"),
        ReportFormat("json", N_("everything, for programs"), "json", "gpcli.reports.json:write"),
        PartedFormat(
            "ndjson",
            N_("the elements of json, one a line"),
            "ndjson",
            "gpcli.reports.ndjson:write",
            "gpcli.reports.ndjson:write",
        ),
        PartedFormat(
            "csv",
            N_("a row an item, for spreadsheets"),
            "csv",
            "gpcli.reports.csv:write",
            "gpcli.reports.csv:part",
        ),
        ReportFormat("markdown", N_("for documents"), "md", "gpcli.reports.markdown:write"),
        ReportFormat(
            "html", N_("one page to open, print and pass on"), "html", "gpcli.reports.html.score:write"
        ),
        ReportFormat("junit", N_("JUnit XML, a test case a unit"), "xml", "gpcli.reports.junit:write"),
        ReportFormat("docx", N_("for Word and WPS, a page a unit"), "docx", "gpcli.reports.word.sheet:write"),
        ReportFormat("xlsx", N_("a workbook for Excel and WPS"), "xlsx", "gpcli.reports.xlsx:write"),
        ReportFormat(
            "parquet", N_("a row a unit, for analysts"), "parquet", "gpcli.reports.units.parquet:write"
        ),
        ReportFormat(
            "units", N_("a row a unit as CSV, for analysts"), "csv", "gpcli.reports.units.csv:write"
        ),
    )
