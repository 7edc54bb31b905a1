"""What one source entered, as whole numbers: whether it says something of a fact, whether that can be, and
the cells that clauses read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from gpcli.expr.cells import Cell, fill
from gpcli.expr.fields import (
    AMOUNT_LIMIT,
    Answer,
    Field,
    LevelField,
    ListField,
    NumberField,
    RateField,
    Share,
    YesNoField,
)
from gpcli.facts.unit import Contribution
from gpcli.forms.criteria import Counting, quoted
from gpcli.forms.hints import NO, YES
from gpcli.forms.layout import Layout, Slot
from gpcli.forms.scratch import NOTHING, Number, Scratch
from gpcli.points import places_of, plain, to_scaled
from gpcli.records import Record
from gpcli.scheme import Place


class Entered(Record):
    """One fact on the word of one source: stated or not (1 or 0), faulty or not, its cells; of a list the
    number of its rows.
    """

    stated: Number
    faulty: Number
    cells: Mapping[Cell, Number]
    rows: Number | None = None


SILENT = Entered(NOTHING, NOTHING, {})
"""A fact that the source may not state."""


class Entry:
    """Turns what one source enters into steps; ``said`` is what it says now, where it says something."""

    def __init__(self, layout: Layout, scratch: Scratch, source: int, said: Contribution | None) -> None:
        self._layout = layout
        self._scratch = scratch
        self._source = source
        self._said = said
        self._counting = Counting(layout.incidents[source])
        self._name = layout.design.headings[source]

    def of(self, place: Place, wanted: Iterable[Cell]) -> Entered:
        """One fact; ``wanted`` are the cells that some clause reads of it."""
        slot = self._layout.slots.get((self._source, place.item, place.name, ""))
        if slot is None:
            return SILENT
        answer = None if self._said is None else self._said.answers.get(place.field)
        match place.field:
            case YesNoField():
                return self._yes_no(place, place.field, slot, answer)
            case LevelField():
                return self._level(place, place.field, slot, answer)
            case NumberField():
                return self._number(place, place.field, slot, answer)
            case RateField():
                return self._rate(place, place.field, slot, answer)
            case ListField():
                return self._list(place, place.field, slot, answer, tuple(wanted))

    def stray(self) -> Number:
        """Rows of incidents that belong to no fact."""
        if not self._counting.has_lists:
            return NOTHING
        return self._put(f"{self._name}明细", "未归入事项的行", self._counting.stray(), 0)

    def _put(self, of: str, what: str, formula: str, value: int) -> Number:
        return self._scratch.put(of, what, formula, value)

    def _stated(self, place: Place, faulty: Number, filled: str, *, stated: bool) -> Number:
        formula = f"IF(AND({filled},{faulty.ref}=0),1,0)"
        return self._put(self._what(place), "已填", formula, int(stated))

    def _what(self, place: Place) -> str:
        return f"{self._name}：{place.field.label}"

    def _yes_no(self, place: Place, field: YesNoField, slot: Slot, answer: Answer | None) -> Entered:
        x = slot.ref
        known = f'{x}<>"{YES}"' if field.reasoned else f'OR({x}="{YES}",{x}="{NO}")'
        faulty = self._put(self._what(place), "有误", f"IF(LEN({x})=0,0,IF({known},0,1))", 0)
        stated = self._stated(place, faulty, f"LEN({x})>0", stated=answer is not None)
        says = f'AND({stated.ref}=1,{x}<>"{NO}")' if field.reasoned else f'{x}="{YES}"'
        value = self._put(self._what(place), f"{YES} 为 1", f"IF({says},1,0)", int(answer is True))
        return Entered(stated, faulty, {Cell(field, "value"): value})

    def _level(self, place: Place, field: LevelField, slot: Slot, answer: Answer | None) -> Entered:
        x = slot.ref
        known = ",".join(f'{x}="{quoted(level)}"' for level in field.levels)
        faulty = self._put(self._what(place), "有误", f"IF(LEN({x})=0,0,IF(OR({known}),0,1))", 0)
        stated = self._stated(place, faulty, f"LEN({x})>0", stated=answer is not None)
        formula = "0"
        for code, level in reversed(list(enumerate(field.levels))):
            formula = f'IF({x}="{quoted(level)}",{code},{formula})'
        now = field.levels.index(answer) if isinstance(answer, str) else 0
        value = self._put(self._what(place), "第几档（从 0 起）", formula, now)
        return Entered(stated, faulty, {Cell(field, "value"): value})

    def _number(self, place: Place, field: NumberField, slot: Slot, answer: Answer | None) -> Entered:
        x = slot.ref
        wrong = f"IF({_within(x, field.minimum, field.maximum)},IF({on_grid(x, field)},0,1),1)"
        if field.judged:
            beside = [
                self._layout.slots[self._source, place.item, key, ""].ref for key in ("person", "reason")
            ]
            lacking = ",".join(f"LEN({one})=0" for one in beside)
            wrong = f"IF(AND({wrong}=0,OR({x}=0,NOT(OR({lacking})))),0,1)"
        faulty = self._put(self._what(place), "有误", f"IF(LEN({x})=0,0,{wrong})", 0)
        stated = self._stated(place, faulty, f"LEN({x})>0", stated=answer is not None)
        now = to_scaled(answer, field.places) if isinstance(answer, Decimal) else 0
        value = self._put(
            self._what(place), _unit(field.places), f"IF({stated.ref}=1,{_scaled(x, field.places)},0)", now
        )
        return Entered(stated, faulty, {Cell(field, "value"): value})

    def _rate(self, place: Place, field: RateField, slot: Slot, answer: Answer | None) -> Entered:
        x = slot.ref
        part, whole = (self._layout.slots[self._source, place.item, place.name, one].ref for one in _SHARE)
        pair = f"AND(LEN({part})>0,LEN({whole})>0)"
        count = f"AND({_within(part, Decimal(0), AMOUNT_LIMIT)},{_within(whole, Decimal(0), AMOUNT_LIMIT)})"
        fine = f"IF({whole}>0,IF({part}*100<={whole}*{plain(field.maximum)},0,1),1)"
        wholes = f"AND(ROUND({part},4)=ROUND({part},0),ROUND({whole},4)=ROUND({whole},0))"
        exact = f"IF({pair},IF({count},IF({wholes},{fine},1),1),1)"
        grid = f"ROUND({x}*10000,4)=ROUND({x}*10000,0)"
        percent = f"IF({_within(x, field.minimum, field.maximum)},IF({grid},0,1),1)"
        given = f"OR(LEN({part})>0,LEN({whole})>0)"
        wrong = f"IF(LEN({x})>0,IF({given},1,{percent}),IF({given},{exact},0))"
        faulty = self._put(self._what(place), "有误", wrong, 0)
        stated = self._stated(place, faulty, f"OR(LEN({x})>0,{given})", stated=answer is not None)
        over, under = _share_now(answer, field.places)
        top, bottom = _scaled(x, field.places), 100 * 10**field.places
        found = {
            Cell(field, "part"): self._put(
                self._what(place),
                "分子",
                f"IF({stated.ref}=1,IF(LEN({x})>0,{top},ROUND({part},0)),0)",
                over,
            ),
            Cell(field, "whole"): self._put(
                self._what(place),
                "分母",
                f"IF({stated.ref}=1,IF(LEN({x})>0,{bottom},ROUND({whole},0)),1)",
                under,
            ),
        }
        return Entered(stated, faulty, found)

    def _list(
        self, place: Place, field: ListField, slot: Slot, answer: Answer | None, wanted: tuple[Cell, ...]
    ) -> Entered:
        x, counting = slot.ref, self._counting
        now: dict[Field, Answer] = {} if answer is None else {field: answer}
        (number,) = fill([Cell(field, "count")], now)
        listed = len(self._listed(place))
        rows = self._put(self._what(place), "明细条数", counting.entries(place), listed)
        most = plain(field.maximum)
        bare = "1" if field.levels or field.amounts or field.type == "entries" else "0"
        typed = f"IF({_within(x, Decimal(0), field.maximum)},IF(ROUND({x},4)=ROUND({x},0),"
        typed += f"IF({rows.ref}>0,IF({x}={rows.ref},0,1),IF({x}>0,{bare},0)),1),1)"
        wrong = f"IF(LEN({x})=0,0,{typed})+IF({rows.ref}>{most},1,0)"
        if field.levels or field.amounts:
            wrong += f"+{counting.faulty(place)}"
        faulty = self._put(self._what(place), "有误", f"IF({wrong}=0,0,1)", 0)
        stated = self._stated(place, faulty, f"OR({rows.ref}>0,LEN({x})>0)", stated=answer is not None)
        count = self._put(
            self._what(place),
            "件数",
            f"IF({stated.ref}=1,IF({rows.ref}>0,{rows.ref},ROUND({x},0)),0)",
            number or 0,
        )
        found = {Cell(field, "count"): count}
        for cell in wanted:
            if cell not in found:
                found[cell] = self._of_kind(place, field, cell, stated, now)
        return Entered(stated, faulty, found, rows)

    def _of_kind(
        self, place: Place, field: ListField, cell: Cell, stated: Number, now: Mapping[Field, Answer]
    ) -> Number:
        counting = self._counting
        match cell.role:
            case "count":
                what, formula = "件数", counting.entries(place, cell.where)
            case "undecided":
                decided = counting.decided(place, cell.amount, cell.where)
                what, formula = "金额待定", f"{counting.entries(place, cell.where)}-{decided}"
            case _:
                places = field.amounts[cell.amount].places
                total = counting.total(place, cell.amount, cell.where)
                what, formula = f"金额合计，{_unit(places)}", f"ROUND({total}*{10**places},0)"
        said = "、".join(level for _, level in cell.where)
        (value,) = fill([cell], now)
        label = f"{what}（{said}）" if said else what
        return self._put(self._what(place), label, f"IF({stated.ref}=1,{formula},0)", value or 0)

    def _listed(self, place: Place) -> list[object]:
        """The entries that the source lists now."""
        block = {} if self._said is None else self._said.blocks.get(place.item, {})
        given = block.get(place.name)
        return given if isinstance(given, list) else []


_SHARE = ("part", "whole")


def _share_now(answer: Answer | None, places: int) -> tuple[int, int]:
    """Part and whole as the form's cells have them."""
    if not isinstance(answer, Share):
        return 0, 1
    if answer.whole == 100:
        return to_scaled(answer.part, places), 100 * 10**places
    return int(answer.part), int(answer.whole)


def _within(x: str, least: Decimal, most: Decimal) -> str:
    """The cell holds a number within the limits; text that looks like one is none."""
    area = f"{x}:{x.partition('!')[2]}"
    return f'COUNTIFS({area},">={plain(least)}",{area},"<={plain(most)}")=1'


def on_grid(x: str, field: NumberField) -> str:
    """The number is a multiple of the field's step, or has no more places than it may have."""
    number = f"{x}*{10**field.places}"
    fine = f"ROUND({number},4)=ROUND({number},0)"
    step = Decimal(1) if field.step is None else field.step
    steps = to_scaled(step, max(field.places, places_of(step))) if field.step is not None else 1
    if steps == 1:
        return fine
    return f"AND({fine},ROUND({number}/{steps},6)=ROUND({number}/{steps},0))"


def _scaled(x: str, places: int) -> str:
    return f"ROUND({x}*{10**places},0)" if places else f"ROUND({x},0)"


def _unit(places: int) -> str:
    return f"×{10**places}" if places else "数"
