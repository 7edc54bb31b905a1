"""The incidents that a worksheet lists, as the entries of facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gpcli.facts.rows.cells import Cell
from gpcli.forms import typed
from gpcli.forms.grid import Grid, Spot
from gpcli.forms.hints import YES
from gpcli.forms.incidents import FACT, FIRST, IncidentColumn, Incidents
from gpcli.messages import N_
from gpcli.problems import Problem, listed, nearest, problem
from gpcli.scheme import Place

Key = tuple[str, str]
"""Item and fact."""


class Listed:
    """``entries`` are in the order of the rows, ``spots`` where each of their keys stands (of the entry as a
    whole under the empty key), ``problems`` the rows that belong to nothing.
    """

    def __init__(self, incidents: Incidents, grid: Grid, file: str) -> None:
        self._incidents = incidents
        self._grid = grid
        self._file = file
        self.entries: dict[Key, list[dict[str, Any]]] = {}
        self.spots: dict[Key, list[Mapping[str, Spot]]] = {}
        self.problems: list[Problem] = []
        for row in sorted({row for row, column in grid if row >= FIRST and column >= FACT}):
            self._row(row)

    def _row(self, row: int) -> None:
        fact = self._text(row, FACT)
        if row > self._incidents.last:
            said = N_("the form counts rows down to {last} only; this one would be lost")
            self._say(row, FACT, problem("changed-form", said, last=self._incidents.last + 1))
            return
        place = self._place(fact)
        if place is None:
            names = tuple(self._incidents.names.values())
            said = N_("no fact of this form is called {given}") if fact else N_("a row that names no fact")
            found = problem("unknown-key", said, given=fact, nearest=nearest(fact, names) if fact else "")
            self._say(row, FACT, found if found.nearest else found._replace(expected=listed(names, limit=4)))
            return
        entry: dict[str, Any] = {}
        spots = {"": self._spot(row, FACT)}
        for column, one in enumerate(self._incidents.columns, FACT + 1):
            cell = self._grid.get((row, column))
            if isinstance(cell, Problem):
                self._say(row, column, cell)
                continue
            if cell is None:
                continue
            asked = self._incidents.field(place, one.key) is not None
            read = self._value(place, one, cell) if asked or one.is_remark else self._stray(place)
            if isinstance(read, Problem):
                self._say(row, column, read)
            elif read is not None:
                entry[one.key] = read
                spots[one.key] = self._spot(row, column)
        self.entries.setdefault((place.item, place.name), []).append(entry)
        self.spots.setdefault((place.item, place.name), []).append(spots)

    def _place(self, fact: str) -> Place | None:
        """The list that a row belongs to."""
        for place in self._incidents.places:
            if fact and typed.same(fact, self._incidents.names[place.key]):
                return place
        return None

    def _value(self, place: Place, column: IncidentColumn, cell: Cell) -> object:
        if column.key == "date":
            return typed.date(cell)
        if column.key == "evidence":
            return typed.evidence(cell) or None
        if column.key == "averaged":
            return True if typed.same(typed.text(cell), YES) else typed.text(cell)
        field = self._incidents.field(place, column.key)
        if field is not None:
            return typed.value(field, cell)
        return typed.text(cell) or None

    def _stray(self, place: Place) -> Problem:
        said = N_("nothing of this kind is asked of {fact}; the cell is to be left blank")
        return problem("unknown-key", said, fact=self._incidents.names[place.key])

    def _text(self, row: int, column: int) -> str:
        found = self._grid.get((row, column))
        return "" if found is None or isinstance(found, Problem) else typed.text(found).strip()

    def _spot(self, row: int, column: int) -> Spot:
        return Spot(self._incidents.title, row, column, self._incidents.headings[column])

    def _say(self, row: int, column: int, said: Problem) -> None:
        self.problems.append(self._spot(row, column).of(self._file, said))
