"""The plan of a table of units says of every row what the sheet of its facts says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from unit_tables.trial import EVERY, expected, integers, readings, rows, scorer, sheet, together

from gpcli.engines.plan import Plan, plan_of
from gpcli.engines.plan.plan import WIDEST, Part
from gpcli.expr.python import Compiled, compile_program
from gpcli.points import from_scaled
from gpcli.problems import Problems
from gpcli.scoring.score import Scorer

Made = tuple[Plan, Scorer, Compiled, Compiled]


def made(pack: str, scheme: str, table: str, chosen: dict[str, str]) -> Made:
    of = scorer(pack, scheme, table, chosen)
    plan = plan_of(of.table, None, of.outline)
    return plan, of, *(compile_program(plan.program(part)) for part in (plan.complete, plan.bounded))


@pytest.mark.parametrize(("pack", "scheme", "table"), EVERY)
def test_rows_score_as_their_facts(pack: str, scheme: str, table: str) -> None:
    for turn, chosen in enumerate(together(pack, scheme, table)):
        hold(made(pack, scheme, table, chosen), turn, chosen)


@pytest.mark.real
@pytest.mark.parametrize(("pack", "scheme", "table"), EVERY)
def test_rows_score_as_their_facts_under_each_reading(pack: str, scheme: str, table: str) -> None:
    for turn, chosen in enumerate(readings(pack, scheme, table)):
        hold(made(pack, scheme, table, chosen), turn, chosen)


def hold(found: Made, turn: int, chosen: dict[str, str]) -> None:
    """Compares rows with the sheets of their facts, and numbers with what an engine's integers hold."""
    plan, of, complete, bounded = found
    assert max(plan.complete.most, plan.bounded.most) < WIDEST
    seen = set()
    for answers, cells in rows(of, 1 if turn else 3, turn, boundaries=not turn):
        given = integers(plan, cells)
        by_bounds, valid, whole = read(plan.bounded, plan, bounded, given)
        try:
            found_sheet = sheet(of, answers)
        except Problems:
            assert not valid, (chosen, cells)
            continue
        assert valid, (chosen, cells, faults(plan, bounded, given))
        assert by_bounds == expected(found_sheet, plan), (chosen, cells)
        seen.add(whole)
        if whole:
            assert read(plan.complete, plan, complete, given)[0] == by_bounds
    assert seen == {True, False}


def read(part: Part, plan: Plan, program: Compiled, given: list[int | None]) -> tuple[dict, bool, bool]:
    """The results by heading, whether the row passes every check, whether it is whole."""
    numbers = [program.run(given)[2 * place] for place in range(len(program.scales))]
    found: dict[str, Decimal | str | None] = {}
    for place, one in enumerate(part.results):
        value, known = numbers[2 * place : 2 * place + 2]
        said = one.labels[value] if one.labels else from_scaled(value, one.scale)
        found[one.heading] = said if known else None
    return found, all(numbers[2 * len(part.results) : -1]), bool(numbers[-1])


def faults(plan: Plan, program: Compiled, given: list[int | None]) -> list[tuple[str, str]]:
    """The checks that a row does not pass."""
    numbers = program.run(given)[4 * len(plan.bounded.results) :: 2]
    checks = (*plan.checks, *plan.bounded.constraints)
    return [(one.heading, one.says) for one, held in zip(checks, numbers, strict=False) if not held]
