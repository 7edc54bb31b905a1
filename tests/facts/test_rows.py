"""Facts by rows: the same facts as in TOML, for every table; what a row cannot say is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gpcli.expr.fields import (
    Answer,
    Answers,
    Entries,
    Entry,
    Field,
    LevelField,
    ListField,
    NumberField,
    Share,
)
from gpcli.facts.check import check_facts
from gpcli.facts.rows import Row, read_rows
from gpcli.facts.rows.columns import columns
from gpcli.facts.rows.entries import Refused, shares
from gpcli.facts.rows.written import headings, row
from gpcli.pack import If, IsLevel, Item, NumberOf, Section, SumOf, Table, adds, count, level, rate, yes
from gpcli.packs import Packs
from gpcli.points import total
from gpcli.problems import Problem, Problems
from gpcli.scoring.score import Scorer
from gpcli.testing.generate import answers, unit_facts
from gpcli.testing.strategies import facts, known_part

PACKS = Packs.installed()
SCHEMES = {scheme.id: scheme for scheme in PACKS.schemes()}
TABLES = [(name, ref.id) for name, scheme in SCHEMES.items() for ref in scheme.tables]
JUDGED = {"person": "甲", "reason": "示例"}

WORK = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)


@pytest.fixture(params=TABLES, ids="/".join)
def scorer(request: pytest.FixtureRequest) -> Scorer:
    name, table = request.param
    return PACKS.scorer(SCHEMES[name], table)


def written(cells: Mapping[str, str], *, unit: str = "某单位") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["unit", *cells], [unit, *cells.values()]])
    return out.getvalue().encode()


def only_row(folder: Path, raw: bytes, name: str = "units.csv") -> Row:
    (folder / name).write_bytes(raw)
    (found,) = read_rows(folder / name, name).rows
    assert isinstance(found, Row)
    return found


def read(table: Table, folder: Path, cells: Mapping[str, str]) -> dict[Field, Answer]:
    """What the table's facts are by a row; raises :class:`Problems`."""
    return dict(check_facts(only_row(folder, written(cells)), table, "x", "").answers)


def refused(table: Table, folder: Path, cells: Mapping[str, str]) -> list[tuple[str, str]]:
    """Code and heading of everything that is wrong with a row, all of it in row 2."""
    with pytest.raises(Problems) as raised:
        read(table, folder, cells)
    assert {(one.file, one.line) for one in raised.value.problems} <= {("units.csv", 2), ("units.csv", 1)}
    return [(one.code, one.key) for one in raised.value.problems]


def in_sums(given: Answers) -> dict[Field, object]:
    """The answers as far as a row says them: of a list how many of each kind, and what they come to."""
    return {field: _sums(one) if isinstance(one, Entries) else one for field, one in given.items()}


def _sums(given: Entries) -> object:
    if not given.entries:
        return given.number
    found: dict[tuple[tuple[str, str], ...], list[Entry]] = {}
    for entry in given.entries:
        found.setdefault(tuple(sorted(entry.levels.items())), []).append(entry)
    if list(found) == [()] and not given.entries[0].amounts:
        return given.number
    return {
        kind: (
            len(entries),
            [
                (name, total(one for one in amounts if one is not None), amounts.count(None))
                for name in sorted(entries[0].amounts)
                for amounts in [[entry.amounts[name] for entry in entries]]
            ],
        )
        for kind, entries in found.items()
    }


@WORK
@given(st.data())
def test_a_row_says_what_a_facts_file_says(scorer: Scorer, tmp_path: Path, data: st.DataObject) -> None:
    table = scorer.table
    whole = data.draw(facts(table))
    for known in (whole, data.draw(known_part(table, whole))):
        same(scorer, tmp_path, known)


def test_undecided_amounts_and_edges(scorer: Scorer, tmp_path: Path) -> None:
    rng = Random(20210430)
    for mood in ("gaps", "bad"):
        same(scorer, tmp_path, answers(scorer.table, rng, mood))


