"""A small scheme with every trap: advice against every choice that the unit has, and what locks a fix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import product

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gpcli.expr.fields import Answer, Entries, Field, Share
from gpcli.pack import (
    Constraint,
    Grade,
    Item,
    Note,
    NumberOf,
    Scheme,
    Section,
    Table,
    TableRef,
    any_of,
    at_most,
    award,
    bands,
    by_level,
    cap,
    count,
    each,
    entries,
    floor,
    full,
    gain,
    incidents,
    level,
    over,
    plus,
    rate,
    sums,
    void_if,
    yes,
)
from gpcli.pack import (
    given as given_by,
)
from gpcli.scoring.outcome import Scored
from gpcli.season.improve import Improvement, improvement
from gpcli.season.improve.ladder import alike
from gpcli.testing import built
from gpcli.testing.generate import unit_facts
from gpcli.testing.strategies import facts

Check = Callable[[Improvement], None]


def small(scheme: Scheme) -> Table:
    """Caps within caps, a void by two conditions, a part of a whole, a veto, grades, what is past."""
    faults = incidents("faults", "错误", maximum=3)
    parts = incidents("parts", "其中严重", maximum=3)
    late = incidents("late", "逾期", maximum=2, past=True)
    broken, leaked = yes("broken", "栏目打不开"), yes("hidden", "栏目被隐藏")
    form = level("form", "形式", "没有新文件", "无", "一般", "好", circumstances=("没有新文件",))
    papers = entries("papers", "论文", award("points", "分", 4, minimum=2, step=2), maximum=2)
    listed = yes("listed", "被列为问题单位")
    done = rate("done", "办结率")
    return Table(
        "main",
        "小表",
        Section(
            "one",
            "一",
            12,
            Item("text", "文字", 6, full(), each(faults, -2), each(parts, -2), floor("扣完为止"), clause="1"),
            Item(
                "column",
                "栏目",
                4,
                given_by(award("award", "评分", 4, step=2)),
                void_if(any_of(broken, leaked), "栏目不可用"),
                clause="2",
            ),
            Item(
                "forms",
                "形式",
                4,
                by_level(form, ("没有新文件", 2), ("无", 0), ("一般", 2), ("好", 4)),
                void_if(listed, "被列为问题单位"),
                clause="3",
            ),
            cap(12),
            clause="一",
            notes=(Note("listed", "不予评分", listed, "veto"),),
            shared=(listed, broken),
        ),
        Section(
            "two",
            "二",
            6,
            Item("time", "时效", 4, full(), each(late, -2), clause="4"),
            Item("rate", "办结", 2, bands(done, (90, 2), (50, 1)), clause="5", assessed_by=("office",)),
            Item(
                "visits", "走访", 2, gain(over(count("visits", "走访次数", 4), 2), 2, "超过两次"), clause="6"
            ),
            cap(7),
            clause="二",
        ),
        Section(
            "more",
            "加分",
            4,
            Item("papers", "论文", 4, sums(papers), cap(4), clause="7", kind="bonus"),
            clause="三",
            kind="bonus",
        ),
        clause="总则",
        constraints=(Constraint("part", "parts 不多于 faults", at_most(NumberOf(parts), NumberOf(faults))),),
    )


class Small:
    """A pack that stands in no document."""

    @staticmethod
    def gp_schemes() -> tuple[Scheme, ...]:
        reference = TableRef("main", "小表", small)
        return (Scheme("small", "小方案", document="无", place="无", year=2021, tables=(reference,)),)

    @staticmethod
    def gp_aggregate(scheme: Scheme, table: Table) -> tuple[object, ...]:
        return (plus(table.section("more")), cap(20), Grade("优", 18), Grade("良", 14), Grade("差", None))


SMALL = built.scorer(Small, "small", "main")
FIELDS = {place.key: place.field for place in SMALL.table.places}


def small_facts(**changed: Answer) -> dict[Field, Answer]:
    known: dict[Field, Answer] = {
        FIELDS["text.faults"]: Entries(0),
        FIELDS["text.parts"]: Entries(0),
        FIELDS["one.listed"]: False,
        FIELDS["one.broken"]: False,
        FIELDS["column.hidden"]: False,
        FIELDS["column.award"]: Decimal(4),
        FIELDS["forms.form"]: "好",
        FIELDS["time.late"]: Entries(0),
        FIELDS["rate.done"]: Decimal(0),
        FIELDS["visits.visits"]: Decimal(4),
        FIELDS["papers.papers"]: Entries(0, ()),
    }
    known[FIELDS["rate.done"]] = Share(Decimal(95), Decimal(100))
    names = {key.partition(".")[2]: field for key, field in FIELDS.items()}
    return {**known, **{names[name]: answer for name, answer in changed.items()}}


def scored(known: Mapping[Field, Answer]) -> Scored:
    unit = unit_facts(SMALL.table, known, "small")
    return Scored(SMALL.score(unit), unit, SMALL, tuple)


def advice(**changed: Answer) -> Improvement:
    return improvement(scored(small_facts(**changed)))


OWN = (
    "text.faults",
    "text.parts",
    "one.listed",
    "one.broken",
    "column.hidden",
    "column.award",
    "forms.form",
    "visits.visits",
)


def every_choice(known: Mapping[Field, Answer]) -> Iterator[tuple[int, dict[Field, Answer]]]:
    """Every other set of answers that the unit could have: how many are changed, and which."""
    ranges: list[list[Answer]] = []
    for key in OWN:
        field, now = FIELDS[key], known[FIELDS[key]]
        if isinstance(now, bool):
            ranges.append([False, True])
        elif isinstance(now, Entries):
            ranges.append([Entries(number) for number in range(now.number + 1)])
        elif isinstance(now, str):
            ranges.append([now] if now == "没有新文件" else ["无", "一般", "好"])
        elif key == "column.award":
            ranges.append([Decimal(0), Decimal(2), Decimal(4)])
        else:
            ranges.append([Decimal(number) for number in range(5)])
        assert field in known
    for chosen in product(*ranges):
        pairs = zip((FIELDS[key] for key in OWN), chosen, strict=True)
        changes = {field: one for field, one in pairs if not alike(one, known[field])}
        yield len(changes), changes


@settings(max_examples=3, deadline=None, derandomize=True, phases=[Phase.generate])
@given(facts(SMALL.table), st.integers(8, 20))
def test_small_units_against_every_possible_choice(
    check: Check, known: dict[Field, Answer], target: int
) -> None:
    one = scored(known)
    found = improvement(one, [Decimal(target)])
    check(found)
    numbers = SMALL.outline
    best: tuple[object, ...] | None = None
    fewest: dict[tuple[object, ...], int] = {}
    reaching: list[int] = []
    for size, changes in every_choice(known):
        values = numbers.numbers({**known, **changes}, has_open=False)
        by = {(address.kind, address.ledger): number.low for address, number in values.items()}
        if not by["constraint", "part"]:
            continue
        worth = (-int(by["note", "listed"]), by["total", "total"])
        fewest[worth] = min(fewest.get(worth, 99), size)
        best = worth if best is None else max(best, worth)
        if not by["note", "listed"] and by["total", "total"] >= target:
            reaching.append(size)
    assert best is not None
    assert found.bundle.standing.worth[:2] == best
    if found.bundle.fewest:
        assert len(found.bundle.changes) == fewest[best]
    goal = found.goals[0]
    assert (goal.bundle is None) == (not reaching)
    if goal.bundle is not None and goal.bundle.fewest:
        assert len(goal.bundle.changes) == min(reaching)


def test_a_fix_that_a_section_cap_absorbs_names_it_and_what_frees_it() -> None:
    found = advice(faults=Entries(2), form="一般")
    assert [(fix.place.key, fix.best and fix.best.gain.lower) for fix in found.fixes] == [
        ("text.faults", Decimal(4)),
        ("forms.form", Decimal(2)),
    ]
    assert found.bundle.gain.lower == 4
    assert len(found.bundle.steps) == 1
    found = advice(award=Decimal(2))
    assert found.fixes == ()
    [lock] = found.locked
    assert (lock.place.key, lock.absorbed.ledger, lock.gain, lock.freed_by) == (
        "column.award",
        "section.one",
        None,
        (),
    )
    assert lock.absorbed.gained == 2


def test_a_void_by_two_conditions_needs_both_fixes() -> None:
    found = advice(broken=True, hidden=True, form="无")
    alone = {fix.place.key: fix for fix in found.fixes}
    assert set(alone) == {"forms.form"}
    changed = {key for key, field in FIELDS.items() if field in found.bundle.changes}
    assert {"one.broken", "column.hidden"} <= changed
    assert found.bundle.standing.lower == found.now.lower + 6
    assert found.bundle.fewest


def test_a_veto_is_worth_more_than_points() -> None:
    found = advice(listed=True, form="无")
    assert found.now.sure == ("不予评分",)
    first = found.bundle.steps[0]
    assert FIELDS["one.listed"] in first.changes
    assert first.standing.sure == ()
    assert found.fixes[0].place.key == "one.listed"


def test_what_a_constraint_asks_for_comes_along() -> None:
    found = advice(faults=Entries(3), parts=Entries(3), form="无")
    [faults] = [fix for fix in found.fixes if fix.place.key == "text.faults"]
    assert faults.best is not None
    assert [(place.key, answer) for place, answer in faults.best.along] == [("text.parts", Entries(0))]
    assert faults.best.gain.lower == 6


def test_circumstances_are_neither_left_nor_reached() -> None:
    assert "forms.form" not in {fix.place.key for fix in advice(form="没有新文件", award=Decimal(0)).fixes}
    [fix] = [one for one in advice(form="无", award=Decimal(0)).fixes if one.place.key == "forms.form"]
    assert [option.answer for option in fix.better] == ["一般", "好"]


def test_what_is_past_costs_and_is_never_mended() -> None:
    found = advice(late=Entries(2))
    [past] = found.past.facts
    assert (past.place.key, past.best and past.best.gain.lower) == ("time.late", Decimal(3))
    assert found.past.together is None
    assert found.bundle.steps == ()


def test_what_others_state_stands_apart() -> None:
    found = advice(done=Share(Decimal(1), Decimal(4)), late=Entries(1))
    [fix] = found.others
    answers_ = [option.answer for option in fix.better]
    assert answers_ == [Share(Decimal(2), Decimal(4)), Share(Decimal(4), Decimal(4))]
    assert [option.gain.lower for option in fix.better] == [Decimal(1), Decimal(2)]
    assert found.fixes == ()


def test_claims_are_no_fixes() -> None:
    found = advice(form="无")
    assert {claim.place.key for claim in found.claims} == {"papers.papers"}
    assert all(fix.place.key != "papers.papers" for fix in found.fixes)
    assert {claim.gain.lower for claim in found.claims} == {Decimal(3)}


def test_grades_that_are_within_reach() -> None:
    found = advice(form="无", award=Decimal(0), faults=Entries(1))
    assert [goal.name for goal in found.goals] == ["良", "优"]
    nearest, best = found.goals
    assert found.now.lower < 14
    assert nearest.bundle is not None
    assert nearest.bundle.standing.lower >= 14
    assert len(nearest.bundle.changes) == 1
    assert best.bundle is not None
    assert best.bundle.standing.lower >= 18
