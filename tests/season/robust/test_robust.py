"""How firm ranks are, against everything that can happen: all Readings, every completion, really scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from hypothesis import event, example, given, settings
from hypothesis import strategies as st
from small_season import (
    NAMES,
    OPEN_ENTRY,
    PLACES,
    VALUES,
    Choice,
    Claim,
    Given,
    Group,
    World,
    half_up,
    is_judged,
    ranges,
)

from gpcli.expr.fields import Answer, Entries
from gpcli.points import to_scaled
from gpcli.season.robust import Asked, Cause, Pair, Position, Robustness, Span

LEVELS = (2, 1, 0)


def units() -> st.SearchStrategy[Given]:
    """Units of which at most two facts are open."""

    def unit(answers: Mapping[str, Answer], open_: frozenset[str]) -> Given:
        return {key: answer for key, answer in answers.items() if key not in open_}

    extra = st.sampled_from([Entries(0, ()), Entries(0, ()), OPEN_ENTRY, *VALUES["extra.entries"]])
    leaks = st.sampled_from([False, False, False, True])
    answers = st.fixed_dictionaries(
        {
            "report.state": st.sampled_from(VALUES["report.state"]),
            "errors.errors": st.sampled_from(VALUES["errors.errors"]),
            "award.points": st.sampled_from(VALUES["award.points"]),
            "veto.leak": leaks,
            "extra.entries": extra,
        }
    )
    keys = [key for key in VALUES if key != "extra.entries"]
    opened = st.sampled_from([frozenset(), frozenset(), *({key} for key in keys), set(keys[:2])])
    return st.builds(unit, answers, opened.map(frozenset))


@st.composite
def groups(draw: st.DrawFn, most: int = 3) -> Group:
    found = draw(st.lists(units(), min_size=draw(st.sampled_from([1, most])), max_size=most))
    order = draw(st.permutations(range(len(found))))
    cut = draw(st.integers(1, len(found)))
    tied, one_by_one = [[order[:cut], order[cut:]]], [[[one] for one in order]] * 2
    rankings = draw(st.sampled_from([[], [], tied, tied, one_by_one]))
    asked = draw(st.permutations(NAMES))[:3]
    return Group(found, rankings, tuple(one for one in NAMES if one in asked))


def claim(span: Span) -> Claim:
    return span.best, span.worst, span.always


def holds(claimed: Sequence[Claim], found: Sequence[Claim], *, exact: bool, what: str) -> None:
    """That ranges are what happened, or, where they are outer ones, that they leave nothing out."""
    if exact:
        assert claimed == found, what
        return
    for one, other in zip(claimed, found, strict=True):
        assert not one[2] or other[2], what
        if other[0] is not None and other[1] is not None:
            assert one[0] is not None, what
            assert one[1] is not None, what
            assert one[0] <= other[0] <= other[1] <= one[1], what


def free(*_: object) -> bool:
    return True


def with_rounding(worlds: Iterable[World]) -> Iterator[World]:
    for world in worlds:
        yield world
        for places in LEVELS:
            yield half_up(world, places)


def known(group: Group, kind: str) -> Iterator[World]:
    """Everything that a cause allows beside what is open."""
    match kind:
        case "now":
            yield from group.worlds(group.in_force)
        case "readings":
            for choice in group.choices:
                yield from group.worlds(choice)
        case "judged":
            yield from group.worlds(group.in_force, free)
        case "rounding":
            yield from with_rounding(group.worlds(group.in_force))
        case "together":
            for choice in group.choices:
                yield from with_rounding(group.worlds(choice, free))


def removed(group: Group, choices: Sequence[Choice], *, judged: bool) -> list[Claim]:
    """The same without one unit or with all; who is gone has no say in what is said of it."""
    number = len(group.units)
    found: list[list[Claim]] = []
    for gone in (None, *range(number)):
        worlds: list[World] = []
        for choice in choices:
            there = group.worlds(choice, free if judged else lambda *_: False, gone)
            worlds += with_rounding(there) if judged else there
        found.append(ranges(worlds, number))
    hull: list[Claim] = []
    for place in range(number):
        mine = [one[place] for gone, one in enumerate(found, start=-1) if gone != place]
        lows = [one[0] for one in mine if one[0] is not None]
        highs = [one[1] for one in mine if one[1] is not None]
        hull.append((min(lows, default=None), max(highs, default=None), mine[0][2]))
    return hull


def positions(group: Group) -> tuple[list[Position], Robustness]:
    order, claimed = group.robustness()
    assert sorted(order) == list(range(len(group.units)))
    by_place = dict(zip(order, claimed.positions, strict=True))
    assert [by_place[place].unit for place in sorted(order)] == group.names
    return [by_place[place] for place in range(len(order))], claimed


def unit(state: str, errors: int | None = 0, award: str = "1", *, leak: bool = False) -> Given:
    known: dict[str, Answer] = {
        "report.state": state,
        "award.points": Decimal(award),
        "veto.leak": leak,
        "extra.entries": Entries(0, ()),
    }
    return known if errors is None else {**known, "errors.errors": Decimal(errors)}


APART = Group([unit("及时"), unit("迟"), unit("无")], [], ("late", "leak", "ties"))
TIED = Group([unit("迟"), unit("迟", 1), unit("迟", 2)], [[[0, 1], [2]], [[0], [1], [2]]], ("ties",))
CUT = Group([unit("迟", 1), unit("及时", 1), unit("及时")], [[[0], [1, 2]]], ("ties", "ceiling"))
REFUSED = Group([unit("及时", 2), unit("及时", 1, leak=True)], [], ("errors_allowed", "leak", "errors"))
OUTER = Group([unit("迟", None), unit("迟")], [], ("errors", "errors_allowed"))


@given(groups())
@example(APART)
@example(TIED)
@example(CUT)
@example(REFUSED)
@example(OUTER)
@settings(max_examples=10, deadline=None)
def test_ranges_are_what_enumeration_finds(group: Group) -> None:
    found, claimed = positions(group)
    exact = all(one.exact for one in found)
    event("exact" if exact else "outer")
    number = len(group.units)
    assert claimed.open_method.exact
    assert claimed.judged_method.exact
    for kind, spans in (
        ("now", [one.now for one in found]),
        ("readings", [one.readings for one in found]),
        ("judged", [one.judged for one in found]),
        ("rounding", [one.rounding for one in found]),
    ):
        holds(list(map(claim, spans)), ranges(known(group, kind), number), exact=exact, what=kind)
    removal = removed(group, [group.in_force], judged=False)
    holds([claim(one.removal) for one in found], removal, exact=exact, what="removal")
    together = removed(group, group.choices, judged=True)
    holds([claim(one.together) for one in found], together, exact=exact, what="together")


@given(groups())
@settings(max_examples=12, deadline=None)
def test_readings_named_with_a_range_give_its_ends(group: Group) -> None:
    found, _ = positions(group)
    if not all(one.exact for one in found):
        return
    for place, one in enumerate(found):
        for end, answers in ((0, one.readings.best_under), (1, one.readings.worst_under)):
            if one.readings.best is None:
                continue
            there = ranges(group.worlds(under(group, answers)), len(found))[place]
            assert there[end] == (one.readings.best, one.readings.worst)[end]


def under(group: Group, answers: Iterable[object]) -> Choice:
    chosen = {one.reading: one.value for one in answers}  # type: ignore[attr-defined]
    return tuple(sorted({**dict(group.in_force), **chosen}.items()))


@given(groups())
@settings(max_examples=18, deadline=None)
def test_pairs_that_can_swap_are_those_that_do(group: Group) -> None:
    found, claimed = positions(group)
    if not all(one.exact for one in found):
        return
    pairs = {frozenset((one.first, one.second)): one for one in claimed.pairs}
    assert len(pairs) == len(claimed.pairs)
    worlds = Worlds(group)
    for one, other in combinations(range(len(found)), 2):
        pair = pairs.get(frozenset((group.names[one], group.names[other])))
        if found[one].now.best is None or found[other].now.best is None:
            assert pair is None
        elif pair is None:
            never_turn(worlds, one, other)
        else:
            turn(worlds, pair)


class Worlds:
    """What can happen to a group: as it is, by each cause alone, by all together."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.now = list(group.worlds(group.in_force))
        self.gone = {gone: list(group.worlds(group.in_force, gone=gone)) for gone in range(len(group.units))}
        self.everything = [world for choice in group.choices for world in group.worlds(choice, free)]
        self.alone = [*with_rounding(self.now), *(world for there in self.gone.values() for world in there)]
        for choice in group.choices:
            if sum(one not in group.in_force for one in choice) == 1:
                self.alone += group.worlds(choice)
        for place, unit in enumerate(group.units):
            for key in unit:
                self.alone += group.worlds(group.in_force, lambda *one, mine=(place, key): one == mine)


