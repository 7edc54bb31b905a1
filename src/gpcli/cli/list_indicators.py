"""``gp list-indicators``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from gpcli.assess.assessor import Assessor
from gpcli.assess.subject import Wanted
from gpcli.cli import domains, options
from gpcli.cli.listing import print_list
from gpcli.cli.options import Parser
from gpcli.cli.session import DONE, Session
from gpcli.expr.fields import decimal_of
from gpcli.ledger import Include, Note, attainable, in_words, rules
from gpcli.messages import N_, Words
from gpcli.points import plain
from gpcli.scheme import SHARED, Item, Place, Scheme, Section, Table

HELP = N_("List the items of a scheme with points, clause, rule and facts.")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.scheme_argument(parser)
    options.table(parser)
    options.readings(parser)
    options.output(parser, options.LIST_FORMATS, tables=True)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Lists items in the document's order."""
    found = Assessor(session.packs, Wanted(readings=tuple(asked.reading))).scheme(asked.scheme)
    names = [asked.table] if asked.table else [one.id for one in found.tables]
    tables = [session.packs.table(found, name) for name in names]
    word = session.words_for(asked.format).word
    if asked.format == "text":
        session.deliver(_text(found, tables, session.results), asked.output)
        return DONE
    head = (
        word(N_("Table")),
        word(N_("Section")),
        word(N_("Item")),
        "id",
        word(N_("of")),
        word(N_("Rule")),
        word(N_("Evidence")),
        word(N_("Facts")),
        word(N_("Clause")),
    )
    rows = [
        (
            one.id,
            str(section.name),
            str(item.name),
            item.id,
            "" if item.points is None else plain(item.points),
            rule(item, session.words_for(asked.format)),
            "、".join(item.evidence),
            ", ".join(place.key for place in _read(one, item)),
            item.clause,
        )
        for one in tables
        for section in one.sections
        for item in section.items
    ]
    data = [element for one in tables for element in as_data(found, one)]
    print_list(
        session, asked.format, asked.output, head, rows, data, aligned="llllrllll", no_bom=asked.no_bom
    )
    return DONE


def rule(item: Item, words: Words) -> str:
    """An item's moves in words, in order."""
    return words.word(N_("; ")).join(rules(item, words))


def as_data(scheme: Scheme, table: Table) -> list[dict[str, object]]:
    """The items of a table for programs."""
    elements: list[dict[str, object]] = []
    for section in table.sections:
        for item in section.items:
            elements.append(_element(scheme, table, section, item, len(elements) + 1))
    return elements


def _read(table: Table, item: Item) -> list[Place]:
    """The facts that the item reads: its own by name, those of several items by ``shared.NAME`` or the
    section's ``SECTION.NAME``.
    """
    keys = table.facts(item)
    return [place for place in table.places if place.key in keys]


def _element(scheme: Scheme, table: Table, section: Section, item: Item, order: int) -> dict[str, object]:
    places = _read(table, item)
    return {
        "scheme": scheme.id,
        "table": table.id,
        "section_id": section.id.removeprefix("section."),
        "section": section.name,
        "id": item.id,
        "name": item.name,
        "kind": item.kind,
        "points": None if item.points is None else plain(item.points),
        "clause": item.clause,
        "order": order,
        "assessed_by": list(item.assessed_by),
        "evidence": list(item.evidence),
        "rule": rule(item, Words("zh")),
        "facts": [
            {
                "name": place.name if place.item == item.id else place.key,
                "label": place.field.label,
                "type": place.field.type,
                "domain": domains.as_data(place.field),
                "optional": place.optional,
            }
            for place in places
        ],
    }


def _text(scheme: Scheme, tables: Sequence[Table], words: Words) -> str:
    from gpcli.reports.columns import indented, left, width

    lines = [f"{scheme.title}（{scheme.document}）"]
    for table in tables:
        points = plain(table.total.points) if table.total.points is not None else ""
        lines += [
            "",
            words.word(
                N_("Table {id}: {name}, {points} points"), id=table.id, name=table.name, points=points
            ),
        ]
        for section in table.sections:
            label = plain(attainable(section)) if section.kind == "base" else ""
            name = f"{section.name}  ({section.id.removeprefix('section.')})"
            lines += ["", (left(name, 80 - width(label)) + label).rstrip()]
            if section.shared:
                lines += _facts(table, section.key, words)
            for item in section.items:
                limit = "—" if item.points is None else plain(item.points)
                head = f"  {item.name}  ({item.id})"
                lines.append(left(head, 80 - width(limit)) + limit)
                lines += indented(rule(item, words), 80, "    ")
                lines += _facts(table, item.id, words)
            lines += _own(section, words)
        if shared := _facts(table, SHARED, words):
            lines += ["", words.word(N_("Facts that several items read")), *shared]
        lines += _beyond(table, words)
    return "\n".join(lines) + "\n"


def _own(section: Section, words: Words) -> list[str]:
    """What a section does with its items, and what it may end in."""
    from gpcli.reports.columns import indented

    moves = [move for move in section.moves if not isinstance(move, Include) or move.factor != 1]
    said = [move.rule(section.points, words) for move in moves]
    said += [_note(note, words) for note in section.notes]
    return [line for one in said if one for line in indented(one, 80, "  ▸ ", "    ")]


def _beyond(table: Table, words: Words) -> list[str]:
    """The steps to the result, and what stands on it."""
    from gpcli.reports.columns import indented

    said = [move.rule(table.total.points, words) for move in table.total.moves]
    said += [_note(note, words) for note in table.total.notes]
    for ledger in table.conversions:
        how = words.word(N_("; ")).join(rules(ledger, words))
        said.append(words.word(N_("{label}: {what}"), label=words(ledger.name), what=how))
    for grade in table.grades:
        what = "" if grade.line is None else plain(decimal_of(grade.line))
        line = N_("Grade {grade}: over {line}") if grade.strict else N_("Grade {grade}: from {line}")
        rest = N_("Grade {grade}: the rest")
        said.append(words.word(line if what else rest, grade=grade.name, line=what))
    title = words.word(N_("From the items to the result"))
    return ["", title, *(line for one in said for line in indented(one, 80, "  ▸ ", "    "))]


def _note(note: Note, words: Words) -> str:
    """What a note says, and when."""
    titles = {"veto": N_("no number: {label}"), "withhold": N_("no total yet: {label}")}
    said = words.word(titles.get(note.effect, N_("note: {label}")), label=note.label)
    return words.word(N_("{what}, where {condition}"), what=said, condition=in_words(note.condition, words))


def _facts(table: Table, home: str, words: Words) -> list[str]:
    """The facts that a facts file gives there."""
    from gpcli.reports.columns import indented

    lines: list[str] = []
    for place in table.places:
        if place.item == home:
            said = f"{place.key}: {place.field.label} — {domains.in_words(place.field, words)}"
            lines += indented(said, 80, "    · ", "      ")
    return lines
