"""The sheet for Word."""

from __future__ import annotations

from gpcli.reports.format import Binary, Report
from gpcli.reports.sheet_document import blocks
from gpcli.reports.word.document import as_word_document


def write(report: Report) -> Binary:
    """Every sheet, each on a new page."""
    return as_word_document(blocks(report))
