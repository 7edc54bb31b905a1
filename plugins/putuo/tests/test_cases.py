"""Every worked case of the pack; every item and every Reading's answer is met by one."""

from __future__ import annotations

from importlib import resources

import pytest

import gp_putuo
from gpcli.testing import built
from gpcli.testing.cases import Case, load, run, unexercised_answers, unexercised_items

CASES = load(resources.files(gp_putuo) / "cases")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_comes_to_what_the_document_says(case: Case) -> None:
    assert run(gp_putuo, case) == []


def test_every_item_has_a_case() -> None:
    assert unexercised_items(gp_putuo, CASES) == []


def test_every_answer_of_every_reading_has_a_case_that_it_changes() -> None:
    assert unexercised_answers(gp_putuo, CASES) == []


def test_there_are_many_cases_and_each_names_a_clause_of_the_document() -> None:
    assert len(CASES) >= 120
    table = built.table(gp_putuo, built.scheme(gp_putuo, "putuo-2020"), "main")
    known = {"附件/总分", "六", *(item.clause for item in table.items)}
    known |= {section.clause for section in table.sections}
    assert [case.id for case in CASES if case.clause not in known] == []
