"""Drop-downs and limits of the cells to fill in. They help; whatever is read back is checked again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gpcli.expr.fields import AMOUNT_LIMIT, Field, LevelField, ListField, NumberField, RateField, YesNoField
from gpcli.forms.book import FIRST_DAY, Book
from gpcli.forms.hints import NO, YES
from gpcli.points import plain

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE_LIMIT, WORDS_LIMIT = 32, 255
"""Characters that spreadsheets show beside a cell."""


def allow(
    sheet: Worksheet,
    row: int,
    column: int,
    rule: Mapping[str, Any],
    title: str,
    words: str,
    *,
    last: int | None = None,
    strict: bool = True,
) -> None:
    """Lets a cell (down to the row ``last``) hold only what the rule allows; else only warns."""
    told = {
        "ignore_blank": True,
        "input_title": title[:TITLE_LIMIT],
        "input_message": words[:WORDS_LIMIT],
        "error_title": "填写有误",
        "error_message": words[:WORDS_LIMIT],
        "error_type": "stop" if strict else "warning",
    }
    sheet.data_validation(row, column, row if last is None else last, column, {**rule, **told})


def rule(book: Book, field: Field | None, part: str = "") -> Mapping[str, Any] | None:
    """What a cell of a fact may hold; nothing in particular for words."""
    match field:
        case YesNoField() if not field.reasoned:
            return choice(book, (YES, NO))
        case LevelField():
            return choice(book, field.levels)
        case NumberField():
            return between("integer" if field.type == "count" else "decimal", field.minimum, field.maximum)
        case RateField() if part:
            return between("integer", Decimal(0), AMOUNT_LIMIT)
        case RateField():
            return between("decimal", field.minimum, field.maximum)
        case ListField():
            return between("integer", Decimal(0), field.maximum)
        case _:
            return None


def a_day() -> Mapping[str, Any]:
    """Any day."""
    return {"validate": "date", "criteria": ">=", "value": FIRST_DAY}


def choice(book: Book, values: tuple[str, ...]) -> Mapping[str, Any]:
    """One of these texts."""
    return {"validate": "list", "source": book.choices(values)}


def between(kind: str, least: Decimal, most: Decimal) -> Mapping[str, Any]:
    """A number within the limits; ``kind`` is integer or decimal."""
    return {"validate": kind, "criteria": "between", "minimum": plain(least), "maximum": plain(most)}
