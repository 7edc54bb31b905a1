"""Pieces of a document's XML: paragraphs of a named style, in text that cannot break it."""

from __future__ import annotations

from unicodedata import category
from xml.sax.saxutils import escape, quoteattr

from gpcli.reports.columns import visible

NAMESPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
"""What every part's root element declares."""


def clean(text: str) -> str:
    """One line that is visible and that XML may hold: everything else as ``\\uXXXX``."""
    return "".join(
        f"\\u{ord(one):04x}" if category(one) == "Cs" or ord(one) & 0xFFFE == 0xFFFE else one
        for one in visible(text)
    )


def run(text: str) -> str:
    """Clean text as a run."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def paragraph(style: str, text: str, properties: str = "") -> str:
    """Clean text as a paragraph of the style with this id; ``properties`` are what it has of its own."""
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{properties}</w:pPr>{run(text)}</w:p>"
