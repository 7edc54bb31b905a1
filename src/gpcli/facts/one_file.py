"""A unit's facts from all its sources as one TOML file: whose word counts, and what the others said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gpcli.facts.unit import Contribution, UnitFacts
from gpcli.records import Record
from gpcli.scheme import RESERVED, Table

Block = Mapping[str, Any]


class _Said(Record):
    """What one source says of an item, as it stands in its file."""

    id: str
    block: Block
    by: Contribution

    @property
    def facts(self) -> dict[str, Any]:
        """Its facts."""
        return {key: one for key, one in self.block.items() if key not in RESERVED}

    @property
    def remarks(self) -> dict[str, Any]:
        """What stands beside them."""
        return {key: one for key, one in self.block.items() if key in RESERVED}


def one_file(table: Table, facts: UnitFacts) -> str:
    """The file: ``[[sources]]``, each item with its ``source``, and under ``other`` what does not count.

    The order is the table's. Values are as they were stated; comments are not carried over.
    """
    ids = _ids(facts.contributions)
    head = {"scheme": facts.scheme, "table": table.id, "period": facts.period, "note": facts.note}
    lines = list(_pairs({key: one for key, one in head.items() if one}))
    if facts.unit:
        lines += ["", "[unit]", *_pairs({"name": facts.unit})]
    for id_, one in zip(ids, facts.contributions, strict=True):
        about = {"id": id_, "role": one.source.role, "name": one.source.name}
        about |= {"file": one.input.path, "sha256": one.input.sha256}
        about["note"] = "" if one.note == facts.note else one.note
        lines += ["", "[[sources]]", *_pairs({key: value for key, value in about.items() if value})]
    for home in _homes(table):
        blocks = zip(ids, (one.blocks.get(home) for one in facts.contributions), strict=True)
        by = dict(zip(ids, facts.contributions, strict=True))
        said = [_Said(id_, block, by[id_]) for id_, block in blocks if block]
        if said:
            lines += _of_item(home, said, facts) if table.item(home) else _of_shared(home, said, facts)
    return "\n".join(lines) + "\n"


def facts_file(table: Table, facts: UnitFacts) -> str:
    """What was said of a unit as a file: of one source a plain facts file, else as :func:`one_file`."""
    if len(facts.contributions) != 1:
        return one_file(table, facts)
    (said,) = facts.contributions
    head = {"scheme": facts.scheme, "table": table.id, "period": facts.period}
    head["note"] = said.note or facts.note
    lines = list(_pairs({key: one for key, one in head.items() if one}))
    if facts.unit:
        lines += ["", "[unit]", *_pairs({"name": facts.unit})]
    about = {"role": said.source.role, "name": said.source.name}
    lines += ["", "[source]", *_pairs({key: one for key, one in about.items() if one})]
    for home in _homes(table):
        if block := said.blocks.get(home):
            lines += ["", f"[facts.{home}]", *_body(f"facts.{home}", block)]
    return "\n".join(lines) + "\n"


def _homes(table: Table) -> tuple[str, ...]:
    """Where facts stand in a file, in the table's order."""
    return tuple(dict.fromkeys((*(place.item for place in table.places), *(item.id for item in table.items))))


def _ids(said: tuple[Contribution, ...]) -> list[str]:
    """An id for each source: its role, with a number from the second on."""
    roles = [one.source.role for one in said]
    numbers = [roles[: place + 1].count(role) for place, role in enumerate(roles)]
    return [role if number == 1 else f"{role}-{number}" for role, number in zip(roles, numbers, strict=True)]


def _of_item(item: str, said: list[_Said], facts: UnitFacts) -> Iterator[str]:
    """An item as the source has it whose word counts; where none states facts, the first that speaks."""
    origin = facts.origins.get(item)
    counts = next((one for one in said if one.by is origin), said[0])
    others = [(one.id, one.block) for one in said if one is not counts]
    yield from _block(item, {"source": counts.id, **counts.block}, others)


def _of_shared(home: str, said: list[_Said], facts: UnitFacts) -> Iterator[str]:
    """Facts that several items read, each as the source has it whose word counts for it."""

    def counts(one: _Said, key: str) -> bool:
        return not facts.several or facts.origins.get(f"{home}.{key}") is one.by

    mine = {one.id: {key: value for key, value in one.facts.items() if counts(one, key)} for one in said}
    first = sorted((one for one in said if mine[one.id]), key=lambda one: not one.remarks)
    if not first:
        first = said[:1]
    head = first[0]
    sources = {key: one.id for one in first for key in mine[one.id]}
    source = head.id if len(first) == 1 else sources
    counted: dict[str, Any] = {"source": source}
    for one in first:
        counted |= mine[one.id]
    others: list[tuple[str, Block]] = []
    for one in said:
        rest = {key: value for key, value in one.facts.items() if key not in mine[one.id]}
        if one is not head:
            rest |= one.remarks
        if rest:
            others.append((one.id, rest))
    yield from _block(home, {**counted, **head.remarks}, others)


def _block(home: str, counted: Block, others: list[tuple[str, Block]]) -> Iterator[str]:
    yield from ("", f"[facts.{home}]")
    yield from _body(f"facts.{home}", counted)
    for id_, block in others:
        yield from ("", f"[[facts.{home}.other]]")
        yield from _body(f"facts.{home}.other", {"source": id_, **block})


def _body(path: str, block: Block) -> Iterator[str]:
    """Plain keys, then the lists of entries."""
    lists = {key: one for key, one in block.items() if _is_list_of_tables(one)}
    yield from _pairs({key: one for key, one in block.items() if key not in lists})
    for key, entries in lists.items():
        for entry in entries:
            yield from ("", f"[[{path}.{key}]]")
            yield from _pairs(entry)


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _pairs(block: Block) -> Iterator[str]:
    for key, value in block.items():
        yield f"{key} = {_value(value)}"


def _value(value: object) -> str:
    """One value on one line; a table in braces."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(_pairs(value))} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    from tomli_w import dumps

    return dumps({"x": value}).strip().removeprefix("x = ")
