"""The cells that a table's clauses ask for, from the columns of a row: kinds of entries added up, defaults
of what nobody stated, a percent number as part and whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from gpcli.engines.plan.inputs import Input, Inputs
from gpcli.expr.cells import Cell
from gpcli.expr.fields import Field, LevelField, ListField, NumberField, RateField, YesNoField, excuse
from gpcli.expr.fold import both, either, pick, plus, relation, times
from gpcli.expr.ir import TRUE, Answered, Int, Test, Whole
from gpcli.expr.ir import Input as Read
from gpcli.expr.nodes import Where
from gpcli.expr.substitute import Stated
from gpcli.facts.rows.columns import Column, Kind, asked
from gpcli.points import to_scaled
from gpcli.scheme import Place, Table, none_of

PERCENT = 100


class Cells:
    """What each cell of a table follows from, given the columns that are there."""

    def __init__(self, table: Table, inputs: Inputs) -> None:
        self.table = table
        self.inputs = inputs
        self._places: Mapping[Field, Place] = {place.field: place for place in table.places}
        self.answered = cache(self._answered)

    def stated(self, cells: Iterable[Cell]) -> dict[Cell, Stated]:
        """What each of the cells follows from."""
        return {cell: self._stated(cell) for cell in cells}

    def column(self, place: Place, part: str = "", amount: str = "", kind: Kind = ()) -> Input | None:
        """The input of a part of a fact, where the table of units has it."""
        return self.inputs.find(Column(place.item, place.name, place.field, part, amount, kind))

    def kinds(self, place: Place) -> Iterator[tuple[Kind, Input]]:
        """The kinds of entries of a list that are counted here, and the column of their number."""
        for kind in asked(self.table, place):
            counted = self.column(place, "n", "", kind)
            if counted is not None:
                yield kind, counted

    def given(self, place: Place) -> Test:
        """Whether the row states the fact."""
        if isinstance(place.field, ListField):
            return either([Answered(counted.cell) for _, counted in self.kinds(place)])
        found = [
            Answered(one.cell) for one in (self.column(place), self.column(place, "part")) if one is not None
        ]
        return either(found)

    def open_amounts(self, place: Place, amount: str, kind: Kind) -> Whole:
        """How many entries of one kind have no amount yet: all, where the row says nothing of their sum."""
        counted, added = self.column(place, "n", "", kind), self.column(place, "sum", amount, kind)
        left = self.column(place, "open", amount, kind)
        if counted is None:
            return Int(0)
        every = pick(Answered(counted.cell), Read(counted.cell), Int(0))
        unsaid = every if added is None else pick(Answered(added.cell), Int(0), every)
        return unsaid if left is None else pick(Answered(left.cell), Read(left.cell), unsaid)

    def _answered(self, field: Field) -> Test:
        """Whether the fact is answered: stated, or none where nobody states it."""
        place = self._places[field]
        if place.optional:
            return TRUE
        excused = excuse(field)
        return self.given(place) if excused is None else either([self.given(place), self._is_yes(excused)])

    def _is_yes(self, field: YesNoField) -> Test:
        found = self._stated(Cell(field, "value"))
        return both([found.answered, relation("!=", found.value, Int(0))])

    def _stated(self, cell: Cell) -> Stated:
        place = self._places[cell.field]
        field = place.field
        said = (cell.role if cell.role != "value" else "", cell.amount, *(level for _, level in cell.where))
        name = ".".join(("cell", place.key, *filter(None, said)))
        match field:
            case ListField():
                value = self._of_list(place, field, cell)
            case RateField():
                value = self._of_rate(place, cell.role)
            case _:
                value = self._of_value(place, field)
        return Stated(name, self.answered(field), value)

    def _of_value(self, place: Place, field: YesNoField | LevelField | NumberField) -> Whole:
        column = self.column(place)
        if place.optional or excuse(field) is not None:
            none = Int(_integer(field))
            return none if column is None else pick(Answered(column.cell), Read(column.cell), none)
        return Int(0) if column is None else Read(column.cell)

    def _of_rate(self, place: Place, role: str) -> Whole:
        assert isinstance(place.field, RateField)
        percent, exact = self.column(place), self.column(place, role)
        scale = Int(10**place.field.places)
        unsaid = Int(0) if role == "part" else scale
        said = unsaid if exact is None else pick(Answered(exact.cell), times(Read(exact.cell), scale), unsaid)
        if percent is None:
            return said
        known = Read(percent.cell) if role == "part" else times(Int(PERCENT), scale)
        return known if exact is None else pick(Answered(percent.cell), known, said)

    def _of_list(self, place: Place, field: ListField, cell: Cell) -> Whole:
        found: Whole = Int(0)
        for kind, counted in self.kinds(place):
            if not _is_of(field, kind, cell.where):
                continue
            match cell.role:
                case "count":
                    one = pick(Answered(counted.cell), Read(counted.cell), Int(0))
                case "undecided":
                    one = self.open_amounts(place, cell.amount, kind)
                case _:
                    added = self.column(place, "sum", cell.amount, kind)
                    one = Int(0) if added is None else pick(Answered(added.cell), Read(added.cell), Int(0))
            found = plus(found, one)
        return found


def _is_of(field: ListField, kind: Kind, where: Where) -> bool:
    """Whether entries of the kind have the levels; where no kinds are told apart all have the defaults."""
    levels = dict(kind)
    return all(levels.get(name, field.levels[name].default) == level for name, level in where)


def _integer(field: YesNoField | LevelField | NumberField) -> int:
    """The integer of a fact that is none because nobody stated it."""
    none = none_of(field)
    match field:
        case YesNoField():
            return int(none is True)
        case LevelField():
            return field.levels.index(str(none))
        case NumberField():
            return to_scaled(field.minimum, field.places)
