"""``gp explain``."""

from __future__ import annotations

import json
from argparse import Namespace

from gpcli.assess.assessment import Assessment, assess
from gpcli.assess.assessor import Assessor
from gpcli.assess.subject import Wanted
from gpcli.cli import domains, options
from gpcli.cli.formats import refuse_unknown
from gpcli.cli.list_indicators import as_data
from gpcli.cli.options import Parser
from gpcli.cli.session import DONE, Session
from gpcli.ledger import Ledger, rules
from gpcli.messages import N_, Words, message
from gpcli.packs import no_pack
from gpcli.points import plain, signed
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.reports import phrases, rechecks
from gpcli.reports.columns import indented, left, right, spread, visible, width
from gpcli.reports.differing import difference
from gpcli.reports.entries import told
from gpcli.reports.json import element
from gpcli.reports.stated import stated_facts
from gpcli.scheme import Item, Scheme, Table
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.season.differing import differences

COLUMNS = 80


HELP = N_("Explain one mark from clause to arithmetic; without a file the rule itself.")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.take("item", text=N_("Item id, see gp list-indicators"), metavar="ITEM")
    parser.take(
        "path",
        nargs="?",
        default="",
        text=N_("A facts file or season; - reads standard input"),
        metavar="PATH",
    )
    parser.take("--unit", default="", text=N_("The unit, where there are several"), metavar="NAME")
    options.subject(parser)
    options.readings(parser)
    options.output(parser, options.TWO_FORMATS)
    options.privacy(parser)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Explains the rule of an item, or its mark in a facts file."""
    refuse_unknown(asked.format, ("text", "json"))
    if asked.item.endswith(".toml"):
        said = problem("usage", N_("the item comes first, then the file: gp explain ITEM PATH"))
        raise Problems([said._replace(key=asked.item)])
    session.refuse_overwriting(asked.output, [asked.path] if asked.path else [])
    wanted = Wanted(asked.scheme, asked.table, tuple(asked.reading))
    assessor = Assessor(session.packs, wanted)
    if asked.path:
        outcome = _one(session, wanted, asked.path, asked.unit)
        text = _mark(session, outcome, asked.item, as_json=asked.format == "json")
    else:
        text = _rule(session, assessor, asked.item, asked.scheme, asked.table, as_json=asked.format == "json")
    session.deliver(text, asked.output)
    return DONE


def _rule(
    session: Session, assessor: Assessor, item_id: str, scheme_id: str, table_id: str, *, as_json: bool
) -> str:
    if not scheme_id:
        names = tuple(one.id for one in session.packs.schemes())
        if not names:
            raise Problems([*session.packs.problems(), no_pack()])
        said = problem("no-scheme", N_("without a file, explain needs --scheme"), expected=listed(names))
        raise Problems([said])
    scheme = assessor.scheme(scheme_id)
    names = (table_id,) if table_id else tuple(table.id for table in scheme.tables)
    tables = [session.packs.table(scheme, name) for name in names]
    found = [(table, item) for table in tables if (item := table.item(item_id)) is not None]
    for table in tables:
        for conversion in table.conversions:
            if conversion.id == item_id and not as_json:
                return "\n".join(_of_conversion(scheme, table, conversion, session.results)) + "\n"
    if not found:
        raise Problems([_unknown(item_id, tables)])
    if as_json:
        data = [one for table, _ in found for one in as_data(scheme, table) if one["id"] == item_id]
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    parts = ["\n".join(_of_item(scheme, table, item, session.results)) + "\n" for table, item in found]
    return "\n".join(parts)


def _one(session: Session, wanted: Wanted, path: str, unit: str) -> Outcome:
    """What became of the one unit that is meant, by any of its names; raises :class:`Problems`."""
    assessment = assess(session.packs, wanted, [path])
    session.notice(assessment.otherwise)
    outcomes = list(assessment.outcomes)
    outcomes += [one for one in (assessment.everyone if unit else ()) if not one.heard]
    if unit:
        named = [_name(one) for one in outcomes]
        asked = {unit.strip(), *(_known_as(assessment, one, unit.strip()) for one in outcomes)}
        meant = [one for one, name in zip(outcomes, named, strict=True) if name in asked]
        if not meant:
            failed = [one for outcome in outcomes for one in outcome.problems]
            names = tuple(dict.fromkeys(filter(None, named)))
            said = problem("unknown-unit", N_("no facts are about {unit}"), unit=unit, expected=listed(names))
            near = nearest(unit, names)
            raise Problems([said._replace(file=path, key="--unit", nearest=near), *failed])
        outcomes = meant
    if len(outcomes) != 1:
        everyone = tuple(_name(one) for one in (outcomes if unit else assessment.everyone))
        said = problem("usage", N_("there are {number} units: name one"), number=len(everyone))
        expected = message(N_('--unit "…": {names}'), names=listed(tuple(filter(None, everyone))))
        raise Problems([said._replace(file=path, expected=expected)])
    return outcomes[0]


def _name(one: Outcome) -> str:
    """The unit's name, or what its row calls itself."""
    facts = one if one.scored is None else one.scored.facts
    return facts.unit or facts.id


