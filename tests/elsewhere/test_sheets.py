"""What a sheet says beside its number: which answers of Readings matter, what is missing, what is exact."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from random import Random

import gp_elsewhere
import pytest

from gpcli.expr.fields import Answer, Entries, Field
from gpcli.pack import (
    Answerable,
    Item,
    Note,
    Reading,
    Scheme,
    Section,
    Table,
    TableRef,
    Yes,
    award,
    given,
    plus,
    void_unless,
    yes,
)
from gpcli.scoring.effects import Effect, effects
from gpcli.scoring.score import Scorer
from gpcli.scoring.sheet import Sheet
from gpcli.testing import built
from gpcli.testing.cases import Case, Expected, run, unexercised_answers
from gpcli.testing.generate import answers, unit_facts

(SCHEME,) = built.schemes(gp_elsewhere)
ASKED = [(table, reading.id) for reading in SCHEME.readings for table in reading.tables]


def scored(table: str, facts: Mapping[str, object], readings: Mapping[str, str] | None = None) -> Sheet:
    """The sheet of facts by key; numbers of any kind."""
    scorer = built.scorer(gp_elsewhere, SCHEME.id, table, readings)
    return scorer.score(unit_facts(scorer.table, _by_field(scorer.table, facts)))


def _by_field(table: Table, facts: Mapping[str, object]) -> dict[Field, Answer]:
    found: dict[Field, Answer] = {}
    for place in table.places:
        value = facts.get(place.key)
        if value is None and place.optional:
            value = False
        if value is not None:
            found[place.field] = value if isinstance(value, bool | Entries) else Decimal(str(value))
    return found


def _stands(sheet: Sheet) -> object:
    """A veto alone; else the total, what else may keep it from counting, and the grades."""
    if sheet.status == "vetoed":
        return sheet.reason
    ends = {(note.id, note.sure) for note in sheet.notes if note.effect != "note"}
    return sheet.mark.lower, sheet.mark.upper, ends, sheet.grades


@pytest.mark.parametrize(("table", "reading"), ASKED)
def test_effects_are_what_the_other_answer_gives(table: str, reading: str) -> None:
    """Also where a section's or the total's own moves read facts: what does not apply, a gate."""
    scorer = built.scorer(gp_elsewhere, SCHEME.id, table)
    declared = SCHEME.find_reading(reading)
    assert declared is not None
    (other,) = (value for value in declared.values if value != declared.default)
    there = built.scorer(gp_elsewhere, SCHEME.id, table, {reading: other})
    rng, seen = Random(3), 0
    for mood in ("healthy", "bad", "mixed", "gaps") * 25:
        drawn = answers(scorer.table, rng, mood)
        keys = {place.key: drawn[place.field] for place in scorer.table.places if place.field in drawn}
        moved = {place.field: keys[place.key] for place in there.table.places if place.key in keys}
        here, then = _sheet(scorer, drawn), _sheet(there, moved)
        found = _effects(scorer, drawn, here)
        if _stands(here) == _stands(then):
            assert found == ()
            continue
        seen += 1
        (effect,) = found
        assert effect.mark is not None
        assert (effect.mark.lower, effect.mark.upper) == (then.mark.lower, then.mark.upper)
    assert seen


def _sheet(scorer: Scorer, given_answers: Mapping[Field, Answer]) -> Sheet:
    return scorer.score(unit_facts(scorer.table, given_answers))


def _effects(scorer: Scorer, drawn: Mapping[Field, Answer], sheet: Sheet) -> tuple[Effect, ...]:
    def rebuilt(readings: Mapping[str, str]) -> Table:
        return built.table(gp_elsewhere, scorer.scheme.under(readings), scorer.table.id)

    return effects(scorer, unit_facts(scorer.table, drawn), sheet, rebuilt)


GRADED = {
    "openness_work.points": 65,
    "service_work.points": 28,
    "openness.dismissed": False,
    "shared.size": 20,
    "shared.noticed": False,
}


def test_a_fact_that_decides_the_grade_is_missing_not_idle() -> None:
    sheet = scored("graded", GRADED)
    assert (sheet.total, sheet.grades) == (93, ("优秀", "良好"))
    assert (list(sheet.missing), sheet.idle) == (["shared.rank"], ())


def test_a_fact_of_the_quota_is_idle_where_the_line_is_not_reached() -> None:
    sheet = scored("graded", {**GRADED, "service_work.points": 10})
    assert (sheet.grade, list(sheet.missing), sheet.idle) == ("合格", [], ("shared.rank",))


class Stepwise:
    """A fact that an item reads, and a gate of the total as well."""

    @staticmethod
    def gp_schemes() -> tuple[Scheme, ...]:
        table = TableRef("main", "表", Stepwise.build)
        return (Scheme("stepwise", "方案", document="", place="", year=2021, tables=(table,)),)

    @staticmethod
    def build(scheme: Scheme) -> Table:
        listed = yes("listed", "在榜")
        points = given(award("p", "评分", 100))
        mark = Item("mark", "得分", 100, points, void_unless(listed, "不在榜"), clause="1")
        extra = Item("extra", "加分", 5, given(award("b", "加分", 5)), clause="2", kind="bonus")
        return Table(
            "main",
            "表",
            Section("base_work", "基本", 100, mark, clause="1"),
            Section("bonus", "加分", 5, extra, clause="2", kind="bonus"),
            clause="0",
            shared=(listed,),
        )

    @staticmethod
    def gp_aggregate(scheme: Scheme, table: Table) -> tuple[object, ...]:
        (listed,) = table.shared
        return (plus(table.section("bonus"), when=Yes(listed)),)  # type: ignore[arg-type]


def test_a_fact_is_missing_where_its_item_is_settled_but_a_step_is_not() -> None:
    scorer = built.scorer(Stepwise, "stepwise", "main")
    sheet = _sheet(scorer, _by_field(scorer.table, {"mark.p": 0, "extra.b": 3}))
    assert (sheet.status, sheet.mark.lower, sheet.mark.upper) == ("incomplete", 0, 3)
    assert list(sheet.missing) == ["shared.listed"]


class Deciding:
    """A Reading that decides between a veto and a remark: the points are the same."""

    @staticmethod
    def gp_schemes() -> tuple[Scheme, ...]:
        answers_ = (Answerable("veto", "否决"), Answerable("note", "只作说明"))
        reading = Reading("leak", "泄密如何处理", answers_, "veto", "1", ("section.work",))
        table = TableRef("main", "表", Deciding.build)
        return (
            Scheme(
                "deciding", "方案", document="", place="", year=2021, tables=(table,), readings=(reading,)
            ),
        )

    @staticmethod
    def build(scheme: Scheme) -> Table:
        leak = yes("leak", "泄密")
        note = Note("leak", "不合格", leak, scheme.reading("leak"))
        mark = Item("mark", "得分", 100, given(award("p", "评分", 100)), clause="1")
        section = Section("work", "工作", 100, mark, clause="1", shared=(leak,), notes=(note,))
        return Table("main", "表", section, clause="0")


def test_an_answer_that_changes_the_status_alone_is_exercised() -> None:
    cases = [
        Case(
            id=value,
            scheme="deciding",
            table="main",
            item="total",
            clause="1",
            says="",
            readings={"leak": value},
            facts={"work": {"leak": True}, "mark": {"p": 50}},
            expect=Expected(points="50", status=status),
        )
        for value, status in (("veto", "vetoed"), ("note", "scored"))
    ]
    assert [run(Deciding, case) for case in cases] == [[], []]
    assert unexercised_answers(Deciding, cases) == []


def test_only_what_is_not_exact_is_called_approximate() -> None:
    facts = {"charges.points": 8, "bidding.missing": Entries(2), "daily_work.points": 40}
    whole = scored("shared_out", {**facts, "land.not_applicable": True}).sections[0].lines[-1]
    assert (whole.key, whole.amount, whole.approximate) == ("normalised", 22, False)
    marks = {"charges.points": 7, "hotline.points": 0}
    third = scored("normal", {"checks.checked": 0, "checkpoints.passed": 0, **marks})
    assert (third.mark.approximate, third.steps[-1].after.lower) == (True, Decimal("11.666667"))
