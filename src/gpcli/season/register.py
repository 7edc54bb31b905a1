"""Who is assessed in a season: the document's roster, with the names and units that the season adds."""

from __future__ import annotations

from gpcli.messages import N_, message
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.scheme import Scheme
from gpcli.season.file import Season
from gpcli.units import Roster, Unit


def register(scheme: Scheme, season: Season) -> Roster:
    """The units of the season in the roster's order, then as the season lists them.

    A unit of the season that answers to a name on the roster takes its place under its present name. With
    units of its own the list is complete, whatever the document's is. Raises :class:`Problems` for a unit
    that a complete roster does not have, or whose table is not known.
    """
    roster = scheme.roster()
    if not season.units:
        return roster
    found: list[Problem] = []
    units = list(roster.units)
    own = False
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
            own = True
            units.append(unit if unit.table else unit._replace(table=scheme.tables[0].id))
    if found:
        raise Problems(found)
    return Roster(tuple(units), "complete" if own else roster.completeness)


def _faults(unit: Unit, scheme: Scheme, roster: Roster, places: int, known: Unit | None) -> list[Problem]:
    tables = tuple(table.id for table in scheme.tables)
    if places > 1:
        said = N_("{unit} answers to two units of the roster")
        return [problem("contradiction", said, unit=unit.name)]
    if known is None and roster.completeness == "complete":
        return [
            problem(
                "unknown-unit",
                N_("{unit} is not on the roster of {scheme}"),
                unit=unit.name,
                scheme=scheme.id,
                expected=message(N_("a unit of the roster (gp list-units {scheme})"), scheme=scheme.id),
                nearest=nearest(unit.name, roster.names),
            )
        ]
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
