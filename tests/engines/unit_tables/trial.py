"""The tables that every engine has to agree on, and rows of them: of every mood, on every boundary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from importlib import import_module
from random import Random

from gpcli.engines.plan import Held, Input, Plan
from gpcli.engines.plan.results import heading_of
from gpcli.expr.fields import Answers, Entries, ListField, RateField
from gpcli.facts.merge import complete
from gpcli.facts.rows.columns import asked
from gpcli.facts.rows.written import row
from gpcli.points import to_scaled
from gpcli.scheme import Table
from gpcli.scoring.score import Scorer
from gpcli.scoring.sheet import Mark, Sheet
from gpcli.testing import built
from gpcli.testing.generate import answers, extreme, unit_facts
from gpcli.testing.plan import MOODS
from gpcli.testing.solve import solved

JUDGED = {"person": "甲", "reason": "示例"}

PACKS = ("gp_huanggang", "gp_linzi", "gp_putuo", "gp_region2023", "gp_zhangshu")

Cells = Mapping[str, str]
"""One row as a spreadsheet has it: text by heading."""


def tables(pack: str) -> list[tuple[str, str, str]]:
    """Every table of a pack: the pack, the scheme's id, the table's."""
    plugin = import_module(pack)
    return [(pack, scheme.id, ref.id) for scheme in built.schemes(plugin) for ref in scheme.tables]


DOCUMENTS = [one for pack in PACKS for one in tables(pack)]
"""The documents' tables."""

ELSEWHERE = tables("gp_elsewhere")
"""Those of the invented pack, which use what the documents' do not."""

EVERY = [*DOCUMENTS, *ELSEWHERE]


def scorer(pack: str, scheme: str, table: str, readings: Mapping[str, str] | None = None) -> Scorer:
    """The scorer of a table under some Readings."""
    return built.scorer(import_module(pack), scheme, table, readings)


def readings(pack: str, scheme: str, table: str) -> Iterator[dict[str, str]]:
    """Every answer to a Reading of the table that is not the default, one at a time; first none."""
    yield {}
    under = built.scheme(import_module(pack), scheme)
    here = built.table(import_module(pack), under, table)
    for one in under.readings:
        if one.concerns(here):
            yield from ({one.id: answer.value} for answer in one.answers if answer.value != one.default)


def together(pack: str, scheme: str, table: str) -> Iterator[dict[str, str]]:
    """Readings many at a time: first none, then each at its first answer that is not the default, and so on.

    Every answer comes up as in :func:`readings`, in a few turns.
    """
    others: dict[str, list[str]] = {}
    for chosen in readings(pack, scheme, table):
        for id_, value in chosen.items():
            others.setdefault(id_, []).append(value)
    yield {}
    for turn in range(max(map(len, others.values()), default=0)):
        yield {id_: values[min(turn, len(values) - 1)] for id_, values in others.items()}


def rows(of: Scorer, number: int, seed: int, *, boundaries: bool) -> list[tuple[Answers, Cells]]:
    """Answers and their rows: none, the best and the worst, of every mood ``number`` ones, and each side of
    every boundary where those are wanted.
    """
    table, rng = of.table, Random(seed)
    given: list[Answers] = [extreme(table, best=True), extreme(table, best=False), {}]
    for mood in MOODS:
        given += (answers(table, rng, mood) for _ in range(number))
    if boundaries:
        given += (side for boundary in solved(table) for side in boundary.sides.values())
    told = [_as_told(table, one) for one in given]
    return [(one, with_shares(of, row(table, one, JUDGED))) for one in told]


def _as_told(table: Table, given: Answers) -> Answers:
    """The answers with entries only of the kinds that a rule tells apart, which have columns."""
    found = dict(given)
    for place in table.places:
        answer = found.get(place.field)
        if isinstance(place.field, ListField) and isinstance(answer, Entries) and answer.entries:
            defaults = {name: level.default or "" for name, level in place.field.levels.items()}
            told = {name for kind in asked(table, place) for name, level in kind if level != defaults[name]}
            entries = (
                one._replace(
                    levels={name: one.levels[name] if name in told else defaults[name] for name in defaults}
                )
                for one in answer.entries
            )
            found[place.field] = Entries(answer.number, tuple(entries))
    return found


def sheet(of: Scorer, given: Answers) -> Sheet:
    """The sheet of the answers, with the defaults of what nobody stated."""
    whole = dict(given)
    complete(of.table, whole)
    return of.score(unit_facts(of.table, whole, of.scheme.id))


def with_shares(of: Scorer, cells: Cells) -> dict[str, str]:
    """The row with every rate that is a part of a whole in its two columns."""
    found = dict(cells)
    for place in of.table.places:
        if isinstance(place.field, RateField) and "/" in found.get(place.key, ""):
            part, _, whole = found.pop(place.key).partition("/")
            found |= {f"{place.key}.part": part, f"{place.key}.whole": whole}
    return found


def integers(plan: Plan, cells: Cells) -> list[int | None]:
    """The integers of a row's columns, as an engine makes them."""
    return [_integer(one, cells.get(one.heading, "")) for one in plan.inputs.every]


def _integer(column: Input, text: str) -> int | None:
    if not text:
        return None
    match column.held:
        case Held.YES_NO:
            return int(text == "是")
        case Held.REASONED:
            return int(text != "否")
        case Held.LEVEL:
            return column.levels.index(text)
        case Held.TEXT:
            return 1
        case _:
            return to_scaled(Decimal(text), column.places)


def expected(found: Sheet, plan: Plan) -> dict[str, Decimal | str | None]:
    """What the results of a plan are on a sheet, by heading."""
    marks = {section.id: section.mark for section in found.sections}
    of_ledger = {f"section.{key}": mark for key, mark in marks.items()}
    of_ledger |= {heading_of(item.id): item.mark for item in found.items}
    said: dict[str, Decimal | str | None] = {"status": found.status}
    if found.grades or plan.table.grades:
        said["grade"] = found.grade or None
    said |= _three("total", found.mark, found.total)
    for scale in found.converted:
        said |= _three(heading_of(scale.id), scale.mark, None if found.total is None else scale.mark.points)
    for name, mark in of_ledger.items():
        said |= _three(name, mark, mark.points)
    return said


def _three(name: str, mark: Mark, points: Decimal | None) -> dict[str, Decimal | str | None]:
    return {name: points, f"{name}.lower": mark.lower, f"{name}.upper": mark.upper}