def gaps(worlds: Iterable[World], first: int, second: int) -> set[int]:
    """What the one has more than the other where both have a number."""
    both = ((one[first], one[second]) for one in worlds)
    return {one - other for one, other in both if one is not None and other is not None}


def signs(worlds: Iterable[World], first: int, second: int) -> set[int]:
    """How the one stands to the other."""
    return {(gap > 0) - (gap < 0) for gap in gaps(worlds, first, second)}


def never_turn(worlds: Worlds, one: int, other: int) -> None:
    (now,) = signs(worlds.now, one, other)
    everything = signs([*worlds.everything, *worlds.alone], one, other)
    if now:
        assert -now not in everything
        assert 0 not in signs(worlds.alone, one, other)
    else:
        assert everything == {0}


def turn(worlds: Worlds, pair: Pair) -> None:
    group = worlds.group
    first, second = group.names.index(pair.first), group.names.index(pair.second)
    now = signs(worlds.now, first, second)
    orders = signs([*worlds.everything, *worlds.alone], first, second)
    assert {"above": {1}, "tie": {0}}.get(pair.now, now) == now
    assert pair.can_swap == (orders != {0} if now == {0} else -1 in orders)
    if pair.now == "above":
        assert to_scaled(pair.gap, PLACES) == min(gaps(worlds.now, first, second))
    for cause in pair.causes:
        check_cause(worlds, cause, first, second)


