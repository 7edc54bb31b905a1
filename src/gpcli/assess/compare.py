"""Two results from what was typed: files, folders, seasons, freezes; what leads from one to the other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from gpcli.assess.assessment import Assessment, assess
from gpcli.assess.frozen.archive import open_archive
from gpcli.assess.frozen.results import SHEETS
from gpcli.assess.frozen.zipped import no_freeze
from gpcli.assess.inputs import is_frozen, shown
from gpcli.assess.subject import Wanted
from gpcli.messages import N_, message
from gpcli.packs import Packs, broken
from gpcli.problems import Problems, listed, nearest, problem
from gpcli.records import Record
from gpcli.scoring.outcome import Scored
from gpcli.scoring.score import Scorer
from gpcli.scoring.sheet import Mark
from gpcli.scoring.standing import Standing
from gpcli.season.diff import Comparison, Difference, End, Recorded, Side, UnitDifference, difference
from gpcli.season.rank import leagues

Key = tuple[str, str, str]
"""Scheme, unit and, where a unit has several results, period."""


class Sided(Record):
    """One side worked out: what is typed, what it came to, what a freeze recorded by unit and period."""

    name: str
    assessment: Assessment
    recorded: Mapping[tuple[str, str], Recorded]

    def record(self, scored: Scored) -> Recorded | None:
        """What was recorded of the unit."""
        return self.recorded.get((scored.sheet.unit, scored.sheet.period))


def sided(packs: Packs, wanted: Wanted, path: str) -> Sided:
    """One side. Under other Readings than those that were frozen, what was recorded is another question.

    Raises :class:`Problems`.
    """
    assessment = assess(packs, wanted, [path])
    recorded = _recorded(path) if is_frozen(path) and not wanted.readings else {}
    return Sided(shown(path), assessment, recorded)


def compare(packs: Packs, old: Sided, new: Sided, unit: str = "") -> Comparison:
    """What leads from the first to the second, unit by unit; of one ``unit`` where one is named.

    Raises :class:`Problems` where they are of different schemes or have no unit in common.
    """
    _refuse_other_schemes(old, new)
    pairs, only_old, only_new = _matched(old, new)
    if unit:
        wanted = _named(new, unit) or _named(old, unit) or unit
        names = tuple(one.sheet.unit for _, one in pairs)
        pairs = [pair for pair in pairs if wanted in (pair[0].sheet.unit, pair[1].sheet.unit)]
        only_old, only_new = ([name for name in names if name == wanted] for names in (only_old, only_new))
        if not pairs and not only_old and not only_new:
            if any(wanted == one.unit for side in (old, new) for one in side.assessment.failed):
                said = problem("nothing-to-compare", N_("{unit} could not be scored in both"), unit=unit)
                raise Problems([said._replace(key="--unit")])
            said = problem("unknown-unit", N_("neither has a unit {unit}"), unit=unit)
            raise Problems([said._replace(key="--unit", nearest=nearest(unit, names))])
    if not pairs and not (unit and (only_old or only_new)):
        said = problem("nothing-to-compare", N_("{old} and {new} have no unit in common"), **_both(old, new))
        raise Problems([said])
    ranks = _ranks(old), _ranks(new)
    units = tuple(
        UnitDifference(
            two.sheet.unit,
            "" if one.sheet.unit == two.sheet.unit else one.sheet.unit,
            two.sheet.scheme.table,
            two.sheet.scheme.table_name,
            _difference(packs, one, two, (old.record(one), new.record(two))),
            (ranks[0].get(id(one)), ranks[1].get(id(two))) if all(ranks) else (None, None),
        )
        for one, two in pairs
    )
    info = new.assessment.scored[0].sheet.scheme
    return Comparison(
        info.id,
        info.title,
        info.document,
        _side(old),
        _side(new),
        units,
        tuple(only_old),
        tuple(only_new),
    )


def _difference(
    packs: Packs, old: Scored, new: Scored, recorded: tuple[Recorded | None, Recorded | None]
) -> Difference:
    scheme, table = new.scorer.scheme, new.scorer.table.id

    def under(chosen: Mapping[str, str]) -> Scorer:
        return packs.scorer(scheme.under(chosen), table)

    try:
        return difference(old, new, under, recorded)
    except ValueError as error:
        raise Problems([broken(packs.owner(scheme.id), error)]) from error


def _refuse_other_schemes(old: Sided, new: Sided) -> None:
    first, second = (
        tuple(sorted({one.scorer.scheme.id for one in side.assessment.scored})) for side in (old, new)
    )
    for side, names in ((old, first), (new, second)):
        if not names:
            failed = [found for one in side.assessment.failed for found in one.problems]
            said = problem("nothing-to-compare", N_("nothing in it was scored"))
            raise Problems(failed or [said._replace(file=side.name)])
    if first != second:
        said = problem(
            "nothing-to-compare",
            N_("{old} is of {first}, {new} of {second}: only results of one scheme are compared"),
            first=listed(first),
            second=listed(second),
            **_both(old, new),
        )
        raise Problems([said])


def _both(old: Sided, new: Sided) -> dict[str, str]:
    return {"old": old.name, "new": new.name}


def _matched(old: Sided, new: Sided) -> tuple[list[tuple[Scored, Scored]], list[str], list[str]]:
    """The units in both in the second's order, and the names of those in one alone.

    Units are the same under any name that either register knows; single units are always compared.
    """
    first, second = old.assessment.scored, new.assessment.scored
    if len(first) == len(second) == 1 and not old.assessment.failed and not new.assessment.failed:
        return [(first[0], second[0])], [], []
    names = {id(one): _present_name(one, old, new) for one in first}
    names |= {id(one): one.sheet.unit for one in second}
    several = {
        key
        for side in (first, second)
        for key, many in Counter((one.scorer.scheme.id, names[id(one)]) for one in side).items()
        if many > 1
    }

    def key(one: Scored) -> Key:
        about = (one.scorer.scheme.id, names[id(one)])
        return (*about, one.sheet.period if about in several else "")

    before = {key(one): one for one in first}
    after = {key(one): one for one in second}
    failed = {one.unit for side in (old, new) for one in side.assessment.failed}
    pairs = [(before[name], one) for name, one in after.items() if name in before]
    gone = [one.sheet.unit for name, one in before.items() if name not in after and name[1] not in failed]
    come = [one.sheet.unit for name, one in after.items() if name not in before and name[1] not in failed]
    return pairs, gone, come


def _present_name(one: Scored, old: Sided, new: Sided) -> str:
    """The name under which the second side's register knows a unit of the first."""
    scheme = one.scorer.scheme
    unit = old.assessment.assessor.subjects.roster(scheme).find(one.sheet.unit)
    known = (one.sheet.unit, *(() if unit is None else unit.aliases))
    register = new.assessment.assessor.subjects.roster(scheme)
    found = (register.find(name) for name in known)
    return next((unit.name for unit in found if unit is not None), one.sheet.unit)


