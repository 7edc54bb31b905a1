"""Every worked case of the pack; every item and every Reading's answer is met by one."""

from __future__ import annotations

from importlib import resources

import pytest

import gp_linzi
from gpcli.testing.cases import Case, load, run, unexercised_answers, unexercised_items

CASES = load(resources.files(gp_linzi) / "cases")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_comes_to_what_the_document_says(case: Case) -> None:
    assert run(gp_linzi, case) == []


def test_every_item_has_a_case() -> None:
    assert unexercised_items(gp_linzi, CASES) == []


def test_every_answer_of_every_reading_has_a_case_that_it_changes() -> None:
    assert unexercised_answers(gp_linzi, CASES) == []


def test_there_are_many_cases_and_each_names_an_article() -> None:
    assert len(CASES) >= 150
    assert [case.id for case in CASES if not case.clause.startswith("第十")] == []
