"""Headings of tables of units that no table of their scheme knows: said once for each file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gpcli.assess.assessor import Assessor
from gpcli.assess.inputs import Intake
from gpcli.assess.subject import Subject
from gpcli.facts.rows.columns import ABOUT, columns
from gpcli.facts.rows.document import Row, Sheet, table_of, unknown_heading
from gpcli.problems import Problem, Problems


def refuse_unknown_headings(assessor: Assessor, intake: Intake) -> None:
    """Raises :class:`Problems` where all that was taken in are tables, which are no season, and some have
    headings that are not known.
    """
    documents = [one.document for one in intake.reads if one.document is not None]
    if intake.season.file or not all(isinstance(one, Row) for one in documents):
        return
    sheets = dict.fromkeys(one.sheet for one in documents if isinstance(one, Row))
    about = (assessor.hearing.about(one) for one in intake.reads)
    subjects = {(one.scheme.id, one.table): one for one in about if one is not None}
    faults = unknown_headings(assessor, sheets, list(subjects.values()))
    if faults:
        raise Problems(faults)


def unknown_headings(
    assessor: Assessor, sheets: Iterable[Sheet], subjects: Sequence[Subject]
) -> list[Problem]:
    """What is wrong with the headings of some files; ``subjects`` is one for each table of their rows."""
    if not subjects:
        return []
    tables = [assessor.scorer(one.scheme, one.table).table for one in subjects]
    known = {*ABOUT, *(heading for table in tables for heading in columns(table))}
    found = [(sheet, one) for sheet in sheets for one in sheet.headings[1:] if one and one not in known]
    if not found:
        return []
    mine = {one.id for one in tables}
    others = (assessor.subjects.elsewhere(one).items() for one in subjects)
    elsewhere = {key: other for some in others for key, other in some if other not in mine}
    return [
        unknown_heading(one, tables, table_of(one, tables, elsewhere))._replace(
            file=sheet.name, line=sheet.line, key=one
        )
        for sheet, one in found
    ]
