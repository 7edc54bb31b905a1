"""``gp rank --format html``: a season from its ranking down to every fact."""

from __future__ import annotations

from typing import Any

from gpcli.records import Record
from gpcli.reports.columns import visible
from gpcli.reports.html import bars
from gpcli.reports.html.labels import HEAT
from gpcli.reports.html.page import Figures, render
from gpcli.reports.html.readings import ReadingView, reading_view
from gpcli.reports.html.sheet import SheetView, sheet_view
from gpcli.reports.html.table import GroupView, group_view
from gpcli.reports.html.waterfall import waterfall
from gpcli.reports.league import words as league
from gpcli.reports.league.report import LeagueReport
from gpcli.scoring.outcome import Outcome
from gpcli.season.contest import Contest, Group
from gpcli.season.frequent import Frequent, frequent
from gpcli.season.losses import Losses
from gpcli.season.problem_list import problem_list


class ContestView(Record):
    """One ranking: its head, what it says of all its groups together, the groups, the foot."""

    anchor: str
    note: str
    title: str
    about: tuple[str, ...]
    lost: tuple[tuple[Frequent, str], ...]
    groups: tuple[GroupView, ...]
    sheets: tuple[tuple[GroupView, tuple[SheetView, ...]], ...]
    readings: tuple[ReadingView, ...]
    foot: tuple[str, ...]


def write(report: LeagueReport) -> str:
    """The page."""
    page = _Season(report)
    views = [page.contest(number, one) for number, one in enumerate(report.contests, 1)]
    groups = [group for view in views for group in view.groups]
    return render(
        "season.html",
        report.words,
        title=views[0].title,
        contests=views,
        hide_owners=report.is_public,
        figures=page.figures.drawn(),
        heat=[(number, report.words.word(said)) for number, said in enumerate(HEAT)],
        group_names=[(one.anchor, one.name) for one in groups],
        grade_names=list(dict.fromkeys(grade for one in groups for row in one.rows for grade in row.grades)),
        lacking=league.lacking(report),
        failed=[league.failed(one, report.words) for one in report.failed],
    )


def _scheme(contest: Contest) -> str:
    return visible(f"{contest.scheme.title}（{contest.scheme.document}）")


class _Season:
    """The views of one page; anchors are counted over all of it."""

    def __init__(self, report: LeagueReport) -> None:
        self._report = report
        self._losses = Losses()
        self._units = 0
        self._groups = 0
        self.figures = Figures(report.words)

    def contest(self, number: int, contest: Contest) -> ContestView:
        """One ranking with everything below it."""
        words, anchor = self._report.words, f"c{number}"
        groups: list[GroupView] = []
        sheets: list[tuple[GroupView, tuple[SheetView, ...]]] = []
        shown: list[Outcome] = []
        for group in contest.groups:
            outcomes = self._outcomes(group)
            views = self._sheets(group, outcomes)
            found = group_view(group, views, self._anchor(), self._report)
            self.figures.add(found.anchor, bars.ranking(group, [one.name for one in views], words))
            groups.append(found)
            sheets.append((found, views))
            shown += outcomes
        lost = self._lost(shown)
        self.figures.add(f"{anchor}-lost", bars.pareto(lost, words, of_many=True))
        return ContestView(
            anchor,
            visible(contest.note),
            visible(contest.title),
            (_scheme(contest), *league.head(contest, words)[1:]),
            tuple(zip(lost, bars.shares(lost), strict=True)),
            tuple(groups),
            tuple(sheets),
            self._readings(shown),
            tuple(visible(one) for one in league.foot(contest, words)),
        )

    def _anchor(self) -> str:
        self._groups += 1
        return f"g{self._groups}"

    def _outcomes(self, group: Group) -> list[Outcome]:
        """The units of a group as they may be shown."""
        rows = zip(group.rows, group.scored, strict=True)
        found = [
            Outcome(row.standing.path, scored, heard=row.state not in ("silent", "faulty"))
            for row, scored in rows
        ]
        return list(self._report.showing(found)) if self._report.showing is not None else found

    def _sheets(self, group: Group, outcomes: list[Outcome]) -> tuple[SheetView, ...]:
        found: list[SheetView] = []
        for row, outcome in zip(group.rows, outcomes, strict=True):
            self._units += 1
            anchor = f"u{self._units}"
            told: dict[str, Any] = {"is_public": self._report.is_public, "faulty": row.state == "faulty"}
            found.append(sheet_view(outcome, anchor, self._report.words, **told))
            if outcome.scored is not None and outcome.heard:
                self.figures.add(f"{anchor}-fall", waterfall(outcome.scored.sheet, self._report.words))
        return tuple(found)

    def _lost(self, outcomes: list[Outcome]) -> list[Frequent]:
        lists = [
            problem_list(self._losses, one.scored) for one in outcomes if one.scored is not None and one.heard
        ]
        return bars.by_points(frequent(lists))

    def _readings(self, outcomes: list[Outcome]) -> tuple[ReadingView, ...]:
        """Every Reading in force, once for all units."""
        sheets = [one.scored.sheet for one in outcomes if one.scored is not None]
        found = {one.id: one for sheet in sheets for one in sheet.readings}
        return tuple(reading_view(one, self._report.words) for one in found.values())
