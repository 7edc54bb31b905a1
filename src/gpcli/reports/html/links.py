"""Evidence as links: only addresses of pages lead anywhere, all else is text."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from gpcli.records import Record
from gpcli.reports.columns import visible

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\{}|^]+", re.IGNORECASE)


class Link(Record):
    """What is shown, and where it leads: nowhere for anything but ``http`` and ``https``."""

    text: str
    href: str = ""


def link(text: str) -> Link:
    """One piece of evidence."""
    shown = visible(text)
    if shown != text or not _ADDRESS.fullmatch(text):
        return Link(shown)
    try:
        leads = bool(urlsplit(text).hostname)
    except ValueError:
        leads = False
    return Link(shown, text if leads else "")
