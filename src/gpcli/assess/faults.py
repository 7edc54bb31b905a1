"""What is wrong with a season beside its scheme: Readings, units, precedence, grades, rankings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gpcli.assess.readings import season_readings
from gpcli.facts.merge import groups, merged
from gpcli.facts.unit import Statement
from gpcli.messages import N_, message
from gpcli.packs import Packs
from gpcli.points import plain
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.scheme import Scheme, Table
from gpcli.scoring.score import Scorer
from gpcli.scoring.sheet import Mark
from gpcli.season.cohort import unused
from gpcli.season.file import FaultySeason, Season
from gpcli.season.grades import refuse_faulty
from gpcli.season.register import register
from gpcli.units import Roster


def refuse_faulty_season(packs: Packs, season: Season) -> None:
    """Raises :class:`Problems` with everything in a season that its scheme does not know, by lines."""
    scheme = _scheme(packs, season)
    found: list[Problem] = []
    try:
        scheme = scheme.under(season_readings(scheme, season))
    except Problems as problems:
        found += problems.problems
    try:
        roster = register(scheme, season)
    except Problems as problems:
        found += problems.problems
        roster = Roster(scheme.roster().units, "partial")
    order, together = season.precedence, season.together
    if order.items or order.every or season.grades or together.rankings or together.stated:
        tables = {one.id: packs.table(scheme, one.id) for one in scheme.tables}
        found += _of_precedence(season, tables)
        found += _of_grades(season, scheme, tables, roster)
        found += _of_lines(packs, season, scheme)
        found += unused(season, tables, roster)
    if found:
        raise Problems(sorted(found, key=lambda one: (one.line, one.key)))


def with_faults_beside(packs: Packs, faulty: FaultySeason) -> list[Problem]:
    """The problems of a season's file by itself, and those beside its scheme in the parts without any."""
    if not faulty.season.scheme:
        return faulty.problems
    parts = {one.key.partition(".")[0] for one in faulty.problems}
    try:
        refuse_faulty_season(packs, faulty.season)
    except Problems as beside:
        found = [one for one in beside.problems if one.key.partition(".")[0] not in parts]
        return sorted([*faulty.problems, *found], key=lambda one: (one.line, one.key))
    return faulty.problems


def _scheme(packs: Packs, season: Season) -> Scheme:
    """The season's scheme; raises :class:`Problems` that point at its name."""
    try:
        return packs.scheme(season.scheme)
    except Problems as problems:
        line = season.line("scheme")
        raise Problems(
            [
                one
                if one.code in ("no-pack", "broken-pack")
                else one._replace(file=season.file, line=line, key="scheme")
                for one in problems.problems
            ]
        ) from None


def _of_precedence(season: Season, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Items that no table has, and bureaus that state nothing about them."""
    speaking: dict[str, set[str]] = {}
    for table in tables.values():
        for group, places in groups(table).items():
            item = table.item(group)
            named = places[0].assessed_by if item is None else (*item.assessed_by, *item.precedence)
            speaking.setdefault(group, set()).update(named)
    everybody = {body for bodies in speaking.values() for body in bodies}
    for group, order in (("every", season.precedence.every), *season.precedence.items.items()):
        key, line = f"precedence.{group}", season.line("precedence", group)
        if group not in speaking and group != "every":
            names = tuple(speaking)
            said = problem(
                "unknown-item",
                N_("no item is called {item}"),
                item=group,
                expected=listed(names, limit=6),
                nearest=nearest(group, names),
            )
            yield said._replace(file=season.file, line=line, key=key)
            continue
        bodies = everybody if group == "every" else speaking[group]
        bureaus = tuple(sorted(one for one in bodies if one.startswith("bureau:")))
        for body in order:
            if body.startswith("bureau:") and "bureau" not in bodies and body not in bodies:
                said = problem(
                    "unknown-source",
                    N_("{body} states nothing here"),
                    body=body,
                    expected=listed(bureaus),
                    nearest=nearest(body, bureaus),
                )
                yield said._replace(file=season.file, line=line, key=key)


def _of_grades(
    season: Season, scheme: Scheme, tables: Mapping[str, Table], roster: Roster
) -> tuple[Problem, ...]:
    """Grades that concern nobody, or contradict each other or the document."""
    classes = {
        name: tuple(dict.fromkeys(unit.group for unit in roster.units if unit.table == name))
        for name in tables
    }
    try:
        refuse_faulty(season, scheme, classes, tuple(name for name, table in tables.items() if table.grades))
    except Problems as problems:
        return tuple(problems.problems)
    return ()


def _of_lines(packs: Packs, season: Season, scheme: Scheme) -> Iterator[Problem]:
    """Grades from a total on that no unit can have."""
    marks: dict[str, Mark] = {}
    for number, rule in enumerate(season.grades):
        names = [one.id for one in scheme.tables if rule.table in ("", one.id)]
        if rule.line is None or not names:
            continue
        for name in names:
            if name not in marks:
                marks[name] = _span(packs.scorer(scheme, name), scheme, name)
        least, most = min(marks[one].lower for one in names), max(marks[one].upper for one in names)
        if rule.line > most:
            said = N_("no total is {line} or more")
            limits = message(N_("a number {least} to {most}"), least=plain(least), most=plain(most))
            said_of = problem("contradiction", said, line=plain(rule.line), expected=limits)
            line = season.line("grades", number, "line")
            yield said_of._replace(file=season.file, line=line, key=f"grades.{number + 1}.line")


def _span(scorer: Scorer, scheme: Scheme, table: str) -> Mark:
    """The totals that a unit may have at all."""
    nothing = Statement("", "", "", (), ())
    return scorer.draft(merged(scorer.table, scheme.id, [nothing])).standing().mark
