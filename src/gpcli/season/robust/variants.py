"""The table under other answers to its Readings, built as far as each part of it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from gpcli.expr.fields import Answer, Answers, Field
from gpcli.expr.nodes import Bool, Expr
from gpcli.expr.walk import fields
from gpcli.ledger import Ledger, Note, account, share
from gpcli.records import Record
from gpcli.scheme import Reading, Section, Table
from gpcli.scoring.score import Scorer
from gpcli.season.robust.shape import Shapes, is_quotient, reads_facts

Rebuild = Callable[[Mapping[str, str]], Table]
"""Builds the table under other answers to its Readings."""

Choice = tuple[int, ...]
"""One answer for each question, by its place among the question's values: 0 is the one in force."""


class Question(Record):
    """A Reading on which a total may hang; ``values`` are its answers, the one in force first."""

    reading: Reading
    values: tuple[str, ...]

    def says(self, place: int) -> str:
        """An answer in words."""
        value = self.values[place]
        return next(answer.says for answer in self.reading.answers if answer.value == value)


class Variant:
    """A table under other Readings, standing on everything that they do not touch.

    ``items`` and ``sections`` have the nodes (by ``id``) that stand for each part's total; ``checks`` are the
    constraints that may say something new about facts that are legal as they are; ``ends`` the notes that
    give a status without a number.
    """

    def __init__(self, base: Table, other: Table, touched: frozenset[str]) -> None:
        """Raises ``ValueError`` where the Readings change which items or facts there are."""
        self.table = other
        if [item.id for item in base.items] != [item.id for item in other.items]:
            raise ValueError(f"table {base.id} has other items under another Reading")
        self._pairs = [(mine, theirs) for mine, theirs in _pairs(base, other) if mine is not theirs]
        self.items = _nodes(base.items, other.items, touched)
        self.sections = _nodes(base.sections, other.sections, touched)
        if "total" not in touched:
            share(other.total, account(base.total))
        known = {one.id for one in base.constraints}
        affected = {
            field for item in other.items if item.id in touched for field in other.facts(item).values()
        }
        self.checks: tuple[Bool, ...] = tuple(
            one.condition
            for one in other.constraints
            if one.id not in known or not affected.isdisjoint(fields([one.condition]))
        )
        self.ends: tuple[Note, ...] = tuple(
            note for ledger in other.ledgers() for note in ledger.notes if note.effect != "note"
        )

    def carried(self, answers: Answers) -> dict[Field, Answer]:
        """The answers by the fields of both tables."""
        there = {theirs: answers[mine] for mine, theirs in self._pairs if mine in answers}
        return {**answers, **there}

    def looks_beside(self, ledger: Ledger) -> bool:
        """Whether the moves of a section, or the final steps, read facts otherwise than through items."""
        known = {node for nodes in self.items for node in nodes}
        if not isinstance(ledger, Section):
            known |= {node for nodes in self.sections for node in nodes}
        return any(reads_facts(expr, known) for expr in _reads(ledger))


