"""Gates over a table of results, as :mod:`gpcli.cli.gates` has them over sheets."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from functools import partial
from typing import TYPE_CHECKING

from gpcli.cli.gates import Gates
from gpcli.messages import N_, Words
from gpcli.points import plain
from gpcli.records import Record
from gpcli.reports import phrases
from gpcli.reports.columns import visible
from gpcli.scoring.sheet import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl

    from gpcli.assess.tables.run import Result
    from gpcli.cli.session import Session
    from gpcli.scoring.score import Scorer

SAID = 20
"""Rows that do not pass, and problems of rows, that are said one by one."""


class Line(Record):
    """A number that a column has to reach: how the gate is called, the column's heading."""

    gate: str
    heading: str
    least: Decimal


class TableGates:
    """The gates of one run, fed with the results as they come."""

    def __init__(self, gates: Gates, scorers: Sequence[Scorer], words: Words) -> None:
        """Raises :class:`Problems` for a section that no table has."""
        sections = [(one.key, str(one.name)) for scorer in scorers for one in scorer.table.sections]
        lines = [] if gates.line is None else [Line(f"--fail-under {plain(gates.line)}", "total", gates.line)]
        lines += (
            Line(f"--fail-under-section {key}={plain(least)}", f"section.{key}", least)
            for key, least in (gates.meant(sections) if sections else ())
        )
        self._lines = lines
        self._complete = gates.complete
        self._words = words
        self._said: list[str] = []
        self.number = 0
        """How many verdicts are no passes."""

    def look(self, result: Result) -> None:
        """Judges some rows."""
        import polars as pl

        scored = result.frame.with_columns(result.unsettled.alias("unsettled")).filter(
            pl.col("status") != "failed"
        )
        if scored.is_empty():
            return
        if self._complete:
            self._note(scored.filter(pl.col("total").is_null()), self._incomplete)
        for line in self._lines:
            if line.heading not in scored.columns:
                continue
            lower, upper = (pl.col(f"{line.heading}.{end}") for end in ("lower", "upper"))
            scale = _scale(scored, line.heading)
            least = int((line.least * 10**scale).to_integral_value(ROUND_CEILING))
            vetoed = pl.col("status") == "vetoed"
            failed = vetoed | (upper.to_physical() < least)
            undecided = (lower.to_physical() < least) | pl.col("unsettled")
            concerned = scored.filter(lower.is_not_null())
            wrong = concerned.with_columns(failed.alias("failed")).filter(pl.col("failed") | undecided)
            self._note(wrong, partial(self._against, line))

    def tell(self, session: Session) -> bool:
        """Says the first verdicts and how many more there are; whether every gate passed."""
        for said in self._said:
            session.say(said)
        if self.number > len(self._said):
            more = N_("… and {number} more rows do not pass")
            session.say(session.talk.word(more, number=self.number - len(self._said)))
        return not self.number

    def _note(self, wrong: pl.DataFrame, say: Callable[[dict[str, object]], str]) -> None:
        self.number += len(wrong)
        for row in wrong.head(max(SAID - len(self._said), 0)).iter_rows(named=True):
            self._said.append(say(row))

    def _incomplete(self, row: dict[str, object]) -> str:
        said = N_("{unit}: --require-complete failed: facts are missing")
        if row["status"] == "vetoed":
            said = N_("{unit}: --require-complete failed: {reason}")
        return self._words.word(said, unit=self._name(row), reason=self._words.word(N_("vetoed")))

    def _against(self, line: Line, row: dict[str, object]) -> str:
        said = (
            N_("{unit}: {gate} failed: {points}")
            if row["failed"]
            else N_("{unit}: {gate} undecided: {points}")
        )
        lower, upper = (row[f"{line.heading}.{end}"] for end in ("lower", "upper"))
        assert isinstance(lower, Decimal)
        assert isinstance(upper, Decimal)
        points = phrases.mark(Mark(lower, upper), self._words)
        if row["status"] == "vetoed":
            points = self._words.word(N_("vetoed"))
        return self._words.word(said, unit=self._name(row), gate=line.gate, points=points)

    def _name(self, row: dict[str, object]) -> str:
        return visible(str(row.get("unit") or row.get("id") or "")) or self._words.word(
            N_("unit not filled in")
        )


def _scale(frame: pl.DataFrame, heading: str) -> int:
    import polars as pl

    kind = frame.schema[heading]
    assert isinstance(kind, pl.Decimal)
    return kind.scale
