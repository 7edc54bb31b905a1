"""``gp template``."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from gpcli.assess.assessor import Assessor
from gpcli.assess.subject import Wanted
from gpcli.cli import domains, options
from gpcli.cli.formats import refuse_unknown
from gpcli.cli.options import Parser
from gpcli.cli.session import DONE, Session
from gpcli.cli.template_source import places_of, source_of
from gpcli.expr.fields import Answers, ListField, NumberField, excuse
from gpcli.facts.unit import Source
from gpcli.facts.written import is_judged, needs_blocks, written
from gpcli.ledger import rules
from gpcli.messages import N_, Words, message
from gpcli.points import plain
from gpcli.problems import Problems, listed, nearest, problem
from gpcli.records import Record
from gpcli.reports import phrases
from gpcli.reports.columns import indented
from gpcli.scheme import ROLES, SHARED, Item, Place, Scheme, Table
from gpcli.scoring.best import best_facts

if TYPE_CHECKING:
    from gpcli.cli.template_form import Asked as Form

COLUMNS = 100


HELP = N_("Print a facts file to fill in, or write a spreadsheet form (-o form.xlsx) that computes itself.")
FORMATS = N_(
    "text, json, csv or parquet with a row a unit, or xlsx, a form; the endings .xlsx and .parquet are enough"
)


def arguments(parser: Parser) -> None:
    """What the command takes."""
    options.scheme_argument(parser)
    options.table(parser)
    parser.take("--unit", default="", text=N_("A unit of the roster; its table follows"), metavar="NAME")
    parser.take("--filled", default="", text=N_("full: every fact answered, at full marks"), metavar="full")
    parser.take(
        "--source",
        default="",
        text=N_("Only the facts that this source may state: self, office, third-party, bureau:NAME"),
        metavar="ROLE[:NAME]",
    )
    parser.take("--format", default="", text=FORMATS, metavar="FORMAT")
    parser.flag("--all-units", text=N_("A form for every unit of the roster, and a summary, in a new folder"))
    options.readings(parser)
    parser.flag("--force", text=N_("Replace the output file where it exists"))
    parser.take("-o", "--output", default="", text=N_("Write to this file instead"), metavar="FILE")
    parser.flag("--no-bom", text=N_("CSV without byte-order mark, for programs"))
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Prints a TOML file whose unanswered facts are comments."""
    form = asked.format or ("xlsx" if asked.all_units else _by_ending(asked.output))
    refuse_unknown(form, ("text", "json", "csv", "parquet", "xlsx"))
    if asked.all_units and (form != "xlsx" or asked.unit):
        said = problem("usage", N_("--all-units is for forms, and needs no --unit"))
        raise Problems([said._replace(key="--all-units", expected="--format xlsx")])
    if asked.filled not in ("", "full"):
        said = problem("usage", N_("--filled can only be full"))
        raise Problems([said._replace(key="--filled", nearest="full")])
    if asked.output and Path(asked.output).is_file() and not asked.force:
        said = problem("not-writable", N_("the file exists; --force replaces it"))
        raise Problems([said._replace(file=asked.output)])
    found = Assessor(session.packs, Wanted(readings=tuple(asked.reading))).scheme(asked.scheme)
    if asked.all_units:
        _all_units(session, asked, found)
        return DONE
    name = _unit(found, asked.unit)
    chosen = _table(found, asked.table, name)
    built = session.packs.table(found, chosen)
    source = source_of(asked.source, built)
    places = places_of(built, source)
    best = {field: answer for field, answer in best_facts(built).items() if asked.filled}
    facts = _Asked(built, source, places, {one.field: best[one.field] for one in places if one.field in best})
    words = session.words_for(form)
    match form:
        case "xlsx":
            from gpcli.cli.template_form import deliver_form

            deliver_form(session, _form(found, facts), name, asked.output)
            return DONE
        case "json":
            text = _as_json(found, facts, name, session.results)
        case "csv" | "parquet":
            from gpcli.cli.template_rows import Wish, as_rows

            sheet = Wish(built, source, places, facts.best, _judged(words), full=bool(asked.filled))
            if form == "parquet":
                from gpcli.cli.template_parquet import as_parquet

                session.deliver(as_parquet(found, sheet, name, words), asked.output)
                return DONE
            text = as_rows(found, sheet, name, words, bom=not asked.no_bom)
        case _:
            text = _written(found, facts, name, words)
    session.deliver(text, asked.output)
    return DONE


