"""``gp`` one unit at a time: the answers to facts to every number, to the total's standing, to a sheet.

``program`` starts from the integers of the facts, which is what a caller has who scores one unit under many
changes; the others start from answers as the readers of facts files make them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from said import sums_of, tell, timed
from unit_facts import Facts, read

from gpcli.expr.cells import fill
from gpcli.expr.fields import Answer, Answers, Entries, ListField, RateField, Share
from gpcli.packs import Packs
from gpcli.scheme import Place
from gpcli.scoring.outline import Address
from gpcli.scoring.score import Scorer
from gpcli.testing.generate import unit_facts

TOTAL = Address("total", "total")
Work = Callable[[Any], Decimal | None]


def work_of(scorer: Scorer, kind: str) -> tuple[Callable[[Answers], Any], Work]:
    """What is prepared of a unit before the time is taken, and what is done of it then."""
    outline = scorer.outline
    program = outline.complete
    place = list(outline.roots).index(TOTAL)
    scale = program.scales[place]
    match kind:
        case "program":
            return (
                lambda given: fill(program.cells, given),
                lambda cells: Decimal(program.run(cells)[2 * place]).scaleb(-scale),
            )
        case "numbers":
            return lambda given: given, lambda given: outline.numbers(given, has_open=False)[TOTAL].low
        case "standing":
            return _facts(scorer), lambda facts: scorer.draft(facts).standing().mark.points
        case _:
            return _facts(scorer), lambda facts: scorer.score(facts).total


def _facts(scorer: Scorer) -> Callable[[Answers], Any]:
    return lambda given: unit_facts(scorer.table, given, scorer.scheme.id)


def answers(places: dict[str, Place], facts: Facts) -> Answers:
    """The answers, by field."""
    return {
        place.field: _answer(place, facts[heading])
        for heading, place in places.items()
        if facts[heading] is not None
    }


def _answer(place: Place, value: Any) -> Answer:
    if isinstance(place.field, ListField):
        return Entries(value)
    return Share(value, Decimal(100)) if isinstance(place.field, RateField) else value


def main(path: str, repeat: int, units: int, kind: str) -> None:
    """Tells the totals of some units of a table."""
    packs = Packs.installed()
    scorer = packs.scorer(packs.scheme("putuo-2020"), "main")
    places = {
        f"{place.key}.n" if isinstance(place.field, ListField) else place.key: place
        for place in scorer.table.places
    }
    prepare, work = work_of(scorer, kind)
    given = [prepare(answers(places, facts)) for facts in read(path, units)]
    times, totals = timed(lambda: [work(one) for one in given], repeat, len(given))
    scaled = (None if one is None else int(one * 10_000) for one in totals)
    tell("gp", times, sums_of(scaled))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
