"""One group's ranking, examined from every side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from gpcli.points import to_scaled
from gpcli.records import Record
from gpcli.scheme import Place
from gpcli.scoring.openness import open_places
from gpcli.scoring.outcome import Scored
from gpcli.scoring.standing import Standing
from gpcli.season.file import GradeRule
from gpcli.season.rank import League, Ranked
from gpcli.season.robust.absent import hangs_on, standing_without, without
from gpcli.season.robust.attained import attains
from gpcli.season.robust.freedom import discretionary, freed
from gpcli.season.robust.pairs import WINDOW, Lever, Situation, pairs
from gpcli.season.robust.placing import Placing, placed, rounded
from gpcli.season.robust.plan import SEED, Plan, plan
from gpcli.season.robust.possible import PLACES, Possible, Reach
from gpcli.season.robust.removal import Without, without_each
from gpcli.season.robust.result import Answer, Answered, Method, Pair, Position, Robustness, Span
from gpcli.season.robust.rounding import levels, roundings
from gpcli.season.robust.sweep import ALL, Range, Sweep, sweep
from gpcli.season.robust.variants import Choice, Rebuild, Variants

OPEN = 3
"""Open facts that are named for each unit of a pair."""

REMOVALS = 1_000_000
"""Units times units times combinations that are compared without each unit in turn."""


class Asked(Record):
    """How combinations of Readings are drawn where they are too many; what the season says of grades."""

    seed: int = SEED
    samples: int | None = None
    rules: tuple[GradeRule, ...] = ()


NOTHING = Asked()


def examine(
    league: League,
    scored: Sequence[Scored],
    rebuild: Rebuild,
    asked: Asked = NOTHING,
    step: Callable[[], object] = lambda: None,
) -> Robustness:
    """How firm the ranking of a league is.

    ``scored`` are the units of its rows, in their order; ``rebuild`` makes their table under other
    answers to Readings. ``step`` is called twice for each unit. Raises ``ValueError`` where a Reading changes
    which facts a table has.
    """
    return _Examination(league, scored, rebuild, asked, step).result()


class _Examination:
    def __init__(
        self,
        league: League,
        scored: Sequence[Scored],
        rebuild: Rebuild,
        asked: Asked,
        step: Callable[[], object],
    ) -> None:
        self._league = league
        self._rows: tuple[Ranked, ...] = league.rows
        self._scored = scored
        self._asked = asked
        self._table = scored[0].scorer.table
        self._variants = Variants(scored[0].scorer, rebuild)
        self._judged = [discretionary(self._table, one.facts) for one in scored]
        self._known = [self._possible(place) for place in range(len(scored))]
        self._free = [
            self._possible(place, judged) if judged else self._known[place]
            for place, judged in enumerate(self._judged)
        ]
        for one in (*self._known, *self._free):
            _ = one.relevant
            step()

    def _possible(self, place: int, free: Iterable[Place] = ()) -> Possible:
        """The unit with these facts of it free."""
        facts = self._scored[place].facts
        return Possible(self._variants, freed(facts.answers, free), facts.cohort_under)

    def result(self) -> Robustness:
        method, judged_method = self._method(self._plan), self._method(self._free_plan)
        return Robustness(
            self._scored[0].scorer.scheme.id,
            self._league.table,
            self._league.group,
            self._league.name,
            tuple(self._position(place) for place in range(len(self._rows))),
            self._pairs(),
            self._answers(),
            roundings(self._names, self._now),
            self._without.removals,
            method,
            judged_method,
            0 if len(self._rows) <= ALL else WINDOW,
            self._recomputed,
        )

    @cached_property
    def _names(self) -> list[str]:
        return [row.standing.called for row in self._rows]

    @cached_property
    def _now(self) -> list[Reach]:
        return [one.under(self._variants.in_force) for one in self._known]

    @cached_property
    def _plan(self) -> Plan:
        return plan(self._variants, self._known, self._asked.seed, self._asked.samples)

    @cached_property
    def _free_plan(self) -> Plan:
        also = self._variants.together if self._hang_together else ()
        return plan(self._variants, self._free, self._asked.seed, self._asked.samples, also)

    @cached_property
    def _swept(self) -> Sweep:
        return sweep(self._known, self._plan.choices())

    @cached_property
    def _all(self) -> Sweep:
        """Readings, every fact that is free, every rounding."""
        return sweep(self._free, self._free_plan.choices(), rounding=True)

    @cached_property
    def _without(self) -> Without:
        rescored = self._standings_without if self._hang_together else None
        return without_each(self._league, self._asked.rules, rescored)

    @cached_property
    def _hang_together(self) -> bool:
        """Whether anything follows from all units together."""
        return any(one.facts.cohort_under is not None for one in self._scored)

    @cached_property
    def _recomputed(self) -> str:
        """How totals are worked out anew without each unit: see :class:`Robustness`."""
        if not self._hang_together:
            return ""
        units = len(self._rows)
        return "all" if self._free_plan.number * units * units <= REMOVALS else "in-force"

    def _standings_without(self, gone: int) -> Sequence[Standing]:
        name = self._names[gone]
        return [
            row.standing if place == gone else standing_without(self._scored[place], row.standing, name)
            for place, row in enumerate(self._rows)
        ]

    @cached_property
    def _all_without(self) -> list[dict[int, Range]]:
        """Everything at once without each unit in turn: the ranges of the others by their places."""
        if self._recomputed != "all":
            return []
        found: list[dict[int, Range]] = []
        for gone, name in enumerate(self._names):
            there = [place for place in range(len(self._rows)) if place != gone]
            units = [self._free_without(place, name) for place in there]
            swept = sweep(units, self._free_plan.choices(), rounding=True)
            found.append(dict(zip(there, swept.ranges, strict=True)))
        return found

    def _free_without(self, place: int, gone: str) -> Possible:
        facts = self._scored[place].facts
        if not hangs_on(facts, gone, self._variants):
            return self._free[place]
        facts = without(facts, self._table, gone)
        return Possible(self._variants, freed(facts.answers, self._judged[place]), facts.cohort_under)

    @cached_property
    def _singles(self) -> list[tuple[Answered, list[Reach]]]:
        """Everyone under each other answer to one Reading that moves anybody."""
        found: list[tuple[Answered, list[Reach]]] = []
        for place in self._plan.questions:
            for answer in range(1, len(self._variants.questions[place].values)):
                choice = self._variants.single(place, answer)
                found.append((self._answered(choice)[0], [one.under(choice) for one in self._known]))
        return found

    def _method(self, chosen: Plan) -> Method:
        names = tuple(self._variants.questions[place].reading.id for place in chosen.questions)
        samples = 0 if chosen.exact else chosen.samples
        return Method(chosen.exact, chosen.of, chosen.number, chosen.seed, samples, names)

    def _answered(self, choice: Choice) -> tuple[Answered, ...]:
        """The answers of a combination that are not in force."""
        found: list[Answered] = []
        for one, answer in zip(self._variants.questions, choice, strict=True):
            if answer:
                reading = one.reading
                said = one.says(answer), reading.clause, one.values[0], reading.question
                found.append(Answered(reading.id, one.values[answer], *said))
        return tuple(found)

    def _position(self, place: int) -> Position:
        row, judged = self._rows[place], self._judged[place]
        one = row.standing
        now = self._now_places[place]
        there = self._free_places[place]
        rounding = _hull([now, *(ranks[place] for ranks in self._rounded_places)])
        with_all = self._span(self._all.ranges[place])
        removed = self._without.ranges.get(place)
        removal = _wider(now, removed)
        if not self._recomputed and with_all.best is not None:
            with_all = with_all._replace(best=max(1, with_all.best - 1))
        elif self._recomputed:
            with_all = _wider(with_all, removed)
            for swept in self._all_without:
                with_all = self._hull(with_all, swept.get(place, Range()))
        return Position(
            one.called,
            one.status,
            one.reason,
            one.mark.lower,
            one.mark.upper,
            row.rank,
            now,
            self._span(self._swept.ranges[place]),
            there,
            rounding,
            removal,
            with_all,
            tuple(lever.key for lever in judged),
            tuple(self._answered(choice)[0] for choice in self._known[place].refused),
            self._is_exact(place),
        )

    @cached_property
    def _now_places(self) -> list[Span]:
        return _spans(self._now)

    @cached_property
    def _free_places(self) -> list[Span]:
        return _spans([one.under(self._variants.in_force) for one in self._free])

    @cached_property
    def _rounded_places(self) -> list[list[Span]]:
        return [_spans([rounded(one, places) for one in self._now]) for places in levels(self._now)]

    def _is_exact(self, place: int) -> bool:
        """Whether the bounds of the total are attained, with what is open and with what is at discretion, as
        the Readings stand and under each other answer that moves the unit.
        """
        variants, unit = self._variants, self._free[place]
        if not open_places(self._table, unit.answers(variants.under((), variants.in_force))):
            return True
        return all(attains(one.table, unit.answers(one)) for one in variants.singles(unit.relevant))

    def _span(self, found: Range) -> Span:
        return Span(
            found.best,
            found.worst,
            found.always,
            self._answered(found.best_under) if found.best_under else (),
            self._answered(found.worst_under) if found.worst_under else (),
        )

    def _hull(self, span: Span, other: Range) -> Span:
        """From the better best to the worse worst."""
        if other.best is None or other.worst is None:
            return span
        there = self._span(other)
        if span.best is None or other.best < span.best:
            span = span._replace(best=there.best, best_under=there.best_under)
        if span.worst is None or other.worst > span.worst:
            span = span._replace(worst=there.worst, worst_under=there.worst_under)
        return span

    def _pairs(self) -> tuple[Pair, ...]:
        return pairs(
            Situation(
                self._names,
                self._now,
                self._singles,
                [self._levers(place) for place in range(len(self._rows))],
                [self._open(place) for place in range(len(self._rows))],
                levels(self._now),
                _Said(self._swept.first, self._answered),
                _Said(self._all.first, self._answered),
                [(gone, list(map(_reach, standings))) for gone, standings in self._without.rescored],
            )
        )

    def _levers(self, place: int) -> list[Lever]:
        """The unit's judged facts, each with what the unit may come to where it alone is free."""
        found: list[Lever] = []
        for one in self._judged[place]:
            alone = self._possible(place, [one]).in_force
            found.append(Lever(one.key, one.field.label, self._clause(one.item), alone))
        return found

    def _open(self, place: int) -> list[Lever]:
        """Its open facts that matter, those of the items with the widest marks first."""
        sheet = self._scored[place].sheet
        wide = {item.id: item.mark.upper - item.mark.lower for item in sheet.items}
        facts = sorted(sheet.missing.values(), key=lambda one: -wide.get(one.item, 0))
        return [Lever(one.key, one.label, self._clause(one.item), self._now[place]) for one in facts[:OPEN]]

    def _clause(self, item: str) -> str:
        found = self._table.item(item)
        return "" if found is None else found.clause

    def _answers(self) -> tuple[Answer, ...]:
        """What each single other answer does to the ranks; those that do nothing are left out."""
        now = placed(self._now)
        found: list[Answer] = []
        for answered, reaches in self._singles:
            there = placed(reaches)
            shifts = [_shift(one, other) for one, other in zip(now, there, strict=True)]
            states = [(was.state, one.state) for was, one in zip(self._now, reaches, strict=True)]
            numberless = self._who(was != "out" and one == "out" for was, one in states)
            refused = self._who(one == "refused" for _, one in states)
            moved = sum(shift > 0 for shift in shifts)
            if moved or numberless or refused:
                found.append(Answer(answered, moved, max(shifts), numberless, refused))
        return tuple(found)

    def _who(self, chosen: Iterable[bool]) -> tuple[str, ...]:
        return tuple(name for name, one in zip(self._names, chosen, strict=True) if one)


