"""What inputs say about units: each checked by itself, those about one unit merged."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.assess.inputs import Read
from gpcli.assess.rechecks import Rechecks
from gpcli.assess.subject import Subject, Subjects
from gpcli.facts.check import statement
from gpcli.facts.merge import merged
from gpcli.facts.toml import Document
from gpcli.facts.unit import Statement, UnitFacts
from gpcli.messages import N_
from gpcli.packs import Packs
from gpcli.problems import Problem, Problems, problem
from gpcli.records import Record
from gpcli.scoring.score import Scorer
from gpcli.season.file import Season


class Entry(Record):
    """One input on its way: what it is about and says, as far as that is known.

    A misplaced one names a unit, but contradicts what is known of it.
    """

    path: str
    subject: Subject | None = None
    statement: Statement | None = None
    problems: tuple[Problem, ...] = ()
    is_misplaced: bool = False
    document: Document | None = None


class Unit(Record):
    """One unit on its way: what it is about, its merged facts or why there are none."""

    path: str
    about: Subject | None
    facts: UnitFacts | None
    problems: tuple[Problem, ...] = ()
    document: Document | None = None

    @property
    def unit(self) -> str:
        """Its name, as far as it is known."""
        return "" if self.about is None else self.about.unit

    @property
    def table(self) -> str:
        """Its table, as far as it is known."""
        return "" if self.about is None else self.about.table


class Hearing:
    """Takes in what is said; tables are made once."""

    def __init__(self, packs: Packs, season: Season, subjects: Subjects, rechecks: Rechecks) -> None:
        self._packs = packs
        self._season = season
        self._subjects = subjects
        self._rechecks = rechecks

    def about(self, one: Read) -> Subject | None:
        """What an input is about, as far as it says; its facts are not looked at."""
        if one.document is None:
            return None
        try:
            return self._subjects.of(one.document)
        except Problems:
            return self._subjects.named(one.document)

    def facts(self, document: Document) -> tuple[Scorer, UnitFacts]:
        """The checked facts of a single document and the scorer for them; raises :class:`Problems`."""
        try:
            subject = self._subjects.of(document)
        except Problems as found:
            raise Problems([*found.problems, *self._beside(document)]) from None
        return self._packs.scorer(subject.scheme, subject.table), self.merged(
            subject, [self._statement(document, subject)]
        )

    def entry(self, one: Read) -> Entry:
        """What an input is about and says, and what is wrong with it by itself."""
        if one.document is None:
            return Entry(one.path, None, None, one.problems)
        if one.told is not None:
            return Entry(one.path, one.told.subject, one.told.statement())
        try:
            subject = self._subjects.of(one.document)
        except Problems as found:
            named = self._subjects.named(one.document)
            problems = (*found.problems, *self._beside(one.document))
            return Entry(one.path, named, None, problems, is_misplaced=True, document=one.document)
        try:
            return Entry(one.path, subject, self._statement(one.document, subject), document=one.document)
        except Problems as found:
            return Entry(one.path, subject, None, tuple(found.problems), document=one.document)

    def merged(self, subject: Subject, said: list[Statement]) -> UnitFacts:
        """The facts of a unit after the re-check; raises :class:`Problems`."""
        table = self._packs.scorer(subject.scheme, subject.table).table
        facts = merged(table, subject.scheme.id, said, self._season.precedence)
        period = self._season.period or facts.period
        facts = facts._replace(
            period=period, note=facts.note or self._season.note, inputs=(*facts.inputs, *self._season.inputs)
        )
        return self._rechecks.applied(facts, table, subject)

    def unit(self, entries: Sequence[Entry]) -> Unit:
        """Everything that was said about one unit, merged; or why it cannot be."""
        failed = next((one for one in entries if one.statement is None), None)
        about = next((one.subject for one in entries if one.subject is not None), None)
        if failed is not None or about is None:
            problems = tuple(problem for one in entries for problem in one.problems)
            return Unit((failed or entries[0]).path, about, None, problems, entries[0].document)
        said = [one.statement for one in entries if one.statement is not None]
        apart = _in_another_table(entries)
        if apart is not None:
            return Unit(apart.file, about, None, (apart,))
        try:
            return Unit(entries[0].path, about, self.merged(about, said), (), entries[0].document)
        except Problems as found:
            return Unit(entries[0].path, about, None, tuple(found.problems), entries[0].document)

    def _beside(self, document: Document) -> list[Problem]:
        """What else is wrong with a document that is about nobody known: by the table that suits it best."""
        return min(
            (self._wrong(document, one) for one in self._subjects.meant(document)), key=len, default=[]
        )

    def _wrong(self, document: Document, subject: Subject) -> list[Problem]:
        try:
            self._statement(document, subject)
        except Problems as found:
            return found.problems
        return []

    def _statement(self, document: Document, subject: Subject) -> Statement:
        table = self._packs.scorer(subject.scheme, subject.table).table
        return statement(document, table, subject.unit, self._subjects.elsewhere(subject))


def _in_another_table(entries: Sequence[Entry]) -> Problem | None:
    """That two inputs put one unit into different tables, where they do."""
    first, *others = entries
    for one in others:
        if first.subject is not None and one.subject is not None and one.subject.table != first.subject.table:
            said = N_("{given} contradicts {known}")
            tables = {"given": one.subject.table, "known": f"{first.subject.table} ({first.path})"}
            return problem("other-table", said, **tables)._replace(file=one.path, key="table")
    return None


def unit_of(entry: Entry, number: int) -> object:
    """What the entries of one unit have in common; an input that names none stands alone."""
    subject = entry.subject
    if subject is None or not subject.unit:
        return number
    return subject.scheme.id, subject.unit, subject.period
