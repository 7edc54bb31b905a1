"""What a check of a pack found, and what it looks at."""

from __future__ import annotations

from importlib import import_module, resources
from importlib.resources.abc import Traversable

from gpcli.messages import Phrase
from gpcli.packs import Pack, Packs
from gpcli.records import Record
from gpcli.scheme import Scheme, Table

FAULT, SAID = "fault", "said"
"""A fault fails the proof; what is only said is for the author to look at."""


class Finding(Record):
    """One finding of a check, at a place: a table, an item, a row, a case."""

    check: str
    kind: str
    where: str
    says: Phrase


class Subject(Record):
    """One scheme of a pack with its finished tables, under its default Readings."""

    packs: Packs
    pack: Pack
    scheme: Scheme
    tables: tuple[Table, ...]

    @property
    def plugin(self) -> object:
        """The pack's plugin."""
        return self.packs.plugin(self.pack)

    def variants(self) -> list[tuple[str, Table]]:
        """Every table under every single other answer, with the setting; the default ones first."""
        found = [("", table) for table in self.tables]
        for reading in self.scheme.readings:
            for value in reading.values:
                if value != self.scheme.reading(reading.id):
                    other = self.scheme.under({reading.id: value})
                    setting = f"{reading.id}={value}"
                    found += [(setting, self.packs.table(other, table.id)) for table in self.tables]
        return found

    def data(self, name: str) -> Traversable | None:
        """A file or folder that the pack's package carries, or None."""
        module = import_module(self.pack.module.partition(":")[0])
        if not hasattr(module, "__path__"):
            return None
        place = resources.files(module) / name
        return place if place.is_file() or place.is_dir() else None
