"""What a freeze holds as results: each file with what writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gpcli.assess.assessment import Assessment
from gpcli.assess.frozen.manifest import RESULTS
from gpcli.messages import Words
from gpcli.reports import json
from gpcli.reports.format import Report

Writer = Callable[[Assessment], str]


def _sheets(assessment: Assessment) -> str:
    """Every unit's sheet, those among them that handed in nothing."""
    return json.write(Report(assessment.everyone, Words("zh")))


def _league(format_name: str) -> Writer:
    def write(assessment: Assessment) -> str:
        from gpcli.assess.ranking import Selection, ranking
        from gpcli.reports.league import report as league

        found = ranking(assessment, Selection())
        written = league.write(league.LeagueReport(found.contests, found.failed, Words("zh")), format_name)
        assert isinstance(written, str)
        return written

    return write


SHEETS = f"{RESULTS}sheets.json"

WRITERS: Mapping[str, Writer] = {
    SHEETS: _sheets,
    f"{RESULTS}ranking.json": _league("json"),
    f"{RESULTS}ranking.csv": _league("csv"),
}
"""Every result by the name of its member."""


def results(assessment: Assessment) -> dict[str, bytes]:
    """Every result of the season; raises :class:`Problems` where it cannot be ranked."""
    return {name: write(assessment).encode() for name, write in WRITERS.items()}
