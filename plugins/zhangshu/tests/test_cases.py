"""Every worked case of the pack; every item and every Reading's answer is met by one."""

from __future__ import annotations

from importlib import resources

import pytest

import gp_zhangshu
from gpcli.testing.cases import Case, load, run, unexercised_answers, unexercised_items

CASES = load(resources.files(gp_zhangshu) / "cases")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_comes_to_what_the_document_says(case: Case) -> None:
    assert run(gp_zhangshu, case) == []


def test_every_item_has_a_case() -> None:
    assert unexercised_items(gp_zhangshu, CASES) == []


def test_every_answer_of_every_reading_has_a_case_that_it_changes() -> None:
    assert unexercised_answers(gp_zhangshu, CASES) == []


def test_there_are_many_cases_and_each_names_a_clause_of_its_annex() -> None:
    assert len(CASES) >= 120
    annexes = {"township": "附件一", "department": "附件二"}
    assert [case.id for case in CASES if case.clause.split("/")[0] not in (annexes[case.table], "四")] == []
