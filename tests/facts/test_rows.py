"""Facts by rows: the same facts as in TOML, for every table; what a row cannot say is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gpcli.expr.fields import (
    Answer,
    Answers,
    Entries,
    Entry,
    Field,
    ListField,
    NumberField,
)
from gpcli.facts.rows.columns import columns
from gpcli.facts.rows.entries import Refused, shares
from gpcli.facts.rows.written import headings, row
from gpcli.pack import Table
from gpcli.packs import Packs
from gpcli.points import total
from gpcli.scoring.score import Scorer
from gpcli.testing.generate import answers, unit_facts
from gpcli.testing.strategies import facts, known_part

PACKS = Packs.installed()
SCHEMES = {scheme.id: scheme for scheme in PACKS.schemes()}
TABLES = [(name, ref.id) for name, scheme in SCHEMES.items() for ref in scheme.tables]
Read = Callable[[Table, Mapping[str, str]], dict[Field, Answer]]
JUDGED = {"person": "甲", "reason": "示例"}

WORK = settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)


@pytest.fixture(params=TABLES, ids="/".join)
def scorer(request: pytest.FixtureRequest) -> Scorer:
    name, table = request.param
    return PACKS.scorer(SCHEMES[name], table)


def in_sums(given: Answers) -> dict[Field, object]:
    """The answers as far as a row says them: of a list how many of each kind, and what they come to."""
    return {field: _sums(one) if isinstance(one, Entries) else one for field, one in given.items()}


def _sums(given: Entries) -> object:
    if not given.entries:
        return given.number
    found: dict[tuple[tuple[str, str], ...], list[Entry]] = {}
    for entry in given.entries:
        found.setdefault(tuple(sorted(entry.levels.items())), []).append(entry)
    if list(found) == [()] and not given.entries[0].amounts:
        return given.number
    return {
        kind: (
            len(entries),
            [
                (name, total(one for one in amounts if one is not None), amounts.count(None))
                for name in sorted(entries[0].amounts)
                for amounts in [[entry.amounts[name] for entry in entries]]
            ],
        )
        for kind, entries in found.items()
    }


@WORK
@given(st.data())
def test_a_row_says_what_a_facts_file_says(scorer: Scorer, read: Read, data: st.DataObject) -> None:
    table = scorer.table
    whole = data.draw(facts(table))
    for known in (whole, data.draw(known_part(table, whole))):
        same(scorer, read, known)


def test_undecided_amounts_and_edges(scorer: Scorer, read: Read) -> None:
    rng = Random(20210430)
    for mood in ("gaps", "bad"):
        same(scorer, read, answers(scorer.table, rng, mood))


def same(scorer: Scorer, read: Read, known: Answers) -> None:
    table = scorer.table
    found = read(table, row(table, known, JUDGED))
    stated = {field: found[field] for field in known}
    assert in_sums(stated) == in_sums(known)
    limits(table, stated)
    one, other = (scorer.score(unit_facts(table, said)) for said in (found, {**found, **known}))
    assert (one.mark, one.status, one.grades) == (other.mark, other.status, other.grades)
    assert [item.mark for item in one.items] == [item.mark for item in other.items]
    assert list(one.missing) == list(other.missing)


def limits(table: Table, given: Answers) -> None:
    """Every entry that was made is one that a facts file could have had."""
    for field, answer in given.items():
        if not isinstance(field, ListField) or not isinstance(answer, Entries):
            continue
        for entry in answer.entries or ():
            for name, amount in entry.amounts.items():
                unit = field.amounts[name]
                assert amount is None or unit.minimum <= amount <= unit.maximum
                assert amount is None or unit.step is None or not amount % unit.step


def test_the_template_has_no_column_that_the_table_does_not_know(scorer: Scorer) -> None:
    found = headings(scorer.table)
    assert len(set(found)) == len(found)
    assert set(found) <= set(columns(scorer.table))


@given(
    st.integers(0, 40),
    st.integers(0, 60000),
    st.sampled_from([(0, 5, None), (1, 5, "0.5"), (3, 5, None), (0, 2, "0.25"), (2, 2, None)]),
)
def test_shares_are_exact_or_refused_for_a_reason(
    number: int, units: int, limits: tuple[int, int, str | None]
) -> None:
    least, most, step = limits
    amount = NumberField("points", "分", kind="award", minimum=least, maximum=most, step=step)
    grid = Decimal(step or "0.0001")
    whole = units * grid
    possible = number * least <= whole <= number * most
    try:
        found = shares(amount, number, whole)
    except Refused:
        assert not possible
        return
    assert possible
    assert (len(found), total(found)) == (number, whole)
    assert all(least <= one <= most and not one % grid for one in found)