class _Said(Mapping[tuple[int, int], tuple[Answered, ...]]):
    """Combinations as the answers that are not in force."""

    def __init__(
        self, found: Mapping[tuple[int, int], Choice], said: Callable[[Choice], tuple[Answered, ...]]
    ) -> None:
        self._found = found
        self._said = said

    def __getitem__(self, pair: tuple[int, int]) -> tuple[Answered, ...]:
        return self._said(self._found[pair])

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _reach(one: Standing) -> Reach:
    """What a unit comes to by its standing."""
    state = "out" if one.out else "unsure" if one.unsure else "sure"
    return Reach(to_scaled(one.mark.lower, PLACES), to_scaled(one.mark.upper, PLACES), state)


def _spans(reaches: Sequence[Reach]) -> list[Span]:
    return [
        Span(None, None, always=False) if one is None else Span(one.best, one.worst, reach.state == "sure")
        for one, reach in zip(placed(reaches), reaches, strict=True)
    ]


def _hull(spans: Sequence[Span]) -> Span:
    """From the best to the worst of them; they are of one unit that has a rank in all or in none."""
    found = spans[0]
    for one in spans[1:]:
        if one.best is not None and one.worst is not None:
            found = _wider(found, (one.best, one.worst))
    return found


def _wider(span: Span, other: tuple[int, int] | None) -> Span:
    if other is None or span.best is None or span.worst is None:
        return span
    return span._replace(best=min(span.best, other[0]), worst=max(span.worst, other[1]))


def _shift(one: Placing | None, other: Placing | None) -> int:
    """By how many places a range moves at either end."""
    if one is None or other is None:
        return 0
    return max(abs(one.best - other.best), abs(one.worst - other.worst))
