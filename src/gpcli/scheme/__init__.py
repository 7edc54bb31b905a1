"""Schemes as packs state them: scheme, table, section, item, Reading, clause, source note."""

from __future__ import annotations

from gpcli.scheme.document import Answerable, Reading, Scheme, SourceNote, TableRef
from gpcli.scheme.outcome import Conversion, Grade
from gpcli.scheme.table import (
    RESERVED,
    ROLES,
    SHARED,
    Constraint,
    Item,
    Place,
    Section,
    Table,
    none_of,
    redistributed,
    source_words,
)

__all__ = [
    "RESERVED",
    "ROLES",
    "SHARED",
    "Answerable",
    "Constraint",
    "Conversion",
    "Grade",
    "Item",
    "Place",
    "Reading",
    "Scheme",
    "Section",
    "SourceNote",
    "Table",
    "TableRef",
    "none_of",
    "redistributed",
    "source_words",
]
