"""Every kind of value against every kind of nonsense, on a table with one fact of each type."""

import random
import time
from decimal import Decimal

import pytest

from gpcli.expr.fields import Answer, Entries, Entry, Share
from gpcli.facts.check import check_facts
from gpcli.facts.toml import read_bytes
from gpcli.facts.unit import UnitFacts
from gpcli.messages import Words
from gpcli.pack import (
    If,
    IsLevel,
    Item,
    Section,
    Table,
    adds,
    award,
    count,
    each,
    entries,
    full,
    given,
    incidents,
    level,
    rate,
    sums,
    yes,
)
from gpcli.problems import Problem, Problems, text

ZH = Words("zh")
EN = Words("en")

GRADE = level("grade", "等次", "优秀", "良好", "合格")
TABLE = Table(
    "main",
    "表",
    Section(
        "one",
        "一",
        None,
        Item(
            "many",
            "各种",
            50,
            full(),
            each(incidents("errors", "错误"), -1),
            each(count("times", "次数", 20), -1),
            given(award("mark", "评分", 5)),
            given(award("half", "半分", 5, step="0.5", minimum="0.5")),
            given(rate("share", "比率")),
            adds("grade", "等次", If(IsLevel(GRADE, "优秀"), 1, 0)),
            adds("done", "完成", If(yes("done", "完成"), 1, 0)),
            clause="1",
        ),
        Item(
            "judged",
            "认定",
            9,
            full(),
            sums(entries("cuts", "扣分", award("points", "扣", 5), judged=True, optional=True), sign=-1),
            given(award("late", "认定", 5, judged=True)),
            clause="2",
            assessed_by=("office", "bureau:网信办"),
        ),
        clause="1",
    ),
    Section(
        "bonus",
        "加分",
        None,
        Item(
            "adopted",
            "采用",
            None,
            each(incidents("by", "采用", level("level", "级", "省", "市")), 1, level="省"),
            clause="3",
            kind="bonus",
        ),
        clause="2",
        kind="bonus",
    ),
    clause="全",
)


def checked(raw: str) -> UnitFacts:
    return check_facts(
        read_bytes(raw.encode(), "f.toml"), TABLE, "s", "u", {"elsewhere": "other", "many.of_other": "other"}
    )


def problems(raw: str) -> list[Problem]:
    with pytest.raises(Problems) as caught:
        checked(raw)
    for one in caught.value.problems:
        assert one.file == "f.toml"
        assert text(one, ZH).isprintable()
        assert len(text(one, EN)) < 500
    return caught.value.problems


def fault(fact: str, item: str = "many") -> tuple[str, str, str]:
    """Code, expectation and nearest name of the one problem with a fact, whose place must be right."""
    (one,) = problems(f'scheme = "s"\n[facts.{item}]\n{fact}\n')
    assert (one.line, one.key) == (3, f"facts.{item}.{fact.split('=')[0].strip()}")
    return one.code, EN(one.expected), one.nearest


def answers(raw: str) -> dict[str, Answer]:
    return {field.name: answer for field, answer in checked(raw).answers.items()}


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ("errors = -1", "negative"),
        ("errors = 2.5", "fraction"),
        ("errors = 2.0", "fraction"),
        ("errors = 10000", "too-large-number"),
        ("errors = 1e999999999", "too-large-number"),
        ('errors = "2"', "wrong-type"),
        ("errors = true", "wrong-type"),
        ("errors = [1]", "wrong-type"),
        ("errors = {n = 1}", "wrong-type"),
        ("errors = 2021-06-03", "wrong-type"),
        ("times = -1", "negative"),
        ("times = 21", "too-large-number"),
        ("times = 1.5", "fraction"),
        ("times = 1.0", "fraction"),
        ("times = true", "wrong-type"),
        ('times = "1"', "wrong-type"),
        ("times = []", "wrong-type"),
        ("times = 0x" + "f" * 200_000, "too-large-number"),
        ("times = -" + "9" * 4000, "negative"),
        ("mark = 5.0001", "too-large-number"),
        ("mark = 4.99999", "off-grid"),
        ("mark = 1e-400", "off-grid"),
        ("mark = 1e-99999999999999999999", "off-grid"),
        ("mark = 1e400", "too-large-number"),
        ("mark = 1e99999999999999999999", "not-finite"),
        ("mark = -0.5", "negative"),
        ("mark = nan", "not-finite"),
        ("mark = inf", "not-finite"),
        ("mark = -inf", "not-finite"),
        ("mark = 07:30:00", "wrong-type"),
        ("half = 0.8", "off-grid"),
        ("half = 0.75", "off-grid"),
        ("half = 0", "too-small-number"),
        ("share = 100.1", "too-large-number"),
        ("share = -1", "negative"),
        ("share = nan", "not-finite"),
        ("share = 85.55555", "off-grid"),
        ('share = "85%"', "wrong-type"),
        ("share = true", "wrong-type"),
        ("share = [171, 200]", "wrong-type"),
        ("share = {part = 3, whole = 0}", "bad-rate"),
        ("share = {part = 3, whole = 2}", "bad-rate"),
        ("share = {part = 3}", "bad-rate"),
        ('grade = "优"', "unknown-level"),
        ('grade = "优 秀"', "unknown-level"),
        ("grade = 1", "wrong-type"),
        ("grade = true", "wrong-type"),
        ('done = "true"', "wrong-type"),
        ("done = 1", "wrong-type"),
        ("done = 0.0", "wrong-type"),
        ("dome = true", "unknown-key"),
        ("note = 3", "wrong-type"),
        ("source = 3", "unknown-source"),
        ("person = 0x" + "f" * 5000, "wrong-type"),
        ("evidence = 3", "wrong-type"),
        ("evidence = [1]", "wrong-type"),
        ("other = 3", "unknown-source"),
        ('date = "2021-06-03"', "bad-date"),
        ("date = 2021-06-03T10:00:00", "bad-date"),
        ("date = 2021-06-03T10:00:00+08:00", "bad-date"),
        ("date = 10:00:00", "bad-date"),
        ("date = 0x" + "f" * 5000, "bad-date"),
    ],
)
def test_one_wrong_value(fact: str, code: str) -> None:
    found, expected, _ = fault(fact)
    assert found == code
    assert expected


