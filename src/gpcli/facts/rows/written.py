"""Answers as the cells of a row: the way back from facts to the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from gpcli.expr.fields import Answer, Answers, Entries, Entry, ListField, NumberField, Share, YesNoField
from gpcli.facts.rows.columns import Kind, asked, heading, homes
from gpcli.facts.written import is_judged
from gpcli.points import plain, total
from gpcli.scheme import Place, Table


def headings(table: Table) -> tuple[str, ...]:
    """The columns of every fact of the table; of items with discretionary amounts also person and reason,
    of those whose document asks for evidence also that.
    """
    found: list[str] = []
    items = {item.id: item for item in table.items}
    for home in homes(table):
        places = [place for place in table.places if place.item == home]
        for place in places:
            found += list_headings(table, place) if isinstance(place.field, ListField) else (place.key,)
        if any(_is_discretionary(place) for place in places):
            found += (f"{home}.person", f"{home}.reason")
        if home in items and items[home].evidence:
            found.append(f"{home}.evidence")
    return tuple(found)


def list_headings(table: Table, place: Place) -> tuple[str, ...]:
    """The columns of a list: its number and sums, by level where a rule asks or an entry has to say."""
    field = place.field
    assert isinstance(field, ListField)
    parts = [("n", ""), *(("sum", name) for name in field.amounts)]
    return tuple(heading(place, part, amount, kind) for kind in asked(table, place) for part, amount in parts)


def row(table: Table, answers: Answers, judged: Mapping[str, str]) -> dict[str, str]:
    """The cells of the answers by their headings; ``judged`` says who judged an amount, and why."""
    found: dict[str, str] = {}
    for place in table.places:
        if place.field not in answers:
            continue
        answer = answers[place.field]
        if isinstance(answer, Entries):
            found |= _list(table, place, answer)
        else:
            found[place.key] = _cell(place, answer, judged)
        if is_judged(place.field, answer) or _has_judged_entries(place, answer):
            found |= {f"{place.item}.{key}": said for key, said in judged.items()}
    return found


def _cell(place: Place, answer: Answer, judged: Mapping[str, str]) -> str:
    match answer:
        case True if isinstance(place.field, YesNoField) and place.field.reasoned:
            return judged["reason"]
        case bool():
            return "是" if answer else "否"
        case Share(part, whole):
            return plain(part) if whole == 100 else f"{plain(part)}/{plain(whole)}"
        case Decimal():
            return plain(answer)
        case _:
            return str(answer)


def _list(table: Table, place: Place, answer: Entries) -> dict[str, str]:
    field = place.field
    assert isinstance(field, ListField)
    if answer.entries is None or not (field.levels or field.amounts):
        return {heading(place, "n", "", ()): str(answer.number)}
    wanted = asked(table, place)
    kinds: dict[Kind, list[Entry]] = {kind: [] for kind in wanted}
    for entry in answer.entries:
        kind = tuple((name, entry.levels[name]) for name in field.levels)
        kinds.setdefault(() if () in wanted and _is_default(field, kind) else kind, []).append(entry)
    if () in kinds and len(kinds) > 1:
        defaults = tuple((name, level.default or "") for name, level in field.levels.items())
        kinds[defaults] = kinds.pop(())
    found: dict[str, str] = {}
    for kind, entries in kinds.items():
        found |= _counted(place, kind, entries)
    return found


def _counted(place: Place, kind: Kind, entries: Iterable[Entry]) -> dict[str, str]:
    field = place.field
    assert isinstance(field, ListField)
    listed = list(entries)
    found = {heading(place, "n", "", kind): str(len(listed))}
    for name in field.amounts:
        decided = [one for entry in listed if (one := entry.amounts[name]) is not None]
        if len(decided) < len(listed):
            found[heading(place, "open", name, kind)] = str(len(listed) - len(decided))
        if decided or not listed:
            found[heading(place, "sum", name, kind)] = plain(total(decided))
    return found


def _is_default(field: ListField, kind: Kind) -> bool:
    return all(field.levels[name].default == level for name, level in kind)


def _is_discretionary(place: Place) -> bool:
    return isinstance(place.field, NumberField | ListField) and place.field.judged


def _has_judged_entries(place: Place, answer: Answer) -> bool:
    """Whether somebody judged an entry of the list."""
    if not isinstance(place.field, ListField) or not place.field.judged or not isinstance(answer, Entries):
        return False
    return any(one is not None for entry in answer.entries or () for one in entry.amounts.values())
