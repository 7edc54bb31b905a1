"""What a ranking says as values: for each scheme and period its groups, their rows, grades and figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from gpcli.points import half_up, places_of, to_scaled, total
from gpcli.records import Record
from gpcli.scoring.outcome import Scored
from gpcli.scoring.sheet import Mark, ReadingInForce, SchemeInfo
from gpcli.scoring.standing import Standing
from gpcli.season.file import GradeRule, Season
from gpcli.season.grades import Edge, open_edges, possible_grades, rules_for
from gpcli.season.rank import League, Ranked, leagues

if TYPE_CHECKING:
    from gpcli.season.robust.result import Robustness

STATES = ("scored", "incomplete", "withheld", "faulty", "silent", "vetoed")
"""How it stands with a unit: has a number; misses facts; waits for a decision; said nothing; vetoed."""

MEAN_PLACES = 2


class Row(Record):
    """One unit: its place, its sections by id, its bonus and penalty, the grades that it may have.

    ``grades`` has "" where no grade is possible too. ``owed`` counts its missing facts by who owes them;
    ``possible`` names what may yet keep it from having a number.
    """

    ranked: Ranked
    state: str
    sections: Mapping[str, Mark]
    bonus: Mark | None
    penalty: Mark | None
    grades: tuple[str, ...]
    owed: tuple[tuple[str, int], ...] = ()
    possible: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        """The standing that was ranked."""
        return self.ranked.standing

    @property
    def missing(self) -> int:
        """How many facts are missing."""
        return sum(number for _, number in self.owed)


class Figures(Record):
    """A group in numbers: its units, those in each state; of the totals the highest, lowest and mean.

    The mean is rounded half up to ``MEAN_PLACES``.
    """

    units: int
    states: Mapping[str, int]
    highest: Decimal | None
    lowest: Decimal | None
    mean: Decimal | None


class Group(Record):
    """A league as it is printed: ``sections`` are id and name of the base sections in their order.

    ``rules`` are the office's grades that hold here, none where the document gives grades itself. ``scored``
    are the units of the rows, in their order; ``robust`` says how firm their ranks are, where that was asked.
    """

    league: League
    sections: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    rules: tuple[GradeRule, ...]
    own_grades: bool
    edges: tuple[Edge, ...]
    figures: Figures
    scored: tuple[Scored, ...] = ()
    robust: Robustness | None = None

    @property
    def has_grades(self) -> bool:
        """Whether there is anything to say about grades."""
        return self.own_grades or bool(self.rules)


class Contest(Record):
    """The groups of one scheme in one period; ``readings`` are those with another answer than the default.

    An ``official`` one ranks frozen results alone.
    """

    scheme: SchemeInfo
    period: str
    title: str
    note: str
    readings: tuple[ReadingInForce, ...]
    groups: tuple[Group, ...]
    official: bool = False


class Entrant(Record):
    """A unit to be ranked: what was scored, where it stands."""

    scored: Scored
    standing: Standing

    @property
    def scheme(self) -> str:
        """The id of its scheme."""
        return self.scored.scorer.scheme.id


def contests(
    entrants: Sequence[Entrant], season: Season, wanted: Callable[[League], bool]
) -> tuple[Contest, ...]:
    """The rankings of the wanted leagues, by scheme and period in the order of their first unit.

    A sheet that names no period belongs to the only period of its scheme, where there is but one.
    """
    together: dict[tuple[str, str], list[Entrant]] = {}
    periods = _only_periods(entrants, season)
    for one in entrants:
        together.setdefault((one.scheme, periods.get(one.scheme, one.standing.period)), []).append(one)
    found: list[Contest] = []
    for (scheme, period), mine in together.items():
        own = season if season.scheme == scheme else Season()
        groups = tuple(
            _group(league, mine, own) for league in leagues([one.standing for one in mine]) if wanted(league)
        )
        if groups:
            shown = [mine[row.place].scored for group in groups for row in group.league.rows]
            info = shown[0].scorer.info
            title, note, changed = own.title or info.title, _note(shown, own), _changed(shown)
            found.append(Contest(info, period, title, note, changed, groups, _is_official(shown)))
    return tuple(found)


def _only_periods(entrants: Sequence[Entrant], season: Season) -> dict[str, str]:
    """The period of each scheme that has but one: the season's, or the one that its facts name."""
    named: dict[str, set[str]] = {}
    for one in entrants:
        named.setdefault(one.scheme, set()).add(one.standing.period)
    found = {scheme: max(periods) for scheme, periods in named.items() if len(periods - {""}) <= 1}
    return {**found, season.scheme: season.period} if season.period else found