def test_nearest_names() -> None:
    assert fault('grade = "优 秀"')[2] == "优秀"
    assert fault("dome = true")[2] == "done"
    assert fault("times = 1.0")[2] == "1"


def test_parts_of_a_rate_are_checked_one_by_one() -> None:
    found = problems("[facts.many]\nshare = {part = -1, whole = 2.5}\n")
    assert [(one.code, one.key) for one in found] == [
        ("negative", "facts.many.share.part"),
        ("fraction", "facts.many.share.whole"),
    ]
    (one,) = problems("[facts.many]\nshare = {part = 1, hole = 2}\n")
    assert (one.code, one.nearest) == ("unknown-key", "whole")
    (one,) = problems("[facts.many]\nshare = {part = 1, whole = 100000}\n")
    assert "technical" in EN(one.said)


def test_values_that_are_right() -> None:
    found = answers(
        "[facts.many]\nerrors = 0\ntimes = 20\nmark = 4.9999\nhalf = 0.50\n"
        'share = {part = 171, whole = 200}\ngrade = "良好"\ndone = false\n'
    )
    assert found["errors"] == Entries(0, ())
    assert (found["times"], found["mark"], found["half"]) == (20, Decimal("4.9999"), Decimal("0.5"))
    assert found["share"] == Share(Decimal(171), Decimal(200))
    assert (found["grade"], found["done"], found["by"]) == ("良好", False, Entries(0, ()))
    assert answers("[facts.many]\nshare = 85.5\n")["share"] == Share(Decimal("85.5"), Decimal(100))


@pytest.mark.parametrize("zero", ["0", "-0", "0.0", "-0.0", "0e999999999", "0e-999999999"])
def test_zero_is_zero_however_it_is_written(zero: str) -> None:
    found = answers(f"[facts.many]\nmark = {zero}\n")["mark"]
    assert str(found) in ("0", "0.0")


def test_a_tail_of_zeros_is_no_number_of_places() -> None:
    found = answers("[facts.many]\nmark = 4.5" + "0" * 5000 + "\n")["mark"]
    assert found == Decimal("4.5")
    assert len(str(found)) < 10


def test_unknown_items_and_keys_say_where_they_belong() -> None:
    one, two, three = problems("[facts.mony]\n[facts.elsewhere]\n[facts.many]\nof_other = 1\n")
    assert (one.code, one.line, one.nearest) == ("unknown-item", 1, "many")
    assert (two.code, three.code) == ("unknown-item", "unknown-key")
    for said in (two.said, three.said):
        assert "belongs to table other" in EN(said)


def test_entries() -> None:
    raw = (
        '[[facts.judged.cuts]]\npoints = 1.5\nperson = "甲"\nreason = "因"\ndate = 2021-06-03\nwhat = "事"\n'
    )
    assert answers(raw)["cuts"] == Entries(1, (Entry({}, {"points": Decimal("1.5")}),))
    undecided = answers('[[facts.judged.cuts]]\nwhat = "事"\n')["cuts"]
    assert undecided == Entries(1, (Entry({}, {"points": None}),))
    assert answers("[facts.judged]\ncuts = []\n")["cuts"] == Entries(0, ())
    assert [one.code for one in problems("[facts.judged]\ncuts = 2\n")] == ["needs-entries"]
    assert [one.code for one in problems("[facts.adopted]\nby = 2\n")] == ["needs-entries"]
    assert [one.code for one in problems("[[facts.adopted.by]]\nwhat = 'x'\n")] == ["needs-entries"]


