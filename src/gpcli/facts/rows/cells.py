"""What stands in one cell, as a facts file would have it: text becomes a yes, a number, a rate."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from unicodedata import category, normalize

from gpcli.expr.fields import Field, LevelField, ListField, NumberField, RateField, YesNoField
from gpcli.facts.complaints import shown
from gpcli.messages import N_, message
from gpcli.points import plain
from gpcli.problems import Problem, problem

Cell = str | int | Decimal | bool | datetime.date | None
"""A cell: text (without spaces around), what a workbook says that it is, or None where it is blank."""

YES, NO = ("是", "true"), ("否", "false")

_MEANT = {
    **dict.fromkeys(("有", "对", "√", "✓", "y", "yes", "1", *YES), YES[0]),
    **dict.fromkeys(("无", "没有", "×", "n", "no", "0", *NO), NO[0]),
}

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
        return _short(Decimal(cell)) if "." in cell else int(cell)
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
    """What is wrong with a cell that a spreadsheet says otherwise than a facts file: a yes, a rate; digits
    and signs of the Chinese input method, and what cannot be seen.
    """
    if isinstance(field, LevelField):
        return None
    given = value(field, cell)
    if isinstance(field, YesNoField):
        return _no_yes_or_no(field, given)
    if not isinstance(given, str):
        return None
    meant = _plain(given).replace("。", ".")
    if meant == given or isinstance(value(field, meant), str):
        return _no_rate(field, given) if isinstance(field, RateField) else None
    odd = next(one for one in given if one not in meant)
    return problem(
        "full-width",
        N_("full-width or invisible character {character} (U+{number}) in the cell"),
        character=odd if odd.isprintable() else "",
        number=f"{ord(odd):04X}",
        expected=meant,
    )


def _plain(given: str) -> str:
    """Without what cannot be seen, in narrow characters."""
    return normalize("NFKC", "".join(one for one in given if category(one) != "Cf")).strip()


def _no_yes_or_no(field: YesNoField, given: object) -> Problem | None:
    if field.reasoned and given is True:
        reason = message(N_("the reason, or {no}"), no=NO[0])
        return problem("wrong-type", N_("a yes is stated by its reason"), expected=reason)
    if isinstance(given, bool) or (field.reasoned and isinstance(given, str)):
        return None
    meant = _MEANT.get(_plain(str(given)).lower(), "")
    said, expected = N_("{given} is of the wrong kind"), f"{YES[0]} / {NO[0]}"
    return problem("wrong-type", said, given=shown(given), expected=expected, nearest=meant)


def _no_rate(field: RateField, given: str) -> Problem:
    expected = message(
        N_("a percent number 0 to {most}, or {form}"), most=plain(field.maximum), form="171/200"
    )
    return problem("wrong-type", N_("{given} is of the wrong kind"), given=shown(given), expected=expected)


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
