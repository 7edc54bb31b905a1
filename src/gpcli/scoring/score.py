"""Scoring one unit. A sheet that does not balance stops the run."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property, partial
from typing import TYPE_CHECKING

from gpcli.expr.fields import Entries, Field, LevelField, ListField
from gpcli.expr.walk import fields
from gpcli.facts.unit import NO_REMARKS, Source, UnitFacts
from gpcli.ledger import Include, Ledger, Move, Void, attainable
from gpcli.messages import N_, Phrase, message
from gpcli.points import DISPLAY_PLACES, plain, total
from gpcli.problems import Problems, problem
from gpcli.scheme import Constraint, Item, Reading, Scheme, Section, Table
from gpcli.scoring.outline import Address, Number, Numbers, Outline
from gpcli.scoring.sheet import (
    Converted,
    ItemResult,
    Line,
    Mark,
    NoteResult,
    ReadingInForce,
    SchemeInfo,
    SectionResult,
    Sheet,
    StepResult,
)
from gpcli.scoring.standing import Ended, Part, Standing, stood

if TYPE_CHECKING:
    from gpcli.scoring.groundwork import Groundwork
    from gpcli.scoring.openness import Openness


HALF_A_DIGIT = Decimal(5).scaleb(-DISPLAY_PLACES - 1)
"""The most by which an approximate line is off."""


class ImbalanceError(AssertionError):
    """The lines of a ledger do not add up to its total: a bug of this program, never of the facts."""


class Scorer:
    """One table under one set of Readings, for any number of units."""

    def __init__(self, scheme: Scheme, table: Table, *, pack: str = "", pack_version: str = "") -> None:
        self.scheme = scheme
        self.table = table
        self.info = SchemeInfo(
            scheme.id, scheme.title, scheme.document, table.id, table.name, pack, pack_version
        )
        self.readings = tuple(
            _in_force(reading, scheme.reading(reading.id))
            for reading in scheme.readings
            if reading.concerns(table)
        )
        self.outline = Outline(table)
        self._keys = {place.field: place.key for place in table.places}

    @cached_property
    def most(self) -> Mapping[str, Decimal | None]:
        """The most that each section gives, by its key; of a bonus or penalty section what is printed."""
        return {
            one.key: attainable(one) if one.kind == "base" else one.printed for one in self.table.sections
        }

    def score(self, facts: UnitFacts) -> Sheet:
        """The sheet of the facts; raises :class:`Problems` where they contradict each other."""
        return self.draft(facts).sheet()

    def draft(self, facts: UnitFacts) -> Draft:
        """The sheet before it is written; raises :class:`Problems` like :meth:`score`."""
        openness = self._openness(facts)
        numbers = self.outline.numbers(facts.answers, has_open=openness is not None)
        self._refuse_contradictions(numbers, facts)
        return Draft(self, facts, numbers, openness)

    def numbers(self, facts: UnitFacts) -> Numbers:
        """Every output for the facts, also where they contradict each other."""
        return self.outline.numbers(facts.answers, has_open=self._openness(facts) is not None)

    def fact_key(self, field: Field | None) -> str:
        """``ITEM.FACT`` of a field, or nothing."""
        return "" if field is None else self._keys.get(field, "")

    def _first_fact(self, constraint: Constraint) -> str:
        return self.fact_key(fields([constraint.condition])[0])

    def _openness(self, facts: UnitFacts) -> Openness | None:
        answers = facts.answers
        if all(place.field in answers for place in self.table.places) and not any(
            isinstance(field, ListField) and field.amounts and isinstance(answer, Entries) and answer.number
            for field, answer in answers.items()
        ):
            return None
        from gpcli.scoring.openness import Openness, open_places

        places = open_places(self.table, answers)
        return Openness(self.table, answers, places, self._ground) if places else None

    @cached_property
    def _ground(self) -> Groundwork:
        from gpcli.scoring.groundwork import Groundwork

        return Groundwork(self.table)

    def _refuse_contradictions(self, numbers: Numbers, facts: UnitFacts) -> None:
        found = [
            problem("contradiction", N_("this cannot be: {says}"), says=constraint.says)._replace(
                file=facts.inputs[0].path if facts.inputs else "", key=self._first_fact(constraint)
            )
            for constraint in self.table.constraints
            if not numbers[Address("constraint", constraint.id)].high
        ]
        if found:
            raise Problems(found)


class Draft:
    """All numbers of a unit's sheet, to be written out in full or as far as a ranking needs them."""

    def __init__(
        self,
        scorer: Scorer,
        facts: UnitFacts,
        numbers: Mapping[Address, Number],
        openness: Openness | None = None,
    ) -> None:
        self._scorer = scorer
        self._facts = facts
        self._numbers = numbers
        self._openness = openness

    @cached_property
    def _spoken_of(self) -> frozenset[str]:
        return frozenset(key.partition(".")[0] for key in self._facts.stated)

    def standing(self) -> Standing:
        """Where the unit stands."""
        scorer, facts, table = self._scorer, self._facts, self._scorer.table
        parts = tuple(Part(one.key, str(one.name), one.kind, self.mark(one)) for one in table.sections)
        found = stood(
            scorer.info, facts.unit, facts.period, table.total.points or Decimal(0), parts, self._ended()
        )
        return found._replace(id=facts.id) if facts.id else found

    def marks(self) -> Mapping[str, Mark]:
        """The mark of every ledger by its id: sections, items, conversions, the total."""
        return {ledger.id: self.mark(ledger) for ledger in self._scorer.table.ledgers()}

    def _ended(self) -> Ended:
        mark, notes = self.mark(self._scorer.table.total), self._notes()
        status, reason = _status(mark, notes)
        return Ended(status, reason, mark, notes, () if status == "vetoed" else self._grades())

    def sheet(self) -> Sheet:
        """The full sheet."""
        sections = self._scorer.table.sections
        return self.frame()._replace(
            sections=tuple(map(self.section, sections)),
            items=tuple(self.item(item, section) for section in sections for item in section.items),
        )

    def frame(self) -> Sheet:
        """The sheet without its sections and items."""
        scorer, facts, table = self._scorer, self._facts, self._scorer.table
        ended = self._ended()
        mark, notes = ended.mark, ended.notes
        if self._openness is not None:
            self._openness.decisive = self._decisive(notes)
            if mark.points is None:
                self._openness.decisive |= self._openness.beside
            for ledger in table.conversions:
                if self.mark(ledger).points is None:
                    self._openness.decisive |= self._openness.of_ledger(ledger)
        return Sheet(
            scorer.info,
            facts.unit,
            facts.period,
            facts.source,
            facts.inputs,
            scorer.readings,
            ended.status,
            ended.reason,
            table.total.points or Decimal(0),
            mark,
            self._steps(mark),
            (),
            (),
            notes,
            tuple(self._converted(ledger) for ledger in table.conversions),
            ended.grades,
            () if self._openness is None else self._openness.elsewhere(settled=mark.points is not None),
            facts.note,
            cohort=facts.cohort,
            rechecks=facts.rechecks,
            id=facts.id,
        )

    def _decisive(self, notes: tuple[NoteResult, ...]) -> frozenset[Field]:
        """Facts on which it hangs whether there is a number at all, and which grade."""
        open_ends = {one.id for one in notes if one.effect != "note" and not one.sure}
        conditions = (note.condition for note in self._scorer.outline.notes if note.id in open_ends)
        grades = self._grades()
        waiting = [one.only for one in self._scorer.table.grades if one.name in grades and len(grades) > 1]
        return frozenset(fields([*conditions, *(one for one in waiting if one is not None)]))

    def _converted(self, ledger: Ledger) -> Converted:
        return Converted(ledger.id, ledger.name, ledger.clause, ledger.points, self.mark(ledger))

    def _grades(self) -> tuple[str, ...]:
        """The grades that are possible, down to the first that is sure."""
        found: list[str] = []
        for grade in self._scorer.table.grades:
            held = [
                self._numbers[Address("grade", grade.name, str(number))]
                for number, _ in enumerate(grade.conditions(self._scorer.table.total))
            ]
            if all(one.high for one in held):
                found.append(grade.name)
                if all(one.low for one in held):
                    break
        return tuple(found)

    def mark(self, ledger: Ledger) -> Mark:
        """What a ledger comes to."""
        number = self._numbers[Address("total", ledger.id)]
        settled = self._openness is None or number.low == number.high
        exactness = settled or partial(self._is_exact, ledger)
        return Mark(number.low, number.high, exactness, approximate=number.approximate)

    def _is_exact(self, ledger: Ledger) -> bool:
        return self._openness is None or self._openness.exact(ledger)

    def section(self, section: Section) -> SectionResult:
        """One section of the sheet."""
        return SectionResult(
            section.key,
            str(section.name),
            section.kind,
            self._scorer.most[section.key],
            section.printed,
            self.mark(section),
            self._lines(section),
        )

    def item(self, item: Item, section: Section) -> ItemResult:
        """One item of the sheet."""
        mark = self.mark(item)
        stated = item.id in self._spoken_of
        return ItemResult(
            item.id,
            str(item.name),
            item.kind,
            section.key,
            item.clause,
            item.points,
            mark,
            self._lines(item),
            stated,
            self._facts.remarks.get(item.id, NO_REMARKS),
            item.evidence,
            () if self._openness is None else self._openness.of_item(item, settled=mark.points is not None),
            self._source(item) if stated else None,
        )

    def _source(self, item: Item) -> Source:
        origin = self._facts.origins.get(item.id)
        return self._facts.source if origin is None else origin.source

    def _lines(self, ledger: Ledger) -> tuple[Line, ...]:
        lines: list[Line] = []
        for posting in self._scorer.outline.accounts[ledger.id].postings:
            number = self._numbers[Address("amount", ledger.id, posting.key)]
            if number.low != number.high or not (number.low or posting.always):
                continue
            count = self._numbers.get(Address("count", ledger.id, posting.key))
            times = None if count is None or count.low != count.high else count.low
            fact = self._scorer.fact_key(posting.field)
            level = self._level(posting.field)
            lines.append(Line(posting.key, posting.label, number.low, times, fact, number.approximate, level))
        mark = self._numbers[Address("total", ledger.id)]
        if mark.low != mark.high:
            return tuple(lines)
        residue = total([mark.low, *(-line.amount for line in lines)])
        return tuple(lines) if not residue else self._balanced(ledger, lines, residue)

    def _level(self, field: Field | None) -> str:
        answer = self._facts.answers.get(field) if isinstance(field, LevelField) else None
        return answer if isinstance(answer, str) else ""

    def _balanced(self, ledger: Ledger, lines: list[Line], residue: Decimal) -> tuple[Line, ...]:
        """The lines with the residue of inexact or open ones put where it belongs."""
        rough = [line for line in lines if line.approximate]
        if rough and (self._openness is None or abs(residue) <= len(rough) * HALF_A_DIGIT):
            place = next((place for place, line in enumerate(lines) if line.key == "round"), None)
            if place is None:
                label = message(N_("display rounding"))
                return (*lines, Line("display", label, residue, None, "", approximate=True))
            rounding = lines[place]
            lines[place] = rounding._replace(amount=total([rounding.amount, residue]))
            return tuple(lines)
        if self._openness is None:
            raise ImbalanceError(f"{ledger.id}: {plain(residue)} is missing from its lines")
        voids = (move.label for move in ledger.moves if isinstance(move, Void) and self._holds(move))
        why: Phrase = next(voids, message(N_("settled whatever the open facts are")))
        return (*lines, Line("settled", why, residue, None, ""))

    def _holds(self, move: Void) -> bool:
        from gpcli.expr.spans import Spans

        return Spans(self._facts.answers).condition(move.condition).sure

    def _steps(self, whole: Mark) -> tuple[StepResult, ...]:
        steps: list[StepResult] = []
        before = Decimal(0)
        moves = self._scorer.table.total.moves
        for move, posting in zip(moves, self._scorer.outline.accounts["total"].postings, strict=True):
            amount = self._numbers[Address("amount", "total", posting.key)]
            after = self._numbers[Address("after", "total", posting.key)]
            added = total([after.low, -before]) if amount.approximate else amount.low
            steps.append(
                StepResult(
                    posting.key.removeprefix("section."),
                    self._step_label(move),
                    added if amount.low == amount.high else None,
                    Mark(
                        after.low, after.high, after.low == after.high or whole.exactness, after.approximate
                    ),
                )
            )
            before = after.low
        return tuple(steps)

    def _step_label(self, move: Move) -> Phrase:
        """The step's label; of a shut gate that it is shut."""
        gate = move.when if isinstance(move, Include) else None
        if gate is None:
            return move.label
        from gpcli.expr.spans import Spans

        if Spans(self._facts.answers).condition(gate).possible:
            return move.label
        return message(N_("{label} (its condition is not met)"), label=move.label)

    def _notes(self) -> tuple[NoteResult, ...]:
        found: list[NoteResult] = []
        for note in self._scorer.outline.notes:
            number = self._numbers[Address("note", note.id)]
            if number.high:
                found.append(NoteResult(note.id, note.label, note.effect, sure=bool(number.low)))
        return tuple(found)


def _status(mark: Mark, notes: tuple[NoteResult, ...]) -> tuple[str, str]:
    for veto in notes:
        if veto.effect == "veto" and veto.sure:
            return "vetoed", veto.label
    ends = [note for note in notes if note.effect != "note"]
    if not ends and mark.points is not None:
        return "scored", ""
    return "incomplete", next((note.label for note in ends if note.effect == "withhold" and note.sure), "")


def _in_force(reading: Reading, value: str) -> ReadingInForce:
    says = next(answer.says for answer in reading.answers if answer.value == value)
    return ReadingInForce(
        reading.id, reading.question, value, says, reading.default, reading.clause, reading.touches
    )
