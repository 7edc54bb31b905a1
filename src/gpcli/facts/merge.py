"""Several sources on one unit: whose word counts, item by item; what contradicts is a problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gpcli.expr.fields import Answer, Entries, Field
from gpcli.facts.unit import NO_REMARKS, Contribution, Remarks, Source, Statement, UnitFacts
from gpcli.facts.written import shown
from gpcli.messages import N_, Phrase, message
from gpcli.problems import Problem, Problems, in_a_row, problem
from gpcli.records import Record
from gpcli.scheme import Place, Table, none_of, source_words

DEFAULT = ("office", "third-party", "bureau", "self")
"""Whose word counts before whose, after the bodies that a clause names."""


class Precedence(Record):
    """A season's own order of sources: for every item, and for single ones by their ids."""

    every: tuple[str, ...] = ()
    items: Mapping[str, tuple[str, ...]] = {}

    def order(self, group: str, assessed_by: tuple[str, ...], clause: tuple[str, ...]) -> tuple[str, ...]:
        """Sources from the one whose word counts first, for an item or a shared fact.

        What the season says of the item, then of all; then what the pack says (``clause``), the bodies that
        the clause names, and :data:`DEFAULT`.
        """
        lead = assessed_by[:1] if assessed_by and assessed_by[0] not in ("self", "office") else ()
        named = tuple(one for one in assessed_by if one.startswith("bureau:"))
        own = (*self.items.get(group, ()), *self.every)
        return tuple(dict.fromkeys((*own, *clause, *lead, *named, *DEFAULT)))


NO_PRECEDENCE = Precedence()


def merged(
    table: Table, scheme: str, statements: Sequence[Statement], precedence: Precedence = NO_PRECEDENCE
) -> UnitFacts:
    """The facts of one unit from everything that was said about it, with the defaults of optional ones.

    A whole item comes from one source, never facts of two. Raises :class:`Problems` where sources of equal
    standing differ.
    """
    said = [one for statement in statements for one in statement.contributions]
    first = statements[0]
    several = len(said) > 1
    origins = _origins(table, said, precedence) if several else {}
    answers, stated, remarks = _together(table, said, origins) if several else _alone(said)
    complete(table, answers)
    periods = sorted({one.period for one in statements if one.period})
    return UnitFacts(
        scheme,
        table.id,
        first.unit,
        "、".join(periods),
        Source(MERGED) if several else said[0].source if said else Source(),
        answers,
        stated,
        remarks,
        tuple(dict.fromkeys(one for statement in statements for one in statement.inputs)),
        next((one.note for one in statements if one.note), ""),
        origins,
        tuple(said),
        id=first.id,
    )


MERGED = "merged"
"""The role of a sheet's source where several speak."""


def complete(table: Table, answers: dict[Field, Answer]) -> None:
    """Adds the defaults of optional facts, and of those that another answer made pointless."""
    for place, excused in table.may_be_none:
        if place.field not in answers and (
            place.optional or (excused is not None and answers.get(excused) is True)
        ):
            answers[place.field] = none_of(place.field)


def as_said_by(table: Table, facts: UnitFacts, source: Source) -> UnitFacts:
    """The facts with every item as ``source`` states it, where it states it."""
    said = [one for one in facts.contributions if one.source == source]
    answers: dict[Field, Answer] = dict(facts.answers)
    stated = set(facts.stated)
    remarks = dict(facts.remarks)
    for group, places in groups(table).items():
        one = next((one for one in said if states(one, places)), None)
        if one is None or facts.origins.get(group) is one:
            continue
        for place in places:
            answers.pop(place.field, None)
            stated.discard(place.key)
            if place.key in one.stated:
                answers[place.field] = one.answers[place.field]
                stated.add(place.key)
        remarks[group] = one.remarks.get(group, NO_REMARKS)
    complete(table, answers)
    return facts._replace(
        answers=answers, stated=frozenset(stated), remarks=remarks, origins={}, contributions=()
    )


def groups(table: Table) -> dict[str, tuple[Place, ...]]:
    """The places of everything that is taken from one source as a whole, in the table's order."""
    items = {item.id for item in table.items}
    found: dict[str, list[Place]] = {}
    for place in table.places:
        found.setdefault(place.item if place.item in items else place.key, []).append(place)
    return {group: tuple(places) for group, places in found.items()}


def states(one: Contribution, places: Iterable[Place]) -> bool:
    """Whether the source states any of the facts."""
    return any(place.key in one.stated for place in places)


