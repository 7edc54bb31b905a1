"""What every format of the league table is given to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from gpcli.messages import Words
from gpcli.records import Record
from gpcli.reports.format import Written
from gpcli.scoring.outcome import Outcome
from gpcli.season.contest import Contest

FORMATS = {
    "text": "gpcli.reports.league.text",
    "json": "gpcli.reports.league.json",
    "ndjson": "gpcli.reports.league.ndjson",
    "csv": "gpcli.reports.league.csv",
    "markdown": "gpcli.reports.league.markdown",
    "html": "gpcli.reports.html.season",
    "xlsx": "gpcli.reports.league.xlsx",
}
"""Every format with its module, which is imported when the format is used."""


class LeagueReport(Record):
    """The rankings, the inputs that they lack, the language. ``is_public`` leaves out who owes what.

    ``showing`` makes of outcomes what may be shown of them; a format asks it only for sheets that it prints.
    ``mask`` asks what is no text to mask what identifies a person; a text is masked as a whole.
    """

    contests: Sequence[Contest]
    failed: Sequence[Outcome]
    words: Words
    bom: bool = True
    is_public: bool = False
    showing: Callable[[Sequence[Outcome]], Sequence[Outcome]] | None = None
    mask: bool = False

    @property
    def official(self) -> bool:
        """Whether every ranking is of frozen results."""
        return bool(self.contests) and all(one.official for one in self.contests)


def write(report: LeagueReport, format_name: str) -> Written:
    """The report in a format; raises ``KeyError`` for one that there is not."""
    module = import_module(FORMATS[format_name])
    return cast("Callable[[LeagueReport], Written]", module.write)(report)
