"""What the cells of a row say: every kind of fact on a small table, and everything that is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from gpcli.expr.fields import Answer, Entries, Field, LevelField, ListField, NumberField, Share
from gpcli.facts.rows.written import headings
from gpcli.facts.unit import UnitFacts
from gpcli.messages import Words
from gpcli.pack import (
    If,
    IsLevel,
    Item,
    NumberOf,
    Section,
    SumOf,
    Table,
    adds,
    count,
    full,
    level,
    not_applicable,
    rate,
    yes,
)
from gpcli.points import total
from gpcli.problems import Problems

Read = Callable[[Table, Mapping[str, str]], dict[Field, Answer]]
EN = Words("en")


def refused(read: Read, cells: Mapping[str, str]) -> list[tuple[str, str]]:
    """Code and heading of everything that is wrong with a row, all of it in row 2."""
    with pytest.raises(Problems) as raised:
        read(TABLE, cells)
    assert {(one.file, one.line) for one in raised.value.problems} <= {("units.csv", 2), ("units.csv", 1)}
    return [(one.code, one.key) for one in raised.value.problems]


def by_hand() -> Table:
    kind = LevelField("by", "级别", ("市级", "省级"))
    again = LevelField("again", "是否重复", ("否", "是"), default="否")
    points = NumberField("points", "分", kind="award", maximum=5, minimum=1, step="0.5")
    places = ListField("places", "加分", kind="entries", amounts=(points,), levels=(kind, again))
    fine = NumberField("points", "扣分", kind="award", maximum=3)
    fines = ListField("fines", "扣分", kind="entries", amounts=(fine,), judged=True)
    month = LevelField("month", "月份", ("未分月", "1月"), default="未分月")
    monthly = ListField("monthly", "按月", kind="incidents", levels=(month,), maximum=20)
    slips = ListField("slips", "差错")
    parts, share, on_time = count("parts", "件数", 9), rate("share", "比例"), yes("on_time", "按时")
    grade = level("grade", "等次", "好", "差")
    item = Item(
        "main",
        "主项",
        10,
        adds("a", "省级", SumOf(places, "points", (("by", "省级"), ("again", "否")))),
        adds("b", "市级", SumOf(places, "points", (("by", "市级"),))),
        adds("c", "差错", NumberOf(slips)),
        adds("d", "扣分", SumOf(fines, "points")),
        adds("e", "按月", NumberOf(monthly)),
        adds("f", "件数", parts),
        adds("g", "比例", share),
        adds("h", "按时", If(on_time, 1, 0)),
        adds("i", "等次", If(IsLevel(grade, "好"), 1, 0)),
        clause="一",
        evidence=("截图",),
        assessed_by=("self", "office", "bureau:市大数据局"),
    )
    return Table("main", "表", Section("all", "全部", 10, item, clause="一"), clause="一")


TABLE = by_hand()
FIELD = {place.name: place.field for place in TABLE.places}


def only(read: Read, **cells: str) -> object:
    """The one answer of a row with these cells of item ``main``; a dot in a heading is two underscores."""
    given = {f"main.{name.replace('__', '.')}": cell for name, cell in cells.items()}
    found = read(TABLE, given)
    (answer,) = (found[FIELD[name]] for name in {one.partition("__")[0] for one in cells} & FIELD.keys())
    return answer


def amounts(answer: object, **levels: str) -> list[Decimal | None]:
    assert isinstance(answer, Entries)
    listed = answer.entries or ()
    return [one.amounts["points"] for one in listed if levels.items() <= one.levels.items()]


def test_the_columns_of_a_table() -> None:
    found = headings(TABLE)
    assert [one for one in found if "places" in one] == [
        "main.places.n.市级",
        "main.places.sum_points.市级",
        "main.places.n.市级.是",
        "main.places.sum_points.市级.是",
        "main.places.n.省级",
        "main.places.sum_points.省级",
        "main.places.n.省级.是",
        "main.places.sum_points.省级.是",
    ]
    assert [one for one in found if "places" not in one] == [
        "main.slips.n",
        "main.fines.n",
        "main.fines.sum_points",
        "main.monthly.n",
        "main.parts",
        "main.share",
        "main.on_time",
        "main.grade",
        "main.person",
        "main.reason",
        "main.evidence",
    ]


@pytest.mark.parametrize(
    ("name", "cell", "answer"),
    [
        ("on_time", "是", True),
        ("on_time", "FALSE", False),
        ("on_time", " 否 ", False),
        ("parts", "0", Decimal(0)),
        ("parts", "7", Decimal(7)),
        ("parts", "7.0", Decimal(7)),
        ("parts", "\u3000 7 \u00a0", Decimal(7)),
        ("slips__n", "3.00", Entries(3)),
        ("share", "85.5", Share(Decimal("85.5"), Decimal(100))),
        ("share", "85.50%", Share(Decimal("85.5"), Decimal(100))),
        ("share", "171/200", Share(Decimal(171), Decimal(200))),
        ("share", "171 / 200", Share(Decimal(171), Decimal(200))),
        ("grade", "差", "差"),
        ("slips", "3", Entries(3)),
        ("slips__n", "3", Entries(3)),
        ("slips__n", "0", Entries(0, ())),
    ],
)
def test_what_a_cell_says(name: str, cell: str, answer: Answer, read: Read) -> None:
    assert only(read, **{name: cell}) == answer


def test_blank_is_unanswered_and_zero_is_none(read: Read) -> None:
    blank = read(TABLE, {"main.slips.n": "", "main.parts": " ", "main.fines.n": ""})
    assert blank == {}
    zero = read(TABLE, {"main.slips.n": "0", "main.parts": "0", "main.fines.n": "0"})
    assert set(zero) == {FIELD["slips"], FIELD["parts"], FIELD["fines"]}


def test_a_sum_is_shared_out_within_the_limits(read: Read) -> None:
    who = {"person": "甲", "reason": "示例"}
    assert amounts(only(read, fines__n="3", fines__sum_points="9", **who)) == [3, 3, 3]
    assert total(amounts(only(read, fines__n="3", fines__sum_points="1", **who))) == 1  # type: ignore[arg-type]
    assert amounts(only(read, fines__sum_points="2.5", **who)) == [Decimal("2.5")]
    assert amounts(only(read, fines__sum_points="0")) == []
    assert amounts(only(read, fines__n="2")) == [None, None]
    assert amounts(only(read, fines__n="2", fines__open_points="1", fines__sum_points="3", **who)) == [
        3,
        None,
    ]
    assert amounts(only(read, fines__open_points="1", fines__sum_points="3", **who)) == [3, None]


def test_entries_by_level(read: Read) -> None:
    cells = {"places__n": "3", "places__n__省级": "2", "places__sum_points__省级": "2.5"}
    found = only(read, **cells, places__n__市级__是="1", places__sum_points__市级__是="5")
    assert amounts(found, by="省级", again="否") == [Decimal("1.5"), Decimal(1)]
    assert amounts(found, by="市级", again="是") == [5]
    one = only(read, places__n__省级__否="2", places__sum_points="10")
    assert amounts(one, by="省级", again="否") == [5, 5]
    plain = only(read, monthly__n="4")
    assert isinstance(plain, Entries)
    assert [entry.levels for entry in plain.entries or ()] == [{"month": "未分月"}] * 4


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"on_time": "有"}, [("wrong-type", "main.on_time")]),
        ({"parts": "1.5"}, [("fraction", "main.parts")]),
        ({"parts": "-1"}, [("negative", "main.parts")]),
        ({"parts": "１"}, [("full-width", "main.parts")]),
        ({"parts": "1\u200b"}, [("full-width", "main.parts")]),
        ({"parts": "1,000"}, [("wrong-type", "main.parts")]),
        ({"parts": "nan"}, [("wrong-type", "main.parts")]),
        ({"share": "８５.5％"}, [("full-width", "main.share")]),
        ({"share": "3/2"}, [("bad-rate", "main.share")]),
        ({"share": "1/0"}, [("bad-rate", "main.share")]),
        ({"grade": "中"}, [("unknown-level", "main.grade")]),
        ({"slips.n": "-1"}, [("negative", "main.slips.n")]),
        ({"slips.n": "1.5"}, [("fraction", "main.slips.n")]),
        ({"slips.n": "10000"}, [("too-large-number", "main.slips.n")]),
        ({"slips.n": "many"}, [("wrong-type", "main.slips.n")]),
        ({"monthly.n": "21"}, [("too-large-number", "main.monthly.n")]),
        ({"monthly.n.1月": "21"}, [("too-large-number", "main.monthly.n.1月")]),
        ({"fines.n": "2", "fines.sum_points": "6.5"}, [("too-large-number", "main.fines.sum_points")]),
        ({"fines.n": "0", "fines.sum_points": "1"}, [("too-large-number", "main.fines.sum_points")]),
        ({"fines.sum_points": "3.5"}, [("needs-entries", "main.fines.sum_points")]),
        ({"fines.sum_points": "-1"}, [("negative", "main.fines.sum_points")]),
        ({"fines.n": "1", "fines.sum_points": "0.00001"}, [("off-grid", "main.fines.sum_points")]),
        ({"fines.n": "1", "fines.open_points": "2"}, [("contradiction", "main.fines.open_points")]),
        ({"fines.n": "2", "fines.open_points": "1"}, [("contradiction", "main.fines.open_points")]),
        ({"fines.n": "2", "fines.sum_points": "1"}, [("needs-person", "main.fines.n")]),
        ({"places.n": "2"}, [("needs-entries", "main.places.n")]),
        ({"places.n": "2", "places.n.省级": "1"}, [("contradiction", "main.places.n")]),
        (
            {"places.n.省级": "1", "places.n.市级": ""},
            [("missing-key", "main.places.n.市级")],
        ),
        (
            {"places.n.省级": "1", "places.n.市级": "1", "places.sum_points": "4"},
            [("needs-entries", "main.places.sum_points")],
        ),
        (
            {"places.n.省级": "1", "places.sum_points.省级": "0.5"},
            [("too-small-number", "main.places.sum_points.省级")],
        ),
        (
            {"places.n.省级": "1", "places.sum_points.省级": "1.2"},
            [("off-grid", "main.places.sum_points.省级")],
        ),
        ({"share": "很高"}, [("wrong-type", "main.share")]),
        ({"parts": "2021-06-03"}, [("wrong-type", "main.parts")]),
        ({"parts": "3个"}, [("wrong-type", "main.parts")]),
        ({"parts": "50%"}, [("wrong-type", "main.parts")]),
        ({"nothing": "1"}, [("unknown-key", "main.nothing")]),
        ({"date": "昨天"}, [("bad-date", "main.date")]),
    ],
)
def test_what_is_refused(cells: dict[str, str], said: list[tuple[str, str]], read: Read) -> None:
    assert refused(read, {f"main.{name}": cell for name, cell in cells.items()}) == said


def test_all_errors_of_a_row_at_once(read: Read) -> None:
    cells = {"main.parts": "１", "main.on_time": "有", "main.slips.n": "-1", "main.nothing": "x"}
    assert len(refused(read, cells)) == 4


def test_what_was_meant(read: Read) -> None:
    with pytest.raises(Problems) as raised:
        read(TABLE, {"main.share": "８５．5％", "main.onn_time": "是"})
    found = {one.code: (one.expected, one.nearest) for one in raised.value.problems}
    assert found["full-width"] == ("85.5%", "")
    assert found["unknown-key"][1] == "main.on_time"


def test_what_stands_beside_the_facts(facts_of: Callable[[Table, Mapping[str, str]], UnitFacts]) -> None:
    cells = {
        "main.parts": "1",
        "main.evidence": "https://a.example/?a=1;b\n照片；表",
        "main.note": "注",
        "main.date": "2021年6月3日",
        "period": "2021",
        "source": "bureau",
        "source_name": "市大数据局",
        "note": "示例数据",
    }
    facts = facts_of(TABLE, cells)
    remarks = facts.remarks["main"]
    assert remarks.evidence == ("https://a.example/?a=1;b", "照片", "表")
    assert (remarks.note, remarks.date) == ("注", "2021-06-03")
    assert (facts.period, facts.source.full, facts.note) == ("2021", "bureau:市大数据局", "示例数据")


@pytest.mark.parametrize(
    ("name", "cell", "expected", "meant"),
    [
        ("on_time", "有", "是 / 否", "是"),
        ("on_time", "1", "是 / 否", "是"),
        ("on_time", "√", "是 / 否", "是"),
        ("on_time", "是\u200b", "是 / 否", "是"),
        ("on_time", "没有", "是 / 否", "否"),
        ("on_time", "Ｎo", "是 / 否", "否"),
        ("on_time", "昨天", "是 / 否", ""),
        ("on_time", "2021-06-03", "是 / 否", ""),
        ("share", "很高", "a percent number 0 to 100, or 171/200", ""),
        ("grade", "好的", "好、差", "好"),
        ("parts", "10", "a whole number 0 to 9", ""),
        ("slips.n", "两", "a whole number from 0", ""),
    ],
)
def test_what_was_expected_and_what_is_nearest(
    name: str, cell: str, expected: str, meant: str, read: Read
) -> None:
    with pytest.raises(Problems) as raised:
        read(TABLE, {f"main.{name}": cell})
    (said,) = raised.value.problems
    assert (said.file, said.line, said.key) == ("units.csv", 2, f"main.{name}")
    assert (EN(said.expected), said.nearest) == (expected, meant)


def test_a_yes_that_needs_its_reason_is_its_reason(read: Read) -> None:
    item = Item("main", "主项", 1, full(), clause="一", exempt=not_applicable("不适用"))
    table = Table("main", "表", Section("all", "全部", 1, item, clause="一"), clause="一")
    assert list(read(table, {"main.not_applicable": "没有这类事项"}).values()) == [True]
    assert list(read(table, {"main.not_applicable": "否"}).values()) == [False]
    with pytest.raises(Problems) as raised:
        read(table, {"main.not_applicable": "是"})
    assert [(one.code, EN(one.expected)) for one in raised.value.problems] == [
        ("wrong-type", "the reason, or 否")
    ]
