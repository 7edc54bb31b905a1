"""Schemes as packs state them: scheme, table, section, item, Reading, clause, source note."""

from __future__ import annotations

from gpcli.scheme.document import Answerable, Reading, Scheme, SourceNote, TableRef
from gpcli.scheme.outcome import Conversion, Grade
from gpcli.scheme.places import RESERVED, SHARED, Place, none_of
from gpcli.scheme.table import (
    ROLES,
    Constraint,
    Item,
    Section,
    Table,
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
