"""``gp list-schemes``."""

from __future__ import annotations

from argparse import Namespace

from gpcli.cli import options
from gpcli.cli.listing import print_list
from gpcli.cli.options import Parser
from gpcli.cli.session import AT_FAULT, DONE, Session
from gpcli.messages import N_
from gpcli.packs import no_pack
from gpcli.scheme import Scheme

HELP = N_("List the schemes of the installed packs.")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.take("--scheme", default="", text=N_("Only this scheme, by its id"), metavar="ID")
    options.output(parser, options.LIST_FORMATS, tables=True)
    parser.flag("--notes", text=N_("Where documents disagree with themselves, and Readings"))
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Lists schemes, or their source notes and Readings."""
    schemes = (session.packs.scheme(asked.scheme),) if asked.scheme else session.packs.schemes()
    for found in session.packs.problems():
        session.complain([found])
    if not schemes:
        if not session.packs.packs:
            session.complain([no_pack()])
        return AT_FAULT
    plain = [_plain(scheme) for scheme in schemes]
    word = session.words_for(asked.format).word
    if asked.notes:
        head = (word(N_("Says")), word(N_("Clause")), word(N_("Effect")), word(N_("Scheme")))
        rows = [
            (note.says, note.clause, note.effect, scheme.id) for scheme in schemes for note in scheme.notes
        ]
        rows += [
            (
                reading.question,
                reading.clause,
                f"{reading.id} = {' | '.join(reading.values)}",
                scheme.id,
            )
            for scheme in schemes
            for reading in scheme.readings
        ]
        if asked.format == "text":
            session.deliver(_notes(session, schemes), asked.output)
            return DONE
        print_list(
            session, asked.format, asked.output, head, rows, plain, aligned="llll", no_bom=asked.no_bom
        )
        return DONE
    head = (word(N_("Scheme")), word(N_("Place")), word(N_("Document")), word(N_("Tables")))
    rows = [
        (scheme.id, scheme.place, scheme.document, ", ".join(table.id for table in scheme.tables))
        for scheme in schemes
    ]
    print_list(session, asked.format, asked.output, head, rows, plain, aligned="llll", no_bom=asked.no_bom)
    return DONE


def _notes(session: Session, schemes: tuple[Scheme, ...]) -> str:
    from gpcli.reports.columns import indented

    word = session.results.word
    lines: list[str] = []
    for scheme in schemes:
        lines.append(f"{scheme.id}  {scheme.title}（{scheme.document}）")
        lines.append("  " + word(N_("Where the document disagrees with itself or is not scored:")))
        for note in scheme.notes:
            what = word(N_("; ")).join((note.says, note.effect))
            said = word(N_("{key}: {value}"), key=note.clause, value=what)
            lines += indented(said, 80, "  · ", "    ")
        lines.append("  " + word(N_("Readings (the default first):")))
        for reading in scheme.readings:
            lines += indented(f"{reading.question}？", 80, "  · ", "    ")
            ordered = sorted(reading.answers, key=lambda one: one.value != reading.default)
            for answer in ordered:
                lines += indented(f"{reading.id}={answer.value}  {answer.says}", 80, "      ", "        ")
    return "\n".join(lines) + "\n"


def _plain(scheme: Scheme) -> dict[str, object]:
    return {
        "id": scheme.id,
        "title": scheme.title,
        "document": scheme.document,
        "place": scheme.place,
        "year": scheme.year,
        "tables": [{"id": table.id, "name": table.name} for table in scheme.tables],
        "readings": [
            {
                "id": reading.id,
                "question": reading.question,
                "answers": [{"value": one.value, "says": one.says} for one in reading.answers],
                "default": reading.default,
                "clause": reading.clause,
                "touches": list(reading.touches),
                "tables": list(reading.tables or (table.id for table in scheme.tables)),
            }
            for reading in scheme.readings
        ],
        "notes": [{"clause": note.clause, "says": note.says, "effect": note.effect} for note in scheme.notes],
    }
