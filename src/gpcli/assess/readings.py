"""Answers to Readings: from the command line, else from the season."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.messages import N_
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.scheme import Scheme
from gpcli.season.file import Season


def season_readings(scheme: Scheme, season: Season) -> dict[str, str]:
    """The answers that a season gives, where it is of this scheme; raises :class:`Problems`."""
    if season.scheme != scheme.id:
        return {}
    found: list[Problem] = []
    chosen: dict[str, str] = {}
    for name, value in season.readings.items():
        try:
            chosen |= chosen_readings(scheme, [f"{name}={value}"])
        except Problems as problems:
            line = season.line("readings", name)
            found += (
                one._replace(file=season.file, line=line, key=f"readings.{name}") for one in problems.problems
            )
    if found:
        raise Problems(found)
    return chosen


def chosen_readings(scheme: Scheme, settings: Sequence[str]) -> dict[str, str]:
    """``--reading`` settings that concern the scheme; raises :class:`Problems` for unknown ids and values."""
    chosen: dict[str, str] = {}
    found: list[Problem] = []
    for setting in settings:
        name, equals, value = setting.partition("=")
        prefix, colon, rest = name.partition(":")
        if colon:
            if prefix != scheme.id:
                continue
            name = rest
        reading = scheme.find_reading(name)
        names = tuple(one.id for one in scheme.readings)
        if reading is None or not equals:
            said = problem(
                "unknown-reading",
                N_("{scheme} has no Reading {name}") if equals else N_("{name} has no value"),
                scheme=scheme.id,
                name=name,
                expected=listed(names) if equals else "ID=VALUE",
                nearest=nearest(name, names) if reading is None else "",
            )
            found.append(said._replace(key=f"--reading {setting}"))
        elif value not in reading.values:
            said = problem(
                "unknown-reading",
                N_("{name} has no answer {value}"),
                name=name,
                value=value,
                expected=listed(reading.values),
                nearest=nearest(value, reading.values),
            )
            found.append(said._replace(key=f"--reading {setting}"))
        elif chosen.get(name, value) != value:
            said = problem("unknown-reading", N_("{name} is given two answers"), name=name)
            found.append(said._replace(key=f"--reading {setting}"))
        else:
            chosen[name] = value
    if found:
        raise Problems(found)
    return chosen