def _note(shown: Sequence[Scored], season: Season) -> str:
    """The season's note; of single files what all of them say."""
    if season.note:
        return season.note
    notes = {one.facts.note for one in shown}
    return notes.pop() if len(notes) == 1 else ""


def _changed(shown: Sequence[Scored]) -> tuple[ReadingInForce, ...]:
    scorers = dict.fromkeys(one.scorer for one in shown)
    changed = {one.id: one for scorer in scorers for one in scorer.readings if one.changed}
    return tuple(changed.values())


def _is_official(shown: Sequence[Scored]) -> bool:
    """Whether all are frozen results, which those of one table are together."""
    return all(one.sheet.official for one in {one.scorer: one for one in shown}.values())


def _group(league: League, entrants: Sequence[Entrant], season: Season) -> Group:
    table = entrants[league.rows[0].place].scored.scorer.table
    own = bool(table.grades)
    rules = () if own else rules_for(season.grades, league.table, league.group)
    grades = (
        [row.standing.grades for row in league.rows]
        if own
        else possible_grades(league, rules)
        if rules
        else [()] * len(league.rows)
    )
    rows = tuple(
        _row(row, entrants[row.place].scored, mine) for row, mine in zip(league.rows, grades, strict=True)
    )
    parts = {part.id: part.name for row in league.rows for part in row.standing.parts if part.kind == "base"}
    scored = tuple(entrants[row.place].scored for row in league.rows)
    edges = open_edges(league, rules)
    return Group(league, tuple(parts.items()), rows, rules, own, edges, _figures(rows), scored)


def _row(ranked: Ranked, scored: Scored, grades: tuple[str, ...]) -> Row:
    standing = ranked.standing
    state = _state(standing)
    parts = standing.parts
    owed: Counter[str] = Counter()
    possible: tuple[str, ...] = ()
    if state in ("incomplete", "withheld"):
        sheet = scored.sheet
        owed.update(one.owed_by for one in sheet.missing.values())
        possible = tuple(note.label for note in sheet.notes if note.effect != "note" and not note.sure)
    return Row(
        ranked,
        state,
        {part.id: part.mark for part in parts if part.kind == "base"},
        _sum([part.mark for part in parts if part.kind == "bonus"]),
        _sum([part.mark for part in parts if part.kind == "penalty"]),
        grades,
        tuple(owed.items()),
        possible,
    )


def _state(standing: Standing) -> str:
    if standing.out:
        return "vetoed"
    if not standing.heard:
        return "faulty" if standing.faulty else "silent"
    if standing.status == "incomplete" and standing.reason:
        return "withheld"
    return standing.status


def _sum(marks: Sequence[Mark]) -> Mark | None:
    if not marks:
        return None
    return Mark(
        total(one.lower for one in marks),
        total(one.upper for one in marks),
        len(marks) == 1 and marks[0].exactness,
        any(one.approximate for one in marks),
    )


def _figures(rows: Sequence[Row]) -> Figures:
    totals = [one for row in rows if (one := row.standing.total) is not None]
    counted = Counter(row.state for row in rows)
    return Figures(
        len(rows),
        {state: counted[state] for state in STATES},
        max(totals, default=None),
        min(totals, default=None),
        mean(totals),
    )


def mean(totals: Sequence[Decimal]) -> Decimal | None:
    """The mean, rounded half up to ``MEAN_PLACES``; None of nothing."""
    if not totals:
        return None
    whole = total(totals)
    scale = places_of(whole)
    return half_up(to_scaled(whole, scale), len(totals) * 10**scale, MEAN_PLACES)
