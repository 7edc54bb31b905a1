"""``gp score --format html``: sheets, behind an overview where they are several."""

from __future__ import annotations

from gpcli.messages import N_, Words
from gpcli.reports.format import Report
from gpcli.reports.html import bars
from gpcli.reports.html.page import Figures, render
from gpcli.reports.html.sheet import SheetView, sheet_view
from gpcli.reports.html.waterfall import waterfall
from gpcli.scoring.outcome import Scored
from gpcli.season.frequent import Frequent, frequent
from gpcli.season.losses import Losses
from gpcli.season.problem_list import problem_list


def write(report: Report) -> str:
    """The page."""
    words = report.words
    figures, losses = Figures(words), Losses()
    views: list[SheetView] = []
    lost: dict[str, list[tuple[Frequent, str]]] = {}
    for number, outcome in enumerate(report.outcomes, 1):
        anchor = f"u{number}"
        views.append(sheet_view(outcome, anchor, words, is_public=report.is_public))
        if outcome.scored is not None and outcome.heard:
            found = lost_by_clause(losses, outcome.scored)
            lost[anchor] = list(zip(found, bars.shares(found), strict=True))
            _charts(figures, anchor, outcome.scored, found, words)
    return render(
        "score.html",
        words,
        title=_title(views, words),
        notes=list(dict.fromkeys(one.note for one in views if one.note)),
        sheets=views,
        hide_owners=report.is_public,
        figures=figures.drawn(),
        lost=lost,
    )


def lost_by_clause(losses: Losses, scored: Scored) -> list[Frequent]:
    """What a unit lost by clause, the dearest first."""
    return bars.by_points(frequent([problem_list(losses, scored)]))


def _charts(figures: Figures, anchor: str, scored: Scored, found: list[Frequent], words: Words) -> None:
    figures.add(f"{anchor}-fall", waterfall(scored.sheet, words))
    figures.add(f"{anchor}-parts", bars.sections(scored.sheet, words))
    figures.add(f"{anchor}-lost", bars.pareto(found, words, of_many=False))


def _title(views: list[SheetView], words: Words) -> str:
    return views[0].name if len(views) == 1 else words.word(N_("Sheets of {number} units"), number=len(views))