def _origins(table: Table, said: list[Contribution], precedence: Precedence) -> dict[str, Contribution]:
    """Whose word counts, by group; raises :class:`Problems` for every disagreement of equals."""
    found: dict[str, Contribution] = {}
    conflicts: list[Problem] = []
    for group, places in groups(table).items():
        speaking = [one for one in said if states(one, places)]
        if not speaking:
            continue
        item = table.item(group)
        order = precedence.order(
            group,
            places[0].assessed_by if item is None else item.assessed_by,
            item.precedence if item else (),
        )
        by_standing: dict[int, list[Contribution]] = {}
        for one in speaking:
            by_standing.setdefault(standing(one.source, order), []).append(one)
        for equals in by_standing.values():
            conflicts += _differences(group, places, equals)
        found[group] = by_standing[min(by_standing)][0]
    if conflicts:
        raise Problems(conflicts)
    return found


def standing(source: Source, order: Sequence[str]) -> int:
    """The place of a source in an order of ``role`` and ``role:NAME``."""
    places = [place for place, one in enumerate(order) if one in (source.role, source.full)]
    return min(places, default=len(order))


def _differences(group: str, places: tuple[Place, ...], equals: list[Contribution]) -> list[Problem]:
    first, *others = equals
    found: list[Problem] = []
    for other in others:
        differing = [place for place in places if _said(first, place) != _said(other, place)]
        if differing:
            item, name = differing[0].item, differing[0].name
            same = first.source == other.source
            said = problem(
                "conflict",
                N_("{first} and {second} both speak for {source} and differ on {facts}")
                if same
                else N_(
                    "{first} ({source}) and {second} ({other}) have the same standing and differ on {facts}"
                ),
                first=_place(first, item, name),
                second=_place(other, item, name),
                source=said_by(first.source),
                other=said_by(other.source),
                facts=in_a_row([_both(place, first, other) for place in differing]),
                expected=_way_out(first.source, other.source),
            )
            line = other.line(item, name)
            found.append(said._replace(file=other.file, line=line, key=f"facts.{group}"))
    return found


def _said(one: Contribution, place: Place) -> tuple[object, ...]:
    """What a source states about a fact: of a list also which entries, in any order.

    Evidence, notes and who judged do not tell entries apart; dates and words do.
    """
    remarks = one.remarks.get(place.item, NO_REMARKS)
    entries = (entry for name, entry in remarks.incidents if name == place.name)
    beside = ("evidence", "note", "person", "reason")
    return one.answers.get(place.field), sorted(
        sorted((key, str(value)) for key, value in entry.items() if key not in beside) for entry in entries
    )


def _way_out(*sources: Source) -> Phrase:
    """How to settle it: an order for the season, a named source before a nameless one."""
    if len({one.full for one in sources}) == 1:
        return message(N_("files that agree, or a name for one source and in season.toml an order of them"))
    order = ", ".join(f'"{one.full}"' for one in sorted(sources, key=lambda one: not one.name))
    return message(N_("files that agree, or in season.toml [precedence] every = [{order}]"), order=order)


def said_by(source: Source) -> Phrase:
    """Who a source is, in words: its role, and its name where it has one."""
    role = source_words(source.role)
    if not source.name or source.role == "bureau":
        return source_words(source.full)
    return message(N_("{role} {name}"), role=role, name=source.name)


def _both(place: Place, first: Contribution, other: Contribution) -> Phrase:
    """The fact with both values; ``—`` where one is silent."""
    answers = [one.answers.get(place.field) for one in (first, other)]
    values = ["—" if answer is None else shown(answer) for answer in answers]
    if values[0] == values[1] and isinstance(answers[0], Entries):
        return message(N_("{fact} (other entries)"), fact=place.key)
    if values[0] == values[1]:
        return place.key
    return message(N_("{fact} ({first}, {second})"), fact=place.key, first=values[0], second=values[1])


def _place(one: Contribution, item: str, name: str) -> str:
    line = one.line(item, name)
    return f"{one.file}:{line}" if line else one.file


def _alone(
    said: Sequence[Contribution],
) -> tuple[dict[Field, Answer], frozenset[str], Mapping[str, Remarks]]:
    if not said:
        return {}, frozenset(), {}
    return dict(said[0].answers), said[0].stated, said[0].remarks


def _together(
    table: Table, said: list[Contribution], origins: Mapping[str, Contribution]
) -> tuple[dict[Field, Answer], frozenset[str], Mapping[str, Remarks]]:
    answers: dict[Field, Answer] = {}
    stated: set[str] = set()
    remarks: dict[str, Remarks] = {}
    for one in said:
        for item, found in one.remarks.items():
            if found != NO_REMARKS:
                remarks.setdefault(item, found)
    for group, places in groups(table).items():
        origin = origins.get(group)
        if origin is None:
            continue
        for place in places:
            if place.key in origin.stated:
                answers[place.field] = origin.answers[place.field]
                stated.add(place.key)
        if group in origin.remarks:
            remarks[group] = origin.remarks[group]
    return answers, frozenset(stated), remarks
