"""Ranks, the ranks and grades that open facts allow: against enumeration of everything that can happen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpcli.scoring.sheet import Mark
from gpcli.scoring.standing import Standing
from gpcli.season.contest import mean
from gpcli.season.file import GradeRule
from gpcli.season.grades import Edge, open_edges, possible_grades
from gpcli.season.rank import leagues, places

Scenario = dict[int, Decimal]
"""A total for every unit that has a number."""


def unit(
    name: str,
    lower: str | Decimal,
    upper: str | Decimal | None = None,
    *,
    out: bool = False,
    unsure: bool = False,
    table: str = "main",
    group: str = "",
) -> Standing:
    low = Decimal(lower)
    high = low if upper is None else Decimal(upper)
    status = "vetoed" if out else "incomplete" if unsure or low != high else "scored"
    mark = Mark(low, high)
    return Standing(
        name, table, table, group, "", "", status, "", mark, Decimal(100), (), (), out=out, unsure=unsure
    )


@st.composite
def fields(draw: st.DrawFn, most: int = 4, widest: int = 3) -> list[Standing]:
    """Few units on a small grid, so that ties and touching intervals are common."""
    found: list[Standing] = []
    for number in range(draw(st.integers(1, most))):
        lower = draw(st.integers(-1, 3))
        upper = lower + draw(st.sampled_from([0, 0, *range(1, widest + 1)]))
        kind = draw(st.sampled_from(["", "", "", "out", "unsure"]))
        found.append(
            unit(str(number), Decimal(lower), Decimal(upper), out=kind == "out", unsure=kind == "unsure")
        )
    return found


def scenarios(standings: Sequence[Standing], step: Decimal) -> Iterator[Scenario]:
    """Everything that can happen: each total along its interval, who may be without a number without."""
    options: list[list[Decimal | None]] = []
    for one in standings:
        if one.out:
            options.append([None])
            continue
        steps = int((one.mark.upper - one.mark.lower) / step)
        totals: list[Decimal | None] = [one.mark.lower + step * number for number in range(steps + 1)]
        options.append([*totals, None] if one.unsure else totals)
    for chosen in product(*options):
        yield {place: total for place, total in enumerate(chosen) if total is not None}


def rank_in(scenario: Scenario, place: int) -> int:
    return 1 + sum(total > scenario[place] for total in scenario.values())


@given(fields())
@settings(max_examples=150, deadline=None)
def test_rank_ranges_are_what_enumeration_finds(standings: list[Standing]) -> None:
    found: dict[int, set[int]] = defaultdict(set)
    for scenario in scenarios(standings, Decimal(1)):
        for place in scenario:
            found[place].add(rank_in(scenario, place))
    (league,) = leagues(standings)
    for row in league.rows:
        ranks = found[row.place]
        assert (row.best, row.worst) == ((min(ranks), max(ranks)) if ranks else (None, None))


@given(fields())
def test_ranks_among_those_with_a_number(standings: list[Standing]) -> None:
    (league,) = leagues(standings)
    numbers = {place: one.total for place, one in enumerate(standings) if one.total is not None}
    assert {row.place for row in league.ranked} == set(numbers)
    for row in league.rows:
        total = numbers.get(row.place)
        if total is None:
            assert (row.rank, row.tied) == (None, False)
            continue
        assert row.rank == 1 + sum(other > total for other in numbers.values())
        assert row.tied == (list(numbers.values()).count(total) > 1)
    assert [row.rank for row in league.ranked] == sorted(row.rank for row in league.ranked if row.rank)
    assert league.rows == (*league.ranked, *league.others)
    order = [row.place for row in league.others]
    assert order == sorted(order)


@st.composite
def rule_lists(draw: st.DrawFn, *, mixed: bool) -> list[GradeRule]:
    quotas = draw(st.lists(st.integers(0, 3), max_size=2))
    lines = sorted(draw(st.sets(st.sampled_from(["-0.5", "0", "1", "1.5", "2"]), max_size=2)), key=Decimal)
    kinds = st.sampled_from(["in", "out", ""])
    always = draw(kinds)
    rules = [
        GradeRule(f"q{number}", None, quota, "", "", draw(kinds) if mixed else always)
        for number, quota in enumerate(quotas)
    ]
    rules += [GradeRule(f"l{line}", Decimal(line)) for line in reversed(lines)]
    return [*rules, GradeRule("rest")] if draw(st.booleans()) else rules


def grades_in(scenario: Scenario, place: int, rules: Sequence[GradeRule]) -> set[str]:
    """The grades that a unit may have where all totals are known: several where ties are not decided."""
    total, rank = scenario[place], rank_in(scenario, place)
    last = rank + list(scenario.values()).count(total) - 1
    found: set[str] = set()
    edge = 0
    waiting = set(range(rank, last + 1))
    for rule in rules:
        if rule.quota == 0:
            continue
        if rule.quota is not None:
            edge += rule.quota
            counted = {"in": {rank}, "out": {last}, "": waiting}[rule.ties]
            if any(one <= edge for one in counted):
                found.add(rule.name)
            if rule.ties == "" and last > edge:
                waiting = {one for one in waiting if one > edge}
            elif all(one <= edge for one in counted):
                return found
        elif rule.line is None or total >= rule.line:
            return found | {rule.name}
    return found | {""}


@given(fields(most=3, widest=2), rule_lists(mixed=False))
@settings(max_examples=200, deadline=None)
def test_possible_grades_are_what_enumeration_finds(
    standings: list[Standing], rules: list[GradeRule]
) -> None:
    found: dict[int, set[str]] = defaultdict(set)
    for scenario in scenarios(standings, Decimal("0.5")):
        for place in scenario:
            found[place] |= grades_in(scenario, place, rules)
    (league,) = leagues(standings)
    for row, grades in zip(league.rows, possible_grades(league, rules), strict=True):
        assert set(grades) == found[row.place]
        assert len(set(grades)) == len(grades)


@given(fields(most=3, widest=2), rule_lists(mixed=True))
@settings(max_examples=100, deadline=None)
def test_no_possible_grade_is_left_out_where_quotas_treat_ties_differently(
    standings: list[Standing], rules: list[GradeRule]
) -> None:
    (league,) = leagues(standings)
    claimed = {
        row.place: set(grades)
        for row, grades in zip(league.rows, possible_grades(league, rules), strict=True)
    }
    for scenario in scenarios(standings, Decimal("0.5")):
        for place in scenario:
            assert grades_in(scenario, place, rules) <= claimed[place]


def test_competition_ranks() -> None:
    totals = [Decimal(90), None, Decimal("95.5"), Decimal("90.0"), Decimal(80)]
    assert places(totals) == [2, None, 1, 2, 4]
    assert places([]) == []
    assert places([None]) == [None]


def test_a_league_for_each_table_and_class_in_order() -> None:
    standings = [
        unit("a", "1", table="t", group="二类"),
        unit("b", "2", table="t", group="一类"),
        unit("c", "3", table="t", group="二类"),
        unit("d", "4", table="s"),
    ]
    assert [
        (one.table, one.group, [row.standing.unit for row in one.rows]) for one in leagues(standings)
    ] == [("t", "二类", ["c", "a"]), ("t", "一类", ["b"]), ("s", "", ["d"])]


def ten_of(*totals: str) -> list[Standing]:
    return [unit(chr(ord("a") + number), total) for number, total in enumerate(totals)]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("in", [("优秀",), ("优秀",), ("优秀",), ("良好",), ("",)]),
        ("out", [("优秀",), ("良好",), ("良好",), ("良好",), ("",)]),
        ("", [("优秀",), ("优秀", "良好"), ("优秀", "良好"), ("良好",), ("",)]),
    ],
)
def test_who_shares_the_last_place_of_a_quota(ties: str, expected: list[tuple[str, ...]]) -> None:
    (league,) = leagues(ten_of("9", "8", "8", "7", "6"))
    rules = [GradeRule("优秀", None, 2, "", "", ties), GradeRule("良好", None, 2, "", "", ties)]
    assert possible_grades(league, rules) == expected
    edges = () if ties else (Edge("优秀", 2, ("b", "c")),)
    assert open_edges(league, rules) == edges


def test_a_line_counts_itself() -> None:
    (league,) = leagues(ten_of("90", "89.9999"))
    assert possible_grades(league, [GradeRule("优秀", Decimal(90)), GradeRule("其余")]) == [
        ("优秀",),
        ("其余",),
    ]


def test_a_vetoed_unit_has_no_grade() -> None:
    (league,) = leagues([unit("a", "90", out=True), unit("b", "80")])
    assert possible_grades(league, [GradeRule("其余")]) == [("其余",), ()]


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ("1 2", "1.5"),
        ("0.01 0.02", "0.02"),
        ("-0.01 -0.02", "-0.02"),
        ("1 1 2", "1.33"),
    ],
)
def test_the_mean_is_rounded_half_up(totals: str, expected: str) -> None:
    assert mean(list(map(Decimal, totals.split()))) == Decimal(expected)