def _known_as(assessment: Assessment, one: Outcome, name: str) -> str:
    """The present name of the unit that the roster of an outcome knows by this one."""
    if one.scored is None:
        return name
    found = assessment.assessor.subjects.roster(one.scored.scorer.scheme).find(name)
    return name if found is None else found.name


def _mark(session: Session, outcome: Outcome, item_id: str, *, as_json: bool) -> str:
    if outcome.scored is None:
        raise Problems(list(outcome.problems))
    table = outcome.scored.scorer.table
    item = table.item(item_id)
    for conversion in table.conversions:
        if conversion.id == item_id and not as_json:
            words, scored = session.results, outcome.scored
            sheet = scored.sheet
            told = (phrases.unit(sheet, words), phrases.result(sheet, words), *phrases.beyond(scored, words))
            lines = [*(line for one in told for line in indented(one, COLUMNS)), ""]
            lines += _of_conversion(scored.scorer.scheme, table, conversion, words)
            return "\n".join(lines) + "\n"
    if item is None:
        raise Problems([_unknown(item_id, [table])])
    if as_json:
        data = element(outcome, Words("zh"))
        kept = [one for one in data["items"] if one["id"] == item_id]
        return json.dumps(kept[0], ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_explained(outcome.scored, item, session.results)) + "\n"


def _unknown(item_id: str, tables: list[Table]) -> Problem:
    names = tuple(dict.fromkeys(item.id for table in tables for item in table.items))
    printed = {str(item.name): item.id for table in tables for item in table.items}
    return problem(
        "unknown-item",
        N_("no item is called {item}"),
        item=item_id,
        expected=listed(names),
        nearest=printed.get(item_id) or nearest(item_id, names),
    )


def _of_item(scheme: Scheme, table: Table, item: Item, words: Words) -> list[str]:
    word = words.word
    points = "" if item.points is None else word(N_("{points} points"), points=plain(item.points))
    lines = spread(f"{item.name}（{table.name}）", points, COLUMNS)
    clause = word(N_("Clause: {document} {clause}"), document=scheme.document, clause=item.clause)
    lines += [*indented(clause, COLUMNS), word(N_("Rule:"))]
    for number, said in enumerate(rules(item, words), 1):
        lines += indented(said, COLUMNS, f"  {number}. ", "     ")
    lines.append(word(N_("Facts:")))
    read = table.facts(item)
    for place in table.places:
        if place.key in read:
            fact, domain = f"{place.key}  {place.field.label}", domains.in_words(place.field, words)
            said = word(N_("{key}: {value}"), key=fact, value=domain)
            if place.optional:
                said += word(N_(" (none where nothing is reported)"))
            lines += indented(said, COLUMNS, "  · ", "    ")
    who = listed([phrases.source(one, words) for one in item.assessed_by])
    lines += indented(word(N_("May be stated by: {who}"), who=who), COLUMNS)
    if item.evidence:
        lines += indented(word(N_("Evidence asked for: {kinds}"), kinds=listed(item.evidence)), COLUMNS)
    readings = [reading for reading in scheme.readings if item.id in reading.touches]
    if readings:
        lines.append(word(N_("Readings:")))
    for reading in readings:
        lines += indented(f"{reading.question}？", COLUMNS, "  · ", "    ")
        for answer in reading.answers:
            in_force = scheme.reading(reading.id) == answer.value
            mark = "→ " if in_force else "  "
            lines += indented(
                f"{reading.id}={answer.value}  {answer.says}", COLUMNS, f"    {mark}", "        "
            )
    return lines


