"""A table's statement in DuckDB says of every row what the compiled plan says, digit for digit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import duckdb
import pytest
from unit_tables.hostile import numbers_against, texts_against
from unit_tables.in_sql import as_told, differing, told, type_in, value_in
from unit_tables.trial import EVERY, Cells, readings, rows, scorer

from gpcli.engines.plan import Held, Input, Plan, plan_of
from gpcli.engines.sql.dialects import DIALECTS
from gpcli.engines.sql.statement import Asked, body
from gpcli.expr.python import compile_program
from gpcli.messages import Words
from gpcli.problems import Problems

Base = duckdb.DuckDBPyConnection


@pytest.fixture(scope="module")
def base() -> Iterator[Base]:
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("PRAGMA disable_optimizer")
        yield connection


@pytest.mark.parametrize(("pack", "scheme", "table"), EVERY)
def test_rows_score_as_the_plan_has_it(base: Base, pack: str, scheme: str, table: str) -> None:
    plan, given = trial(pack, scheme, table, {}, 2, boundaries=True)
    agrees(base, plan, given, is_text=False)
    agrees(base, plan, given[:20], is_text=True)


@pytest.mark.parametrize(("pack", "scheme", "table"), EVERY)
def test_every_answer_to_a_reading_is_in_the_statement(
    base: Base, pack: str, scheme: str, table: str
) -> None:
    """All Readings turned at once, as often as one of them has another answer."""
    for chosen in turned(pack, scheme, table):
        plan, given = trial(pack, scheme, table, chosen, 1, boundaries=False)
        agrees(base, plan, given, is_text=False)


@pytest.mark.real
@pytest.mark.parametrize(("pack", "scheme", "table"), EVERY)
def test_rows_score_as_the_plan_has_it_under_each_reading(
    base: Base, pack: str, scheme: str, table: str
) -> None:
    for chosen in readings(pack, scheme, table):
        plan, given = trial(pack, scheme, table, chosen, 1, boundaries=False)
        agrees(base, plan, given, is_text=False)


@pytest.mark.parametrize(("pack", "scheme", "table"), [EVERY[4], EVERY[-4]])
def test_what_cannot_be_read_is_the_fault_of_its_column(
    base: Base, pack: str, scheme: str, table: str
) -> None:
    plan, given = trial(pack, scheme, table, {}, 1, boundaries=False)
    good = given[0]
    told_of = [(one, text) for one in plan.inputs.every for text in texts_against(one)]
    fill(base, plan, [good] * len(told_of), is_text=True)
    for place, (one, text) in enumerate(told_of):
        base.execute(f'UPDATE units SET "{one.heading}" = ? WHERE unit = ?', [text, place])
    refused(results(base, statement(plan, is_text=True)), [one for one, _ in told_of])
    numeric = [one for one in plan.inputs.every if one.held in (Held.WHOLE, Held.DECIMAL)]
    given_to = [(one, value) for one in numeric for value in numbers_against(one)]
    for type_ in ("DECIMAL(38, 10)", "DOUBLE"):
        fill(base, plan, [good] * len(given_to), is_text=False)
        for one in numeric:
            base.execute(f'ALTER TABLE units ALTER "{one.heading}" TYPE {type_}')
        for place, (one, value) in enumerate(given_to):
            base.execute(f'UPDATE units SET "{one.heading}" = ? WHERE unit = ?', [value, place])
        refused(results(base, statement(plan, is_text=False)), [one for one, _ in given_to])


def test_numbers_of_every_type_score_alike(base: Base) -> None:
    pack, scheme, table = EVERY[4]
    plan, given = trial(pack, scheme, table, {}, 6, boundaries=False)
    fill(base, plan, given, is_text=False)
    expected = results(base, statement(plan, is_text=False))
    for type_ in ("DOUBLE", "DECIMAL(38, 10)", "DECIMAL(12, 4)", "FLOAT"):
        fill(base, plan, given, is_text=False)
        for one in plan.inputs.every:
            if one.held in (Held.WHOLE, Held.DECIMAL):
                base.execute(f'ALTER TABLE units ALTER "{one.heading}" TYPE {type_}')
        for found, wanted in zip(results(base, statement(plan, is_text=False)), expected, strict=True):
            assert not differing(found, wanted) or (type_ == "FLOAT" and found["status"] == "failed")


def test_numbers_that_are_no_numbers_are_faults(base: Base) -> None:
    pack, scheme, table = EVERY[4]
    plan, given = trial(pack, scheme, table, {}, 1, boundaries=False)
    one = next(one for one in plan.inputs.every if one.heading == "A6.award")
    odd = ("NaN", "Infinity", "-Infinity", "-0.0", "1e300", "0.1")
    fill(base, plan, [given[0]] * len(odd), is_text=False)
    base.execute('ALTER TABLE units ALTER "A6.award" TYPE DOUBLE')
    for place, said in enumerate(odd):
        base.execute('UPDATE units SET "A6.award" = ?::DOUBLE WHERE unit = ?', [said, place])
    found = results(base, statement(plan, is_text=False))
    assert [one["status"] == "failed" for one in found] == [True, True, True, False, True, True]
    assert one.heading in found[0]["faults"]


def test_text_where_numbers_are_expected_scores_nothing(base: Base) -> None:
    pack, scheme, table = EVERY[4]
    plan, given = trial(pack, scheme, table, {}, 1, boundaries=False)
    fill(base, plan, given[:1], is_text=True)
    with pytest.raises(duckdb.Error):
        results(base, statement(plan, is_text=False))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_is_read_back(dialect: str) -> None:
    import sqlglot

    plan, _ = trial("gp_elsewhere", "elsewhere-2021", "weighted", {}, 0, boundaries=False)
    for texts in ((), [one.heading for one in plan.inputs.every]):
        said = body(plan, Asked(dialect, Words("zh"), texts=texts))
        assert said == body(plan, Asked(dialect, Words("zh"), texts=texts))
        (tree,) = sqlglot.parse(said, dialect=dialect)
        assert len(tree.selects) == len(plan.bounded.results) + 2


@pytest.mark.parametrize(("pack", "scheme", "table"), [EVERY[4], EVERY[7], EVERY[-6]])
def test_a_stage_hands_on_what_a_later_one_reads_and_nothing_else(pack: str, scheme: str, table: str) -> None:
    import sqlglot
    from sqlglot import exp

    plan, _ = trial(pack, scheme, table, {}, 0, boundaries=False)
    tree = sqlglot.parse_one(statement(plan, is_text=False), dialect="duckdb")
    stages = [one.this for one in tree.find_all(exp.CTE)]
    for stage, after in zip(stages, [*stages[1:], tree], strict=True):
        read = {one.name for select in after.selects for one in select.find_all(exp.Column)}
        assert set(stage.named_selects) == read
        assert len(stage.named_selects) == len(read)


def test_a_fact_comes_through_as_it_is_beside_what_is_made_of_it(base: Base) -> None:
    plan, given = trial(*EVERY[4], {}, 1, boundaries=False)
    fill(base, plan, given, is_text=False)
    said = body(plan, Asked("duckdb", Words("zh"), keys=("unit", "A6.award")))
    kept = results(base, said)
    facts = base.execute('SELECT "A6.award" FROM units ORDER BY unit').fetchall()
    assert [(one.pop("A6.award"),) for one in kept] == facts
    assert kept == results(base, statement(plan, is_text=False))


@pytest.mark.parametrize("key", ["total", "faults", "A6.upper"])
def test_what_is_called_as_a_result_cannot_come_through(key: str) -> None:
    plan, _ = trial(*EVERY[4], {}, 0, boundaries=False)
    with pytest.raises(Problems) as refused:
        body(plan, Asked("duckdb", Words("zh"), keys=("unit", key)))
    assert refused.value.problems[0].key == "--keep"


def trial(
    pack: str, scheme: str, table: str, chosen: Mapping[str, str], number: int, *, boundaries: bool
) -> tuple[Plan, list[Cells]]:
    """The plan of a table under some Readings, and rows of it."""
    of = scorer(pack, scheme, table, chosen)
    given = [cells for _, cells in rows(of, number, 1, boundaries=boundaries)] if number else []
    return plan_of(of.table, None, of.outline), given


def turned(pack: str, scheme: str, table: str) -> Iterator[dict[str, str]]:
    """Readings with other answers than their defaults, all at once, until every answer has had its turn."""
    others: dict[str, list[str]] = {}
    for chosen in readings(pack, scheme, table):
        for name, value in chosen.items():
            others.setdefault(name, []).append(value)
    for turn in range(max(map(len, others.values()), default=0)):
        yield {name: values[turn % len(values)] for name, values in others.items()}


def agrees(base: Base, plan: Plan, given: Sequence[Cells], *, is_text: bool) -> None:
    """Holds the statement's results to what the compiled plan says of the rows."""
    program = compile_program(plan.program(plan.bounded))
    fill(base, plan, given, is_text=is_text)
    for cells, row in zip(given, results(base, statement(plan, is_text=is_text)), strict=True):
        assert not differing(row, told(plan, plan.bounded, program, cells)), cells


