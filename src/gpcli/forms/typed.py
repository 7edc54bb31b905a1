"""Cells as people and spreadsheets leave them: blanks, text digits, full-width signs, days as numbers."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from unicodedata import category, normalize

from gpcli.expr.fields import Field, LevelField, NumberField
from gpcli.facts.complaints import shown
from gpcli.facts.rows import cells
from gpcli.facts.rows.cells import Cell
from gpcli.forms.verbatim import kept, pieces, verbatim
from gpcli.messages import N_
from gpcli.problems import Problem, problem

_DAY = re.compile(r"(19|20)[0-9]{2}[01][0-9][0-3][0-9]")

FIRST_DAY = datetime.date(1899, 12, 30)
"""The day that a spreadsheet counts as 0."""

DAYS = range(61, 73_051)
"""Numbers that stand for a day: 1 March 1900 to the end of 2099."""


def narrow(text: str) -> str:
    """Without what cannot be seen and the spaces around it, in narrow characters."""
    return normalize("NFKC", "".join(one for one in text if category(one) != "Cf")).strip()


def value(field: Field, cell: Cell) -> object | Problem | None:
    """The value of a fact as a facts file has it; a problem where the cell cannot be read as one."""
    if isinstance(cell, str):
        exact = verbatim(cell)
        if exact is not None and getattr(field, "reasoned", False):
            return exact
        cell = _level(field, cell) if isinstance(field, LevelField) else _tidy(field, cell)
        if not cell:
            return None
    found = cells.slip(field, cell)
    return found if found is not None else cells.value(field, cell)


def date(cell: Cell) -> object:
    """The day, where the cell is one."""
    if isinstance(cell, str):
        cell = narrow(cell)
        if _DAY.fullmatch(cell):
            cell = f"{cell[:4]}-{cell[4:6]}-{cell[6:]}"
        elif cell.isdigit():
            cell = int(cell)
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        if cell in DAYS:
            return FIRST_DAY + datetime.timedelta(days=int(cell))
        return date(str(cell)) if _DAY.fullmatch(str(cell)) else cell
    return cells.date(cell)


def number(cell: Cell) -> object | Problem:
    """A number, where the cell is one."""
    return value(_ANY, cell)


_ANY = NumberField("", "", kind="award")


def other_count(said: object, entries: int) -> Problem:
    """The problem of a number that is not that of the incidents listed."""
    told = N_("{given}, but {number} incidents are listed")
    return problem("contradiction", told, given=shown(said), number=entries, expected=str(entries))


def stated_twice() -> Problem:
    """The problem of a rate that is stated as a percent number and as part of a whole."""
    return problem(
        "contradiction", N_("the rate is stated twice: as a percent number, and as part of a whole")
    )


def text(cell: Cell) -> str:
    """The text as it was typed; a number or a day as it reads."""
    said = cells.text(cell)
    exact = verbatim(said)
    return said if exact is None else exact


def name(cell: Cell) -> str:
    """A name, without the spaces around it."""
    said = cells.text(cell)
    exact = verbatim(said)
    return said.strip() if exact is None else exact


def period(cell: Cell) -> str:
    """A period, in narrow characters."""
    said = cells.text(cell)
    exact = verbatim(said)
    return narrow(said) if exact is None else exact


def reason(cell: str) -> str:
    """The reason by which a yes is stated, as a cell holds it."""
    return kept(cell, "" if narrow(cell).lower() in (*cells.YES, *cells.NO) else cell)


def evidence(cell: Cell) -> list[str]:
    """The pieces of evidence, one a line."""
    return list(pieces(cells.text(cell)))


def _tidy(field: Field, cell: str) -> str:
    """A value without slips of the input method; of a yes that is stated by its reason the text as typed."""
    bare = narrow(cell)
    if getattr(field, "reasoned", False):
        return bare if bare.lower() in (*cells.YES, *cells.NO) else cell
    return bare.replace("。", ".")


def _level(field: LevelField, cell: str) -> str:
    """The level that is meant, whatever the width of its signs and the spaces in it."""
    wanted = _folded(cell)
    return next((one for one in field.levels if _folded(one) == wanted), cell.strip())


def same(one: str, other: str) -> bool:
    """Whether two labels read the same, whatever the width of their signs and the spaces in them."""
    return _folded(one) == _folded(other)


def _folded(text: str) -> str:
    return "".join(narrow(text).split())
