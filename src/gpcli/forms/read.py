"""A form that was filled in, as a facts file: what it is about at once, its facts once the table is known."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import fromstring

from gpcli.facts.rows.package import UNPACKED_LIMIT
from gpcli.facts.rows.workbook import worksheets
from gpcli.facts.toml import SIZE_LIMIT, Computed, Document
from gpcli.facts.wording import Path
from gpcli.forms import typed
from gpcli.forms.design import CALC, CHOICES, IDENTITY, MAIN
from gpcli.forms.grid import Grid, Spot, cell_of, grid
from gpcli.forms.identity import Identity, identity_of
from gpcli.forms.incidents import FACT, FIRST
from gpcli.forms.layout import HEAD, NOTE, PERIOD, RESULT, UNIT, VERSION, Layout, letters
from gpcli.forms.stated import Stated
from gpcli.forms.wording import FormWording
from gpcli.messages import N_, message
from gpcli.problems import Problem, Problems, problem
from gpcli.scheme import Table

_HEADING = "填写方法"
"""A heading that no other table has on a worksheet of the form's name."""

ANEW = message(N_("the entries in a new form (gp template)"))


def is_form(raw: bytes) -> bool:
    """Whether a workbook is a form: says so, or looks like one that no longer does."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            if sum(one.file_size for one in parts.infolist()) > UNPACKED_LIMIT:
                return False
            titles = _titles(parts.read("xl/workbook.xml"))
            if IDENTITY in titles or MAIN not in titles:
                return IDENTITY in titles
        (main,) = worksheets(raw, "", MAIN.__eq__)
        return _HEADING in {cell for (row, _), cell in grid(main).items() if row == HEAD}
    except Exception:  # noqa: BLE001 - a broken workbook fails in every way there is
        return False


def _titles(book: bytes) -> set[str]:
    """The titles of the worksheets."""
    sheets = (one for one in fromstring(book).iter() if one.tag.rpartition("}")[2] == "sheet")
    return {one.get("name", "") for one in sheets}


def read_form(raw: bytes, name: str) -> Form:
    """The form; raises :class:`Problems` where it cannot be known as one."""
    if len(raw) > SIZE_LIMIT:
        raise Problems([problem("too-large", N_("larger than 5 MiB"))._replace(file=name)])
    sheets = worksheets(raw, name, lambda title: title not in (CALC, CHOICES), as_typed=True)
    grids = {sheet.title: grid(sheet) for sheet in sheets}
    identity = _identity(grids.get(IDENTITY, {}), name)
    for title in (MAIN, *identity.design.incidents):
        if title not in grids:
            said = problem("changed-form", N_("the worksheet {title} is missing"), title=title, expected=ANEW)
            raise Problems([said._replace(file=name)])
    return Form(name, hashlib.sha256(raw).hexdigest(), identity, grids)


def _identity(cells: Grid, name: str) -> Identity:
    numbers = sorted({row for row, _ in cells})
    rows = [(typed.text(cell_of(cells, row, 0)), typed.text(cell_of(cells, row, 1))) for row in numbers]
    try:
        found = identity_of(rows)
    except ValueError:
        said = N_("the hidden worksheet {title} does not say what form this is")
        wrong = problem("changed-form", said, title=IDENTITY, expected=ANEW)
        raise Problems([wrong._replace(file=name)]) from None
    if found.version != VERSION:
        said = N_("the form has the layout {version}, this program reads {known}")
        raise Problems(
            [
                problem("other-form", said, version=found.version, known=VERSION, expected=ANEW)._replace(
                    file=name
                )
            ]
        )
    return found


class Form(Document):
    """One form. ``data`` says what it is about; :meth:`for_table` adds the facts."""

    def __init__(self, name: str, sha256: str, identity: Identity, grids: Mapping[str, Grid]) -> None:
        self.name = name
        self.path = name
        self.sha256 = sha256
        self.identity = identity
        self.grids = grids
        self.problems: tuple[Problem, ...] = ()
        self._spots: dict[Path, Spot] = {
            ("note",): Spot(MAIN, *NOTE, "整表说明"),
            ("unit", "name"): Spot(MAIN, *UNIT, "单位"),
            ("period",): Spot(MAIN, *PERIOD, "填报期间"),
        }
        self.data = self._about()
        self.silent = not self._is_filled_in()
        readings = dict(one.partition("=")[::2] for one in identity.readings)
        total = typed.text(cell_of(grids[MAIN], RESULT, 1))
        self.computed = Computed(identity.scheme, identity.table, readings, total)

    def _about(self) -> dict[str, Any]:
        main = self.grids[MAIN]
        found: dict[str, Any] = {"scheme": self.identity.scheme, "table": self.identity.table}
        if note := typed.text(cell_of(main, *NOTE)):
            found["note"] = note
        if unit := typed.name(cell_of(main, *UNIT)):
            found["unit"] = {"name": unit}
        if period := typed.period(cell_of(main, *PERIOD)):
            found["period"] = period
        return found

    def _is_filled_in(self) -> bool:
        """Whether any cell to fill in holds something."""
        main = self.grids[MAIN]
        areas = {column: range(first, last + 1) for column, first, last in self.identity.areas}
        return any(row in areas.get(column, ()) for row, column in main) or any(
            row >= FIRST and column >= FACT
            for title in self.identity.design.incidents
            for row, column in self.grids[title]
        )

    @property
    def words(self) -> Mapping[str, Any]:
        """Everything in it, by cell."""
        return {
            f"{sheet}!{letters(column)}{row + 1}": cell
            for sheet, cells in self.grids.items()
            for (row, column), cell in cells.items()
            if not isinstance(cell, Problem) and sheet != IDENTITY
        }

    def line(self, *path: str | int) -> int:
        """The row of the path in its worksheet."""
        spot = self._spot(path)
        return 0 if spot is None else spot.row + 1

    def key(self, *path: str | int) -> str:
        """The cell of the path with its label."""
        spot = self._spot(path)
        return "" if spot is None else spot.said

    def for_table(self, table: Table, elsewhere: Mapping[str, str]) -> Form:
        """The form with its facts, as a facts file for the table has them; ``problems`` says which cannot be.

        Raises :class:`Problems` where it is a form of another version of the table, or labels were changed.
        """
        layout = Layout(table, self.identity.design)
        self._refuse_other(layout)
        stated = Stated(layout, self.grids, self.name)
        form = Form(self.name, self.sha256, self.identity, self.grids)
        form.path = self.path
        form.data = {**self.data, **stated.data()}
        form.problems = tuple(stated.problems)
        form._spots |= stated.spots
        form.wording = FormWording(layout, stated.spots)
        return form

    def _refuse_other(self, layout: Layout) -> None:
        identity = self.identity
        if layout.digest != identity.digest:
            said = N_("the form was made for another version of this table, by {pack} {version}")
            found = problem(
                "other-form", said, pack=identity.pack, version=identity.pack_version, expected=ANEW
            )
            raise Problems([found._replace(file=self.name)])
        changed = [self._changed(MAIN, row, column, text) for (row, column), text in layout.labels.items()]
        changed += [
            self._changed(one.title, *where, text)
            for one in layout.incidents
            for where, text in one.labels.items()
        ]
        found_changed = [one for one in changed if one is not None]
        if found_changed:
            raise Problems(found_changed)

    def _changed(self, sheet: str, row: int, column: int, text: str) -> Problem | None:
        """What is wrong where a label is not what the form had."""
        now = typed.text(cell_of(self.grids[sheet], row, column))
        if typed.same(now, text):
            return None
        said = N_("the label was changed to “{given}”") if now.strip() else N_("the label is gone")
        found = problem("changed-form", said, given=now.strip()[:40], expected=text)
        return Spot(sheet, row, column, "").of(self.name, found)

    def _spot(self, path: Path) -> Spot | None:
        for end in range(len(path), 0, -1):
            if path[:end] in self._spots:
                return self._spots[path[:end]]
        return None