@pytest.mark.parametrize("given", ["", 'person = "甲"', 'reason = "因"', 'person = " "\nreason = "因"'])
def test_a_judged_amount_needs_person_and_reason(given: str) -> None:
    assert {one.code for one in problems(f"[[facts.judged.cuts]]\npoints = 1\n{given}\n")} == {"needs-person"}
    assert {one.code for one in problems(f"[facts.judged]\nlate = 1\n{given}\n")} == {"needs-person"}


def test_everything_wrong_with_an_entry_at_its_own_line() -> None:
    found = problems(
        "[[facts.adopted.by]]\nlevel = '省'\n[[facts.adopted.by]]\nlevel = '县'\ndate = '今天'\n"
        "what = 3\nevidence = 4\nlevels = 1\n"
    )
    assert [(one.line, one.key.removeprefix("facts.adopted.by."), one.code) for one in found] == [
        (4, "2.level", "unknown-level"),
        (5, "2.date", "bad-date"),
        (6, "2.what", "wrong-type"),
        (7, "2.evidence", "wrong-type"),
        (8, "2.levels", "unknown-key"),
    ]


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        ("facts = 3\n", ["wrong-type"]),
        ("[[facts]]\n", ["wrong-type"]),
        ("[facts]\nmany = 3\n", ["wrong-type"]),
        ("[[facts.many]]\n", ["wrong-type"]),
        ("source = 3\n", ["wrong-type"]),
        ("[source]\nrole = 3\n", ["wrong-type"]),
        ("[source]\nrole = 0x" + "f" * 5000 + "\n", ["wrong-type"]),
        ("[source]\nrole = 'offise'\n", ["unknown-key"]),
        ("[source]\nname = 3\nwho = 4\n", ["wrong-type", "unknown-key"]),
        ("period = 2021\nnote = []\nfact = 1\n", ["wrong-type", "wrong-type", "unknown-key"]),
        ("[unit]\nname = 'u'\ntown = 'x'\n", ["unknown-key"]),
        ('"a\\u001b[2J" = 1\n', ["unknown-key"]),
        ('[facts."\\n"]\n', ["unknown-item"]),
        ('[facts.many]\ngrade = "\\u001b[2J\\n\\u202e"\n', ["unknown-level"]),
    ],
)
def test_the_frame_of_a_file(raw: str, codes: list[str]) -> None:
    assert [one.code for one in problems(raw)] == codes


def test_a_fact_of_another_body_is_refused_only_from_a_stated_role() -> None:
    judged = "[facts.judged]\nlate = 0\n"
    (one,) = problems("[source]\nrole = 'self'\n" + judged)
    assert (one.code, one.line, one.key) == ("not-entitled", 3, "facts.judged")
    assert [one.code for one in problems("[source]\nrole = 'bureau'\nname = '水利局'\n" + judged)] == [
        "not-entitled"
    ]
    for source in ("", "[source]\nrole = 'office'\n", "[source]\nrole = 'bureau'\nname = '网信办'\n"):
        assert answers(source + judged)["late"] == 0


def test_ten_errors_are_ten_problems_in_the_order_of_lines() -> None:
    raw = (
        "perid = 1\n[unit]\nnam = 2\n[source]\nrole = 'x'\n[facts.many]\nerrors = -1\ntimes = 1.5\nmark = 9\n"
        "share = {part = 1, whole = 0}\ngrade = '差'\ndone = 1\n[facts.nothing]\n"
    )
    found = problems(raw)
    assert [one.line for one in found] == [1, 3, 5, 7, 8, 9, 10, 11, 12, 13]


def test_random_mutations_never_raise_anything_else() -> None:
    dice = random.Random(3)
    values = (
        "-1",
        "1.5",
        "true",
        "'x'",
        "[]",
        "[[]]",
        "[{}]",
        "{}",
        "nan",
        "1e9999",
        "2021-01-01",
        "{part=1}",
        "0xffff",
    )
    keys = (
        "errors",
        "times",
        "mark",
        "half",
        "share",
        "grade",
        "done",
        "note",
        "evidence",
        "other",
        "date",
        "zz",
    )
    for _ in range(3000):
        body = "".join(f"{key} = {dice.choice(values)}\n" for key in dice.sample(keys, dice.randrange(6)))
        head = dice.choice(
            (
                "[facts.many]",
                "[facts.judged]",
                "[facts.adopted]",
                "[[facts.judged.cuts]]",
                "[unit]",
                "[source]",
            )
        )
        started = time.monotonic()
        found: list[Problem] = []
        try:
            checked(f"{head}\n{body}")
        except Problems as caught:
            found = caught.problems
        assert all(0 < one.line <= 7 for one in found)
        assert time.monotonic() - started < 1
