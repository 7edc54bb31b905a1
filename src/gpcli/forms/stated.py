"""What a form states, source by source, as a facts file has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from gpcli.expr.fields import AMOUNT_LIMIT, RateField
from gpcli.facts.merge import said_by
from gpcli.facts.unit import Source
from gpcli.facts.wording import Path
from gpcli.forms import typed
from gpcli.forms.design import MAIN
from gpcli.forms.grid import Grid, Spot
from gpcli.forms.hints import REMARKS
from gpcli.forms.layout import PARTS, Layout, Slot
from gpcli.forms.listed import Listed
from gpcli.messages import N_, message
from gpcli.points import plain
from gpcli.problems import Problem, problem

WHOLE_NUMBER = message(
    N_("a whole number {least} to {most}"), least=plain(Decimal(0)), most=plain(AMOUNT_LIMIT)
)

Block = dict[str, Any]
"""What one source says of one item, as a facts file has it."""


class Stated:
    """Reads the cells by the layout; ``problems`` are those that cannot be read, ``spots`` tell where a value
    of the data stands.
    """

    def __init__(self, layout: Layout, grids: Mapping[str, Grid], file: str) -> None:
        self._layout = layout
        self._main = grids[MAIN]
        self._file = file
        self.problems: list[Problem] = []
        self.spots: dict[Path, Spot] = {}
        self._listed = [Listed(one, grids[one.title], file) for one in layout.incidents]
        for listed in self._listed:
            self.problems += listed.problems
        self.problems += self._shut()

    def data(self) -> dict[str, Any]:
        """``source`` (or ``sources``), ``facts``, and what the source says of itself."""
        numbers = range(len(self._layout.design.sources))
        blocks = [dict(self._blocks(number)) for number in numbers]
        about = [self._about(number) for number in numbers]
        speaking = [
            number
            for number, source in enumerate(self._layout.design.sources)
            if blocks[number] or source.name or about[number].get("note")
        ]
        if len(speaking) < 2:
            number = speaking[0] if speaking else numbers[-1]
            return self._alone(blocks[number], about[number], number)
        ids = {number: f"s{number + 1}" for number in speaking}
        facts: dict[str, Any] = {}
        for place, number in enumerate(speaking):
            self._put(("sources", place), self._layout.slots[number, "", "name", ""])
            for home, block in blocks[number].items():
                self._share(facts, home, {"source": ids[number], **block}, number)
        return {"sources": [{"id": ids[number], **about[number]} for number in speaking], "facts": facts}

    def _shut(self) -> Iterator[Problem]:
        """What stands in cells that are not for their source."""
        layout = self._layout
        slots = {(slot.row, slot.column) for slot in layout.slots.values()}
        rows = {line.row: line for block in layout.blocks for line in block.lines}
        for source, columns in zip(layout.design.sources, layout.sources, strict=True):
            for row, column in self._main:
                if column in (columns.value, columns.evidence) and row in rows and (row, column) not in slots:
                    label = rows[row].label if column == columns.value else REMARKS["evidence"]
                    said = N_("{role} may not state {item}; the cell is to be left blank")
                    if column == columns.evidence and self._speaks(rows[row].home, source):
                        said = N_("the evidence of an item stands in its first row")
                    found = problem("not-entitled", said, role=said_by(source), item=label)
                    yield Spot(MAIN, row, column, label).of(self._file, found)

    def _speaks(self, home: str, source: Source) -> bool:
        number = self._layout.design.sources.index(source)
        return (number, home, "evidence", "") in self._layout.slots

    def _alone(self, blocks: Mapping[str, Block], about: Block, number: int) -> dict[str, Any]:
        """One source: a facts file of its own."""
        for home, block in blocks.items():
            self._place(("facts", home), home, block, number)
        self._put(("source",), self._layout.slots[number, "", "name", ""])
        source = {key: value for key, value in about.items() if key != "note"}
        note = {"note": about["note"]} if "note" in about else {}
        return {"source": source, "facts": dict(blocks), **note}

    def _share(self, facts: dict[str, Any], home: str, block: Block, number: int) -> None:
        """What a source says of an item, beside what others said of it before."""
        path: Path = ("facts", home)
        if home not in facts:
            facts[home] = block
        else:
            others = facts[home].setdefault("other", [])
            path = (*path, "other", len(others))
            others.append(block)
        self._place(path, home, block, number)

    def _about(self, number: int) -> Block:
        """The source's role, its name, what it says of the whole."""
        found: Block = {"role": self._layout.design.sources[number].role}
        for key in self._layout.closing:
            slot = self._layout.slots[number, "", key, ""]
            cell = self._cell(slot)
            said = typed.name(cell) if key == "name" else typed.text(cell)
            if said:
                found[key] = said
        return found

    def _blocks(self, number: int) -> Iterator[tuple[str, Block]]:
        for block in self._layout.blocks:
            found: Block = {}
            slots = [
                one for one in self._layout.slots.values() if (one.source, one.home) == (number, block.home)
            ]
            for slot in slots:
                if not slot.part:
                    self._read(slot, found)
            if found:
                yield block.home, found

    def _read(self, slot: Slot, block: Block) -> None:
        """Adds what a cell says to its item."""
        cell = self._cell(slot)
        entries = self._listed[slot.source].entries.get((slot.home, slot.key), [])
        if slot.field is None:
            said: object = self._remark(slot, cell)
        elif isinstance(slot.field, RateField) and (share := self._share_of(slot)) is not None:
            if cell is not None:
                self._say(slot, typed.stated_twice())
            said = share or None
        else:
            said = None if cell is None else typed.value(slot.field, cell)
        if isinstance(said, Problem):
            self._say(slot, said)
        elif entries:
            if said is not None and said != len(entries):
                self._say(slot, typed.other_count(said, len(entries)))
            block[slot.key] = entries
        elif said is not None:
            block[slot.key] = said

    def _remark(self, slot: Slot, cell: Any) -> object:
        if cell is None:
            return None
        if slot.key == "evidence":
            return typed.evidence(cell) or None
        return typed.date(cell) if slot.key == "date" else typed.text(cell) or None

    def _share_of(self, slot: Slot) -> Block | None:
        """A rate that is stated by its parts: both of them, or nothing and the problem that one is missing;
        None where no part is stated.
        """
        found: Block = {}
        for part, _ in PARTS:
            one = self._layout.slots[slot.source, slot.home, slot.key, part]
            cell = self._cell(one)
            said = None if cell is None else typed.number(cell)
            if isinstance(said, Problem):
                self._say(one, said)
            elif said is not None:
                found[part] = said
        lacking = [(part, called) for part, called in PARTS if part not in found]
        if found and lacking:
            ((part, called),) = lacking
            one = self._layout.slots[slot.source, slot.home, slot.key, part]
            if self._cell(one) is None:
                said = problem("bad-rate", N_("a rate without {key}"), key=called, expected=WHOLE_NUMBER)
                self._say(one, said)
            return {}
        return found or None

    def _cell(self, slot: Slot) -> Any:
        """What the cell holds; what cannot be read is a problem and no answer."""
        found = self._main.get((slot.row, slot.column))
        if isinstance(found, Problem):
            self._say(slot, found)
            return None
        return found

    def _say(self, slot: Slot, said: Problem) -> None:
        one = spot(slot).of(self._file, said)
        if one not in self.problems:
            self.problems.append(one)

    def _place(self, path: Path, home: str, block: Mapping[str, Any], number: int) -> None:
        """Where the keys of a block stand."""
        around = next(one for one in self._layout.blocks if one.home == home)
        said = around.lines[0].label if around.item is None else str(around.item.name)
        self.spots[path] = Spot(MAIN, around.first, self._layout.sources[number].value, said)
        for key in block:
            slot = self._layout.slots.get((number, home, key, ""))
            if slot is None:
                continue
            self._put((*path, key), slot)
            if isinstance(slot.field, RateField):
                for part, _ in PARTS:
                    self._put((*path, key, part), self._layout.slots[number, home, key, part])
            for place, spots in enumerate(self._listed[number].spots.get((home, key), ())):
                for name, where in spots.items():
                    self.spots[(*path, key, place, name) if name else (*path, key, place)] = where

    def _put(self, path: Path, slot: Slot) -> None:
        self.spots[path] = spot(slot)


def spot(slot: Slot) -> Spot:
    """The cell with its label."""
    return Spot(MAIN, slot.row, slot.column, slot.label)
