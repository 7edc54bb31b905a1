"""A form as a workbook: every formula carries the value that it has now."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from gpcli.expr.cells import Cell
from gpcli.expr.fields import excuse
from gpcli.forms.book import Book
from gpcli.forms.computed import Clauses, Computed
from gpcli.forms.design import CALC, MAIN
from gpcli.forms.entered import Entry
from gpcli.forms.filled import Filled
from gpcli.forms.identity import Identity
from gpcli.forms.layout import VERSION, Layout
from gpcli.forms.main_sheet import MainSheet, Tally
from gpcli.forms.other_sheets import draw_identity, draw_incidents, draw_steps
from gpcli.forms.scratch import Scratch
from gpcli.forms.shown import Result
from gpcli.forms.together import together
from gpcli.records import Record
from gpcli.scheme import Table


class Workbook(Record):
    """A finished workbook, every word in it that comes from people, and what the formulas of its main
    worksheet give now, by row and column.
    """

    raw: bytes
    text: str
    shown: Mapping[tuple[int, int], str | Decimal] = {}


def write(filled: Filled, clauses: Clauses) -> Workbook:
    """The workbook; ``clauses`` are those of its table.

    Raises :class:`Problems` where something does not fit into a spreadsheet.
    """
    layout, book, scratch = Layout(filled.table, filled.design), Book(), Scratch()
    wanted = _wanted(filled.table, clauses)
    entries = [Entry(layout, scratch, number, said) for number, said in enumerate(filled.said)]
    entered = [
        {
            place.key: entry.of(place, (cell for cell in wanted if cell.field is place.field))
            for place in layout.places(number)
        }
        for number, entry in enumerate(entries)
    ]
    stray = [entry.stray() for entry in entries]
    main = book.sheet(MAIN)
    tallies: list[Tally] = []
    for scored in layout.scored:
        own = scored.sources
        sources = [filled.design.sources[number] for number in own]
        facts = together(filled.table, sources, [entered[number] for number in own], wanted, scratch)
        computed = Computed(clauses, facts, scratch, scored.title)
        faulty = [one.faulty for number in own for one in entered[number].values()]
        faulty += [stray[number] for number in own]
        tallies.append(Tally(scored, facts, Result(clauses, facts, faulty, computed, scratch)))
    for number, _ in enumerate(filled.design.sources):
        draw_incidents(book, layout, filled, number)
    drawn = MainSheet(book, main, layout, filled, entered, tallies)
    drawn.draw()
    steps = book.sheet(CALC)
    draw_steps(book, steps, scratch)
    book.write_choices()
    draw_identity(book, identity(filled, layout))
    main.activate()
    return Workbook(book.done(), "\n".join(book.words), drawn.shown)


def identity(filled: Filled, layout: Layout) -> Identity:
    """What the form says of itself."""
    chosen = tuple(f"{key}={value}" for key, value in sorted(filled.scheme.chosen.items()))
    return Identity(
        VERSION,
        filled.scheme.id,
        filled.table.id,
        filled.pack,
        filled.version,
        layout.digest,
        chosen,
        layout.areas,
        filled.design,
    )


def _wanted(table: Table, clauses: Clauses) -> tuple[Cell, ...]:
    """Every cell that a clause reads, and the facts that are asked for before others."""
    asked_first = (excuse(place.field) for place in table.places)
    return tuple(
        dict.fromkeys((*clauses.cells, *(Cell(one, "value") for one in asked_first if one is not None)))
    )
