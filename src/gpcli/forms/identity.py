"""What form a workbook is: the hidden worksheet that tells its scheme, table, pack, version and design."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gpcli.facts.unit import Source
from gpcli.forms.design import Design
from gpcli.records import Record
from gpcli.scheme import ROLES

MARK = "gp-form"
"""The first key: by it a workbook is known as a form; its value is the version of the layout."""

ROWS = 1_048_000
"""Rows for incidents that a worksheet has."""


class Identity(Record):
    """``digest`` tells whether cells and labels are those that a table has today; ``readings`` are answers
    under which the form computes that are not the defaults; ``areas`` are where the main worksheet is filled
    in: a column with its first and last row, from 0.
    """

    version: int
    scheme: str
    table: str
    pack: str
    pack_version: str
    digest: str
    readings: tuple[str, ...]
    areas: tuple[tuple[int, int, int], ...]
    design: Design

    def rows(self) -> Iterator[tuple[str, str]]:
        """Keys and values, in order."""
        yield MARK, str(self.version)
        yield "scheme", self.scheme
        yield "table", self.table
        yield "pack", self.pack
        yield "pack-version", self.pack_version
        yield "layout", self.digest
        for reading in self.readings:
            yield "reading", reading
        for area in self.areas:
            yield "area", ",".join(map(str, area))
        for source in self.design.sources:
            yield "source", source.full
        yield "room", str(self.design.room)
        for home, key in self.design.beside:
            yield "beside", f"{home}.{key}"
        if self.design.averaged:
            yield "averaged", "1"


def identity_of(rows: list[tuple[str, str]]) -> Identity:
    """The identity that the rows tell; raises ``ValueError`` where they tell none."""
    once: Mapping[str, str] = dict(rows)

    def several(key: str) -> tuple[str, ...]:
        return tuple(value for name, value in rows if name == key)

    try:
        sources = tuple(_source(one) for one in several("source"))
        beside = tuple(_pair(one) for one in several("beside"))
        room = int(once["room"])
        if not sources or not 0 < room <= ROWS:
            raise ValueError("a form has a source, and room for incidents")
        design = Design(sources, room, beside, averaged="averaged" in once)
        return Identity(
            int(once[MARK]),
            once["scheme"],
            once["table"],
            once["pack"],
            once["pack-version"],
            once["layout"],
            several("reading"),
            tuple(_area(one) for one in several("area")),
            design,
        )
    except KeyError as error:
        raise ValueError(f"the form does not tell its {error}") from None


def _source(text: str) -> Source:
    role, _, name = text.partition(":")
    if role not in ROLES:
        raise ValueError(f"{role!r} is no role")
    return Source(role, name)


def _area(text: str) -> tuple[int, int, int]:
    column, first, last = map(int, text.split(","))
    return column, first, last


def _pair(text: str) -> tuple[str, str]:
    home, _, key = text.rpartition(".")
    return home, key
