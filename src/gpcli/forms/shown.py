"""What a form shows of its numbers: points, intervals, the result, how far it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gpcli.expr.fields import FAR, ListField, excuse
from gpcli.forms.computed import PLACES, Clauses, Computed, Held, Points
from gpcli.forms.criteria import quoted
from gpcli.forms.scratch import Number, Scratch
from gpcli.forms.together import Together
from gpcli.ledger import Note
from gpcli.points import DISPLAY_PLACES, half_up, plain, to_scaled, total
from gpcli.records import Record
from gpcli.scheme import Constraint, Grade, Table

OPEN_BELOW, OPEN_ABOVE, TO = "无下限", "无上限", "～"
UNKNOWN, SO_FAR, UNDECIDED = "—", "暂 ", "未定"


class Shown(Record):
    """A formula for the main worksheet, without the equals sign, and what it gives now."""

    formula: str
    value: str | Decimal


def points(one: Points) -> Shown:
    """A number where it is settled, else from where to where."""
    low, high = one.lower.formula, one.upper.formula
    least = f'IF({low}<=-{FAR},"{OPEN_BELOW}",{low})'
    most = f'IF({high}>={FAR},"{OPEN_ABOVE}",{high})'
    formula = f'IF({one.settled.outside}=1,{low},{least}&"{TO}"&{most})'
    return Shown(formula, _points_now(one))


def added(one: Points) -> Shown:
    """What a step added, where that is settled: what it may add says little beside what there is after it."""
    formula = f'IF({one.settled.outside}=1,{one.lower.formula},"{UNDECIDED}")'
    return Shown(formula, one.lower.value if one.settled.value else UNDECIDED)


def step(before: Points | None, after: Points) -> Shown:
    """What a step added to what was there before, where both are settled."""
    if before is None:
        return added(after)
    settled = f"{before.settled.outside}*{after.settled.outside}=1"
    ends = [one.lower.outside(DISPLAY_PLACES) for one in (after, before)]
    formula = f'IF({settled},ROUND(ROUND({"-".join(ends)},{DISPLAY_PLACES}),{PLACES})+0,"{UNDECIDED}")'
    gained = total([after.lower.now(DISPLAY_PLACES), -before.lower.now(DISPLAY_PLACES)])
    now = half_up(to_scaled(gained, DISPLAY_PLACES), 10**DISPLAY_PLACES, PLACES)
    return Shown(formula, now if before.settled.value and after.settled.value else UNDECIDED)


def _points_now(one: Points) -> str | Decimal:
    if one.settled.value:
        return one.lower.value
    least = OPEN_BELOW if one.lower.value <= -FAR else plain(one.lower.value)
    most = OPEN_ABOVE if one.upper.value >= FAR else plain(one.upper.value)
    return f"{least}{TO}{most}"


def held(one: Held) -> Shown:
    """Whether something is so."""
    formula = f'IF({one.sure.outside}=1,"是",IF({one.possible.outside}=1,"{UNDECIDED}","否"))'
    return Shown(formula, "是" if one.sure.value else UNDECIDED if one.possible.value else "否")


class Standing(Record):
    """How far a form is filled in: how many cells are faulty, facts contradictory, facts missing, incidents
    without an amount.
    """

    faulty: Number
    contradictions: Number
    missing: Number
    undecided: Number


class Result:
    """What the form says of the facts of some sources together."""

    def __init__(
        self,
        clauses: Clauses,
        facts: Together,
        faulty: Sequence[Number],
        computed: Computed,
        scratch: Scratch,
    ) -> None:
        self.table = clauses.table
        self.computed = computed
        self._scratch = scratch
        self.standing = Standing(
            self._sum("有误的单元格", faulty),
            self._sum("矛盾", [self._refuted(one) for one in self.table.constraints]),
            self._sum("未填事实", _missing(self.table, facts, scratch)),
            self._sum("金额待定", _undecided(facts)),
        )

    def total(self) -> Shown:
        """The result: a number, a status, or between which bounds it lies; nothing while cells are faulty.

        While a status without a number is still possible, what there is so far is marked as such.
        """
        shown = points(self.computed.points("total", "total"))
        formula, value = shown.formula, shown.value
        ends = [
            (note, self.computed.held("note", note.id)) for note in self._notes() if note.effect != "note"
        ]
        if ends:
            open_ends = f"MAX({','.join(one.possible.outside for _, one in ends)})"
            formula = f'IF({open_ends}=0,{formula},"{SO_FAR}"&{formula})'
            if any(one.possible.value for _, one in ends):
                value = f"{SO_FAR}{value if isinstance(value, str) else plain(value)}"
        for note, one in reversed(ends):
            if note.effect == "veto":
                formula = f'IF({one.sure.outside}=1,"{quoted(note.label)}",{formula})'
                value = note.label if one.sure.value else value
        standing = self.standing
        if standing.faulty.value + standing.contradictions.value:
            value = UNKNOWN
        bad = f"{standing.faulty.outside}+{standing.contradictions.outside}"
        return Shown(f'IF({bad}>0,"{UNKNOWN}",{formula})', value)

    def state(self) -> Shown:
        """How far the form is filled in, in words."""
        one = self.standing
        conflict, conflict_now = self._conflict()
        missing = f'"还有 "&{one.missing.outside}&" 项事实未填"'
        settled = self.computed.points("total", "total").settled
        rest = f'IF({settled.outside}=1,"，但不影响总分","")'
        undecided = f'IF({one.undecided.outside}>0,"；有 "&{one.undecided.outside}&" 条明细的金额待定","")'
        filled = f'IF({one.missing.outside}=0,"事实已填齐",{missing}&{rest})&{undecided}'
        faulty = f'"有 "&{one.faulty.outside}&" 处填写有误，见“提示”列和明细"'
        formula = (
            f"IF({one.faulty.outside}>0,{faulty},IF({one.contradictions.outside}>0,{conflict},{filled}))"
        )
        now = "事实已填齐"
        if one.missing.value:
            now = f"还有 {one.missing.value} 项事实未填" + ("，但不影响总分" if settled.value else "")
        if one.undecided.value:
            now += f"；有 {one.undecided.value} 条明细的金额待定"
        if one.contradictions.value:
            now = conflict_now
        return Shown(formula, now)

    def grade(self) -> Shown:
        """The grade, where it is settled."""
        formula, value = '""', ""
        decided = False
        found: list[tuple[str, str, str, bool, bool]] = []
        for grade in self.table.grades:
            conditions = [
                self.computed.held("grade", grade.name, str(number))
                for number, _ in enumerate(grade.conditions(self.table.total))
            ]
            found.append(_grade(grade, conditions))
        for name, sure, possible, *_ in reversed(found):
            formula = f'IF({sure},"{quoted(name)}",IF({possible},"{UNDECIDED}",{formula}))'
        for name, _, _, is_sure, is_possible in found:
            if not decided and (is_sure or is_possible):
                value, decided = (name if is_sure else UNDECIDED), True
        return Shown(formula, value)

    def _notes(self) -> list[Note]:
        return [note for ledger in self.table.ledgers() for note in ledger.notes]

    def _sum(self, what: str, numbers: Sequence[Number]) -> Number:
        numbers = [one for one in numbers if one.ref != "0"]
        formula = "+".join(one.ref for one in numbers) or "0"
        return self._scratch.put("合计", what, formula, sum(one.value for one in numbers))

    def _refuted(self, one: Constraint) -> Number:
        held = self.computed.held("constraint", one.id)
        return self._scratch.put("校核", one.says, f"1-{held.possible.ref}", 1 - held.possible.value)

    def _conflict(self) -> tuple[str, str]:
        """The first contradiction in words."""
        formula, now = '""', ""
        for one in reversed(self.table.constraints):
            held = self.computed.held("constraint", one.id)
            said = f"所填事实互相矛盾：{one.says}"
            formula = f'IF({held.possible.outside}=0,"{quoted(said)}",{formula})'
            now = now if held.possible.value else said
        return formula, now


def _grade(grade: Grade, conditions: Sequence[Held]) -> tuple[str, str, str, bool, bool]:
    sure = f"AND({','.join(f'{one.sure.outside}=1' for one in conditions) or '1=1'})"
    possible = f"AND({','.join(f'{one.possible.outside}=1' for one in conditions) or '1=1'})"
    return (
        grade.name,
        sure,
        possible,
        all(one.sure.value for one in conditions),
        all(one.possible.value for one in conditions),
    )


def _missing(table: Table, facts: Together, scratch: Scratch) -> list[Number]:
    """1 for each fact that is missing; a list counts only once it is known that it is asked for."""
    found: list[Number] = []
    for place in table.places:
        if place.optional:
            continue
        answered = facts.answered[place.field]
        formula, value = f"1-{answered.ref}", 1 - answered.value
        first = excuse(place.field) if isinstance(place.field, ListField) else None
        if first is not None:
            known = facts.answered[first]
            formula = f"IF({known.ref}=1,{formula},0)"
            value = value if known.value else 0
        found.append(scratch.put(place.field.label, "未填", formula, value))
    return found


def _undecided(facts: Together) -> list[Number]:
    """Incidents without an amount, of every list that has amounts."""
    return [number for cell, number in facts.cells.items() if cell.role == "undecided" and not cell.where]
