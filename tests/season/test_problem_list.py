"""What units lost, row by row: the rows of an item add up to what it certainly lost, whatever the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from gpcli.expr.fields import Answer, Entries, Field, Share
from gpcli.facts.merge import complete
from gpcli.facts.unit import Recheck, Remarks, UnitFacts
from gpcli.ledger.kinds import Cap, Changing
from gpcli.messages import Words
from gpcli.reports.problem_list import said
from gpcli.scheme import Table
from gpcli.scoring.outcome import Scored
from gpcli.scoring.outline import Address, Numbers
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

MANY = 500

NUMBER = 2
"""Units of each mood that are drawn of a table."""


@cache
def scorer(name: str) -> Scorer:
    return built.scorer(*TABLES[name])


def scored(name: str, given: Mapping[Field, Answer], **more: object) -> Scored:
    one = scorer(name)
    whole = dict(given)
    complete(one.table, whole)
    facts: UnitFacts = unit_facts(one.table, whole, one.scheme.id)._replace(**more)
    return Scored(one.score(facts), facts, one, lambda: ())


@cache
def drawn(name: str) -> tuple[tuple[Scored, tuple[Loss, ...]], ...]:
    """Units of every mood, each with its losses."""
    table = scorer(name).table
    moods = ("healthy", "bad", "mixed", "gaps")
    found = [one for mood in moods for one in islice(_modest(table, mood), NUMBER)]
    return tuple((one, LOSSES.of(one)) for one in (scored(name, given) for given in found))


def _modest(table: Table, mood: str) -> Iterator[dict[Field, Answer]]:
    """Answers without lists of thousands."""
    rng = Random(f"{table.id} {mood}")
    while True:
        given = answers(table, rng, mood)
        if all(one.number < MANY for one in given.values() if isinstance(one, Entries)):
            yield given


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
    for one, losses in drawn(name):
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
    for one, losses in drawn(name):
        places = {place.key: place for place in one.scorer.table.places}
        for loss in losses:
            assert all(key in places for key in loss.facts)
            if loss.entry:
                (key,) = loss.facts
                answer = one.facts.answers[places[key].field]
                assert isinstance(answer, Entries)
                assert 1 <= loss.entry <= answer.number
            if loss.item and not loss.relief and loss.line.key != "settled":
                assert loss.facts, loss


EDGES = 2
"""Entries of a list, from either end, that are taken away one at a time."""


@pytest.mark.parametrize("name", TABLES)
def test_an_entry_taken_away_gives_back_the_points_of_its_row(name: str) -> None:
    """The line gives exactly them back; so does the item where no limit or void of its own took the rest."""
    seen = whole_items = 0
    for one, losses in drawn(name):
        outline = one.scorer.outline
        places = {place.key: place.field for place in one.scorer.table.places}
        changing = {
            item.id: {move.key for move in item.moves if isinstance(move, Changing)}
            for item in one.scorer.table.items
        }
        before = numbers(one, one.facts.answers)
        limited = {(loss.item, loss.line.key) for loss in losses if not loss.entry and loss.facts}
        by_line: dict[tuple[str, str], list[Loss]] = {}
        for loss in losses:
            if loss.entry and (loss.item, loss.line.key) not in limited:
                by_line.setdefault((loss.item, loss.line.key), []).append(loss)
        for (item, line), mine in by_line.items():
            for loss in {*mine[:EDGES], *mine[-EDGES:]}:
                after = numbers(one, without(one, places[loss.facts[0]], loss.entry))
                amount, whole = Address("amount", item, line), Address("total", item)
                assert after[amount].low - before[amount].low == loss.points, loss
                seen += 1
                idle = all(
                    both[Address("amount", item, key)].low == both[Address("amount", item, key)].high == 0
                    for key in changing[item]
                    for both in (before, after)
                )
                others = any(
                    before[key] != after[key]
                    for key in outline.roots
                    if (key.kind, key.ledger) == ("amount", item) and key != amount
                )
                if idle and not others:
                    assert after[whole].low - before[whole].low == loss.points, loss
                    whole_items += 1
    assert seen >= whole_items >= 3


def without(one: Scored, field: Field, number: int) -> dict[Field, Answer]:
    """The answers without the entry of this number."""
    answer = one.facts.answers[field]
    assert isinstance(answer, Entries)
    assert answer.entries is not None
    kept = (*answer.entries[: number - 1], *answer.entries[number:])
    return {**one.facts.answers, field: Entries(len(kept), kept)}


def numbers(one: Scored, given: Mapping[Field, Answer]) -> Numbers:
    """Every number of the table at these answers."""
    is_open = one.scorer._openness(one.facts._replace(answers=given)) is not None
    return one.scorer.outline.numbers(given, has_open=is_open)


@pytest.mark.parametrize("name", TABLES)
def test_the_rows_of_a_unit_are_all_that_it_lacks_but_for_its_bonus(name: str) -> None:
    """Maximum less total is what the rows come to less what bonuses gave, as far as the total let them."""
    decided = 0
    for one, losses in drawn(name):
        sheet = one.sheet
        if sheet.mark.points is None:
            continue
        decided += 1
        gained = sum(
            (
                step.amount
                for move, step in zip(one.scorer.table.total.moves, sheet.steps, strict=True)
                if step.amount is not None
                and (isinstance(move, Cap) or getattr(getattr(move, "child", None), "kind", "") == "bonus")
            ),
            Decimal(0),
        )
        lost = sum((loss.points or Decimal(0) for loss in losses), Decimal(0))
        assert sheet.max - sheet.mark.points == lost - gained
        assert problem_list(LOSSES, one).lost == lost
    assert decided >= 6


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


def test_what_a_floor_gives_back_is_taken_off_its_own_row() -> None:
    one = best(TOWNSHIP, guide__wording_errors=Entries(7, None))
    whole = problem_list(LOSSES, one, "2022-01-20")
    row = only(whole)
    assert (row.state, row.deadline, row.loss.points) == (OPEN, "2022-01-20", Decimal(5))
    assert [limit.points for limit in row.limit] == [-2]
    assert (whole.lost, whole.numbers) == (Decimal(5), (1,))
    assert said(row, Words("en")) == "表述错误 ×7 (扣完为止: 2 given back)"


@pytest.mark.parametrize("name", TABLES)
def test_the_rows_are_numbered_as_they_are_counted_and_come_to_what_was_lost(name: str) -> None:
    for one, losses in drawn(name):
        whole = problem_list(LOSSES, one)
        assert [number for number in whole.numbers if number] == [
            place for place, _ in enumerate(whole.problems, 1)
        ]
        assert whole.lost == sum((loss.points or Decimal(0) for loss in losses), Decimal(0))
        for item in {loss.item for loss in losses if loss.item}:
            mine = [row.loss for row in whole.rows if row.loss.item == item]
            assert not any(loss.relief for loss in mine)
            assert sum((loss.points or Decimal(0) for loss in mine), Decimal(0)) == sum(
                (loss.points or Decimal(0) for loss in losses if loss.item == item), Decimal(0)
            )


def test_a_problem_says_what_was_stated() -> None:
    one = best(
        TOWNSHIP,
        submissions__award=Decimal("7.5"),
        guide__updated=False,
        annual_report__duplicated=True,
    )
    told = [said(row, Words("en")) for row in problem_list(LOSSES, one).rows]
    assert told == ["未更新", "内容雷同", "全年信息投稿和上稿情况评分: 7.5 (of 10)"]


def test_a_bare_label_is_told_with_its_answers() -> None:
    def words(name: str, **changed: Answer) -> list[str]:
        return [said(row, Words("en")) for row in problem_list(LOSSES, best(name, **changed)).rows]

    putuo = "putuo-2020/main"
    assert words(putuo, D4__interviewed=False) == ["主要负责人做客在线访谈栏目: no"]
    assert words(putuo, A4__disclosure_rate=Share(Decimal(171), Decimal(240))) == ["公文主动公开率: 171/240"]
    assert words(putuo, D1__level="仅制作文字解读") == ["政策解读情况 (仅制作文字解读)"]
