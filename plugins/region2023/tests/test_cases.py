"""Every worked case of the pack; every item and every Reading's answer is met by one."""

from __future__ import annotations

from importlib import resources

import pytest

import gp_region2023
from gpcli.testing.cases import Case, load, run, unexercised_answers, unexercised_items

CASES = load(resources.files(gp_region2023) / "cases")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_comes_to_what_the_document_says(case: Case) -> None:
    assert run(gp_region2023, case) == []


def test_every_item_has_a_case() -> None:
    assert unexercised_items(gp_region2023, CASES) == []


def test_every_answer_of_every_reading_has_a_case_that_it_changes() -> None:
    assert unexercised_answers(gp_region2023, CASES) == []


def test_there_are_many_cases_and_each_names_a_clause_of_its_annex() -> None:
    assert len(CASES) >= 60
    annexes = {"region": "附件2", "department": "附件3"}
    assert [case.id for case in CASES if case.clause.split("/")[0] != annexes[case.table]] == []
