"""Units and rosters: who is assessed, and by which table.

A roster is ``complete`` (an unknown name is an error), ``partial`` (the file or the command line names the
table) or ``absent``.
"""

from __future__ import annotations

from pathlib import Path

from gpcli.records import Record


class Unit(Record):
    """One assessed unit, named as the document prints it; ``aliases`` mend a misprint or a later name."""

    name: str
    table: str
    group: str = ""
    aliases: tuple[str, ...] = ()


class Roster:
    """The units of a scheme in the document's order."""

    __slots__ = ("_by_name", "completeness", "units")

    def __init__(self, units: tuple[Unit, ...], completeness: str = "complete") -> None:
        """Raises ``ValueError`` where two units answer to one name."""
        if completeness not in ("complete", "partial", "absent"):
            raise ValueError(f"a roster is complete, partial or absent, not {completeness!r}")
        self.units = units
        self.completeness = completeness
        self._by_name: dict[str, Unit] = {}
        for unit in units:
            for name in (unit.name, *unit.aliases):
                if name in self._by_name:
                    raise ValueError(f"two units of the roster answer to the name {name}")
                self._by_name[name] = unit

    def find(self, name: str) -> Unit | None:
        """The unit that answers to the name, or None."""
        return self._by_name.get(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and alias, in the document's order."""
        return tuple(self._by_name)


def read_roster(file: Path, completeness: str = "complete") -> Roster:
    """A roster from a CSV file in the document's order, in UTF-8 with or without a byte-order mark.

    Columns ``name`` and ``table``; ``group`` and ``aliases`` (several behind ``|``) where there are any.
    """
    import csv

    with file.open(encoding="utf-8-sig", newline="") as rows:
        return Roster(
            tuple(
                Unit(
                    row["name"],
                    row["table"],
                    row.get("group") or "",
                    tuple(filter(None, (row.get("aliases") or "").split("|"))),
                )
                for row in csv.DictReader(rows)
            ),
            completeness,
        )
