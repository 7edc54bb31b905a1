"""Everything that a pack's own report format imports."""

from __future__ import annotations

from gpcli.ledger import rules
from gpcli.messages import Words
from gpcli.points import plain, signed
from gpcli.problems import text as problem_text
from gpcli.reports.format import Report, Scored
from gpcli.reports.phrases import line, mark, unit
from gpcli.reports.rows import as_csv, as_markdown, cell, detail, inert
from gpcli.scheme import Item, Section, Table

__all__ = [
    "Item",
    "Report",
    "Scored",
    "Section",
    "Table",
    "Words",
    "as_csv",
    "as_markdown",
    "cell",
    "detail",
    "inert",
    "line",
    "mark",
    "plain",
    "problem_text",
    "rules",
    "signed",
    "unit",
]