def same(scorer: Scorer, folder: Path, known: Answers) -> None:
    table = scorer.table
    found = read(table, folder, row(table, known, JUDGED))
    stated = {field: found[field] for field in known}
    assert in_sums(stated) == in_sums(known)
    limits(table, stated)
    one, other = (scorer.score(unit_facts(table, said)) for said in (found, {**found, **known}))
    assert (one.mark, one.status, one.grades) == (other.mark, other.status, other.grades)
    assert [item.mark for item in one.items] == [item.mark for item in other.items]
    assert list(one.missing) == list(other.missing)


def limits(table: Table, given: Answers) -> None:
    """Every entry that was made is one that a facts file could have had."""
    for field, answer in given.items():
        if not isinstance(field, ListField) or not isinstance(answer, Entries):
            continue
        for entry in answer.entries or ():
            for name, amount in entry.amounts.items():
                unit = field.amounts[name]
                assert amount is None or unit.minimum <= amount <= unit.maximum
                assert amount is None or unit.step is None or not amount % unit.step


def test_the_template_has_no_column_that_the_table_does_not_know(scorer: Scorer) -> None:
    found = headings(scorer.table)
    assert len(set(found)) == len(found)
    assert set(found) <= set(columns(scorer.table))


# a small table with every kind of list


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


def only(folder: Path, **cells: str) -> object:
    """The one answer of a row with these cells of item ``main``; a dot in a heading is two underscores."""
    given = {f"main.{name.replace('__', '.')}": cell for name, cell in cells.items()}
    found = read(TABLE, folder, given)
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
def test_what_a_cell_says(name: str, cell: str, answer: Answer, tmp_path: Path) -> None:
    assert only(tmp_path, **{name: cell}) == answer


def test_blank_is_unanswered_and_zero_is_none(tmp_path: Path) -> None:
    blank = read(TABLE, tmp_path, {"main.slips.n": "", "main.parts": " ", "main.fines.n": ""})
    assert blank == {}
    zero = read(TABLE, tmp_path, {"main.slips.n": "0", "main.parts": "0", "main.fines.n": "0"})
    assert set(zero) == {FIELD["slips"], FIELD["parts"], FIELD["fines"]}


def test_a_sum_is_shared_out_within_the_limits(tmp_path: Path) -> None:
    who = {"person": "甲", "reason": "示例"}
    assert amounts(only(tmp_path, fines__n="3", fines__sum_points="9", **who)) == [3, 3, 3]
    assert total(amounts(only(tmp_path, fines__n="3", fines__sum_points="1", **who))) == 1  # type: ignore[arg-type]
    assert amounts(only(tmp_path, fines__sum_points="2.5", **who)) == [Decimal("2.5")]
    assert amounts(only(tmp_path, fines__sum_points="0")) == []
    assert amounts(only(tmp_path, fines__n="2")) == [None, None]
    assert amounts(only(tmp_path, fines__n="2", fines__open_points="1", fines__sum_points="3", **who)) == [
        3,
        None,
    ]
    assert amounts(only(tmp_path, fines__open_points="1", fines__sum_points="3", **who)) == [3, None]


def test_entries_by_level(tmp_path: Path) -> None:
    cells = {"places__n": "3", "places__n__省级": "2", "places__sum_points__省级": "2.5"}
    found = only(tmp_path, **cells, places__n__市级__是="1", places__sum_points__市级__是="5")
    assert amounts(found, by="省级", again="否") == [Decimal("1.5"), Decimal(1)]
    assert amounts(found, by="市级", again="是") == [5]
    one = only(tmp_path, places__n__省级__否="2", places__sum_points="10")
    assert amounts(one, by="省级", again="否") == [5, 5]
    plain = only(tmp_path, monthly__n="4")
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
        ({"nothing": "1"}, [("unknown-key", "main.nothing")]),
        ({"date": "昨天"}, [("bad-date", "main.date")]),
    ],
)
def test_what_is_refused(cells: dict[str, str], said: list[tuple[str, str]], tmp_path: Path) -> None:
    assert refused(TABLE, tmp_path, {f"main.{name}": cell for name, cell in cells.items()}) == said


def test_all_errors_of_a_row_at_once(tmp_path: Path) -> None:
    cells = {"main.parts": "１", "main.on_time": "有", "main.slips.n": "-1", "main.nothing": "x"}
    assert len(refused(TABLE, tmp_path, cells)) == 4