class Variants:
    """A table under any answers to its Readings. A Reading moves what it says that it touches."""

    def __init__(self, scorer: Scorer, rebuild: Rebuild) -> None:
        self.table = scorer.table
        self._rebuild = rebuild
        self._built: dict[tuple[tuple[int, int], ...], Variant] = {}
        moved = {"total", *(one.id for one in (*self.table.items, *self.table.sections))}
        found: list[Question] = []
        for one in scorer.readings:
            declared = scorer.scheme.find_reading(one.id)
            if declared is not None and not moved.isdisjoint(one.touches):
                others = tuple(value for value in declared.values if value != one.value)
                found.append(Question(declared, (one.value, *others)))
        self.questions = tuple(found)
        self.in_force: Choice = (0,) * len(found)

    def touching(self, *ledgers: Ledger) -> tuple[int, ...]:
        """The places of the questions that touch items, sections' own moves, or the final steps."""
        names = {ledger.id for ledger in ledgers}
        return tuple(
            place for place, one in enumerate(self.questions) if not names.isdisjoint(one.reading.touches)
        )

    def under(self, places: tuple[int, ...], choice: Choice) -> Variant:
        """The table with the choice's answers to the questions at these places, the others as in force.

        Raises ``ValueError`` where the answers change which items or facts there are.
        """
        changed = tuple([(place, choice[place]) for place in places if choice[place]])
        found = self._built.get(changed)
        if found is None:
            found = self._built[changed] = self._variant(changed)
        return found

    def single(self, place: int, answer: int) -> Choice:
        """The Readings in force but for one."""
        return (*self.in_force[:place], answer, *self.in_force[place + 1 :])

    def singles(self, places: Iterable[int]) -> Iterator[Variant]:
        """The table as it is, then under each other answer to one of these questions."""
        yield self.under((), self.in_force)
        for place in places:
            for answer in range(1, len(self.questions[place].values)):
                yield self.under((place,), self.single(place, answer))

    @cached_property
    def items(self) -> list[tuple[int, ...]]:
        """The places of the questions that touch each item."""
        return [self.touching(item) for item in self.table.items]

    @cached_property
    def sections(self) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """The places of the questions under which each section has to be built, and that can move it."""
        return [(self._building(section), self._moving(section)) for section in self.table.sections]

    def _building(self, section: Section) -> tuple[int, ...]:
        """The places of the questions under which a section's own moves have to be built."""
        own = self.touching(section)
        if own and any(one.looks_beside(one.table.section(section.key)) for one in self.singles(own)):
            return tuple(sorted({*self.touching(section, *section.items), *self.together}))
        return own

    def _moving(self, section: Section) -> tuple[int, ...]:
        """The places of the questions that can move a section: its own and those of its items; those of every
        item where its moves look at anything else.
        """
        own = self.touching(section)
        looks = any(fields(_reads(one.table.section(section.key))) for one in self.singles(own))
        return self.touching(section, *(self.table.items if looks else section.items))

    @cached_property
    def finishing(self) -> tuple[int, ...]:
        """The places of the questions under which the final steps have to be built."""
        own = self.touching(self.table.total)
        if own and any(one.looks_beside(one.table.total) for one in self.singles(own)):
            return tuple(range(len(self.questions)))
        return own

    @cached_property
    def is_of_sections(self) -> bool:
        """Whether the final steps know nothing but the totals of sections."""
        every = self.singles(self.touching(self.table.total))
        return not any(
            reads_facts(expr, {node for nodes in one.sections for node in nodes})
            for one in every
            for expr in [account(one.table.total).total]
        )

    @cached_property
    def together(self) -> tuple[int, ...]:
        """The places of the questions that change which facts follow from all units together, and how."""
        return tuple(
            place
            for place in range(len(self.questions))
            if any(one.table.cohort != self.table.cohort for one in self.singles([place]))
        )

    @cached_property
    def noting(self) -> tuple[int, ...]:
        """The places of the questions that change when there is a status without a number."""
        shapes = Shapes()

        def said(variant: Variant) -> list[tuple[str, int]]:
            return [(note.effect, shapes(note.condition)) for note in variant.ends]

        mine = said(self.under((), self.in_force))
        every = range(len(self.questions))
        changed = {place for place in every if any(said(one) != mine for one in self.singles([place]))}
        return tuple(sorted({*changed, *self.together} if mine or changed else changed))

    @cached_property
    def is_quotient(self) -> bool:
        """Whether a total may be a quotient, which is printed (and ranked) at display places."""
        tables = [one.table for one in self.singles(range(len(self.questions)))]
        parts = (part for table in tables for part in (*table.items, *table.sections, table.total))
        return any(is_quotient(account(part).total) for part in parts)

    def _variant(self, changed: tuple[tuple[int, int], ...]) -> Variant:
        if not changed:
            return Variant(self.table, self.table, frozenset())
        asked = [self.questions[place] for place, _ in changed]
        chosen = {one.reading.id: one.values[answer] for one, (_, answer) in zip(asked, changed, strict=True)}
        touched = frozenset(name for one in asked for name in one.reading.touches)
        return Variant(self.table, self._rebuild(chosen), touched)


def _reads(ledger: Ledger) -> list[Expr]:
    return [expr for move in ledger.moves for expr in move.reads]


def _pairs(base: Table, other: Table) -> Iterator[tuple[Field, Field]]:
    """The facts of one table with those of the other; raises ``ValueError`` where they have not the same."""
    yield from zip(base.shared, other.shared, strict=True)
    for section, counterpart in zip(base.sections, other.sections, strict=True):
        yield from zip(section.shared, counterpart.shared, strict=True)
    for mine, theirs in zip(base.items, other.items, strict=True):
        here, there = base.facts(mine), other.facts(theirs)
        if here.keys() != there.keys():
            raise ValueError(f"{mine.id} has other facts under another Reading")
        for key, field in here.items():
            yield field, there[key]


def _nodes(base: Iterable[Ledger], other: Iterable[Ledger], touched: frozenset[str]) -> list[tuple[int, int]]:
    """What the totals of parts are known by in expressions of either table."""
    found: list[tuple[int, int]] = []
    for mine, theirs in zip(base, other, strict=True):
        there = account(theirs) if mine.id in touched else share(theirs, account(mine))
        found.append((id(account(mine).total), id(there.total)))
    return found
