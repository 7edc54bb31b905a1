"""One row of a sheet as a facts file: what it is about at once, its facts once the table is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gpcli.expr.fields import Field, ListField
from gpcli.facts.rows import cells
from gpcli.facts.rows.cells import Cell
from gpcli.facts.rows.columns import ABOUT, FIRST, ID, Column, columns, homes
from gpcli.facts.rows.lists import Told, list_data
from gpcli.facts.rows.wording import ROWS
from gpcli.facts.toml import Document
from gpcli.messages import N_
from gpcli.problems import Problem, listed, nearest, problem
from gpcli.scheme import Place, Table


class Sheet:
    """The heading of one sheet: its columns, where it stands, the digest of its file."""

    def __init__(self, name: str, file: str, sha256: str, headings: tuple[str, ...], line: int) -> None:
        """``name`` is how problems call it: the file, or one worksheet of it."""
        self.name = name
        self.file = file
        self.sha256 = sha256
        self.headings = headings
        self.line = line
        self._known: dict[Table, Mapping[str, Column]] = {}
        self._places: dict[Table, Mapping[tuple[str, str], Place]] = {}
        self._lists: dict[Table, Mapping[Field, Mapping[Column, str]]] = {}
        self._unknown: dict[tuple[Table, str], Problem] = {}

    def known(self, table: Table) -> Mapping[str, Column]:
        """The sheet's headings that the table knows, in its order."""
        if table not in self._known:
            every = columns(table)
            self._known[table] = {one: every[one] for one in self.headings if one in every}
        return self._known[table]

    def of_list(self, table: Table, column: Column) -> Mapping[Column, str]:
        """The headings of the list that a column is a part of."""
        if table not in self._lists:
            found: dict[Field, dict[Column, str]] = {}
            for heading, one in self.known(table).items():
                if isinstance(one.field, ListField):
                    found.setdefault(one.field, {})[one] = heading
            self._lists[table] = found
        assert column.field is not None
        return self._lists[table][column.field]

    def place(self, table: Table, column: Column) -> Place:
        """The place of the fact of a column."""
        if table not in self._places:
            self._places[table] = {(one.item, one.name): one for one in table.places}
        return self._places[table][column.item, column.name]

    def unknown(self, table: Table, heading: str, elsewhere: Mapping[str, str], row: int) -> Problem:
        """What is wrong with a heading that the table does not know: of the file, or of the row's table."""
        key = (table, heading)
        if key not in self._unknown:
            other = table_of(heading, (table,), elsewhere)
            said = unknown_heading(heading, (table,), other)
            self._unknown[key] = said._replace(file=self.name, line=0 if other else self.line, key=heading)
        found = self._unknown[key]
        return found if found.line else found._replace(line=row)


def table_of(heading: str, tables: Sequence[Table], elsewhere: Mapping[str, str]) -> str:
    """The other table to which a heading belongs that none of these knows; nothing where none does.

    ``elsewhere`` says in which other table an item or a fact stands.
    """
    first, _, rest = heading.partition(".")
    other = elsewhere.get(f"{first}.{rest.partition('.')[0]}", "")
    if any(first in homes(table) for table in tables):
        return other
    return other or elsewhere.get(first, "")


def unknown_heading(heading: str, tables: Sequence[Table], other: str) -> Problem:
    """That none of the tables knows a heading: which name is nearest, or the ``other`` table that has it."""
    if heading.lower() in FIRST:
        said = N_("only the first column names a row: {key} cannot stand beside it")
        return problem("unknown-key", said, key=heading)
    if other:
        said = N_("no key is called {key} here; it belongs to table {other}")
        return problem("unknown-key", said, key=heading, other=other)
    names = tuple(dict.fromkeys((*ABOUT, *(one for table in tables for one in columns(table)))))
    return problem(
        "unknown-key",
        N_("no column is called {key}"),
        key=heading,
        nearest=nearest(heading, names),
        expected=listed(names, limit=6),
    )


