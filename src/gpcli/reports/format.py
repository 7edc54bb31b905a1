"""What a report format is, and what it is given to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from gpcli.messages import Phrase, Words
from gpcli.records import Record
from gpcli.scoring.outcome import Outcome, Scored


class Binary(Record):
    """A result that is no text: its bytes, and every word in it, to be searched for personal data."""

    raw: bytes
    text: str


Written = str | Binary
"""What a format writes."""


class Verdict(Record):
    """What a gate made of one outcome, named by its place: failed, or undecided while facts are missing."""

    place: int
    gate: str
    state: str
    said: Phrase


class Report(Record):
    """Everything that a format may print, in the order of the inputs; the gates that did not pass.

    ``is_public`` outcomes have lost what is internal; a format then leaves out who owes what as well. A table
    of results has columns of sections and items where it ``has_parts``.
    """

    outcomes: Sequence[Outcome]
    words: Words
    bom: bool = True
    verdicts: Sequence[Verdict] = ()
    is_public: bool = False
    has_parts: bool = True

    @property
    def scored(self) -> tuple[Scored, ...]:
        """The units that were scored."""
        return tuple(outcome.scored for outcome in self.outcomes if outcome.scored is not None)


class ReportFormat(Record):
    """A named format. ``writer`` is ``module:function``, imported when the format is used."""

    name: str
    title: str
    extension: str
    writer: str

    def write(self, report: Report) -> Written:
        """The report as text, or as the bytes of an office document."""
        return cast("Callable[[Report], Written]", _found(self.writer))(report)


class PartedFormat(ReportFormat):
    """A format that is one text after the other. ``parter``, like the writer, leaves out what stands once
    before all of them, which is what the writer makes of a report without outcomes.
    """

    parter: str

    def part(self, report: Report) -> str:
        """The outcomes of the report as a part of a larger one."""
        return cast("Callable[[Report], str]", _found(self.parter))(report)


def _found(name: str) -> object:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)
