"""What every format of a comparison is given, and the formats."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from gpcli.messages import Words
from gpcli.records import Record
from gpcli.season.diff import Comparison

FORMATS = {
    "text": "gpcli.reports.diff.text",
    "json": "gpcli.reports.diff.json",
    "csv": "gpcli.reports.diff.csv",
    "markdown": "gpcli.reports.diff.markdown",
}
"""Every format with its module, which is imported when the format is used."""


class DiffReport(Record):
    """A comparison and the language."""

    comparison: Comparison
    words: Words
    bom: bool = True


def write(report: DiffReport, format_name: str) -> str:
    """The report in a format; raises ``KeyError`` for one that there is not."""
    module = import_module(FORMATS[format_name])
    return cast("Callable[[DiffReport], str]", module.write)(report)