MAKES: Mapping[str, Callable[[set[int]], bool]] = {
    "swapped": lambda there: there == {-1},
    "may_swap": lambda there: -1 in there,
    "tied": lambda there: there == {0},
    "may_tie": lambda there: 0 in there and -1 not in there,
    "parted": lambda there: there in ({1}, {-1}),
    "may_part": lambda there: bool(there & {1, -1}),
}


CLAUSES = {"report.state": "1", "errors.errors": "2", "award.points": "3", "extra.entries": "4"}


def check_cause(worlds: Worlds, cause: Cause, first: int, second: int) -> None:
    """That a cause does what it is said to do, when only it is there."""
    group = worlds.group
    choice = under(group, cause.answers)
    there: Iterable[World] = worlds.now
    match cause.kind:
        case "open":
            unit = group.units[group.names.index(cause.unit)]
            assert cause.fact not in unit or unit[cause.fact] == OPEN_ENTRY
        case "judged":
            mine = (group.names.index(cause.unit), cause.fact)
            assert is_judged(group.units[mine[0]], cause.fact)
            there = group.worlds(group.in_force, lambda *one: one == mine)
        case "rounding":
            places = cause.places
            assert places is not None
            there = (half_up(one, places) for one in worlds.now)
        case "removal":
            there = worlds.gone[group.names.index(cause.unit)]
        case "together":
            there = group.worlds(choice, free)
        case _:
            assert choice != group.in_force
            there = group.worlds(choice)
    orders = signs(there, first, second)
    assert MAKES[cause.makes](orders), (cause, orders)
    assert cause.clause == CLAUSES.get(cause.fact, "")
    for one in cause.answers:
        assert one.clause == f"总则/{one.reading}"
        assert dict(group.in_force)[one.reading] == one.in_force != one.value


@given(groups(most=4))
@settings(max_examples=10, deadline=None)
def test_removals_are_rankings_without_the_unit(group: Group) -> None:
    _, claimed = positions(group)
    assert len(claimed.removals) == (len(group.units) if len(group.units) > 1 else 0)
    for one in claimed.removals:
        gone = group.names.index(one.unit)
        there = dict(
            zip([name for name in group.names if name != one.unit], group.standings(gone), strict=True)
        )
        before = dict(zip(group.names, group.standings(), strict=True))
        turned = {
            (upper, lower)
            for upper in there
            for lower in there
            if not (before[upper].out or before[lower].out)
            and before[upper].mark.lower > before[lower].mark.upper
            and there[lower].mark.upper > there[upper].mark.lower
        }
        assert set(one.reordered) == turned


@given(groups(most=3), st.integers(0, 5), st.integers(0, 6))
@settings(max_examples=10, deadline=None)
def test_a_sample_says_so_and_claims_nothing_that_enumeration_does_not_find(
    group: Group, seed: int, samples: int
) -> None:
    from gpcli.season.robust import plan

    found, whole = positions(group)
    looks, plan.LOOKS = plan.LOOKS, 0
    try:
        _, sampled = group.robustness(Asked(seed, samples))
        _, again = group.robustness(Asked(seed, samples))
    finally:
        plan.LOOKS = looks
    assert sampled == again
    assert not sampled.open_method.exact
    assert (sampled.open_method.seed, sampled.open_method.samples) == (seed, samples)
    assert sampled.open_method.of == whole.open_method.of
    for one, other in zip(sampled.positions, whole.positions, strict=True):
        if other.readings.best is None or one.readings.best is None:
            continue
        assert one.readings.worst is not None
        assert other.readings.worst is not None
        assert other.readings.best <= one.readings.best <= one.readings.worst <= other.readings.worst
        assert one.now == other.now
    assert len(found) == len(sampled.positions)
