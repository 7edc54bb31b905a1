"""The file of a table with a row a unit: encodings, separators, headings, what a spreadsheet does to it."""

from __future__ import annotations

import csv
import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from gpcli.facts.rows import Row, read_rows
from gpcli.problems import Problem, Problems


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
        ("序号,名称\nunit,main.parts\n甲,1\n", [("no-unit-column", 0, "")]),
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


PLAIN = [("单位", "main.parts", "main.grade"), ("甲", "1", '好，"很好"'), ("乙", "", "a,b;c")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_however_it_was_saved_it_says_the_same(
    delimiter: str, encoding: str, ends: str, tmp_path: Path
) -> None:
    with (tmp_path / "a.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator=ends).writerows(
            [("樟树市考核表", "", ""), ("# 示例数据", "", ""), PLAIN[0], ("", "", ""), *PLAIN[1:]]
        )
    found = [one for one in read_rows(tmp_path / "a.csv", "a.csv").rows if isinstance(one, Row)]
    assert [(one.number, dict(one.words)) for one in found] == [
        (5, {"单位": "甲", "main.parts": "1", "main.grade": '好，"很好"'}),
        (6, {"单位": "乙", "main.grade": "a,b;c"}),
    ]


def test_what_a_workbook_does_to_cells(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["樟树市考核表"])
    sheet.merge_cells("A1:D1")
    sheet.append(["unit", "a", "b", "c"])
    sheet.append(["甲 \u3000", 1.0, 0.1 + 0.2, datetime.date(2021, 6, 3)])
    sheet.append([])
    sheet.append(["乙", "=1+1", "#REF!", True])
    sheet.append([None, None, None, None])
    sheet.append([2021, 0.855, " 7 ", None])
    sheet["B7"].number_format = "0.00%"
    book.create_sheet("说明").append(["填表说明"])
    book.save(tmp_path / "a.xlsx")
    found = read_rows(tmp_path / "a.xlsx", "a.xlsx")
    first, second, third = (one for one in found.rows if isinstance(one, Row))
    assert (first.number, dict(first.given)) == (
        3,
        {"unit": "甲", "a": 1, "b": Decimal("0.3"), "c": datetime.date(2021, 6, 3)},
    )
    assert second.number == 5
    assert [one.code for one in second.given.values() if isinstance(one, Problem)] == ["wrong-type"] * 2
    assert second.words["c"] is True
    assert (third.number, third.data["unit"], third.words["a"], third.words["b"]) == (
        7,
        {"name": "2021"},
        "85.5%",
        "7",
    )
    (notice,) = found.notices
    assert notice.params[1] == ("title", "说明")
