"""What a facts file says about one unit, once every value has been checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gpcli.expr.fields import Answers
from gpcli.records import Record


class Source(Record):
    """Who speaks in a facts file; without ``[source]`` it is the assessing office."""

    role: str = "office"
    name: str = ""


class Remarks(Record):
    """What stands beside the facts of an item: evidence, a note, who judged and why."""

    evidence: tuple[str, ...] = ()
    note: str = ""
    person: str = ""
    reason: str = ""
    date: str = ""
    incidents: tuple[tuple[str, Mapping[str, Any]], ...] = ()


NO_REMARKS = Remarks()


class Input(Record):
    """A file that was read: its path as typed, with forward slashes, and its digest."""

    path: str
    sha256: str


class UnitFacts(Record):
    """The facts of one unit, complete with the defaults of optional ones."""

    scheme: str
    table: str
    unit: str
    period: str
    source: Source
    answers: Answers
    stated: frozenset[str]
    remarks: Mapping[str, Remarks]
    inputs: tuple[Input, ...]
    note: str = ""
