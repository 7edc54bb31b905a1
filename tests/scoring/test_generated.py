"""The promises of a sheet on facts that hypothesis makes up, for every table."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gpcli.expr.cells import fill
from gpcli.expr.nodes import Amount
from gpcli.expr.value import amount, holds
from gpcli.messages import Words
from gpcli.points import plain, total
from gpcli.reports.format import Outcome, Scored
from gpcli.reports.json import element
from gpcli.testing.generate import unit_facts
from gpcli.testing.strategies import facts, known_part

WORK = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)


@WORK
@given(st.data())
def test_compiled_is_the_oracle_and_bounds_meet_on_complete_facts(table_case, data) -> None:
    outline = table_case.scorer.outline
    answers = data.draw(facts(table_case.table))
    program = outline.complete
    numbers = program.run(fill(program.cells, answers))
    for place, root in enumerate(outline.roots.values()):
        found = Fraction(numbers[2 * place], 10 ** program.scales[place] * numbers[2 * place + 1])
        expected = amount(root, answers) if isinstance(root, Amount) else Fraction(holds(root, answers))
        assert found == expected, list(outline.roots)[place]


@WORK
@given(st.data())
def test_an_interval_contains_what_it_was_cut_from(table_case, data) -> None:
    whole = data.draw(facts(table_case.table))
    known = data.draw(known_part(table_case.table, whole))
    sheet = table_case.scorer.score(unit_facts(table_case.table, known))
    complete = table_case.scorer.score(unit_facts(table_case.table, whole))
    for one, other in zip(sheet.items, complete.items, strict=True):
        assert one.mark.lower <= other.mark.lower == other.mark.upper <= one.mark.upper, one.id
    assert sheet.mark.lower <= complete.mark.lower <= sheet.mark.upper


@WORK
@given(st.data())
def test_a_sheet_balances_and_keeps_its_numbers_in_json(table_case, data) -> None:
    answers = data.draw(facts(table_case.table).flatmap(lambda whole: known_part(table_case.table, whole)))
    given_facts = unit_facts(table_case.table, answers)
    sheet = table_case.scorer.score(given_facts)
    for item in sheet.items:
        if item.mark.points is not None:
            assert total(line.amount for line in item.lines) == item.mark.points, item.id
    if sheet.total is not None:
        assert total(step.amount for step in sheet.steps if step.amount is not None) == sheet.total
    outcome = Outcome("x", Scored(sheet, given_facts, table_case.scorer, tuple))
    again = json.loads(json.dumps(element(outcome, Words("zh"))))
    assert again["result"]["total"] == (None if sheet.total is None else plain(sheet.total))
    assert [Decimal(item["lower"]) for item in again["items"]] == [item.mark.lower for item in sheet.items]


def test_the_generator_reaches_both_ends_of_the_scale(table_case) -> None:
    seen: list[Decimal] = []

    @WORK
    @given(facts(table_case.table))
    def collect(answers) -> None:
        seen.append(table_case.scorer.score(unit_facts(table_case.table, answers)).mark.upper)

    collect()
    assert min(seen) * 2 < max(seen)