def _by_ending(output: str) -> str:
    """The form of a template: the one of its file's ending, else TOML."""
    ending = Path(output).suffix.lower()[1:]
    return ending if ending in ("xlsx", "parquet", "csv", "json") else "text"


def _all_units(session: Session, asked: Namespace, scheme: Scheme) -> None:
    """A form for every unit of the roster, of one table or of all."""
    from gpcli.cli.template_form import deliver_forms

    tables = [asked.table] if asked.table else [one.id for one in scheme.tables]
    found = {}
    for name in tables:
        table = session.packs.table(scheme, name)
        source = source_of(asked.source, table)
        best = best_facts(table) if asked.filled else {}
        places = places_of(table, source)
        answers = {one.field: best[one.field] for one in places if one.field in best}
        found[name] = _form(scheme, _Asked(table, source, places, answers))
    deliver_forms(session, found, asked.output)


def _form(scheme: Scheme, asked: _Asked) -> Form:
    from gpcli.cli.template_form import Asked

    return Asked(scheme, asked.table, asked.source, asked.best, _judged(Words("zh")))


class _Asked(Record):
    """What the template asks for: facts of a table, their answers where it comes filled, and of whom."""

    table: Table
    source: Source | None
    places: tuple[Place, ...]
    best: Answers

    @property
    def said_by(self) -> dict[str, str]:
        """The source as a facts file names it."""
        one = self.source or Source()
        return {"role": one.role, **({"name": one.name} if one.name else {})}

    def at(self, home: str) -> list[Place]:
        """The facts of an item, or of several."""
        return [place for place in self.places if place.item == home]


def _unit(scheme: Scheme, name: str) -> str:
    roster = scheme.roster()
    found = roster.find(name) if name else None
    if name and found is None and roster.completeness == "complete":
        said = problem(
            "unknown-unit",
            N_("{unit} is not on the roster of {scheme}"),
            unit=name,
            scheme=scheme.id,
            expected=message(N_("a unit of the roster (gp list-units {scheme})"), scheme=scheme.id),
            nearest=nearest(name, roster.names),
        )
        raise Problems([said._replace(key="--unit")])
    return found.name if found is not None else name


def _table(scheme: Scheme, table: str, unit: str) -> str:
    names = tuple(one.id for one in scheme.tables)
    found = scheme.roster().find(unit) if unit else None
    if found is not None and table and table != found.table:
        said = problem("other-table", N_("{given} contradicts {known}"), given=table, known=found.table)
        raise Problems([said._replace(key="--table")])
    if found is not None:
        return found.table
    if table or len(names) == 1:
        return table or names[0]
    said = problem("no-table", N_("name a unit or a table"), expected=listed(names))
    raise Problems([said._replace(key="--table")])


def _as_json(scheme: Scheme, asked: _Asked, unit: str, words: Words) -> str:
    """The same for programs: every fact by item, null where it is not answered."""
    facts: dict[str, dict[str, object]] = {}
    for place in asked.places:
        answer = asked.best.get(place.field)
        block = facts.setdefault(place.item, {})
        block[place.name] = None if answer is None else _told(written(place.field, answer, _judged(words)))
        if answer is not None and is_judged(place.field, answer):
            block |= _judged(words)
    whole: dict[str, object] = {"scheme": scheme.id, "table": asked.table.id, "unit": {"name": unit}}
    if asked.source is not None:
        whole["source"] = asked.said_by
    whole["facts"] = facts
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _judged(words: Words) -> dict[str, str]:
    """Who judged an amount and why, for the author to put right."""
    return {"person": words.word(N_("who judged it")), "reason": words.word(N_("why"))}


def _told(value: object) -> object:
    """A value for JSON: numbers as text."""
    match value:
        case int() | Decimal() if not isinstance(value, bool):
            return plain(Decimal(value))
        case list():
            return [_told(one) for one in value]
        case dict():
            return {key: _told(one) for key, one in value.items()}
        case _:
            return value


