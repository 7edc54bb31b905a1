"""A small scheme with Readings of every kind, and everything that can happen to a few units of it, really
scored and really ranked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import product

from gpcli.expr.fields import Answer, Entries, Entry
from gpcli.facts.cohort import FirstPass
from gpcli.facts.merge import complete
from gpcli.facts.together import Ranking, Together
from gpcli.facts.unit import UnitFacts
from gpcli.pack import (
    Answerable,
    Constraint,
    Extremes,
    Item,
    Move,
    Note,
    Reading,
    Scheme,
    Section,
    Table,
    TableRef,
    all_of,
    at_least,
    at_most,
    award,
    by_level,
    cap,
    count,
    each,
    entries,
    floor,
    full,
    gain,
    given,
    incidents,
    level,
    lose,
    over,
    plus,
    sums,
    yes,
)
from gpcli.points import to_scaled
from gpcli.problems import Problems
from gpcli.scoring.outcome import Scored
from gpcli.scoring.score import Scorer
from gpcli.scoring.standing import Standing
from gpcli.season.rank import leagues
from gpcli.season.robust import Asked, Robustness, examine
from gpcli.testing import built
from gpcli.testing.generate import unit_facts
from gpcli.units import Roster

Choice = tuple[tuple[str, str], ...]
"""Readings with their answers, sorted."""

World = tuple[int | None, ...]
"""Every unit's total, scaled by ``10**PLACES``; None where it has no number."""

PLACES = 4
REFUSED = -1
"""Stands for a total where facts are not allowed."""

HALF = (Decimal(0), Decimal("0.5"), Decimal(1))


def _reading(name: str, touches: str, *values: str) -> Reading:
    answers = tuple(Answerable(value, f"按{value}") for value in values)
    return Reading(name, f"{name}如何计", answers, values[0], f"总则/{name}", (touches,))


READINGS = (
    _reading("late", "report", "half", "none", "all"),
    _reading("errors", "errors", "each", "once", "thanked"),
    _reading("errors_allowed", "errors", "any", "one"),
    _reading("work_floor", "section.work", "zero", "two"),
    _reading("leak", "section.veto", "veto", "nothing"),
    _reading("ties", "top", "in", "out"),
    _reading("ceiling", "total", "none", "five", "first"),
)
NAMES = tuple(one.id for one in READINGS)


def _build(scheme: Scheme) -> Table:
    state = level("state", "报告", "无", "迟", "及时")
    errors, leak = count("errors", "错误", 2), yes("leak", "泄密")
    late = {"half": "1.25", "none": "0", "all": "4"}[scheme.reading("late")]
    by_state = by_level(state, ("无", 0), ("迟", late), ("及时", 4))
    counted = each(errors, "-0.75")
    if scheme.reading("errors") == "once":
        counted = lose(over(errors, 0), "0.75", "错误", key="errors")
    thanks = (
        (gain(over(errors, 0), "0.5", "已自查", key="thanks"),)
        if scheme.reading("errors") == "thanked"
        else ()
    )
    veto = all_of(leak, at_least(errors, 1))
    return Table(
        "main",
        "小表",
        Section(
            "work",
            "工作",
            6,
            Item("report", "报告", 4, by_state, clause="1"),
            Item("errors", "错误", 1, full(), counted, *thanks, clause="2"),
            Item("award", "评分", 1, given(award("points", "评分", 1, step="0.5", judged=True)), clause="3"),
            floor("不低于", {"zero": 0, "two": 2}[scheme.reading("work_floor")]),
            clause="一",
        ),
        Section(
            "more",
            "加分",
            3,
            Item(
                "extra",
                "酌情",
                1,
                sums(
                    entries("entries", "酌情", award("points", "分", 1, step="0.5"), maximum=1, judged=True)
                ),
                clause="4",
                kind="bonus",
            ),
            Item("top", "排名", 2, each(incidents("times", "首位", maximum=2), 1), clause="5", kind="bonus"),
            clause="二",
            kind="bonus",
        ),
        Section(
            "veto",
            "否决",
            None,
            clause="三",
            kind="penalty",
            shared=(leak,),
            notes=(Note("leak", "泄密", veto, "veto"),) if scheme.reading("leak") == "veto" else (),
        ),
        clause="总则",
        constraints=(Constraint("errors", "错误不多于一", at_most(errors, 1)),)
        if scheme.reading("errors_allowed") == "one"
        else (),
        cohort=(Extremes("top.times", 1, ties=scheme.reading("ties")),),
    )


