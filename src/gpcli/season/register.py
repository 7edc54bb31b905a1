"""Who is assessed in a season: the document's roster, with the names and units that the season adds."""

from __future__ import annotations

from gpcli.messages import N_, message
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.scheme import Scheme
from gpcli.season.file import Season
from gpcli.units import Roster, Unit


def register(scheme: Scheme, season: Season) -> Roster:
    """The units of the season in the roster's order, then as the season lists them.

    A unit of the season that answers to a name on the roster takes its place under its present name. The list
    is as complete as the document's, or complete where the season says so. Raises :class:`Problems` for a
    unit that a complete roster does not have, or whose table is not known.
    """
    roster = scheme.roster()
    completeness = season.roster or roster.completeness
    if not season.units:
        return roster if completeness == roster.completeness else Roster(roster.units, completeness)
    found: list[Problem] = []
    units = list(roster.units)
    for number, unit in enumerate(season.units):
        known = [one for name in (unit.name, *unit.aliases) if (one := roster.find(name)) is not None]
        places = {units.index(one) for one in known if one in units}
        problems = _faults(unit, scheme, roster, len(places), known[0] if known else None)
        at, key = season.line("units", number), f"units.{number + 1}"
        found += (one._replace(file=season.file, line=at, key=key) for one in problems)
        if problems:
            continue
        if places:
            place = places.pop()
            units[place] = _renamed(units[place], unit)
        else:
            units.append(unit if unit.table else unit._replace(table=scheme.tables[0].id))
    if found:
        raise Problems(found)
    return Roster(tuple(units), completeness)


LIKE = 0.8
"""From this likeness on (exclusive) a name that no list has is taken for a misprint of one that it has."""


def refused(unit: str, scheme: Scheme, season: Season, roster: Roster) -> Problem | None:
    """Why a unit that the roster does not have cannot be assessed: the list is closed, or a name misprinted.

    Where the list is the season's, the problem says so, and how the unit gets onto it; where it is open, only
    a name that is very like one of a season's own units is refused.
    """
    if scheme.roster().completeness == "complete":
        return _stranger(unit, scheme, roster)
    at = f"{season.file}:{line}" if (line := season.line("units", 0)) else season.file
    entry = f'[[units]] name = "{unit}"'
    if roster.completeness == "complete":
        said = N_("{unit} is not among the season's [[units]] ({place}), and the season's roster is complete")
        near = nearest(unit, roster.names)
        return problem("unknown-unit", said, unit=unit, place=at, expected=entry, nearest=near)
    meant = misprinted(unit, roster) if season.units else ""
    if not meant:
        return None
    said = N_("{unit} is very like {name} and not among the season's [[units]] ({place})")
    other = message(N_("{entry} where it is another unit"), entry=entry)
    return problem("unknown-unit", said, unit=unit, name=meant, place=at, expected=other, nearest=meant)


def misprinted(unit: str, roster: Roster) -> str:
    """The name on the roster of which this one is very likely a misprint, or nothing."""
    from difflib import SequenceMatcher

    near = nearest(unit, roster.names)
    return near if near and SequenceMatcher(None, near, unit).ratio() > LIKE else ""


def _stranger(unit: str, scheme: Scheme, roster: Roster) -> Problem:
    return problem(
        "unknown-unit",
        N_("{unit} is not on the roster of {scheme}"),
        unit=unit,
        scheme=scheme.id,
        expected=message(N_("a unit of the roster (gp list-units {scheme})"), scheme=scheme.id),
        nearest=nearest(unit, roster.names),
    )


def _faults(unit: Unit, scheme: Scheme, roster: Roster, places: int, known: Unit | None) -> list[Problem]:
    tables = tuple(table.id for table in scheme.tables)
    if places > 1:
        said = N_("{unit} answers to two units of the roster")
        return [problem("contradiction", said, unit=unit.name)]
    if known is None and roster.completeness == "complete":
        return [_stranger(unit.name, scheme, roster)]
    if unit.table and unit.table not in tables:
        said = N_("scheme {scheme} has no table {name}")
        return [problem("unknown-table", said, scheme=scheme.id, name=unit.table, expected=listed(tables))]
    if known is not None and unit.table not in ("", known.table):
        said = N_("{given} contradicts {known}")
        return [problem("other-table", said, given=unit.table, known=known.table)]
    if known is None and not unit.table and len(tables) > 1:
        said = N_("neither the unit nor the file names a table")
        return [problem("no-table", said, expected=listed(tables))]
    return []


def _renamed(known: Unit, unit: Unit) -> Unit:
    names = dict.fromkeys((known.name, *known.aliases, *unit.aliases))
    names.pop(unit.name, None)
    return Unit(unit.name, known.table, unit.group or known.group, tuple(names))