class Row(Document):
    """One row. ``data`` says what it is about, and by whom; :meth:`for_table` adds the facts."""

    wording = ROWS

    def __init__(self, sheet: Sheet, number: int, given: Mapping[str, Cell | Problem]) -> None:
        self.name = sheet.name
        self.path = sheet.file
        self.sha256 = sheet.sha256
        self.sheet = sheet
        self.number = number
        self.given = given
        self.problems: tuple[Problem, ...] = ()
        self._keys: dict[tuple[str, ...], str] = {
            ("unit",): sheet.headings[0],
            ("source", "role"): "source",
            ("source", "name"): "source_name",
        }
        self.data = self._about()

        self.silent = not any(heading not in (*ABOUT, sheet.headings[0]) for heading in given)

    @property
    def file(self) -> str:
        """The file of its sheet, as the user typed it."""
        return self.sheet.file

    @property
    def words(self) -> Mapping[str, Any]:
        """Everything in it, by heading."""
        return {heading: one for heading, one in self.given.items() if not isinstance(one, Problem)}

    def line(self, *path: str | int) -> int:
        """The number of the row."""
        return self.number

    def key(self, *path: str | int) -> str:
        """The heading of the column in which the path stands, or nothing."""
        named = tuple(part for part in path if isinstance(part, str))
        for end in range(len(named), 0, -1):
            if named[:end] in self._keys:
                return self._keys[named[:end]]
        return named[0] if len(named) == 1 else ""

    def for_table(self, table: Table, elsewhere: Mapping[str, str]) -> Row:
        """The row with its facts, as a facts file for the table has them; ``problems`` says which cannot be.

        ``elsewhere`` says in which other table an item or a fact stands.
        """
        row = Row(self.sheet, self.number, self.given)
        row.path = self.path
        row.data = {**self.data, "facts": row._facts(table, elsewhere)}
        return row

    def _about(self) -> dict[str, Any]:
        said = {key: self._word(key) for key in ABOUT}
        source = {"role": said.pop("source"), "name": said.pop("source_name")}
        data: dict[str, Any] = {key: one for key, one in said.items() if one}
        first = self.sheet.headings[0]
        if first.lower() == ID:
            self.id = self._word(first)
        else:
            data["unit"] = {"name": self._word(first)}
        if any(source.values()):
            data["source"] = {key: one for key, one in source.items() if one}
        return data

    def _word(self, heading: str) -> str:
        found = self.given.get(heading)
        if isinstance(found, Problem):
            self._refuse(heading, found)
            return ""
        return cells.text(found)

    def _facts(self, table: Table, elsewhere: Mapping[str, str]) -> dict[str, dict[str, Any]]:
        known = self.sheet.known(table)
        facts: dict[str, dict[str, Any]] = {}
        lists: dict[tuple[str, str], dict[Column, object]] = {}
        about = (*ABOUT, self.sheet.headings[0])
        for heading, cell in self.given.items():
            if heading in about:
                continue
            column = known.get(heading)
            if column is None:
                self.problems += (self.sheet.unknown(table, heading, elsewhere, self.number),)
            elif isinstance(cell, Problem):
                self._refuse(heading, cell)
            elif column.field is None:
                self._put(facts, column, heading, _remark(column.name, cell))
            elif column.part in ("part", "whole"):
                self._share(facts, column, heading, cells.number(cell))
            elif (slip := cells.slip(column.field, cell)) is not None:
                self._refuse(heading, slip)
            elif isinstance(column.field, ListField):
                lists.setdefault((column.item, column.name), {})[column] = cells.value(column.field, cell)
                self._keys.setdefault(("facts", column.item, column.name), heading)
                self._keys.setdefault(("facts", column.item, column.name, column.amount), heading)
            elif isinstance(facts.get(column.item, {}).get(column.name), dict):
                said = N_("a rate is a percent number, or part and whole, not both")
                self._refuse(heading, problem("contradiction", said))
            else:
                self._put(facts, column, heading, cells.value(column.field, cell))
        for given in lists.values():
            self._list(table, facts, given)
        return facts

    def _list(self, table: Table, facts: dict[str, dict[str, Any]], given: Mapping[Column, object]) -> None:
        first = next(iter(given))
        assert isinstance(first.field, ListField)
        headings = self.sheet.of_list(table, first)
        told = Told(self.sheet.place(table, first), first.field, headings, given, self._refuse)
        block = facts.get(first.item, {})
        judged: dict[str, Any] = {key: block[key] for key in ("person", "reason") if key in block}
        found = list_data(told, judged)
        if found is not None:
            facts.setdefault(first.item, {})[first.name] = found

    def _put(self, facts: dict[str, dict[str, Any]], column: Column, heading: str, value: object) -> None:
        facts.setdefault(column.item, {})[column.name] = value
        self._keys["facts", column.item, column.name] = heading

    def _share(self, facts: dict[str, dict[str, Any]], column: Column, heading: str, value: object) -> None:
        """Part or whole of a rate; a percent number beside them is refused."""
        block = facts.setdefault(column.item, {})
        rate = block.setdefault(column.name, {})
        if isinstance(rate, dict):
            rate[column.part] = value
            self._keys["facts", column.item, column.name, column.part] = heading
            self._keys.setdefault(("facts", column.item, column.name), heading)
        else:
            said = N_("a rate is a percent number, or part and whole, not both")
            self._refuse(heading, problem("contradiction", said))

    def _refuse(self, heading: str, said: Problem) -> None:
        self.problems += (said._replace(file=self.name, line=self.number, key=heading),)


def _remark(name: str, cell: Cell) -> object:
    if name == "evidence":
        return cells.texts(cell)
    return cells.date(cell) if name == "date" else cells.text(cell)
