"""What units lost, row by row: the rows of an item add up to what it certainly lost, whatever the facts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random

import pytest

from gpcli.expr.fields import Answer, Entries, Field
from gpcli.facts.merge import complete
from gpcli.facts.unit import Recheck, Remarks, UnitFacts
from gpcli.scoring.outcome import Scored
from gpcli.scoring.score import Scorer
from gpcli.season.losses import Loss, Losses, certain
from gpcli.season.problem_list import Row, UnitList, fact_words, problem_list
from gpcli.season.returned import DISMISSED, MENDED, OBJECTED, OPEN, Returned
from gpcli.testing import built
from gpcli.testing.generate import answers, extreme, unit_facts

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = [import_module(one.name) for one in sorted((ROOT / "plugins").glob("*/src/gp_*"))]
TABLES = {
    f"{scheme.id}/{table.id}": (plugin, scheme.id, table.id)
    for plugin in PLUGINS
    for scheme in built.schemes(plugin)
    for table in scheme.tables
}
TOWNSHIP = "zhangshu-2021/township"

LOSSES = Losses()


@cache
def scorer(name: str) -> Scorer:
    return built.scorer(*TABLES[name])


def scored(name: str, given: Mapping[Field, Answer], **more: object) -> Scored:
    one = scorer(name)
    whole = dict(given)
    complete(one.table, whole)
    facts: UnitFacts = unit_facts(one.table, whole, one.scheme.id)._replace(**more)
    return Scored(one.score(facts), facts, one, lambda: ())


def drawn(name: str, number: int) -> list[Scored]:
    table = scorer(name).table
    moods = ("healthy", "bad", "mixed", "gaps")
    rngs = ((mood, Random(f"{name} {mood} {place}")) for place in range(number) for mood in moods)
    return [scored(name, answers(table, rng, mood)) for mood, rng in rngs]


def best(name: str, **changed: Answer) -> Scored:
    """A unit with full marks but for some facts (``ITEM__FACT``)."""
    table = scorer(name).table
    fields = {place.key.replace(".", "__"): place.field for place in table.places}
    given = extreme(table, best=True)
    idle = {place.field: Entries(0, ()) for place in table.places if place.optional and place.field in given}
    lists = {field: none for field, none in idle.items() if isinstance(given[field], Entries)}
    return scored(name, {**given, **lists, **{fields[key]: answer for key, answer in changed.items()}})


def points(losses: tuple[Loss, ...], item: str) -> list[Decimal | None]:
    return [one.points for one in losses if one.item == item]


@pytest.mark.parametrize("name", TABLES)
def test_the_rows_of_an_item_add_up_to_what_it_certainly_lost(name: str) -> None:
    found = 0
    for one in drawn(name, 4):
        losses = LOSSES.of(one)
        for item in one.sheet.items:
            mine = [loss for loss in losses if loss.item == item.id]
            most = item.max if item.kind == "base" and item.max is not None else Decimal(0)
            lost = max(Decimal(0), most - item.mark.upper)
            assert sum((loss.points or Decimal(0) for loss in mine), Decimal(0)) == lost, (item.id, mine)
            assert certain(item) == lost
            assert all(loss.points is not None and loss.points != 0 for loss in mine)
            assert all(loss.relief == (loss.points is not None and loss.points < 0) for loss in mine)
            found += bool(mine)
    assert found > 20


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_facts_that_the_table_has(name: str) -> None:
    for one in drawn(name, 2):
        places = {place.key: place for place in one.scorer.table.places}
        for loss in LOSSES.of(one):
            assert all(key in places for key in loss.facts)
            if loss.entry:
                (key,) = loss.facts
                answer = one.facts.answers[places[key].field]
                assert isinstance(answer, Entries)
                assert 1 <= loss.entry <= answer.number
            if loss.item and not loss.relief and loss.line.key != "settled":
                assert loss.facts, loss


@pytest.mark.parametrize("name", TABLES)
def test_an_entry_taken_away_gives_back_the_points_of_its_row(name: str) -> None:
    for one in drawn(name, 3):
        places = {place.key: place.field for place in one.scorer.table.places}
        marks = {item.id: item.mark for item in one.sheet.items}
        losses = LOSSES.of(one)
        eased = {loss.item for loss in losses if loss.relief}
        for loss in losses:
            if not loss.entry or loss.item in eased or marks[loss.item].points is None:
                continue
            field = places[loss.facts[0]]
            answer = one.facts.answers[field]
            assert isinstance(answer, Entries)
            assert answer.entries is not None
            kept = tuple(entry for place, entry in enumerate(answer.entries, 1) if place != loss.entry)
            outline = one.scorer.outline
            numbers = {**one.facts.answers, field: Entries(len(kept), kept)}
            after = one.scorer._openness(one.facts._replace(answers=numbers))
            whole = outline.numbers(numbers, has_open=after is not None)
            low = next(low for at, low in whole.items() if (at.kind, at.ledger) == ("total", loss.item)).low
            assert low - marks[loss.item].lower == loss.points, loss


def test_nothing_is_lost_at_full_marks() -> None:
    assert LOSSES.of(best(TOWNSHIP)) == ()


def test_a_floor_gives_back_what_it_absorbs() -> None:
    losses = LOSSES.of(best(TOWNSHIP, guide__wording_errors=Entries(7, None)))
    assert points(losses, "guide") == [Decimal(7), Decimal(-2)]
    assert [one.relief for one in losses] == [False, True]
    assert losses[0].facts == ("guide.wording_errors",)
    assert losses[0].entry == 0
    assert losses[0].line.times == 7


def test_what_is_missing_of_an_award_is_a_loss() -> None:
    (loss,) = LOSSES.of(best(TOWNSHIP, submissions__award=Decimal("7.5")))
    assert (loss.item, loss.points, loss.facts) == ("submissions", Decimal("2.5"), ("submissions.award",))
    assert loss.section_name == "政府网站信息报送"


def incident(what: str) -> tuple[str, Mapping[str, str]]:
    return ("wording_errors", {"date": "2021-06-01", "what": what})


def test_each_incident_is_a_row_with_its_own_words() -> None:
    from gpcli.expr.fields import Entry

    one = best(TOWNSHIP, guide__wording_errors=Entries(2, (Entry({}, {}), Entry({}, {}))))
    remarks = {"guide": Remarks(incidents=(incident("甲"), incident("乙")))}
    facts = one.facts._replace(remarks=remarks)
    losses = LOSSES.of(Scored(one.sheet, facts, one.scorer, one.effects))
    assert [(loss.entry, loss.what, loss.points) for loss in losses] == [
        (1, "2021-06-01 甲", 1),
        (2, "2021-06-01 乙", 1),
    ]
    change = Recheck("guide.wording_errors", 1, "3", "2", MENDED, "甲", "已核")
    again = LOSSES.of(Scored(one.sheet, facts._replace(rechecks=(change,)), one.scorer, one.effects))
    assert [loss.entry for loss in again] == [2, 3]


def test_an_open_item_lists_only_what_is_certain() -> None:
    whole = best(TOWNSHIP, guide__wording_errors=Entries(2, None))
    fields = {place.key: place.field for place in whole.scorer.table.places}
    given = {
        field: answer for field, answer in whole.facts.answers.items() if field is not fields["guide.updated"]
    }
    one = scored(TOWNSHIP, given)
    guide = next(item for item in one.sheet.items if item.id == "guide")
    assert guide.mark.points is None
    assert points(LOSSES.of(one), "guide") == [Decimal(2)]
    assert [one.key for one in problem_list(LOSSES, one).open] == ["guide.updated"]


def returned(**given: str) -> Returned:
    whole = {"unit": "", "fact": "guide.wording_errors", "item": "guide", "state": OPEN, **given}
    return Returned("a.csv", 2, **whole)


def only(one: UnitList) -> Row:
    (row,) = one.rows
    return row


def test_what_came_back_stands_beside_its_row() -> None:
    one = best(TOWNSHIP, guide__wording_errors=Entries(1, None))
    row = only(problem_list(LOSSES, one, "2022-01-20"))
    assert (row.state, row.deadline, row.objection, row.settled) == (OPEN, "2022-01-20", "", False)
    told = returned(state=DISMISSED, objection="并非错误", reason="核对无误", deadline="2021-01-01")
    row = only(problem_list(LOSSES, one, "2022-01-20", [told]))
    assert (row.state, row.deadline, row.objection) == (DISMISSED, "2022-01-20", "并非错误")
    assert only(problem_list(LOSSES, one, "", [told])).deadline == "2021-01-01"
    assert only(problem_list(LOSSES, one, "", [returned(state="", objection="不同意")])).state == OBJECTED


def test_a_row_that_loses_no_more_stays_at_the_end() -> None:
    one = best(TOWNSHIP, submissions__award=Decimal(9))
    told = returned(state=MENDED, said="表述错误", recheck="0", person="甲", reason="已更正", entry="")
    first, second = problem_list(LOSSES, one, "", [told]).rows
    assert (first.loss.item, first.state, first.settled) == ("submissions", OPEN, False)
    assert (second.settled, second.state, second.recheck, second.loss.points) == (True, MENDED, "0", 0)
    assert second.loss.line.label == "表述错误"
    assert fact_words(second.loss) == "guide.wording_errors"
    assert problem_list(LOSSES, one, "", [told]).lost == 1


def test_a_row_that_nobody_said_anything_about_is_dropped_when_it_loses_no_more() -> None:
    assert problem_list(LOSSES, best(TOWNSHIP), "", [returned(state="")]).rows == ()


def test_a_row_that_gives_points_back_waits_for_nobody() -> None:
    one = best(TOWNSHIP, guide__wording_errors=Entries(7, None))
    loss, relief = problem_list(LOSSES, one, "2022-01-20").rows
    assert (loss.state, loss.deadline) == (OPEN, "2022-01-20")
    assert (relief.state, relief.deadline) == ("", "")
    assert problem_list(LOSSES, one).lost == 5
    assert len(problem_list(LOSSES, one).problems) == 1