def test_what_was_meant(tmp_path: Path) -> None:
    with pytest.raises(Problems) as raised:
        read(TABLE, tmp_path, {"main.share": "８５．5％", "main.onn_time": "是"})
    found = {one.code: (one.expected, one.nearest) for one in raised.value.problems}
    assert found["full-width"] == ("85.5%", "")
    assert found["unknown-key"][1] == "main.on_time"


def test_what_stands_beside_the_facts(tmp_path: Path) -> None:
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
    facts = check_facts(only_row(tmp_path, written(cells)), TABLE, "x", "某单位")
    remarks = facts.remarks["main"]
    assert remarks.evidence == ("https://a.example/?a=1;b", "照片", "表")
    assert (remarks.note, remarks.date) == ("注", "2021-06-03")
    assert (facts.period, facts.source.full, facts.note) == ("2021", "bureau:市大数据局", "示例数据")


@given(
    st.integers(0, 40),
    st.integers(0, 60000),
    st.sampled_from([(0, 5, None), (1, 5, "0.5"), (3, 5, None), (0, 2, "0.25"), (2, 2, None)]),
)
def test_shares_are_exact_or_refused_for_a_reason(
    number: int, units: int, limits: tuple[int, int, str | None]
) -> None:
    least, most, step = limits
    amount = NumberField("points", "分", kind="award", minimum=least, maximum=most, step=step)
    grid = Decimal(step or "0.0001")
    whole = units * grid
    possible = number * least <= whole <= number * most
    try:
        found = shares(amount, number, whole)
    except Refused:
        assert not possible
        return
    assert possible
    assert (len(found), total(found)) == (number, whole)
    assert all(least <= one <= most and not one % grid for one in found)


# the file


def problems_of(folder: Path, raw: bytes, name: str = "units.csv") -> list[Problem]:
    (folder / name).write_bytes(raw)
    with pytest.raises(Problems) as raised:
        read_rows(folder / name, name)
    return raised.value.problems


def test_comments_labels_and_blank_rows(tmp_path: Path) -> None:
    text = "# 示例数据\n\n单位,main.parts\n#单位,件数\n\n甲,1\n# 完\n,\n 乙 ,\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8-sig")
    rows = [one for one in read_rows(tmp_path / "a.csv", "a.csv").rows if isinstance(one, Row)]
    assert [(one.data["unit"], one.number, one.silent) for one in rows] == [
        ({"name": "甲"}, 6, False),
        ({"name": "乙"}, 9, True),
    ]


def test_gb18030_is_read_and_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("单位,main.grade\n甲,好\n".encode("gb18030"))
    found = read_rows(tmp_path / "a.csv", "a.csv")
    (row,) = found.rows
    assert isinstance(row, Row)
    assert row.data["unit"] == {"name": "甲"}
    assert len(found.notices) == 1


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("name,main.parts\n甲,1\n", [("no-unit-column", 0, "")]),
        ("", [("no-unit-column", 0, "")]),
        ("unit,main.parts\n", [("empty-file", 1, "")]),
        ("unit,a,b,a,b\n甲,1\n", [("duplicate-key", 1, "a"), ("duplicate-key", 1, "b")]),
        ("unit,a,,b\n甲,1,2,3\n乙,1,,3,4\n", [("unknown-key", 2, ""), ("unknown-key", 3, "")]),
        ('unit,a\n甲,"1\n', [("syntax", 2, "")]),
    ],
)
def test_what_is_wrong_with_a_file(text: str, codes: list[tuple[str, int, str]], tmp_path: Path) -> None:
    assert [(one.code, one.line, one.key) for one in problems_of(tmp_path, text.encode())] == codes


def test_utf16_is_refused(tmp_path: Path) -> None:
    assert [one.code for one in problems_of(tmp_path, "unit,a\n甲,1\n".encode("utf-16"))] == ["not-utf8"]


def test_a_row_without_a_unit(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("unit,main.parts\n,1\n甲,1\n", encoding="utf-8")
    first, second = read_rows(tmp_path / "a.csv", "a.csv").rows
    assert isinstance(first, Problem)
    assert (first.code, first.line, first.key) == ("missing-key", 2, "unit")
    assert isinstance(second, Row)
