"""The contract for programs a line at a time: each line is one element of the JSON array."""

from __future__ import annotations

import json

from gpcli.messages import Words
from gpcli.reports.format import Report
from gpcli.reports.json import element

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ENDS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What some readers take for the end of a line."""


def write(report: Report) -> str:
    """One line for each input, scored or failed; always Chinese."""
    words = Words("zh")
    return "".join(line(element(outcome, words)) for outcome in report.outcomes)


def line(value: object) -> str:
    """Plain data on a line of its own, whatever its reader takes for the end of one."""
    return escaped(_encode(value)) + "\n"


def escaped(text: str) -> str:
    """The text without what some readers take for the end of a line."""
    if not text.isascii():
        for end, escape in _ENDS.items():
            text = text.replace(end, escape)
    return text
