"""A scored table as a pack states it: items, sections, the facts that they read, what cannot be together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from gpcli.expr.fields import (
    Field,
    LevelField,
    ListField,
    YesNoField,
    decimal_of,
    excuse,
)
from gpcli.expr.nodes import Bool, Expr, Fact, If, Num, Yes, add, number
from gpcli.expr.walk import fields
from gpcli.ledger import Ledger, Move, Note, Points, account, attainable, normalised, plus, void_if
from gpcli.messages import N_, Message, Phrase, message
from gpcli.points import total
from gpcli.records import Record
from gpcli.scheme.cohort import Cohort, MeanOf
from gpcli.scheme.columns import STANDARD, DocumentColumn
from gpcli.scheme.outcome import Conversion, Grade
from gpcli.scheme.places import SHARED, Place, places_of, read_by

ROLES = ("self", "office", "bureau", "third-party")
"""Who may stand behind a facts file."""

_ROLE_WORDS = {
    "self": N_("the unit itself"),
    "office": N_("the assessing office"),
    "bureau": N_("another bureau"),
    "third-party": N_("the third party"),
    "merged": N_("several sources"),
}


def source_words(name: str) -> Phrase:
    """Who a source is, in words: a role, or the body that ``bureau:NAME`` names."""
    role, _, body = name.partition(":")
    return body or message(_ROLE_WORDS.get(role, role))


class Item(Ledger):
    """What receives points: one printed weight, or one bonus or penalty entry.

    ``evidence`` names the kinds that the document asks for; ``assessed_by`` the sources that may state its
    facts, the one that owes them first: a role, or ``bureau:NAME`` for a named body; ``precedence`` says
    whose word counts where several do, as far as the clause tells. Where ``exempt`` is a yes the item does
    not apply: it gives nothing, and :func:`redistributed` shares out its points.
    """

    __slots__ = ("assessed_by", "evidence", "exempt", "kind", "precedence")

    def __init__(
        self,
        id: str,  # noqa: A002 - the field's word
        name: str,
        points: Points | None,
        *moves: Move,
        clause: str,
        kind: str = "base",
        evidence: tuple[str, ...] = (),
        assessed_by: tuple[str, ...] = ("self", "office"),
        exempt: Yes | None = None,
        precedence: tuple[str, ...] = (),
    ) -> None:
        """Raises ``ValueError`` for an unknown kind or source."""
        last = () if exempt is None else (void_if(exempt, exempt.field.label, key=exempt.field.name),)
        super().__init__(id, name, points, *moves, *last, clause=clause)
        self.exempt = exempt
        if kind not in ("base", "bonus", "penalty"):
            raise ValueError(f"{id}: an item is base, bonus or penalty, not {kind!r}")
        for source in (*assessed_by, *precedence):
            if source.partition(":")[0] not in ROLES:
                raise ValueError(f"{id}: no source is called {source!r}")
        self.kind = kind
        self.evidence = evidence
        self.assessed_by = assessed_by
        self.precedence = precedence


Shareable = Yes | Fact | LevelField | ListField


class Section(Ledger):
    """A heading with its items. ``printed`` is the label's number, which may disagree with the items.

    ``shared`` facts are read by several of its items, or by its own moves; a facts file gives them under
    ``[facts.SECTION]``.
    """

    __slots__ = ("kind", "printed", "shared")

    def __init__(
        self,
        id: str,  # noqa: A002 - the field's word
        name: str,
        printed: Points | None,
        *moves: Item | Move,
        clause: str,
        kind: str = "base",
        notes: tuple[Note, ...] = (),
        shared: tuple[Shareable, ...] = (),
    ) -> None:
        super().__init__(f"section.{id}", name, printed, *moves, clause=clause, notes=notes)
        for child in self.children:
            if not isinstance(child, Item):
                raise TypeError(f"section {id}: {child.id} is no item; a section holds items and moves")
        self.kind = kind
        self.printed = self.points
        self.shared = _fields(shared)

    @property
    def key(self) -> str:
        """Its id as facts files and reports have it."""
        return self.id.removeprefix("section.")

    @property
    def items(self) -> tuple[Item, ...]:
        """Its items, in the document's order."""
        return tuple(child for child in self.children if isinstance(child, Item))


def redistributed(
    *items: Item, label: Phrase = Message(N_("points of what does not apply, shared out"))
) -> Move:
    """Shares the points of items that do not apply among the others: earned × all points ÷ points that apply.

    Raises ``ValueError`` for an item without points.
    """
    if any(item.points is None for item in items):
        raise ValueError("only items with points share them out")
    weights = [(item.exempt, item.points or Decimal(0)) for item in items]
    parts = [number(points) if exempt is None else If(exempt, 0, points) for exempt, points in weights]
    return normalised(add(*parts), total(points for _, points in weights), label)