def _of_conversion(scheme: Scheme, table: Table, conversion: Ledger, words: Words) -> list[str]:
    word = words.word
    points = "" if conversion.points is None else word(N_("{points} points"), points=plain(conversion.points))
    lines = spread(f"{words(conversion.name)}（{table.name}）", points, COLUMNS)
    clause = word(N_("Clause: {document} {clause}"), document=scheme.document, clause=conversion.clause)
    lines += [*indented(clause, COLUMNS), word(N_("Rule:"))]
    for number, said in enumerate(rules(conversion, words), 1):
        lines += indented(said, COLUMNS, f"  {number}. ", "     ")
    return lines


def _explained(scored: Scored, item: Item, words: Words) -> list[str]:
    word = words.word
    sheet, table = scored.sheet, scored.scorer.table
    result = next(one for one in sheet.items if one.id == item.id)
    points = phrases.mark(result.mark, words)
    if result.kind == "base" and result.max is not None:
        points += f" / {plain(result.max)}"
    lines = indented(sheet.note, COLUMNS) if sheet.note else []
    lines += [*indented(phrases.unit(sheet, words), COLUMNS), *spread(words(item.name), points, COLUMNS)]
    lines.append(word(N_("Arithmetic:")))
    for line in result.lines:
        label = f"  {phrases.line(line, words)}"
        tail = f"[{line.fact}]" if line.fact else ""
        lines += _line(label, tail, signed(line.amount))
    if not result.lines:
        said = N_("nothing gained, nothing lost") if result.stated else N_("nothing reported")
        lines.append("  " + word(N_("nothing certain yet") if result.open else said))
    lines.append(word(N_("Facts as stated:")))
    lines += _facts(scored, item, words)
    remarks = result.remarks
    for said in filter(None, (remarks.note, *remarks.evidence)):
        lines += indented(said, COLUMNS, "  · ", "    ")
    if remarks.person or remarks.reason:
        said = word(N_("judged by {person}: {reason}"), person=remarks.person, reason=remarks.reason)
        lines += indented(said, COLUMNS, "  · ", "    ")
    fields_by_name = {place.name: place.field for place in table.places if place.item == item.id}
    for name, incident in remarks.incidents:
        said = phrases.entry(told(incident), fields_by_name[name], words)
        lines += indented(said, COLUMNS, "  · ", "    ")
    lines += _rechecks(scored, item, words)
    lines += _sources(scored, item, words)
    missing = [one for one in result.open if one.matters]
    if missing:
        lines.append(word(N_("Missing facts")))
    for one in missing:
        said = word(
            N_("{key}  {label}, owed by {who}; best: {best}"),
            key=one.key,
            label=one.label,
            who=phrases.source(one.owed_by, words),
            best=one.best or "—",
        )
        lines += indented(said, COLUMNS, "  · ", "    ")
    return [*lines, "", *_of_item(scored.scorer.scheme, scored.scorer.table, item, words)]


def _sources(scored: Scored, item: Item, words: Words) -> list[str]:
    """Where the sources differ on the item, or on a shared fact that it reads."""
    read = {item.id, *scored.scorer.table.facts(item)}
    found = [one for one in differences(scored).differing if one.key in read]
    lines = [words.word(N_("The sources differ:"))] if found else []
    for one in found:
        lines += indented(visible(difference(one, words)), COLUMNS, "  · ", "    ")
    return lines


def _rechecks(scored: Scored, item: Item, words: Words) -> list[str]:
    """What a re-check changed of the facts that the item reads."""
    read = scored.scorer.table.facts(item)
    lines: list[str] = []
    for one in scored.facts.rechecks:
        if one.key in read:
            lines += indented(rechecks.said(one, words), COLUMNS, "  · ", "    ")
    return [words.word(N_("Changed after a re-check:")), *lines] if lines else []


def _line(label: str, tail: str, amount: str) -> list[str]:
    """Label, fact and amount on one line, or the amount behind the last of several."""
    whole = left(label, 44) + " " + tail if width(label) <= 44 else f"{label}  {tail}"
    *first, last = indented(whole.strip(), COLUMNS - 10, "  ", "    ")
    return [*first, left(last, COLUMNS - 10) + right(amount, 10)]


def _facts(scored: Scored, item: Item, words: Words) -> list[str]:
    lines: list[str] = []
    for one in stated_facts(scored, item):
        said = f"{visible(one.where)}  {one.key} = {one.answer}"
        said = words.word(N_("{fact}  ({label})"), fact=said, label=one.label)
        lines += indented(said, COLUMNS, "  · ", "    ")
    return lines or ["  " + words.word(N_("none"))]
