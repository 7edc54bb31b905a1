"""A table to fill in with one row a unit: headings, labels, the units of the roster."""

from __future__ import annotations

from collections.abc import Mapping

from gpcli.cli import domains
from gpcli.expr.fields import Answers, ListField, NumberField, RateField, YesNoField
from gpcli.facts.rows.columns import Column, columns
from gpcli.facts.rows.written import headings, row
from gpcli.facts.unit import Source
from gpcli.messages import N_, Words
from gpcli.points import plain
from gpcli.records import Record
from gpcli.reports.rows import as_csv, inert
from gpcli.scheme import Place, Scheme, Table

ABOUT = ("unit", "scheme", "table")


class Wish(Record):
    """What the rows ask for: facts of a table that ``source`` may state (None: anybody), where the table
    comes filled (``full``) with their ``best`` answers; ``judged`` says who judged an amount, and why.
    """

    table: Table
    source: Source | None
    places: tuple[Place, ...]
    best: Answers
    judged: Mapping[str, str]
    full: bool


def as_rows(scheme: Scheme, asked: Wish, unit: str, words: Words, *, bom: bool) -> str:
    """The table for the units of the roster, or for one; ``full`` with every fact at full marks."""
    table = asked.table
    names = units(scheme, asked, unit, words)
    filled = row(table, asked.best, asked.judged)
    known = columns(table)
    facts = fact_headings(asked)
    labels = [inert(label(known[one], table, words)) for one in facts]
    about = [f"# {words.word(N_('unit'))}", words.word(N_("scheme")), words.word(N_("table"))]
    source: list[str] = []
    head = list(ABOUT)
    if asked.source is not None:
        source = [asked.source.role, asked.source.name]
        head += ["source", "source_name"]
        about += [words.word(N_("stated by")), words.word(N_("name of the body"))]
    rows = [[*head, *facts], [*about, *labels]]
    rows += [
        [inert(name), scheme.id, table.id, *map(inert, source), *(filled.get(one, "") for one in facts)]
        for name in names
    ]
    return as_csv(rows, bom=bom)


def units(scheme: Scheme, asked: Wish, unit: str, words: Words) -> list[str]:
    """The units that have a row."""
    names = [unit] if unit else [one.name for one in scheme.roster().units if one.table == asked.table.id]
    return [words.word(N_("a unit"))] if asked.full and not names else names


def fact_headings(asked: Wish) -> tuple[str, ...]:
    """The columns of the facts that are asked for."""
    known = columns(asked.table)
    homes = {place.item for place in asked.places}
    mine = {place.key for place in asked.places}
    every = dict.fromkeys((*headings(asked.table), *row(asked.table, asked.best, asked.judged)))
    return tuple(
        one
        for one in every
        if (f"{known[one].item}.{known[one].name}" in mine if known[one].field else known[one].item in homes)
    )


_REMARKS = {
    "evidence": N_("evidence, one a line"),
    "person": N_("who judged the discretionary amounts"),
    "reason": N_("why they were given"),
    "note": N_("note"),
    "date": N_("date"),
}


def label(column: Column, table: Table, words: Words) -> str:
    """What a column holds, in a line."""
    said = _domain(column, words)
    optional = any(place.optional and place.field is column.field for place in table.places)
    return said + words.word(N_(" (none where nothing is reported)")) if optional else said


def _domain(column: Column, words: Words) -> str:
    field = column.field
    match field:
        case None:
            return words.word(_REMARKS[column.name])
        case YesNoField(reasoned=False):
            said = "是 / 否"
        case ListField():
            return _of_list(column, field, words)
        case RateField():
            said = words.word(
                N_("a percent number 0 to {most}, or {form}"), most=plain(field.maximum), form="171/200"
            )
        case _:
            said = domains.in_words(field, words)
    return f"{field.label}：{said}"


def _of_list(column: Column, field: ListField, words: Words) -> str:
    levels = "、".join(level for _, level in column.kind)
    what = f"{field.label}（{levels}）" if levels else field.label
    if column.part == "n":
        return f"{what}：{words.word(N_('how many; 0 is none'))}"
    amount: NumberField = field.amounts[column.amount]
    if column.part == "open":
        return f"{what}：{words.word(N_('how many have no {amount} yet'), amount=amount.label)}"
    said = words.word(
        N_("the sum of {amount}, each {limits}"), amount=amount.label, limits=domains.in_words(amount, words)
    )
    return f"{what}：{said}"
