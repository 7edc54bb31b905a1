"""What stands in one cell, as a facts file would have it: text becomes a yes, a number, a rate."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from unicodedata import category, normalize

from gpcli.expr.fields import Field, LevelField, ListField, NumberField, RateField, YesNoField
from gpcli.messages import N_
from gpcli.points import plain
from gpcli.problems import Problem, problem

Cell = str | int | Decimal | bool | datetime.date | None
"""A cell: text (without spaces around), what a workbook says that it is, or None where it is blank."""

YES, NO = ("是", "true"), ("否", "false")

_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_SHARE = re.compile(r"([0-9.]+)\s*/\s*([0-9.]+)")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_BREAKS = re.compile(r"[\n；]")


def value(field: Field, cell: Cell) -> object:
    """The cell as a value of the field; what cannot be one stays as it is, to be refused."""
    match field:
        case YesNoField():
            return _yes_or_no(cell)
        case LevelField():
            return cell if isinstance(cell, bool) else text(cell)
        case NumberField() | ListField():
            return number(cell)
        case RateField():
            return _rate(cell)


def number(cell: Cell) -> object:
    """An integer or an exact decimal, where the cell is one."""
    if isinstance(cell, Decimal):
        return _short(cell)
    if isinstance(cell, str) and _NUMBER.fullmatch(cell):
        return Decimal(cell) if "." in cell else int(cell)
    return cell


def text(cell: Cell) -> str:
    """The cell as text."""
    match cell:
        case None:
            return ""
        case bool():
            return YES[0] if cell else NO[0]
        case Decimal():
            return plain(cell)
        case _:
            return str(cell)


def texts(cell: Cell) -> list[str]:
    """The texts of a cell, one a line or between ``；``."""
    return [one.strip() for one in _BREAKS.split(text(cell)) if one.strip()]


def date(cell: Cell) -> object:
    """A date, where the cell is one."""
    found = _DATE.fullmatch(cell) if isinstance(cell, str) else None
    try:
        return datetime.date(*map(int, found.groups())) if found else cell
    except ValueError:
        return cell


def slip(field: Field, cell: Cell) -> Problem | None:
    """What was meant by digits and signs of the Chinese input method, and by what cannot be seen."""
    if isinstance(field, LevelField) or (isinstance(field, YesNoField) and field.reasoned):
        return None
    given = value(field, cell)
    if not isinstance(given, str):
        return None
    visible = "".join(one for one in given if category(one) != "Cf")
    meant = normalize("NFKC", visible).replace("。", ".").strip()
    if meant == given or isinstance(value(field, meant), str):
        return None
    odd = next(one for one in given if one not in meant)
    return problem(
        "full-width",
        N_("full-width or invisible character {character} (U+{number}) in the cell"),
        character=odd if odd.isprintable() else "",
        number=f"{ord(odd):04X}",
        expected=meant,
    )


def _yes_or_no(cell: Cell) -> object:
    if isinstance(cell, str) and cell.lower() in (*YES, *NO):
        return cell.lower() in YES
    return cell


def _rate(cell: Cell) -> object:
    if not isinstance(cell, str):
        return number(cell)
    share = _SHARE.fullmatch(cell)
    if share is not None:
        part, whole = (number(one) for one in share.groups())
        return cell if isinstance(part, str) or isinstance(whole, str) else {"part": part, "whole": whole}
    return number(cell.removesuffix("%").rstrip()) if cell.endswith("%") else number(cell)


def _short(given: Decimal) -> object:
    return int(given) if given.is_finite() and given == given.to_integral_value() else given