def statement(plan: Plan, *, is_text: bool) -> str:
    """The statement of a plan for DuckDB."""
    texts = [one.heading for one in plan.inputs.every] if is_text else []
    return body(plan, Asked("duckdb", Words("zh"), texts=texts))


def fill(base: Base, plan: Plan, given: Sequence[Cells], *, is_text: bool) -> None:
    """The table ``units``: a row for each, its number as unit."""
    every = plan.inputs.every
    columns = ", ".join(f'"{one.heading}" {type_in(one, is_text=is_text)}' for one in every)
    base.execute(f"CREATE OR REPLACE TABLE units (unit INTEGER, {columns})")
    marks = ", ".join("?" * (len(every) + 1))
    values = [
        [place, *(value_in(one, cells.get(one.heading, ""), is_text=is_text) for one in every)]
        for place, cells in enumerate(given)
    ]
    base.executemany(f"INSERT INTO units VALUES ({marks})", values)


def results(base: Base, said: str) -> list[dict[str, object]]:
    """What a statement gives, in the order of the units."""
    found = base.execute(f'{said}\nORDER BY "unit"')
    headings = [one[0] for one in found.description]
    return [as_told(headings, row) for row in found.fetchall()]


def refused(found: Sequence[Mapping[str, object]], at_fault: Sequence[Input]) -> None:
    """Each row is failed, names the column at fault, and has no number."""
    assert len(found) == len(at_fault) > 0
    for row, one in zip(found, at_fault, strict=True):
        faults = row["faults"]
        assert row["status"] == "failed"
        assert isinstance(faults, frozenset)
        assert one.heading in faults
        assert not any(isinstance(value, Decimal) for value in row.values()), one.heading
