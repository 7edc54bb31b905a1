"""What a unit could do about its sheet, printed: as text, Markdown, CSV and JSON."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.messages import Words
from gpcli.problems import Problem
from gpcli.records import Record
from gpcli.season.improve import Improvement


class Advice(Record):
    """What became of one input: what its unit could do, or the problems that kept it from being scored."""

    path: str
    improvement: Improvement | None
    problems: tuple[Problem, ...] = ()


class AdviceReport(Record):
    """Everything to print, in the order of the inputs."""

    advice: Sequence[Advice]
    words: Words
    bom: bool = True
