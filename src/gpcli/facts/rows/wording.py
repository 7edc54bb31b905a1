"""How a row says what messages ask for: by the headings of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.facts.rows.cells import YES
from gpcli.facts.wording import Path, Wording
from gpcli.messages import Phrase


class RowWording(Wording):
    """That of a table with a row a unit."""

    share = "171/200"
    yes = YES[0]

    def keys(self, path: Path, keys: Sequence[str]) -> str:
        """The columns beside the facts of the item at the path."""
        _, item, *_ = path
        return "、".join(f"{item}.{key}" for key in keys)

    def stated(self, keys: Sequence[str]) -> Phrase:
        """Nothing: each has a column."""
        return ""


ROWS = RowWording()
