"""An official form: a document's own table with what the unit was given, as Markdown and as CSV.

A pack says what is its own (columns, title, rows, what stands above); the rest is the same for every city.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gpcli.messages import Words
from gpcli.problems import text as problem_text
from gpcli.reports.format import Report
from gpcli.reports.phrases import beyond, mark, result, unit
from gpcli.reports.rows import as_csv, as_markdown, cell, inert
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.sheet import Sheet

Row = tuple[str, ...]

WORDS = Words("zh")
"""A form is in the language of its document."""

UNSCORED = "未评定"


def above(scored: Scored) -> tuple[str, ...]:
    """The line that stands above a form: the unit and its mark."""
    return (f"单位：{unit(scored.sheet, WORDS)}　得分：{total(scored)}　（非正式结果）",)


def total(scored: Scored) -> str:
    """The mark for the last row of a form; a status without a number instead of one."""
    sheet = scored.sheet
    return sheet.reason if sheet.status == "vetoed" else mark(sheet.mark, WORDS)


class Form:
    """``head`` names the columns, ``aligned`` has ``l`` or ``r`` for each; ``numbers`` are the columns that
    hold nothing but points. A unit of another ``scheme`` is named and left out.
    """

    def __init__(
        self,
        head: Row,
        aligned: str,
        rows: Callable[[Scored], Iterable[Row]],
        *,
        title: Callable[[Sheet], str],
        above: Callable[[Scored], Iterable[str]] = above,
        scheme: str,
        numbers: tuple[str, ...] = ("分值", "得分"),
    ) -> None:
        if len(head) != len(aligned):
            raise ValueError(f"{len(head)} columns, {len(aligned)} alignments")
        self._head = head
        self._scheme = scheme
        self._aligned = aligned
        self._rows = rows
        self._title = title
        self._above = above
        self._numbers = {place for place, name in enumerate(head) if name in numbers}

    def markdown(self, report: Report) -> str:
        """One form after another, each under its title; a failed input is its problems."""
        return "\n".join(line for outcome in report.outcomes for line in self._page(outcome))

    def csv(self, report: Report) -> str:
        """All units in one table, the unit's name in front; a failed input is a row for each problem."""
        rows = [row for outcome in report.outcomes for row in self._lines(outcome)]
        return as_csv([("单位", *self._head), *rows], bom=report.bom)

    def _page(self, outcome: Outcome) -> list[str]:
        if outcome.scored is None:
            said = [f"- {cell(problem_text(one, WORDS))}" for one in outcome.problems]
            return [f"# {cell(outcome.path)}：{UNSCORED}", "", *said, ""]
        if foreign := self._foreign(outcome):
            return [f"# {cell(outcome.path)}：未列入", "", f"- {cell(foreign)}", ""]
        scored = outcome.scored
        sheet = scored.sheet
        lines = [f"> {cell(sheet.note)}", ""] if sheet.note else []
        pack = f"地区包 {cell(sheet.scheme.pack)} {sheet.scheme.pack_version}"
        lines += [f"# {cell(self._title(sheet))}", "", f"{cell(sheet.scheme.document)}　{pack}", ""]
        for heading in self._above(scored):
            lines += [cell(heading), ""]
        lines += [*as_markdown(self._head, self._rows(scored), self._aligned), ""]
        for closing in (*_outcome(scored), readings(sheet)):
            lines += [cell(closing), ""]
        return lines

    def _lines(self, outcome: Outcome) -> Iterable[list[str]]:
        blank = [""] * (len(self._head) - 2)
        if outcome.scored is None:
            for one in outcome.problems:
                yield [inert(outcome.path), UNSCORED, inert(problem_text(one, WORDS)), *blank]
            return
        if foreign := self._foreign(outcome):
            yield [inert(outcome.path), "未列入", inert(foreign), *blank]
            return
        scored = outcome.scored
        sheet = scored.sheet
        name = inert(unit(sheet, WORDS))
        about = (sheet.note, sheet.scheme.document, "非正式结果", *_outcome(scored), readings(sheet))
        yield from ([name, "说明", inert(said), *blank] for said in about if said)
        for row in self._rows(scored):
            yield [name, *(self._cell(place, one) for place, one in enumerate(row))]

    def _cell(self, place: int, text: str) -> str:
        return text.replace("−", "-") if place in self._numbers else inert(text)

    def _foreign(self, outcome: Outcome) -> str:
        """Why an outcome has no place in this form, where it has none: another document's unit."""
        if outcome.scored is None or outcome.scored.sheet.scheme.id == self._scheme:
            return ""
        return f"{outcome.scored.sheet.scheme.title}，不用本表样"


def readings(sheet: Sheet) -> str:
    """The Readings in force, as settings."""
    return "解释口径：" + ("；".join(f"{one.id}={one.value}" for one in sheet.readings) or "无")


def steps(scored: Scored) -> str:
    """The steps from the items to the result, on one line."""
    sheet = scored.sheet
    return "；".join(f"{WORDS(step.label)} → {mark(step.after, WORDS)}" for step in sheet.steps)


def _outcome(scored: Scored) -> list[str]:
    """The result and what stands on it; a status without a number says why."""
    return [result(scored.sheet, WORDS), *beyond(scored, WORDS)]
