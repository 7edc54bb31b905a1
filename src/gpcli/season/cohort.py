"""What a season says of all units together, against its tables and its roster."""

from __future__ import annotations

from collections.abc import Mapping

from gpcli.messages import N_
from gpcli.problems import Problem, listed, nearest, problem
from gpcli.scheme import Table
from gpcli.season.file import Season
from gpcli.season.register import misprinted
from gpcli.units import Roster


def unused(season: Season, tables: Mapping[str, Table], roster: Roster) -> list[Problem]:
    """Rankings and cohort facts of the season that no table reads, or that name no unit."""
    found: list[Problem] = []
    keys = {place.key for table in tables.values() for place in table.places}
    for key in season.together.stated:
        if key not in keys:
            line = season.line("cohort", *key.split("."))
            said = N_("no table has a fact {fact}")
            near = nearest(key, tuple(keys))
            found.append(
                problem("unknown-key", said, fact=key, nearest=near)._replace(
                    file=season.file, line=line, key=f"cohort.{key}"
                )
            )
    for ranking in season.together.rankings:
        names = [name for place in ranking.places for name in place]
        found += (
            problem(
                "unknown-unit",
                N_("{unit} is no unit of this season"),
                unit=name,
                nearest=nearest(name, roster.names),
            )._replace(file=season.file, line=ranking.line, key="rankings")
            for name in names
            if roster.find(name) is None and (roster.completeness == "complete" or misprinted(name, roster))
        )
        known = [unit.name for name in names if (unit := roster.find(name)) is not None]
        found += (
            problem("contradiction", N_("{name} has two places"), name=name)._replace(
                file=season.file, line=ranking.line, key="rankings"
            )
            for name in dict.fromkeys(known)
            if known.count(name) > 1
        )
        of = {unit.table for name in names if (unit := roster.find(name)) is not None}
        if ranking.table:
            of.add(ranking.table)
        unread = [name for name in sorted(of) if name not in tables or not tables[name].cohort]
        if len(of) > 1:
            said = N_("a ranking is of units of one table, not of {tables}")
        elif unread:
            said = N_("nothing in table {tables} follows from a ranking")
        else:
            continue
        found.append(
            problem("contradiction", said, tables=listed(sorted(of)))._replace(
                file=season.file, line=ranking.line, key="rankings"
            )
        )
    return found
