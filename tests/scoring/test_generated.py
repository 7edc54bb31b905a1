"""The promises of a sheet on facts that hypothesis makes up, for every table."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gpcli.expr.cells import fill
from gpcli.expr.fields import Answers
from gpcli.expr.nodes import Amount
from gpcli.expr.value import Memo, amount, holds
from gpcli.messages import Words
from gpcli.points import plain, total
from gpcli.reports.json import element
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.outline import Outline
from gpcli.scoring.sheet import Sheet
from gpcli.testing.generate import unit_facts
from gpcli.testing.strategies import facts, known_part

WORK = settings(
    max_examples=12,
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
def test_what_holds_for_any_facts_and_for_a_part_of_them(table_case, data) -> None:
    table = table_case.table
    whole = data.draw(facts(table))
    known = data.draw(known_part(table, whole))
    compiled_is_the_oracle(table_case.scorer.outline, whole)
    sheets = [table_case.scorer.score(unit_facts(table, one)) for one in (known, whole)]
    an_interval_contains_what_it_was_cut_from(*sheets)
    for one, sheet in zip((known, whole), sheets, strict=True):
        balances(sheet)
        outcome = Outcome("x", Scored(sheet, unit_facts(table, one), table_case.scorer, tuple))
        keeps_its_numbers_in_json(outcome, sheet)


def compiled_is_the_oracle(outline: Outline, answers: Answers) -> None:
    program = outline.complete
    numbers = program.run(fill(program.cells, answers))
    known: Memo = {}
    for place, root in enumerate(outline.roots.values()):
        found = Fraction(numbers[2 * place], 10 ** program.scales[place] * numbers[2 * place + 1])
        expected = (
            amount(root, answers, known)
            if isinstance(root, Amount)
            else Fraction(holds(root, answers, known))
        )
        assert found == expected, list(outline.roots)[place]


def an_interval_contains_what_it_was_cut_from(part: Sheet, complete: Sheet) -> None:
    for one, other in zip(part.items, complete.items, strict=True):
        assert one.mark.lower <= other.mark.lower == other.mark.upper <= one.mark.upper, one.id
    assert part.mark.lower <= complete.mark.lower <= part.mark.upper


def balances(sheet: Sheet) -> None:
    for item in sheet.items:
        if item.mark.points is not None:
            assert total(line.amount for line in item.lines) == item.mark.points, item.id
    if sheet.total is not None:
        assert total(step.amount for step in sheet.steps if step.amount is not None) == sheet.total


def keeps_its_numbers_in_json(outcome: Outcome, sheet: Sheet) -> None:
    again = json.loads(json.dumps(element(outcome, Words("zh"))))
    assert again["result"]["total"] == (None if sheet.total is None else plain(sheet.total))
    assert [Decimal(item["lower"]) for item in again["items"]] == [item.mark.lower for item in sheet.items]


def test_the_generator_spreads_over_the_scale(table_case) -> None:
    seen: list[Decimal] = []

    @WORK
    @given(facts(table_case.table))
    def collect(answers) -> None:
        seen.append(table_case.scorer.score(unit_facts(table_case.table, answers)).mark.upper)

    collect()
    assert min(seen) + 15 < max(seen)