def _named(side: Sided, name: str) -> str:
    """The unit that answers to the name, as the side's register calls it."""
    scheme = side.assessment.scored[0].scorer.scheme
    unit = side.assessment.assessor.subjects.roster(scheme).find(name)
    return "" if unit is None else unit.name


def _ranks(side: Sided) -> dict[int, int | None]:
    """The rank of every unit of a season, by its result; nothing of what is no season."""
    assessment = side.assessment
    if not assessment.season.file:
        return {}
    scored = assessment.scored
    standings = []
    for one, standing in zip(scored, assessment.standings(), strict=True):
        record = side.record(one)
        standings.append(standing if record is None else _as_recorded(standing, record.end))
    rows = (row for league in leagues(standings) for row in league.rows)
    return {id(scored[row.place]): row.rank for row in rows}


def _as_recorded(standing: Standing, end: End) -> Standing:
    mark = Mark(end.lower, end.upper)
    return standing._replace(mark=mark, status=end.status, out=end.status == "vetoed")


def _side(side: Sided) -> Side:
    assessment = side.assessment
    info = assessment.scored[0].sheet
    periods = {one.sheet.period for one in assessment.scored}
    period = assessment.season.period or (periods.pop() if len(periods) == 1 else "")
    pack, version = info.scheme.pack, info.scheme.pack_version
    for one in side.recorded.values():
        pack, version = one.pack, one.version
    official = bool(assessment.season.official) and all(one.sheet.official for one in assessment.scored)
    frozen = official or bool(side.recorded)
    return Side(side.name, assessment.season.title, period, pack, version, frozen, assessment.failed)


def _recorded(path: str) -> dict[tuple[str, str], Recorded]:
    """The results that a freeze recorded; raises :class:`Problems` where they cannot be read."""
    name = shown(path)
    archive = open_archive(path, name)
    try:
        sheets = json.loads(archive.files[SHEETS])
        return {
            (one["unit"]["name"], one["unit"]["period"]): Recorded(
                one["scheme"]["pack"], one["scheme"]["pack_version"], _end(one["result"])
            )
            for one in sheets
            if one["result"] is not None
        }
    except (LookupError, TypeError, ValueError, ArithmeticError, RecursionError):
        reason = message(N_("its results cannot be read"))
        raise Problems([no_freeze(name, reason, key=SHEETS)]) from None


def _end(result: Mapping[str, str]) -> End:
    return End(Decimal(result["lower"]), Decimal(result["upper"]), result["status"], result["reason"])


def settings(both: Sequence[str], own: Sequence[str]) -> tuple[str, ...]:
    """The Readings of one side: its own before those of both."""

    def name(setting: str) -> str:
        return setting.partition("=")[0].rpartition(":")[2]

    mine = set(map(name, own))
    return (*(one for one in both if name(one) not in mine), *own)
