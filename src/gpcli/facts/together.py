"""What is said of all units together: rankings that somebody made, facts that follow from all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gpcli.facts.toml import Document
from gpcli.records import Record


class Ranking(Record):
    """A ranking that somebody else made, such as a quarter's by the third party: places from the first.

    Units in one place share it (并列). ``line`` is where it stands in its file.
    """

    name: str
    table: str
    places: tuple[tuple[str, ...], ...]
    date: str = ""
    line: int = 0


class Together(Record):
    """What is known of all units together: rankings, and cohort facts as they were stated, by ``ITEM.FACT``.

    ``document`` is the file that says so.
    """

    rankings: tuple[Ranking, ...] = ()
    stated: Mapping[str, Any] = {}
    document: Document | None = None

    @property
    def file(self) -> str:
        """The name of the file."""
        return "" if self.document is None else self.document.name

    @property
    def path(self) -> str:
        """How results name the file."""
        return "" if self.document is None else self.document.path

    def line(self, *path: str) -> int:
        """The line of a key in the file."""
        return 0 if self.document is None else self.document.line(*path)
