"""Every worked case of the pack; every item and every Reading's answer is met by one."""

from __future__ import annotations

from importlib import resources

import pytest

import gp_huanggang
from gpcli.testing.cases import Case, load, run, unexercised_answers, unexercised_items

CASES = load(resources.files(gp_huanggang) / "cases")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_comes_to_what_the_document_says(case: Case) -> None:
    assert run(gp_huanggang, case) == []


def test_every_item_has_a_case() -> None:
    assert unexercised_items(gp_huanggang, CASES) == []


def test_every_answer_of_every_reading_has_a_case_that_it_changes() -> None:
    assert unexercised_answers(gp_huanggang, CASES) == []


def test_there_are_many_cases_and_each_names_a_clause_of_its_annex() -> None:
    assert len(CASES) >= 100
    annexes = {"county": "附件2", "department-a": "附件3", "department-b": "附件3"}
    assert [
        case.id for case in CASES if case.clause.split("/")[0] not in (annexes[case.table], "附件1")
    ] == []
