"""Everything that a pack's own report format imports."""

from __future__ import annotations

from gpcli.ledger import rules
from gpcli.messages import Words
from gpcli.points import plain, signed
from gpcli.problems import text as problem_text
from gpcli.reports.form import WORDS as FORM_WORDS
from gpcli.reports.form import Form, Row
from gpcli.reports.form import above as form_above
from gpcli.reports.form import readings as form_readings
from gpcli.reports.form import steps as form_steps
from gpcli.reports.form import total as form_total
from gpcli.reports.format import Report
from gpcli.reports.phrases import beyond, line, mark, result, unit
from gpcli.reports.ranking import places
from gpcli.reports.rows import as_csv, as_markdown, cell, detail, inert
from gpcli.scheme import Item, Section, Table
from gpcli.scheme.columns import indicators
from gpcli.scoring.outcome import Scored
from gpcli.scoring.sheet import ItemResult, Sheet

__all__ = [
    "FORM_WORDS",
    "Form",
    "Item",
    "ItemResult",
    "Report",
    "Row",
    "Scored",
    "Section",
    "Sheet",
    "Table",
    "Words",
    "as_csv",
    "as_markdown",
    "beyond",
    "cell",
    "detail",
    "form_above",
    "form_readings",
    "form_steps",
    "form_total",
    "indicators",
    "inert",
    "line",
    "mark",
    "places",
    "plain",
    "problem_text",
    "result",
    "rules",
    "signed",
    "unit",
]
