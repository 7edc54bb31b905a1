"""Every worked case of the invented pack; every item and every Reading's answer is met by one."""

from __future__ import annotations

from collections import Counter
from importlib import resources

import gp_elsewhere
import pytest

from gpcli.testing import built
from gpcli.testing.cases import Case, load, run, unexercised_answers, unexercised_items

CASES = load(resources.files(gp_elsewhere) / "cases")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_comes_to_what_the_clause_says(case: Case) -> None:
    assert run(gp_elsewhere, case) == []


def test_every_item_has_a_case() -> None:
    assert unexercised_items(gp_elsewhere, CASES) == []


def test_every_answer_of_every_reading_has_a_case_that_it_changes() -> None:
    assert unexercised_answers(gp_elsewhere, CASES) == []


def test_every_status_and_every_grade_is_met() -> None:
    (scheme,) = built.schemes(gp_elsewhere)
    statuses = {case.expect.status for case in CASES}
    assert statuses == {"", "scored", "incomplete", "vetoed"}
    for ref in scheme.tables:
        grades = {grade.name for grade in built.table(gp_elsewhere, scheme, ref.id).grades}
        assert grades == {case.expect.grade for case in CASES if case.table == ref.id} - {""}


def test_every_note_is_met_where_it_surely_holds() -> None:
    (scheme,) = built.schemes(gp_elsewhere)
    for ref in scheme.tables:
        table = built.table(gp_elsewhere, scheme, ref.id)
        notes = {note.id for ledger in table.ledgers() for note in ledger.notes}
        assert notes == {one for case in CASES if case.table == ref.id for one in case.expect.notes}


def test_there_are_many_cases_for_each_table() -> None:
    many = Counter(case.table for case in CASES)
    (scheme,) = built.schemes(gp_elsewhere)
    assert set(many) == {ref.id for ref in scheme.tables}
    assert min(many.values()) >= 15
