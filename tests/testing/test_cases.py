"""Worked cases: a wrong expectation is reported, a case that says something unknown is refused."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from gpcli.pack import (
    Answerable,
    Constraint,
    Item,
    Move,
    Note,
    Reading,
    Scheme,
    Section,
    Table,
    TableRef,
    at_most,
    award,
    bands,
    by_level,
    cap,
    count,
    each,
    entries,
    floor,
    full,
    given,
    incidents,
    level,
    minus,
    once,
    over,
    plus,
    rate,
    subtotal,
    sums,
    void_unless,
    yes,
)
from gpcli.testing.cases import (
    Case,
    CaseError,
    load,
    run,
    unexercised_answers,
    unexercised_items,
)


def _build(scheme: Scheme) -> Table:
    rule = each if scheme.reading("repeat") == "each" else once
    state = level("state", "状态", "优", "良")
    uses = incidents("uses", "被采用")
    wrong = incidents("errors", "表述错误")
    guide = Item(
        "guide",
        "公开指南",
        5,
        full(),
        rule(wrong, "-0.1"),
        sums(entries("judged", "认定扣分", award("points", "扣分", 5), judged=True, optional=True), sign=-1),
        floor("扣完为止"),
        void_unless(yes("updated", "已更新"), "未更新"),
        clause="一/1",
    )
    others = (
        Item("policy", "政策解读", "2.5", given(award("award", "评分", "2.5")), clause="一/2"),
        Item("share", "公开率", 2, bands(rate("share", "公开率"), (80, 2), (60, 1)), clause="一/3"),
        Item("grade", "等次", 1, by_level(state, ("优", 1), ("良", "0.5")), clause="一/4"),
        Item("uses", "采用", 4, each(uses, 2, cap=4), clause="一/5"),
    )
    extra = Item("extra", "加分", None, each(count("n", "次数"), 1), clause="二", kind="bonus")
    beyond = Note("beyond", "超过 3 分", over(subtotal(extra), 3))
    losses = count("m", "次数")
    loss = Item("loss", "扣分", None, each(losses, -1), clause="三", kind="penalty")
    return Table(
        "main",
        "全部",
        Section("base", "基本", "14.5", guide, *others, clause="一"),
        Section("bonus", "加分项", None, extra, clause="二", kind="bonus", notes=(beyond,)),
        Section("penalty", "扣分项", None, loss, clause="三", kind="penalty"),
        clause="一",
        constraints=(Constraint("few", "扣分不多于 50 次", at_most(losses, 50)),),
    )


class Plugin:
    """A pack of one table."""

    def gp_schemes(self) -> Sequence[Scheme]:
        answers = (Answerable("each", "按处"), Answerable("once", "一次"))
        reading = Reading("repeat", "按处还是一次", answers, "each", "一/1", ("guide",))
        table = TableRef("main", "全部", _build)
        return (
            Scheme("mini", "小方案", document="", place="", year=2021, tables=(table,), readings=(reading,)),
        )

    def gp_aggregate(self, scheme: Scheme, table: Table) -> Sequence[Move]:
        return (
            plus(table.section("bonus")),
            cap("14.5", "以满分为限"),
            minus(table.section("penalty")),
        )


PLUGIN = Plugin()
TOP = '[[case]]\nid = "one"\nscheme = "mini"\ntable = "main"\nclause = "一/1"\nsays = "算例"\n'


def cases(folder: Path, text: str) -> list[Case]:
    (folder / "some.toml").write_text(text, encoding="utf-8")
    return load(folder)


def one(folder: Path, text: str) -> Case:
    (case,) = cases(folder, TOP + text)
    return case


GUIDE = 'item = "guide"\n[case.facts.guide]\nupdated = true\nerrors = 3\n[case.expect]\n'


@pytest.mark.parametrize(
    "expect",
    [
        'points = "4.7"',
        'points = "4.70"',
        'lower = "4.7"\nupper = "4.7"',
        'points = "4.7"\nlines = [["full", "5"], ["errors", "-0.3"]]',
        'points = "4.7"\nlines = [["full", "5"], ["表述错误", "-0.3"], ["floor", "0"]]',
        'points = "4.7"\nstatus = "incomplete"',
    ],
)
def test_a_right_expectation_passes(tmp_path: Path, expect: str) -> None:
    assert run(PLUGIN, one(tmp_path, GUIDE + expect)) == []


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ('points = "5"', ["lower: expected 5, got 4.7", "upper: expected 5, got 4.7"]),
        ('lower = "4"\nupper = "4.7"', ["lower: expected 4, got 4.7"]),
        ('upper = "5"', ["upper: expected 5, got 4.7"]),
        ('points = "4.7"\nstatus = "scored"', ["status: expected scored, got incomplete"]),
        ('points = "4.7"\nnotes = ["beyond"]', ["note: beyond was not said"]),
        ('problem = "negative"', ["expected to be refused (negative), but it was scored"]),
    ],
)
def test_a_wrong_expectation_is_reported(tmp_path: Path, expect: str, said: list[str]) -> None:
    assert run(PLUGIN, one(tmp_path, GUIDE + expect)) == said


@pytest.mark.parametrize(
    "lines",
    [
        '[["full", "5"]]',
        '[["full", "5"], ["errors", "-0.4"]]',
        '[["full", "5"], ["表述有误", "-0.3"]]',
        '[["errors", "-0.3"], ["full", "5"]]',
        '[["full", "5"], ["errors", "-0.3"], ["floor", "1"]]',
    ],
)
def test_wrong_lines_are_reported(tmp_path: Path, lines: str) -> None:
    (said,) = run(PLUGIN, one(tmp_path, GUIDE + f'points = "4.7"\nlines = {lines}'))
    assert said.startswith("lines: expected ")
    assert "表述错误 [errors] -0.3" in said


def test_refused_facts_are_reported_unless_expected(tmp_path: Path) -> None:
    facts = 'item = "guide"\n[case.facts.guide]\nerrors = -1\n[case.expect]\n'
    assert run(PLUGIN, one(tmp_path, facts + 'problem = "negative"')) == []
    (said,) = run(PLUGIN, one(tmp_path, facts + 'points = "5"'))
    assert said.startswith("expected a result, refused: ")
    (said,) = run(PLUGIN, one(tmp_path, facts + 'problem = "fraction"'))
    assert said.startswith("expected fraction, refused: ")


def test_facts_go_through_the_reader(tmp_path: Path) -> None:
    text = 'item = "guide"\n[case.facts.guide]\n{}\n[case.expect]\nproblem = "{}"'
    for fact, code in (
        ("mistakes = 1", "unknown-key"),
        ('updated = "yes"', "wrong-type"),
        ("judged = [{ points = 1 }]", "needs-person"),
    ):
        assert run(PLUGIN, one(tmp_path, text.format(fact, code))) == []
    most = 'item = "loss"\n[case.facts.loss]\nm = 51\n[case.expect]\nproblem = "contradiction"'
    assert run(PLUGIN, one(tmp_path, most)) == []


def test_the_source_is_respected(tmp_path: Path) -> None:
    text = (
        'item = "guide"\nsource = { role = "third-party" }\n[case.facts.guide]\nupdated = true\n'
        '[case.expect]\nproblem = "not-entitled"'
    )
    assert run(PLUGIN, one(tmp_path, text)) == []


OVER = """points = "13.5"
notes = ["beyond"]
steps = [["base", "14.5"], ["加分项", "4"], ["cap", "-4"], ["penalty", "-1"]]"""
TOTAL = 'item = "total"\nstart = "full"\n'


@pytest.mark.parametrize(
    ("given_facts", "expect"),
    [
        ("", 'points = "14.5"\nstatus = "scored"\nsteps = [["base", "14.5"]]'),
        ("[case.facts.policy]\naward = 0.1", 'points = "12.1"\nsteps = [["base", "12.1"]]'),
        ("[case.facts.guide]\nerrors = 3", 'points = "14.2"'),
        ("[case.facts.share]\nshare = { part = 2, whole = 3 }", 'points = "13.5"'),
        (
            "[case.facts.extra]\nn = 4\n[case.facts.loss]\nm = 1",
            OVER,
        ),
        ("[case.facts.uses]\nuses = []", 'points = "10.5"'),
    ],
)
def test_it_starts_from_full_marks_and_stays_exact(tmp_path: Path, given_facts: str, expect: str) -> None:
    assert run(PLUGIN, one(tmp_path, f"{TOTAL}{given_facts}\n[case.expect]\n{expect}")) == []


def test_some_facts_may_be_left_open(tmp_path: Path) -> None:
    text = (
        TOTAL + 'open = ["policy.award"]\n[case.expect]\nlower = "12"\nupper = "14.5"\nstatus = "incomplete"'
    )
    assert run(PLUGIN, one(tmp_path, text)) == []


def test_a_section_has_points_and_lines(tmp_path: Path) -> None:
    text = (
        'section = "bonus"\n[case.facts.extra]\nn = 2\n[case.expect]\npoints = "2"\nlines = [["extra", "2"]]'
    )
    assert run(PLUGIN, one(tmp_path, text)) == []


def test_readings_are_applied(tmp_path: Path) -> None:
    text = GUIDE.replace("[case.facts", 'readings = {{ repeat = "{}" }}\n[case.facts', 1)
    assert run(PLUGIN, one(tmp_path, text.format("once") + 'points = "4.9"')) == []
    assert run(PLUGIN, one(tmp_path, text.format("each") + 'points = "4.7"')) == []
    with pytest.raises(CaseError, match="repeat = never"):
        run(PLUGIN, one(tmp_path, text.format("never") + 'points = "4.7"'))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('item = "guide"\ntabel = "main"\n[case.expect]\npoints = "5"', "tabel"),
        ('item = "guide"\n[case.expect]\npionts = "5"', "pionts"),
        ('item = "guide"\n[case.expect]', "expect points"),
        ('item = "guide"', "expect points"),
        ('item = "guide"\n[case.expect]\npoints = "5"\nproblem = "negative"', "expect points"),
        ('item = "guide"\n[case.expect]\npoints = "5"\nlower = "4"', "expect points"),
        ('item = "guide"\n[case.expect]\npoints = "five"', "as text"),
        ('item = "guide"\n[case.expect]\npoints = 5', "as text"),
        ('item = "guide"\n[case.expect]\npoints = "5"\nlines = [["full"]]', "pairs of a label"),
        ('[case.expect]\npoints = "5"', "an item or a section"),
        ('item = "guide"\nsection = "base"\n[case.expect]\npoints = "5"', "an item or a section"),
        ('item = "guide"\nstart = "empty"\n[case.expect]\npoints = "5"', "full"),
        ('item = "guide"\nid = "two"', "some.toml"),
    ],
)
def test_a_case_that_cannot_be_understood_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CaseError, match=said):
        one(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"mini"', '"maxi"'),
        ('"main"', '"side"'),
        ('item = "guide"', 'item = "giude"'),
        ('item = "guide"', 'section = "guide"'),
    ],
)
def test_a_case_about_nothing_is_refused(tmp_path: Path, old: str, new: str) -> None:
    (case,) = cases(tmp_path, (TOP + GUIDE + 'points = "4.7"').replace(old, new))
    with pytest.raises(CaseError):
        run(PLUGIN, case)


def test_one_id_stands_for_one_case(tmp_path: Path) -> None:
    text = TOP + 'item = "guide"\n[case.expect]\npoints = "5"\n'
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CaseError, match="one"):
        load(str(tmp_path))


def test_amounts_are_read_as_decimals(tmp_path: Path) -> None:
    case = one(tmp_path, 'item = "policy"\n[case.facts.policy]\naward = 0.1\n[case.expect]\npoints = "0.1"')
    assert case.facts["policy"]["award"] == Decimal("0.1")
    assert run(PLUGIN, case) == []


def test_what_no_case_exercises(tmp_path: Path) -> None:
    case = one(tmp_path, GUIDE + 'points = "4.7"')
    assert unexercised_items(PLUGIN, [case]) == [
        f"mini/main/{item}" for item in ("policy", "share", "grade", "uses", "extra", "loss")
    ]
    refused = one(
        tmp_path, 'item = "share"\n[case.facts.share]\nshare = -1\n[case.expect]\nproblem = "negative"'
    )
    assert "mini/main/share" in unexercised_items(PLUGIN, [refused])


def test_an_answer_counts_only_where_it_is_named_and_changes_the_result(tmp_path: Path) -> None:
    text = GUIDE.replace("[case.facts", 'readings = {{ repeat = "{}" }}\n[case.facts', 1) + 'points = "4.9"'
    plain = one(tmp_path, GUIDE + 'points = "4.7"')
    same = one(tmp_path, text.format("once").replace("errors = 3", "errors = 1"))
    once_ = one(tmp_path, text.format("once"))
    each_ = one(tmp_path, text.format("each"))
    both = ["mini:repeat=each", "mini:repeat=once"]
    assert unexercised_answers(PLUGIN, [plain, same]) == both
    assert unexercised_answers(PLUGIN, [plain, once_]) == both[:1]
    assert unexercised_answers(PLUGIN, [each_]) == both[1:]
    assert unexercised_answers(PLUGIN, [each_, once_]) == []
