"""What the sheet calls exact is attained; what is read both ways is called outer."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from gpcli.expr.directions import directions, witness
from gpcli.expr.fields import Answers, Entries, Entry
from gpcli.expr.nodes import Num
from gpcli.expr.spans import Spans
from gpcli.ledger import account
from gpcli.pack import (
    If,
    Item,
    Not,
    NumberOf,
    Scheme,
    Section,
    Table,
    adds,
    each,
    full,
    gain,
    incidents,
    level,
    lose,
    void_if,
    yes,
)
from gpcli.scoring.score import Scorer
from gpcli.testing.generate import unit_facts

SCHEME = Scheme("s", "方案", document="无", place="无", year=2021, tables=())


def table_of(*items: Item, shared=()) -> Table:
    return Table("main", "表", Section("one", "一", None, *items, clause="一"), clause="", shared=shared)


def at_end(total: Num, *, best: bool) -> Fraction:
    """The amount with every fact at the end that its direction names."""
    filled = {
        field: witness(field, reading, best=best)
        for field, reading in directions(total, {}).items()
        if reading is not None
    }
    span = Spans(filled).amount(total)
    assert span.low == span.high
    return span.low


def test_a_fact_read_one_way_is_exact_and_attained() -> None:
    bad = yes("bad", "不实")
    table = table_of(
        Item(
            "a", "甲", 5, full(), each(incidents("n", "次", maximum=3), -1), void_if(bad, "不实"), clause="1"
        )
    )
    sheet = Scorer(SCHEME, table).score(unit_facts(table, {}))
    total = account(table.total).total
    assert sheet.mark.exact
    assert (
        (at_end(total, best=False), at_end(total, best=True))
        == (0, 5)
        == (sheet.mark.lower, sheet.mark.upper)
    )


def test_a_fact_read_both_ways_is_outer_and_contains_every_value() -> None:
    odd = yes("odd", "特殊")
    table = table_of(
        Item("a", "甲", 5, gain(odd, 3, "加"), clause="1"),
        Item("b", "乙", 5, gain(Not(odd), 2, "加"), clause="2"),
        shared=(odd,),
    )
    sheet = Scorer(SCHEME, table).score(unit_facts(table, {}))
    assert not sheet.mark.exact
    assert [item.mark.exact for item in sheet.items] == [True, True]
    assert (sheet.mark.lower, sheet.mark.upper) == (0, 5)
    values = [Spans({odd.field: one}).amount(account(table.total).total).low for one in (True, False)]
    assert sorted(values) == [2, 3]


def test_a_section_whose_items_pull_one_fact_both_ways_is_outer() -> None:
    odd = yes("odd", "特殊")
    table = table_of(
        Item("a", "甲", 5, gain(odd, 3, "加"), clause="1"),
        Item("b", "乙", 5, gain(Not(odd), 2, "加"), clause="2"),
        shared=(odd,),
    )
    [section] = Scorer(SCHEME, table).score(unit_facts(table, {})).sections
    assert (section.mark.lower, section.mark.upper) == (0, 5)
    assert not section.mark.exact


def reachable(total: Num, answers: list[Answers]) -> set[Fraction]:
    return {Spans(one).amount(total).low for one in answers}


def test_a_list_counted_by_level_is_not_called_exact_beyond_what_is_attained() -> None:
    by = level("by", "单位", "省", "市")
    notices = incidents("notices", "通报", by, maximum=2)
    item = Item("a", "甲", 20, full(), each(notices, -8, by="省"), each(notices, -1, by="市"), clause="1")
    table = table_of(item)
    sheet = Scorer(SCHEME, table).score(unit_facts(table, {}))
    every = [
        {notices: Entries(number, tuple(Entry({"by": one}, {}) for one in levels))}
        for number in range(3)
        for levels in product(("省", "市"), repeat=number)
    ]
    values = reachable(account(table.total).total, every)
    assert sheet.mark.lower <= min(values) <= max(values) <= sheet.mark.upper
    if sheet.mark.exact:
        assert (sheet.mark.lower, sheet.mark.upper) == (min(values), max(values))


def test_the_witness_of_a_list_has_the_level_that_counts() -> None:
    by = level("by", "单位", "省", "市")
    praise = incidents("praise", "表扬", by, maximum=2)
    table = table_of(Item("a", "甲", 4, each(praise, 2, by="市"), clause="1"))
    sheet = Scorer(SCHEME, table).score(unit_facts(table, {}))
    assert (sheet.mark.lower, sheet.mark.upper) == (0, 4)
    if sheet.mark.exact:
        assert at_end(account(table.total).total, best=True) == 4


def test_branches_that_overlap_make_their_condition_outer() -> None:
    odd, n, m = yes("odd", "特殊"), incidents("n", "次", maximum=3), incidents("m", "次", maximum=2)
    table = table_of(Item("a", "甲", 5, adds("x", "分", If(odd, NumberOf(n), NumberOf(m))), clause="1"))
    sheet = Scorer(SCHEME, table).score(unit_facts(table, {}))
    assert (sheet.mark.lower, sheet.mark.upper) == (0, 3)
    assert not sheet.mark.exact


def test_a_forced_result_is_complete_although_a_fact_is_open() -> None:
    late, errors = yes("late", "迟"), incidents("errors", "错")
    table = table_of(Item("a", "甲", 5, full(), each(errors, -1), void_if(late, "迟"), clause="1"))
    sheet = Scorer(SCHEME, table).score(unit_facts(table, {late.field: True}))
    assert (sheet.status, sheet.total) == ("scored", 0)
    [one] = sheet.items[0].open
    assert (one.key, one.matters) == ("a.errors", False)
    assert sum(line.amount for line in sheet.items[0].lines) == 0


@pytest.mark.parametrize("certain", [True, False])
def test_lines_are_printed_only_where_certain(certain: bool) -> None:
    bad, worse = yes("bad", "差"), yes("worse", "更差")
    table = table_of(Item("a", "甲", 5, full(), lose(bad, 1, "差"), lose(worse, 2, "更差"), clause="1"))
    known = {bad.field: True, **({worse.field: True} if certain else {})}
    [item] = Scorer(SCHEME, table).score(unit_facts(table, known)).items
    assert [line.key for line in item.lines] == ["full", "bad", "worse"][: 3 if certain else 2]
