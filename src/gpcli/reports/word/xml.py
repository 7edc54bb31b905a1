"""Pieces of a document's XML: paragraphs of a named style, in text that cannot break it."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

NAMESPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
"""What every part's root element declares."""


def run(text: str) -> str:
    """Clean text as a run."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def paragraph(style: str, text: str, properties: str = "") -> str:
    """Clean text as a paragraph of the style with this id; ``properties`` are what it has of its own."""
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{properties}</w:pPr>{run(text)}</w:p>"
