"""How a form says what messages ask for: by its headings and cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gpcli.facts.wording import Path, Wording
from gpcli.forms.design import MAIN
from gpcli.forms.grid import Spot
from gpcli.forms.hints import YES
from gpcli.forms.layout import Layout, letters
from gpcli.messages import N_, Phrase, message


class FormWording(Wording):
    """That of a form of this layout; ``spots`` tell where what it states stands."""

    share = message(N_("its part and whole in the two rows below"))
    yes = YES

    def __init__(self, layout: Layout, spots: Mapping[Path, Spot]) -> None:
        self._layout = layout
        self._spots = spots

    def keys(self, path: Path, keys: Sequence[str]) -> str:
        """The headings, with the cells where there is one for what stands at the path."""
        return "、".join(self._key(path, key) for key in keys)

    def stated(self, keys: Sequence[str]) -> Phrase:
        """Nothing: the cells say how they are filled in."""
        return ""

    def entries(self, path: Path) -> Phrase:
        """The worksheet of the source that speaks."""
        sheet = self._layout.incidents[self._source(path)].title
        return message(N_("entries on the worksheet {sheet}"), sheet=sheet)

    def _key(self, path: Path, key: str) -> str:
        source = self._source(path)
        incidents, spot = self._layout.incidents[source], self._spots.get(path)
        if spot is not None and spot.sheet != MAIN:
            column = incidents.column(key)
            return _in_cell(incidents.headings[column], spot.row, column)
        slot = self._layout.slots.get((source, str(path[1]), key, ""))
        if slot is not None:
            return _in_cell(slot.label, slot.row, slot.column)
        return incidents.headings[incidents.column(key)]

    def _source(self, path: Path) -> int:
        """The number of the source that states what stands at the path, or around it."""
        for end in range(len(path), 0, -1):
            spot = self._spots.get(path[:end])
            if spot is None:
                continue
            for number, columns in enumerate(self._layout.sources):
                sheet = self._layout.incidents[number].title
                if spot.sheet == sheet or (spot.sheet, spot.column) == (MAIN, columns.value):
                    return number
        return 0


def _in_cell(heading: str, row: int, column: int) -> str:
    return f"{heading} {letters(column)}{row + 1}"
