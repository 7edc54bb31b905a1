"""Schemes as packs state them: scheme, table, section, item, Reading, clause, source note."""

from __future__ import annotations

from gpcli.scheme.cohort import Cohort, Extremes, MeanOf, PlaceOf, SizeOf
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
    "Cohort",
    "Constraint",
    "Conversion",
    "Extremes",
    "Grade",
    "Item",
    "MeanOf",
    "Place",
    "PlaceOf",
    "Reading",
    "Scheme",
    "Section",
    "SizeOf",
    "SourceNote",
    "Table",
    "TableRef",
    "none_of",
    "redistributed",
    "source_words",
]