class Constraint(Record):
    """A condition between facts that always holds (a part is at most its whole)."""

    id: str
    says: str
    condition: Bool


class Table:
    """One scored table: its sections, and the final ledger once the steps are set."""

    __slots__ = (
        "_base",
        "_by_id",
        "_facts",
        "_homes",
        "_items",
        "_may_be_none",
        "_notes",
        "_operands",
        "_places",
        "_places_by_item",
        "clause",
        "cohort",
        "columns",
        "constraints",
        "conversions",
        "grades",
        "id",
        "name",
        "sections",
        "shared",
        "total",
    )

    def __init__(
        self,
        id: str,  # noqa: A002 - the field's word
        name: str,
        *sections: Section,
        clause: str,
        shared: tuple[Shareable, ...] = (),
        constraints: tuple[Constraint, ...] = (),
        notes: tuple[Note, ...] = (),
        cohort: tuple[Cohort, ...] = (),
        columns: tuple[DocumentColumn, ...] = STANDARD,
    ) -> None:
        """Raises ``ValueError`` where two parts have one id.

        ``shared`` facts are read by several items, or by none (by a step, a grade, a note); ``notes`` are
        those on the table as a whole; ``cohort`` says which facts follow from all units together;
        ``columns`` are those in which the document prints its items.
        """
        self.id = id
        self.name = name
        self.sections = sections
        self.clause = clause
        self.constraints = constraints
        self.cohort = cohort
        self.columns = columns
        self._items = tuple(item for section in sections for item in section.items)
        refuse_twice(self.id, [section.id for section in sections] + [item.id for item in self._items])
        for item in self._items:
            if item.id in ("total", "base", SHARED) or not item.id.isidentifier() or not item.id.isascii():
                raise ValueError(f"table {self.id}: an item cannot be called {item.id!r}")
        self.shared = _fields(shared)
        self._notes = notes
        self._homes = dict.fromkeys(self.shared, SHARED)
        self._operands = {
            f"{SHARED}.{field.name}": one for field, one in zip(self.shared, shared, strict=True)
        }
        for section in sections:
            self._homes |= dict.fromkeys(section.shared, section.key)
            if section.shared and section.key in (SHARED, *(item.id for item in self._items)):
                raise ValueError(f"table {id}: {section.key} is both a section with facts and an item")
        self._by_id = {item.id: item for item in self._items}
        self._facts: dict[Item, dict[str, Field]] = {}
        self._places: tuple[Place, ...] | None = None
        self._places_by_item: dict[str, dict[str, Place]] | None = None
        self._may_be_none: tuple[tuple[Place, YesNoField | None], ...] | None = None
        points = total(attainable(section) for section in self.base)
        self._base = Ledger("base", message(N_("base items")), points, *map(plus, self.base))
        self.conversions: tuple[Ledger, ...] = ()
        self.grades: tuple[Grade, ...] = ()
        self.total: Ledger = self._final(tuple(plus(section) for section in self._extra()))

    def finish(self, steps: tuple[Move | Conversion | Grade, ...]) -> None:
        """Sets the steps after the base sections, then what stands on the total; without it: the plain sum.

        Raises ``ValueError`` where a move follows a conversion or a grade.
        """
        moves = tuple(one for one in steps if not isinstance(one, Conversion | Grade))
        if any(isinstance(one, Conversion | Grade) for one in steps[: len(moves)]):
            raise ValueError(f"table {self.id}: a conversion or a grade stands after every move")
        self.total = self._final(moves)
        self.conversions = tuple(one.on(self.total) for one in steps if isinstance(one, Conversion))
        self.grades = tuple(one for one in steps if isinstance(one, Grade))
        refuse_twice(self.id, [ledger.id for ledger in self.ledgers()])
        refuse_twice(self.id, [grade.name for grade in self.grades])
        lines = [decimal_of(grade.line) for grade in self.grades if grade.line is not None]
        if lines != sorted(lines, reverse=True):
            raise ValueError(f"table {self.id}: grades go from the best line downward")

    @property
    def places(self) -> tuple[Place, ...]:
        """Every fact that the table reads, in the document's order, worked out once.

        Raises ``ValueError`` where one fact has two definitions or a name that a facts file cannot give,
        where a section, a step, a note or a constraint reads a fact that no item does, and where two notes
        or two constraints have one id.
        """
        if self._places is None:
            self._places = places_of(self)
            self._refuse_stray_facts()
            refuse_twice(self.id, [note.id for ledger in self.ledgers() for note in ledger.notes])
            refuse_twice(self.id, [constraint.id for constraint in self.constraints])
            refuse_twice(self.id, [one.fact for one in self.cohort])
            keys = {place.key for place in self._places}
            for one in self.cohort:
                for key in (one.fact, one.of) if isinstance(one, MeanOf) else (one.fact,):
                    if key not in keys:
                        raise ValueError(
                            f"table {self.id}: {key} follows from all units, but nothing reads it"
                        )
        return self._places

    @property
    def places_by_item(self) -> Mapping[str, Mapping[str, Place]]:
        """The places by where a facts file gives them (an item, a section, ``shared``) and by name."""
        if self._places_by_item is None:
            self._places_by_item = {}
            for place in self.places:
                self._places_by_item.setdefault(place.item, {})[place.name] = place
        return self._places_by_item

    @property
    def may_be_none(self) -> tuple[tuple[Place, YesNoField | None], ...]:
        """The places that are none where nobody states them: optional ones, and those that the yes of
        another fact, given beside them, makes pointless.
        """
        if self._may_be_none is None:
            excused = ((place, excuse(place.field)) for place in self.places)
            self._may_be_none = tuple(one for one in excused if one[0].optional or one[1] is not None)
        return self._may_be_none

    def facts(self, item: Item) -> Mapping[str, Field]:
        """The facts that an item reads, by key (``ITEM.FACT``, ``SECTION.FACT`` or ``shared.FACT``), worked
        out once.

        Raises ``ValueError`` where one key has two definitions.
        """
        if item not in self._facts:
            self._facts[item] = self._facts_of(item)
        return self._facts[item]

    def _facts_of(self, item: Item) -> dict[str, Field]:
        found: dict[str, Field] = {}
        for field in read_by(item):
            key = f"{self._homes.get(field, item.id)}.{field.name}"
            if found.setdefault(key, field) is not field:
                raise ValueError(f"{key} has two definitions")
        return found

    def fact(self, key: str) -> Shareable:
        """One of the ``shared`` facts by its key (``shared.NAME``), for steps, conversions and grades.

        Raises ``KeyError``.
        """
        return self._operands[key]

    @property
    def base(self) -> tuple[Section, ...]:
        """The sections whose items add up to the table's total."""
        return tuple(section for section in self.sections if section.kind == "base")

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the document's order."""
        return self._items

    @property
    def aim(self) -> Num:
        """What a unit strives for: the total, and a point for each status without a number that it avoids."""
        notes = (note for ledger in self.ledgers() for note in ledger.notes if note.effect != "note")
        avoided = [If(note.condition, 0, 1) for note in notes]
        return add(account(self.total).total, *avoided)

    def section(self, id: str) -> Section:  # noqa: A002 - the field's word
        """The section with this id; raises ``KeyError``."""
        for section in self.sections:
            if section.id == f"section.{id}":
                return section
        raise KeyError(id)

    def item(self, id: str) -> Item | None:  # noqa: A002 - the field's word
        """The item with this id, or None."""
        return self._by_id.get(id)

    def ledgers(self) -> Iterator[Ledger]:
        """Items, then sections, then the final ledger, then its conversions."""
        yield from self.items
        yield from self.sections
        yield self.total
        yield from self.conversions

    def optional(self) -> frozenset[Field]:
        """The facts whose absence means none."""
        return frozenset(place.field for place in self.places if place.optional)

    def _extra(self) -> Iterator[Section]:
        return (section for section in self.sections if section.kind != "base")

    def _refuse_stray_facts(self) -> None:
        known = {place.field for place in self.places}
        read: list[Expr] = [constraint.condition for constraint in self.constraints]
        for ledger in self.ledgers():
            read += (note.condition for note in ledger.notes)
            read += (expr for move in ledger.moves for expr in move.reads)
        read += (grade.only for grade in self.grades if grade.only is not None)
        asked_first = (excuse(place.field) for place in self.places)
        for field in (*fields(read), *(one for one in asked_first if one is not None)):
            if field not in known:
                raise ValueError(f"{field.name} is read, but by no item: list it among the shared facts")

    def _final(self, steps: tuple[Move, ...]) -> Ledger:
        base = self._base
        name = message(N_("total"))
        return Ledger("total", name, base.points, base, *steps, clause=self.clause, notes=self._notes)


def refuse_twice(table: str, ids: list[str]) -> None:
    for one in ids:
        if ids.count(one) > 1:
            raise ValueError(f"{table}: two parts are called {one!r}")


def _fields(shared: tuple[Shareable, ...]) -> tuple[Field, ...]:
    return tuple(one.field if isinstance(one, Yes | Fact) else one for one in shared)