class Small:
    """A pack that stands in no document."""

    @staticmethod
    def gp_schemes() -> tuple[Scheme, ...]:
        """One scheme with every Reading."""
        return (_scheme(NAMES),)

    @staticmethod
    def gp_aggregate(scheme: Scheme, table: Table) -> tuple[Move, ...]:
        """The bonus under the ceiling, where there is one."""
        ceiling = scheme.reading("ceiling")
        more = plus(table.section("more"))
        return (more,) if ceiling == "none" else (more, cap(5)) if ceiling == "five" else (cap(3), more)


def _scheme(asked: Sequence[str]) -> Scheme:
    """The scheme, of whose Readings only these are asked; the others stand as they are by default."""
    answers = tuple(one if one.id in asked else one._replace(answers=one.answers[:1]) for one in READINGS)
    reference = TableRef("main", "小表", _build)
    return Scheme(
        "small", "小方案", document="无", place="无", year=2021, tables=(reference,), readings=answers
    )


@cache
def scorer_of(asked: tuple[str, ...], choice: Choice = ()) -> Scorer:
    """The table under a choice."""
    scheme = _scheme(asked).under(dict(choice))
    return Scorer(scheme, built.table(Small, scheme, "main"))


def choices(asked: Sequence[str]) -> list[Choice]:
    """Every combination, the one in force first."""
    found = [one for one in READINGS if one.id in asked]
    every = product(*([(one.id, value) for value in one.values] for one in found))
    return [tuple(sorted(one)) for one in every]


Given = Mapping[str, Answer]
"""A unit's answers by key; a key that is not there is open."""

VALUES: dict[str, tuple[Answer, ...]] = {
    "report.state": ("无", "迟", "及时"),
    "errors.errors": (Decimal(0), Decimal(1), Decimal(2)),
    "award.points": HALF,
    "veto.leak": (False, True),
    "extra.entries": tuple(Entries(1, (Entry({}, {"points": one}),)) for one in HALF),
}
"""Every answer to every fact; the entry of a list has an amount."""

OPEN_ENTRY = Entries(1, (Entry({}, {"points": None}),))
JUDGED = ("award.points", "extra.entries")


def is_judged(unit: Given, key: str) -> bool:
    """Whether somebody stated a judged amount there."""
    return key in unit and key in JUDGED and unit[key] != Entries(0, ())