def _written(scheme: Scheme, asked: _Asked, unit: str, words: Words) -> str:
    from tomli_w import dumps

    word, table = words.word, asked.table
    lines = _comment(f"{scheme.title}（{scheme.document}）· {table.name}")
    lines += _comment(
        word(N_("Take the # off a line to answer it. A line left as it is means: not answered."))
    )
    lines += _comment(word(N_("A list of incidents may be a number, or one [[...]] block for each.")))
    lines += ["#   [[facts.ITEM.FACT]]", "#   date = 2021-06-03", '#   what = "…"']
    lines.append(dumps({"scheme": scheme.id}).rstrip())
    if not unit:
        lines.append(dumps({"table": table.id}).rstrip())
    lines += ["", "[unit]"] if unit or scheme.roster().completeness == "complete" else []
    if unit:
        lines.append(dumps({"name": unit}).rstrip())
    elif scheme.roster().completeness == "complete":
        lines.append('# name = ""')
    if asked.source is None:
        lines += ["", "# [source]", f'# role = "office"   # {" | ".join(ROLES)}', '# name = ""']
    else:
        lines += ["", "[source]", *_pairs(asked.said_by)]
    if asked.at(SHARED):
        lines += ["", *_comment(word(N_("Facts that several items read"))), *_block(asked, SHARED, words)]
    for section in table.sections:
        shared = section.shared and asked.at(section.key)
        blocks = _block(asked, section.key, words) if shared else []
        for item in section.items:
            if asked.source is None or asked.at(item.id):
                blocks += _item(asked, item, words)
        if blocks or asked.source is None:
            lines += ["", *_comment(f"—— {section.name} ——"), *blocks]
    return "\n".join(lines) + "\n"


def _block(asked: _Asked, home: str, words: Words) -> list[str]:
    """Facts that several items read; those with blocks of their own after those without."""
    lines = [f"[facts.{home}]"]
    for place in sorted(asked.at(home), key=_needs_entries):
        lines += _fact(place, asked.best, words)
    return lines


def _item(asked: _Asked, item: Item, words: Words) -> list[str]:
    word, best = words.word, asked.best
    points = "" if item.points is None else word(N_(", {points} points"), points=plain(item.points))
    who = listed([phrases.source(one, words) for one in item.assessed_by])
    lines = ["", *_comment(f"{item.name}{points}  {item.clause}")]
    lines += _comment(words.word(N_("; ")).join(rules(item, words)))
    lines += _comment(word(N_("stated by: {who}"), who=who))
    if item.evidence:
        lines += _comment(word(N_("evidence: {kinds}"), kinds=listed(item.evidence)))
    lines.append(f"[facts.{item.id}]")
    places = asked.at(item.id)
    for place in places:
        if not _needs_entries(place):
            lines += _fact(place, best, words)
    judged = [place.field for place in places if isinstance(place.field, NumberField) and place.field.judged]
    if any(field in best and is_judged(field, best[field]) for field in judged):
        lines += [f'{key} = "{said}"' for key, said in _judged(words).items()]
    elif judged:
        lines += ['# person = ""', '# reason = ""']
    if item.evidence:
        lines.append("# evidence = []")
    for place in places:
        if _needs_entries(place):
            lines += _fact(place, best, words)
    return lines


def _needs_entries(place: Place) -> bool:
    """Whether the fact is a list of blocks, which stand after the item's plain keys."""
    return needs_blocks(place.field)


def _fact(place: Place, best: Answers, words: Words) -> list[str]:
    field = place.field
    said = f"{field.label}：{domains.in_words(field, words)}"
    if place.optional:
        said += words.word(N_(" (none where nothing is reported)"))
    lines = _comment(said)
    if (excused := excuse(field)) is not None:
        when = N_("only where “{fact}” is no")
        if isinstance(field, ListField):
            when = N_("none where “{fact}” is yes and nothing is listed")
        lines += _comment(words.word(when, fact=excused.label))
    if field in best:
        value = written(field, best[field], _judged(words))
        if isinstance(value, list) and value:
            return [*lines, *(line for one in value for line in (f"[[facts.{place.key}]]", *_pairs(one)))]
        return [*lines, *_pairs({place.name: value})]
    if isinstance(field, ListField) and _needs_entries(place):
        return [*lines, *_entry(place, field)]
    return [*lines, f"# {place.name} = "]


def _entry(place: Place, field: ListField) -> list[str]:
    keys = ["date = ", 'what = ""']
    keys += [f'{level.name} = "{level.default or ""}"' for level in field.levels.values()]
    keys += [f"{amount.name} = " for amount in field.amounts.values()]
    if field.judged:
        keys += ['person = ""', 'reason = ""']
    return [f"# [[facts.{place.key}]]", *(f"# {key}" for key in keys)]


def _pairs(data: Mapping[str, object]) -> list[str]:
    from tomli_w import dumps

    return dumps(data).splitlines()


def _comment(text: str) -> list[str]:
    return indented(text, COLUMNS, "# ")
