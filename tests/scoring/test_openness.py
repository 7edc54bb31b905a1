"""What is open, and when a bound may be called exact."""

from __future__ import annotations

from decimal import Decimal

from gpcli.expr.fields import Entries, Entry
from gpcli.pack import (
    Constraint,
    Item,
    Not,
    NumberOf,
    Scheme,
    Section,
    SumOf,
    Table,
    TableRef,
    all_of,
    at_least,
    award,
    each,
    entries,
    floor,
    full,
    given,
    incidents,
    quotient,
    rounded,
    void_if,
    yes,
)
from gpcli.pack import adds as adding
from gpcli.scoring.score import Scorer
from gpcli.testing.generate import unit_facts

SCHEME = Scheme(
    "s", "方案", document="1号", place="某地", year=2025, tables=(TableRef("main", "表", lambda _: TABLE),)
)


def table_of(*items: Item, constraints: tuple[Constraint, ...] = ()) -> Table:
    return Table(
        "main", "表", Section("a", "甲", None, *items, clause="1"), clause="1", constraints=constraints
    )


TABLE = table_of(Item("x", "项", 1, given(award("award", "分", 1)), clause="1"))


def test_a_bound_that_a_constraint_forbids_is_not_exact_and_has_no_best_answer() -> None:
    changed = yes("changed", "有变动")
    unreported = NumberOf(incidents("unreported", "未报备"))
    item = Item(
        "staff", "人员", 5, full(), each(unreported, -1), floor(), given(award("extra", "分", 1)), clause="1"
    )
    never = Constraint("never", "没有变动却有未报备", Not(all_of(Not(changed), at_least(unreported, 1))))
    table = Table(
        "main",
        "表",
        Section("a", "甲", None, item, clause="1"),
        clause="1",
        shared=(changed,),
        constraints=(never,),
    )
    (field,) = (place.field for place in table.places if place.name == "changed")
    scorer = Scorer(SCHEME, table)
    both_open = scorer.score(unit_facts(table, {}))
    assert (both_open.mark.lower, both_open.mark.upper) == (0, 6)
    settled = scorer.score(unit_facts(table, {field: False}))
    assert (settled.mark.lower, settled.mark.upper, settled.mark.exact) == (0, 6, False)


def test_a_share_of_an_undecided_amount_is_not_settled() -> None:
    papers = entries("papers", "论文", award("points", "分", 10))
    share = quotient(10, SumOf(papers, "points"), 0, 5)
    table = table_of(Item("x", "项", 5, adding("share", "比", share), rounded(2), clause="1"))
    (field,) = (place.field for place in table.places)
    listed = Entries(2, (Entry({}, {"points": Decimal(2)}), Entry({}, {"points": None})))
    sheet = Scorer(SCHEME, table).score(unit_facts(table, {field: listed}))
    assert (sheet.mark.lower, sheet.mark.upper, sheet.mark.exact) == (0, 5, False)
    decided = Entries(2, (Entry({}, {"points": Decimal(2)}), Entry({}, {"points": Decimal(10)})))
    done = Scorer(SCHEME, table).score(unit_facts(table, {field: decided}))
    assert done.total == Decimal("0.83")


def test_units_of_one_scorer_do_not_hear_of_each_other() -> None:
    papers = entries("papers", "论文", award("points", "分", 10))
    late = yes("late", "逾期")
    item = Item("x", "项", 5, adding("share", "比", quotient(10, SumOf(papers, "points"), 0, 5)), clause="1")
    other = Item("y", "项", 5, full(), void_if(late, "逾期"), clause="1")
    table = table_of(item, other)
    fields = {place.name: place.field for place in table.places}
    lists = [
        Entries(2, (Entry({}, {"points": Decimal(2)}), Entry({}, {"points": None}))),
        Entries(2, (Entry({}, {"points": Decimal(9)}), Entry({}, {"points": None}))),
        Entries(1, (Entry({}, {"points": Decimal(2)}),)),
        Entries(2),
        None,
    ]
    together = Scorer(SCHEME, table)
    for said in (*lists, *lists[::-1]):
        for is_late in (None, True, False):
            given_ = {fields["papers"]: said, fields["late"]: is_late}
            facts = unit_facts(table, {key: value for key, value in given_.items() if value is not None})
            one, alone = together.score(facts), Scorer(SCHEME, table).score(facts)
            assert one == alone
            assert one.mark.exact == alone.mark.exact
            assert list(one.missing.values()) == list(alone.missing.values())