class Group:
    """A few units and the rankings that somebody else made of them."""

    def __init__(
        self, units: Sequence[Given], rankings: Sequence[Sequence[Sequence[int]]], asked: tuple[str, ...]
    ) -> None:
        self.units = units
        self.asked = asked
        self.names = [f"单位{place}" for place in range(len(units))]
        self._rankings = rankings
        self._totals: dict[tuple[Choice, int, str, str], int | None] = {}
        self._cohort: dict[tuple[Choice, int, int | None], str] = {}
        self.choices = choices(asked)
        self.in_force = self.choices[0]

    def __repr__(self) -> str:
        return f"Group({self.units}, {self._rankings}, {self.asked})"

    def scored(self) -> list[Scored]:
        """The units as a season has them."""
        scorer = scorer_of(self.asked)
        found: list[Scored] = []
        for place, given_ in enumerate(self.units):
            facts = self._facts(scorer, place, given_, None)
            found.append(Scored(scorer.score(facts), facts, scorer, tuple))
        return found

    def robustness(self, asked: Asked = Asked()) -> tuple[list[int], Robustness]:  # noqa: B008
        """Where the unit of each position is, and what is claimed."""
        scored = self.scored()
        (league,) = leagues([one.standing for one in scored])
        order = [row.place for row in league.rows]
        claimed = examine(
            league,
            [scored[place] for place in order],
            lambda chosen: scorer_of(self.asked, tuple(sorted(chosen.items()))).table,
            asked,
        )
        return order, claimed

    def standings(self, gone: int | None = None) -> list[Standing]:
        """The others as they are, without one."""
        scorer = scorer_of(self.asked)
        return [
            scorer.draft(self._facts(scorer, place, one, gone)).standing()
            for place, one in enumerate(self.units)
            if place != gone
        ]

    def worlds(
        self,
        choice: Choice,
        free: Callable[[int, str], bool] = lambda *_: False,
        gone: int | None = None,
    ) -> set[World]:
        """Everything that can happen under a choice: what is open and what is free has any value."""
        options: list[set[int | None]] = []
        for place, unit in enumerate(self.units):
            mine = () if place == gone else self._completions(place, unit, free)
            found = {self._total(choice, place, one, gone) for one in mine} - {REFUSED}
            options.append(found or {None})
        return set(product(*options))

    def _completions(
        self, place: int, unit: Given, free: Callable[[int, str], bool]
    ) -> Iterator[dict[str, Answer]]:
        loose = [
            key
            for key in VALUES
            if (key not in unit and key != "extra.entries")
            or unit.get(key) == OPEN_ENTRY
            or (is_judged(unit, key) and free(place, key))
        ]
        for answers in product(*(VALUES[key] for key in loose)):
            whole = {**unit, **dict(zip(loose, answers, strict=True))}
            yield {key: whole[key] for key in VALUES}

    def _total(self, choice: Choice, place: int, given_: Given, gone: int | None) -> int | None:
        key = choice, place, repr(given_), self._times(choice, place, gone)
        if key not in self._totals:
            scorer = scorer_of(self.asked, choice)
            try:
                one = scorer.draft(self._facts(scorer, place, given_, gone)).standing()
            except Problems:
                self._totals[key] = REFUSED
            else:
                assert one.out or one.total is not None
                self._totals[key] = None if one.out else to_scaled(one.mark.lower, PLACES)
        return self._totals[key]

    def _times(self, choice: Choice, place: int, gone: int | None) -> str:
        """How often the unit stands first in the rankings: all that all units together say of it."""
        key = choice, place, gone
        if key not in self._cohort:
            facts = self._facts(scorer_of(self.asked, choice), place, {}, gone)
            self._cohort[key] = str([one.answer for one in facts.cohort])
        return self._cohort[key]

    def _facts(self, scorer: Scorer, place: int, given_: Given, gone: int | None) -> UnitFacts:
        fields = {one.key: one.field for one in scorer.table.places}
        answers = {fields[key]: answer for key, answer in given_.items()}
        facts = unit_facts(scorer.table, answers, "small")._replace(unit=self.names[place])
        names = [
            tuple(tuple(self.names[one] for one in tied if one != gone) for tied in ranking)
            for ranking in self._rankings
        ]
        rankings = tuple(
            Ranking(f"第{number}次", "main", tuple(filter(None, one))) for number, one in enumerate(names)
        )
        if rankings:
            facts = FirstPass(Together(rankings), scorer.table, {}, Roster(())).applied(facts)
        whole = dict(facts.answers)
        complete(scorer.table, whole)
        return facts._replace(answers=whole)


def half_up(world: World, places: int) -> World:
    """The same with rounded totals, none of which is below 0."""
    unit = 10 ** (PLACES - places)
    return tuple(None if one is None else (one + unit // 2) // unit * unit for one in world)


Claim = tuple[int | None, int | None, bool]
"""The best and the worst rank of a unit that has one, and whether it has one in every world."""


def ranges(worlds: Iterable[World], units: int) -> list[Claim]:
    """The ranks that every unit has in any of the worlds."""
    ranks: list[set[int]] = [set() for _ in range(units)]
    always = [True] * units
    for world in set(worlds):
        there = [total for total in world if total is not None]
        for place, mine in enumerate(world):
            if mine is None:
                always[place] = False
            else:
                ranks[place].add(1 + sum(total > mine for total in there))
    return [
        (min(mine, default=None), max(mine, default=None), each)
        for mine, each in zip(ranks, always, strict=True)
    ]
