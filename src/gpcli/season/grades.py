"""Grades that the office decided: by lines on the total, by quotas of the first places, the rest.

Quotas are places counted together in the order of the list (10 优秀, then 15 良好: places 1 to 10, 11 to 25);
lines stand after them, from the highest down, and the rest last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from gpcli.messages import N_
from gpcli.points import from_scaled, places_of, plain, to_scaled
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.records import Record
from gpcli.scheme import Scheme
from gpcli.scoring.standing import Standing
from gpcli.season.file import GradeRule, Season
from gpcli.season.rank import League, Rivals


class Edge(Record):
    """A quota whose last place is shared, where nobody decided what then: the units that share it."""

    grade: str
    last: int
    units: tuple[str, ...]


def rules_for(rules: Sequence[GradeRule], table: str, group: str) -> tuple[GradeRule, ...]:
    """The rules that hold for a table and a class, in their order."""
    return tuple(one for one in rules if one.table in ("", table) and one.group in ("", group))


def refuse_faulty(
    season: Season, scheme: Scheme, groups: Mapping[str, Sequence[str]], graded: Sequence[str]
) -> None:
    """Raises :class:`Problems` for grades that concern nobody or contradict each other or the document.

    ``groups`` has the classes of each table of the scheme; ``graded`` are tables with grades of their own.
    """
    found: list[Problem] = []
    for number, rule in enumerate(season.grades):
        found += (
            _at(season, number, said)
            for said in (*_strange(rule, scheme, groups), *_of_document(rule, tuple(groups), graded))
        )
    disorder: dict[int, Problem] = {}
    for table, classes in groups.items():
        for group in classes or ("",):
            mine = [
                (number, rule)
                for number, rule in enumerate(season.grades)
                if rule in rules_for([rule], table, group)
            ]
            for number, said in _disorder(mine):
                disorder.setdefault(number, said)
    found += (_at(season, number, said) for number, said in sorted(disorder.items(), key=lambda one: one[0]))
    if found:
        raise Problems(sorted(found, key=lambda one: one.line))


def _at(season: Season, number: int, said: Problem) -> Problem:
    return said._replace(file=season.file, line=season.line("grades", number), key=f"grades.{number + 1}")


def _strange(rule: GradeRule, scheme: Scheme, groups: Mapping[str, Sequence[str]]) -> list[Problem]:
    if rule.table and rule.table not in groups:
        return [unknown_table(scheme, rule.table, tuple(groups))]
    known = tuple(
        dict.fromkeys(
            one for table, classes in groups.items() if rule.table in ("", table) for one in classes if one
        )
    )
    return [unknown_group(rule.group, known)] if rule.group and rule.group not in known else []


def unknown_table(scheme: Scheme, name: str, tables: tuple[str, ...]) -> Problem:
    """The problem of a table that the scheme does not have."""
    said = N_("scheme {scheme} has no table {name}")
    return problem(
        "unknown-table",
        said,
        scheme=scheme.id,
        name=name,
        expected=listed(tables),
        nearest=nearest(name, tables),
    )


def unknown_group(name: str, known: tuple[str, ...]) -> Problem:
    """The problem of a class that no unit belongs to."""
    said = N_("no unit belongs to the class {name}")
    return problem("unknown-group", said, name=name, expected=listed(known), nearest=nearest(name, known))


def _of_document(rule: GradeRule, tables: tuple[str, ...], graded: Sequence[str]) -> list[Problem]:
    if rule.table in graded or (not rule.table and graded and set(tables) <= set(graded)):
        said = N_("the document itself gives the grades of {table}")
        return [problem("contradiction", said, table=rule.table or listed(tables))]
    return []


def _disorder(rules: Sequence[tuple[int, GradeRule]]) -> list[tuple[int, Problem]]:
    """What is wrong with the order of the rules of one class, each with the number of its rule."""
    found: list[tuple[int, Problem]] = []
    above: GradeRule | None = None
    for number, rule in rules:
        said = None if above is None else _below(above, rule)
        if said is not None:
            found.append((number, said))
        if said is None or rule.line is None:
            above = rule
    return found


def _below(above: GradeRule, rule: GradeRule) -> Problem | None:
    """Why a rule cannot follow another one."""
    names = {"above": above.name, "name": rule.name}
    if above.line is None and above.quota is None:
        return problem("contradiction", N_("{above} is for the rest: nothing is left for {name}"), **names)
    if above.line is None:
        return None
    if rule.quota is not None:
        said = N_("the quota of {name} stands below the line of {above}; quotas stand first")
        return problem("contradiction", said, **names)
    if rule.line is not None and rule.name == above.name:
        return problem("contradiction", N_("{name} has two lines"), name=rule.name)
    if rule.line is not None and rule.line >= above.line:
        said = N_("the line {line} of {name} is not below the line {higher} of {above}")
        return problem("contradiction", said, line=plain(rule.line), higher=plain(above.line), **names)
    return None


def possible_grades(league: League, rules: Sequence[GradeRule]) -> list[tuple[str, ...]]:
    """The grades that each row of a league may have, given that it has a number; "" is none of them.

    Exact over the totals' intervals where all quotas treat ties alike; else nothing possible is left out.
    """
    judge = _Judge([row.standing for row in league.rows], rules)
    return [() if row.standing.out else judge.grades(row.standing) for row in league.rows]


def open_edges(league: League, rules: Sequence[GradeRule]) -> tuple[Edge, ...]:
    """The quotas whose last place is shared by ranked units, where nobody decided about ties."""
    found: list[Edge] = []
    last = 0
    for rule in rules:
        last += rule.quota or 0
        if not rule.quota or rule.ties:
            continue
        for rank in {row.rank for row in league.ranked if row.tied}:
            tied = tuple(row.standing.called for row in league.ranked if row.rank == rank)
            if rank is not None and rank <= last < rank + len(tied) - 1:
                found.append(Edge(rule.name, last, tied))
    return tuple(found)


class _Judge:
    """Which grades a unit may have among others.

    Along the totals that a unit may have, whether a rule may take it only ever begins to hold, and whether it
    may pass it over only ever ceases to, so that the ends of both are found by halving.
    """

    def __init__(self, standings: Sequence[Standing], rules: Sequence[GradeRule]) -> None:
        self._rules = rules
        self._rivals = Rivals(standings)
        ends = {end for one in standings if not one.out for end in (one.mark.lower, one.mark.upper)}
        lines = {rule.line for rule in rules if rule.line is not None}
        self._totals = _with_between(sorted(ends | lines))

    def grades(self, unit: Standing) -> tuple[str, ...]:
        first = bisect_left(self._totals, unit.mark.lower)
        last = bisect_left(self._totals, unit.mark.upper)
        found: list[str] = []
        limit, edge = last, 0
        for rule in (one for one in self._rules if one.quota != 0):
            edge += rule.quota or 0
            taken, passed = self._tests(rule, edge, unit)
            if self._first(first, last, taken) <= limit:
                found.append(rule.name)
            limit = min(limit, self._first(first, last, _not(passed)) - 1)
            if limit < first:
                return tuple(dict.fromkeys(found))
        return tuple(dict.fromkeys([*found, ""]))

    def _tests(
        self, rule: GradeRule, edge: int, unit: Standing
    ) -> tuple[Callable[[Decimal], bool], Callable[[Decimal], bool]]:
        """Whether, with a total, the rule may take the unit; whether it may pass the unit over."""
        if rule.quota is not None:
            rivals = self._rivals
            least = rivals.surely_reaching if rule.ties == "out" else rivals.surely_above
            most = rivals.maybe_above if rule.ties == "in" else rivals.maybe_reaching
            return (
                lambda total: 1 + least(total, unit) <= edge,
                lambda total: 1 + most(total, unit) > edge,
            )
        line = rule.line
        if line is None:
            return lambda _: True, lambda _: False
        return lambda total: total >= line, lambda total: total < line

    def _first(self, first: int, last: int, holds: Callable[[Decimal], bool]) -> int:
        """The first of these totals from which the condition holds; one past the last where it never does."""
        span = range(first, last + 1)
        return first + bisect_left(span, True, key=lambda place: holds(self._totals[place]))


def _not(passed: Callable[[Decimal], bool]) -> Callable[[Decimal], bool]:
    return lambda total: not passed(total)


def _with_between(totals: Sequence[Decimal]) -> list[Decimal]:
    """Totals with another one between each two, so that nothing happens between neighbours."""
    places = max((places_of(one) for one in totals), default=0) + 1
    found: list[Decimal] = []
    for number, one in enumerate(totals):
        if number:
            low, high = to_scaled(totals[number - 1], places), to_scaled(one, places)
            found.append(from_scaled((low + high) // 2, places))
        found.append(one)
    return found
