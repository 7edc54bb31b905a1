"""Among others: a unit's place is the ranking's, the next rank and grade take what enumeration finds."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from gpcli.scoring.sheet import Mark
from gpcli.scoring.standing import Standing
from gpcli.season.file import GradeRule
from gpcli.season.grades import possible_grades
from gpcli.season.improve import Rivals
from gpcli.season.rank import leagues

TOTALS = st.integers(0, 6).map(Decimal)


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    low, high = sorted((draw(TOTALS), draw(TOTALS)))
    kind = draw(st.sampled_from(("scored", "incomplete", "unsure", "vetoed")))
    return standing(low, low if kind == "scored" else high, kind)


def standing(low: Decimal, high: Decimal, kind: str = "scored") -> Standing:
    status = {"unsure": "incomplete"}.get(kind, kind)
    mark = Mark(low, high)
    out, unsure = kind == "vetoed", kind == "unsure"
    return Standing(
        "甲", "main", "表", "", "", "", status, "", mark, Decimal(6), (), (), out=out, unsure=unsure
    )


OTHERS = st.lists(standings(), min_size=1, max_size=5)
GIVEN = settings(max_examples=30, deadline=None)


def rivals_of(others: list[Standing], rules: tuple[GradeRule, ...] = ()) -> Rivals:
    return Rivals(tuple(one for one in others if not one.out), rules)


@GIVEN
@given(TOTALS, OTHERS)
def test_the_place_is_the_one_in_the_ranking(total: Decimal, others: list[Standing]) -> None:
    mine = standing(total, total)
    [league] = leagues([mine, *others])
    [row] = [row for row in league.rows if row.place == 0]
    place = rivals_of(others).place(total, total, settled=True)
    assert (place.rank, place.tied, place.best, place.worst) == (row.rank, row.tied, row.best, row.worst)
    assert place.settled == row.is_settled


@GIVEN
@given(TOTALS, TOTALS, OTHERS)
def test_the_place_of_an_interval_is_the_one_in_the_ranking(
    one: Decimal, other: Decimal, others: list[Standing]
) -> None:
    low, high = sorted((one, other))
    [league] = leagues([standing(low, high, "incomplete"), *others])
    [row] = [row for row in league.rows if row.place == 0]
    place = rivals_of(others).place(low, high, settled=False)
    assert (place.rank, place.best, place.worst) == (None, row.best, row.worst)
    assert not place.settled


@GIVEN
@given(TOTALS, OTHERS)
def test_the_next_rank_takes_the_least_total_that_ranks_better(
    total: Decimal, others: list[Standing]
) -> None:
    rivals = rivals_of(others)
    here = rivals.place(total, total, settled=True).rank
    assert here is not None
    higher = [Decimal(2 * total + half) / 2 for half in range(1, 14)]
    better = [
        (one, place)
        for one in higher
        if (place := rivals.place(one, one, settled=True)).rank is not None and place.rank < here
    ]
    found = rivals.next_place(total)
    if not better:
        assert found is None
        return
    assert found is not None
    least, place = better[0]
    assert (found.total, found.rank, found.worst) == (least, place.rank, place.worst)


RULES = st.sampled_from(
    [
        (GradeRule("优", quota=1, ties="in"), GradeRule("良", quota=2, ties="in"), GradeRule("中")),
        (GradeRule("优", quota=2, ties="out"), GradeRule("良", line=Decimal(3)), GradeRule("中")),
        (GradeRule("优", quota=0), GradeRule("良", quota=1), GradeRule("中", line=Decimal(2))),
        (GradeRule("优", line=Decimal(5)), GradeRule("良", line=Decimal(2))),
    ]
)


@GIVEN
@given(TOTALS, st.lists(TOTALS, min_size=1, max_size=5), RULES)
def test_the_grades_take_what_the_ranking_gives_them_for(
    total: Decimal, totals: list[Decimal], rules: tuple[GradeRule, ...]
) -> None:
    """Against the grades that the ranking gives to every total, half points between them as well."""
    others = [standing(one, one) for one in totals]
    names = [rule.name for rule in rules]

    def grade(mine: Decimal) -> tuple[int, ...]:
        [league] = leagues([standing(mine, mine), *others])
        rows = zip(league.rows, possible_grades(league, rules), strict=True)
        [possible] = [grades for row, grades in rows if row.place == 0]
        return tuple(names.index(one) if one else len(names) for one in possible)

    found = rivals_of(others, rules).better_grades(total)
    given_ = {max(grade(Decimal(half) / 2)) for half in range(14)}
    assert [one.name for one in found] == [
        names[place] for place in sorted(given_, reverse=True) if place < max(grade(total))
    ]
    for line in found:
        place = names.index(line.name)
        for half in range(14):
            mine = Decimal(half) / 2
            assert line.holds(mine) == (max(grade(mine)) <= place), (line, mine)
