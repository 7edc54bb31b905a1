"""Sheets of plain files as lines of NDJSON, put together from pieces.

:mod:`gpcli.reports.json` is the authority. What it says about an item is asked once for each pattern of
numbers, and known from then on.
"""

from __future__ import annotations

from gpcli.reports.plain.lines import PlainLine, PlainLines

__all__ = ["PlainLine", "PlainLines"]
