"""What a season still lacks, in words and as data: who handed in, who did not, what each body owes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gpcli.facts.unit import Source
from gpcli.messages import N_, Words
from gpcli.reports import phrases
from gpcli.reports.columns import indented, visible
from gpcli.season.handed_in import Debt, HandedIn, Heard, Owed

COLUMNS = 80


def as_text(state: HandedIn, words: Words) -> list[str]:
    """A paragraph on who handed in, one on each body that owes something."""
    said = N_("Units: {all}; handed in: {heard}; nothing yet: {silent}; with problems: {failed}")
    numbers = {"heard": len(state.units), "silent": len(state.missing), "failed": len(state.failed)}
    lines = indented(words.word(said, all=len(state.everyone), **numbers), COLUMNS)
    if state.spoken:
        speaking = (
            words.word(N_("{source} on {number}"), source=phrases.speaker(one, words), number=number)
            for one, number in state.spoken.items()
        )
        said = N_("Who states facts, and on how many units: {sources}")
        lines += indented(words.word(said, sources=words.word(N_(", ")).join(speaking)), COLUMNS, "", "  ")
    lines += _names(N_("Nothing yet from or about: {units}"), state.silent, words)
    if any(one.role == "self" for one in state.spoken):
        lines += _names(N_("No self-assessment from: {units}"), state.without("self"), words)
    lines += _names(N_("Files with problems: {units}"), state.failed, words)
    if state.differing:
        said = N_("Sources differ on {items} item(s) of {units} unit(s): gp merge says where")
        items = sum(len(one.differences.differing) for one in state.differing)
        lines.append(words.word(said, items=items, units=len(state.differing)))
    for one in state.owed:
        lines += _owed(one, set(state.silent), words)
    if state.complete:
        lines.append(words.word(N_("Everything is there")))
    return lines


def _owed(one: Owed, silent: set[str], words: Words) -> Iterator[str]:
    """What a body owes, without the units about which nothing was said: of those it owes everything."""
    said = N_("Owed by {body}: {number} fact(s) on {units} unit(s)")
    body = visible(phrases.source(one.body, words))
    yield words.word(said, body=body, number=one.number, units=len(one.units))
    rest = 0
    for debt in one.facts:
        units = tuple(unit for unit in debt.units if unit not in silent)
        rest += len(debt.units) - len(units)
        if units:
            left = debt._replace(units=units, everyone=debt.everyone and units == debt.units)
            fact = f"{debt.key}  {debt.label}"
            text = words.word(N_("{key}: {value}"), key=fact, value=_units(left, words))
            yield from indented(text, COLUMNS, "  · ", "    ")
    if rest:
        said = N_("  · of these, {number} on units from or about whom there is nothing yet")
        yield words.word(said, number=rest)


def _units(debt: Debt, words: Words) -> str:
    """The units by name; not all of a table's one by one."""
    if debt.everyone:
        said = N_("all {number} units of {table}")
        return words.word(said, number=len(debt.units), table=debt.table)
    return "、".join(visible(one) or words.word(N_("unit not filled in")) for one in debt.units)


def _names(said: str, units: tuple[str, ...], words: Words) -> list[str]:
    if not units:
        return []
    names = "、".join(visible(one) or words.word(N_("unit not filled in")) for one in units)
    return indented(words.word(said, units=names), COLUMNS, "", "  ")


def as_data(state: HandedIn) -> dict[str, Any]:
    """The same for programs."""
    return {
        "complete": state.complete,
        "units": [_heard(one) for one in state.units],
        "silent": list(state.silent),
        "failed": list(state.failed),
        "owed": [
            {
                "body": one.body,
                "number": one.number,
                "facts": [
                    {"key": debt.key, "label": debt.label, "table": debt.table, "units": list(debt.units)}
                    for debt in one.facts
                ],
            }
            for one in state.owed
        ],
    }


def _heard(one: Heard) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "table": one.table,
        "sources": [_source(source) for source in one.sources],
        "differing": [difference.key for difference in one.differences.differing],
        "open": [{"key": fact.key, "owed_by": fact.owed_by} for fact in one.open],
    }


def _source(one: Source) -> dict[str, str]:
    return {"role": one.role, "name": one.name}
