"""One of the two results: its bounds and how the unit stands."""

from __future__ import annotations

from decimal import Decimal

from gpcli.messages import Phrase
from gpcli.records import Record
from gpcli.scoring.sheet import Sheet


class End(Record):
    """The bounds of a total and the status: scored, incomplete or vetoed, with its reason."""

    lower: Decimal
    upper: Decimal
    status: str
    reason: Phrase = ""

    @property
    def total(self) -> Decimal | None:
        """The number, where there is one."""
        return self.lower if self.status == "scored" and self.lower == self.upper else None


class Recorded(Record):
    """A result that a freeze recorded: by which pack, in which version, and as what."""

    pack: str
    version: str
    end: End


def end_of(sheet: Sheet) -> End:
    """The result of a sheet."""
    return End(sheet.mark.lower, sheet.mark.upper, sheet.status, sheet.reason)
