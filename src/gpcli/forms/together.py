"""Every fact on the word of the sources that count for it: the cells that the clauses read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gpcli.expr.cells import Cell, fill
from gpcli.expr.fields import Field, excuse
from gpcli.facts.merge import NO_PRECEDENCE, groups, standing
from gpcli.facts.unit import Source
from gpcli.forms.entered import SILENT, Entered
from gpcli.forms.scratch import NOTHING, Number, Scratch
from gpcli.records import Record
from gpcli.scheme import Place, Table, none_of

ByPlace = Mapping[str, Entered]
"""What one source entered, by the facts' keys."""


class Together(Record):
    """The cells that clauses read, and of each fact whether it is answered (1 or 0)."""

    cells: Mapping[Cell, Number]
    answered: Mapping[Field, Number]


def together(
    table: Table, sources: Sequence[Source], said: Sequence[ByPlace], wanted: Sequence[Cell], scratch: Scratch
) -> Together:
    """The facts on the word of some sources, an item as a whole from the one that counts first.

    ``wanted`` are the cells that the clauses read.
    """
    return _Merge(table, sources, said, wanted, scratch).done()


class _Merge:
    def __init__(
        self,
        table: Table,
        sources: Sequence[Source],
        said: Sequence[ByPlace],
        wanted: Sequence[Cell],
        scratch: Scratch,
    ) -> None:
        self._table = table
        self._sources = sources
        self._said = said
        self._wanted: dict[Field, list[Cell]] = {}
        asked_first = (excuse(place.field) for place in table.places)
        others = (Cell(field, "value") for field in asked_first if field is not None)
        for cell in dict.fromkeys((*wanted, *others)):
            self._wanted.setdefault(cell.field, []).append(cell)
        self._scratch = scratch
        self._cells: dict[Cell, Number] = {}
        self._stated: dict[Field, Number] = {}

    def done(self) -> Together:
        for group, places in groups(self._table).items():
            chosen = self._chosen(group, places)
            for place in places:
                self._take(place, chosen)
        places = self._table.places
        return Together(self._cells, {place.field: self._answered(place) for place in places})

    def _chosen(self, group: str, places: tuple[Place, ...]) -> Number | None:
        """Which source counts for an item, from 1; None where there is only one."""
        if len(self._said) == 1:
            return None
        item = self._table.item(group)
        assessed_by = places[0].assessed_by if item is None else item.assessed_by
        clause = item.precedence if item else ()
        order = NO_PRECEDENCE.order(group, assessed_by, clause)
        first = sorted(range(len(self._said)), key=lambda number: standing(self._sources[number], order))
        formula, now = "0", 0
        for number in reversed(first):
            stated = [self._said[number].get(place.key, SILENT).stated for place in places]
            stated = [one for one in stated if one is not NOTHING]
            if not stated:
                continue
            formula = f"IF(MAX({','.join(one.ref for one in stated)})=1,{number + 1},{formula})"
            now = number + 1 if any(one.value for one in stated) else now
        what = places[0].field.label if item is None else str(item.name)
        return self._put(what, "以谁为准", formula, now)

    def _take(self, place: Place, chosen: Number | None) -> None:
        """The fact's cells from the source that counts."""
        every = [one.get(place.key, SILENT) for one in self._said]
        self._stated[place.field] = self._of(place, "已填", chosen, [one.stated for one in every])
        none = self._none(place)
        for cell in self._wanted.get(place.field, ()):
            number = self._of(place, cell.role, chosen, [one.cells.get(cell, NOTHING) for one in every])
            default = none.get(cell, 0)
            if default:
                stated = self._stated[place.field]
                formula = f"IF({stated.ref}=1,{number.ref},{default})"
                value = number.value if stated.value else default
                number = self._put(place.field.label, "未报的按“没有”", formula, value)
            self._cells[cell] = number

    def _of(self, place: Place, what: str, chosen: Number | None, every: Sequence[Number]) -> Number:
        if chosen is None:
            return every[0]
        formula, now = "0", 0
        for number, one in reversed(list(enumerate(every, 1))):
            if one is not NOTHING:
                formula = f"IF({chosen.ref}={number},{one.ref},{formula})"
                now = one.value if chosen.value == number else now
        if formula == "0":
            return NOTHING
        return self._put(place.field.label, what, formula, now)

    def _none(self, place: Place) -> Mapping[Cell, int]:
        """What the cells hold where nobody states the fact, although it is known: as it is optional, or
        another answer made it pointless.
        """
        if not place.optional and excuse(place.field) is None:
            return {}
        cells = [cell for cell in self._wanted.get(place.field, ()) if not cell.where]
        values = fill(cells, {place.field: none_of(place.field)})
        return {cell: value or 0 for cell, value in zip(cells, values, strict=True)}

    def _answered(self, place: Place) -> Number:
        """Whether the fact is known: stated, optional, or made pointless by a yes to another."""
        if place.optional:
            return Number("1", 1)
        stated, excused = self._stated[place.field], excuse(place.field)
        if excused is None:
            return stated
        yes = self._cells[Cell(excused, "value")]
        formula, value = f"MAX({stated.ref},{yes.ref})", max(stated.value, yes.value)
        return self._put(place.field.label, "已知", formula, value)

    def _put(self, of: str, what: str, formula: str, value: int) -> Number:
        return self._scratch.put(of, what, formula, value)
