"""Plain files on the fast way: read, checked, and known what they are about."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from gpcli.assess.assessor import Assessor
from gpcli.assess.subject import Subject
from gpcli.facts.plain import NotPlain, Plain, PlainChecks, read_plain
from gpcli.facts.toml import Document
from gpcli.facts.unit import Statement
from gpcli.problems import Problems
from gpcli.reports.plain import PlainLine, PlainLines
from gpcli.scheme import Table
from gpcli.scoring.score import Scorer

_TEXTS = frozenset((str, type(None)))


class Prepared:
    """A table, prepared for any number of plain files: to read them, with a scorer to write lines as well."""

    def __init__(self, table: Table, scorer: Scorer | None) -> None:
        self._scorer = scorer
        self.checks = PlainChecks(table, () if scorer is None else scorer.outline.complete.cells)

    @cached_property
    def lines(self) -> PlainLines | None:
        """Writes their lines; None where the table has something that it cannot write."""
        try:
            return None if self._scorer is None else PlainLines(self._scorer)
        except NotPlain:
            return None


class Told(NamedTuple):
    """A plain file: what it is about and says."""

    document: Document
    subject: Subject
    plain: Plain
    prepared: Prepared

    def statement(self) -> Statement:
        """What it says in full."""
        return self.plain.statement(self.document, self.subject.unit)

    def line(self) -> PlainLine | None:
        """The line of its unit, where nobody else speaks about it and nothing is open; else None."""
        lines = self.prepared.lines
        return None if lines is None else lines.line(self.subject.unit, self.plain, self.document)


class Plainly:
    """Reads plain files; what is anything else goes the slow way."""

    def __init__(self, assessor: Assessor, *, writes: bool = False) -> None:
        """``writes`` is for whoever wants their lines."""
        self._assessor = assessor
        self._writes = writes
        self._strangers: dict[tuple[object, ...], Subject] = {}
        self._prepared: dict[tuple[str, str], Prepared] = {}

    def told(self, raw: bytes, name: str) -> Told | None:
        """What the bytes of a file say, where they are plain; else None."""
        document = read_plain(raw, name)
        if document is None:
            return None
        try:
            subject = self._subject(document)
            prepared = self._of(subject)
        except Problems:
            return None
        plain = prepared.checks.plain(document.data)
        return None if plain is None else Told(document, subject, plain, prepared)

    def _subject(self, document: Document) -> Subject:
        """What a document is about; of units that no list has, the same but for their names."""
        data, subjects = document.data, self._assessor.subjects
        unit = data.get("unit")
        name = unit.get("name") if type(unit) is dict else None
        about = (data.get("scheme"), data.get("table"), data.get("period"))
        if (
            type(name) is not str
            or name.strip() != name
            or not name
            or not _TEXTS.issuperset(map(type, about))
        ):
            return subjects.of(document)
        known = self._strangers.get(about)
        if known is not None and subjects.roster(known.scheme).find(name) is None:
            return Subject(known.scheme, known.table, name, known.period)
        found = subjects.of(document)
        scheme = found.scheme
        if subjects.roster(scheme).find(name) is None and subjects.takes_anybody(scheme):
            self._strangers[about] = found
        return found

    def _of(self, subject: Subject) -> Prepared:
        key = (subject.scheme.id, subject.table)
        found = self._prepared.get(key)
        if found is None:
            scorer = self._assessor.scorer(subject.scheme, subject.table)
            found = self._prepared[key] = Prepared(scorer.table, scorer if self._writes else None)
        return found
