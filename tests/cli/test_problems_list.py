"""``gp problems`` as people use it: every lost point with its clause, in every format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from gpcli.reports.columns import width
from gpcli.season.returned import HEADERS

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "zhangshu-2021"
FULL, INCIDENTS, INCOMPLETE, REFUSED = (
    EXAMPLES / f"township-{name}.toml" for name in ("full", "incidents", "incomplete", "refused")
)
SEASON = 'scheme = "zhangshu-2021"\nperiod = "2021"\n'

Gp = Callable[..., tuple[int, str, str]]


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a list as it goes out, under its note."""
    note, head, *body = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert note == ["示例数据，非真实考核结果"]
    assert head == list(HEADERS.values())
    return [dict(zip(head, row, strict=True)) for row in body]


def test_every_format_has_the_same_rows_and_points(gp: Gp) -> None:
    code, text, err = gp("problems", INCIDENTS, "--deadline", "2022-02-28")
    assert (code, err) == (0, "")
    assert max(map(width, text.splitlines())) <= 80
    (unit,) = json.loads(gp("problems", INCIDENTS, "--format", "json")[1])["units"]
    listed = rows(gp("problems", INCIDENTS, "--format", "csv")[1])
    markdown = gp("problems", INCIDENTS, "--format", "markdown")[1]
    assert len(listed) == len(unit["rows"]) == 12
    assert [row["扣分"] for row in listed] == [row["points"] for row in unit["rows"]]
    assert [
        line.split("|")[4].strip() for line in markdown.splitlines() if line[:3].strip("| ").isdigit()
    ] == [f"−{row['扣分']}" for row in listed]
    assert [line.rsplit("−", 1)[1] for line in text.splitlines() if line[:4].strip().isdigit()] == [
        row["扣分"] for row in listed
    ]
    assert text.count("待整改，时限 2022年2月28日") == 12
    assert all(row["条款"].startswith("附件一/") for row in listed)
    assert [row["问题"] for row in listed[:2]] == [
        "表述错误：2021-12-20 受理机构名称写错",
        "表述错误：2021-12-20 办公时间前后不一致",
    ]


def test_the_list_is_what_the_unit_lacks_beside_its_bonus(gp: Gp) -> None:
    (sheet,) = json.loads(gp("score", INCIDENTS, "--format", "json")[1])
    (unit,) = json.loads(gp("problems", INCIDENTS, "--format", "json")[1])["units"]
    bonus = next(one for one in sheet["sections"] if one["id"] == "bonus")["points"]
    lost = sum(Decimal(row["points"]) for row in unit["rows"])
    assert Decimal(unit["lost"]) == lost == 100 - Decimal(sheet["result"]["total"]) + Decimal(bonus) == 21


def test_a_list_for_spreadsheets_and_one_for_programs(gp: Gp, tmp_path: Path) -> None:
    for options, begins in (((), b"\xef\xbb\xbf"), (("--no-bom",), "示例".encode())):
        file = tmp_path / "list.csv"
        assert gp("problems", INCIDENTS, "--format", "csv", *options, "-o", file) == (0, "", "")
        assert file.read_bytes().startswith(begins)
        numbers = [row["序号"] for row in rows(file.read_text(encoding="utf-8"))]
        assert numbers == list(map(str, range(1, 13)))


def test_rows_without_names_are_called_and_chosen_by_their_ids(gp: Gp, tmp_path: Path) -> None:
    table = tmp_path / "units.csv"
    table.write_text("id,A6.award\nu-1,3\nu-2,0.5\n", encoding="utf-8")
    asked = (table, "--scheme", "putuo-2020")
    for form in ("text", "markdown", "csv"):
        out = gp("problems", *asked, "--format", form)[1]
        assert "u-2" in out
        assert "未填单位" not in out
    (unit,) = json.loads(gp("problems", *asked, "--unit", "u-2", "--format", "json")[1])["units"]
    assert (unit["unit"], unit["id"]) == ("", "u-2")
    assert "u-1" in gp("improve", *asked, "--unit", "u-1")[1]
    assert "u-2" in gp("explain", "A6", *asked, "--unit", "u-2")[1]


def test_nothing_lost_is_said(gp: Gp) -> None:
    assert "没有问题：没有已确定的失分" in gp("problems", FULL)[1]
    assert rows(gp("problems", FULL, "--format", "csv")[1]) == []


def test_missing_facts_are_no_losses_and_listed_where_asked_for(gp: Gp) -> None:
    found = json.loads(gp("problems", INCOMPLETE, "--format", "json", "--open")[1])["units"][0]
    (sheet,) = json.loads(gp("score", INCOMPLETE, "--format", "json")[1])
    assert sheet["result"]["total"] is None
    assert found["open"]
    assert Decimal(found["lost"]) <= 100 - Decimal(sheet["result"]["upper"])
    out = gp("problems", INCOMPLETE, "--format", "csv", "--open")[1]
    owed = list(csv.reader(io.StringIO(out)))
    assert [row[1] for row in owed[2:]] == [one["fact"] for one in found["open"]]
    text = gp("problems", INCOMPLETE, "--open")[1]
    assert all(one["fact"] in text for one in found["open"])


def test_one_failed_file_leaves_the_others_and_exit_2(gp: Gp) -> None:
    for name in ("text", "csv", "markdown", "json"):
        code, out, err = gp("problems", INCIDENTS, REFUSED, "--format", name)
        assert code == 2
        assert "经楼镇" in out
        assert REFUSED.name in err
    assert gp("problems", REFUSED)[:2] == (2, "")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--unit", "没有这个镇"), "unknown-unit"),
        (("--unit", "经楼镇", "--unit", "没有这个镇"), "unknown-unit"),
        (("--format", "junit"), "unknown-format"),
        (("--deadline", "2022-02-30"), "bad-date"),
        (("--deadline", "20220228"), "bad-date"),
        (("--recheck", "no-such.csv"), "no-such-path"),
        (("--reading", "no_such=1"), "unknown-reading"),
    ],
)
def test_what_concerns_nothing_is_an_error(gp: Gp, options: tuple[str, ...], code: str) -> None:
    got, out, err = gp("problems", INCIDENTS, *options)
    assert (got, out) == (2, "")
    assert f"[{code}]" in err


def test_an_empty_folder_has_no_list(gp: Gp, tmp_path: Path) -> None:
    code, out, err = gp("problems", tmp_path)
    assert (code, out) == (2, "")
    assert "[empty-folder]" in err


def test_of_a_season_only_the_units_that_are_asked_for(gp: Gp, tmp_path: Path) -> None:
    more = '[[units]]\nname = "洲上镇"\naliases = ["洲上乡"]\n'
    (tmp_path / "season.toml").write_text(SEASON + more, encoding="utf-8")
    text = INCIDENTS.read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    (tmp_path / "b.toml").write_text(text.replace("经楼镇", "洲上乡"), encoding="utf-8")
    found = json.loads(gp("problems", tmp_path, "--unit", "洲上乡", "--format", "json")[1])["units"]
    assert [(one["unit"], one["lost"]) for one in found] == [("洲上镇", "21")]


def test_hostile_words_are_harmless(gp: Gp, tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    text = INCIDENTS.read_text(encoding="utf-8")
    text = text.replace('"示例数据', '"=1+1示例数据', 1).replace("受理机构名称写错", "|<b>\\u001b[31m")
    file.write_text(text, encoding="utf-8")
    out = gp("problems", file, "--format", "csv")[1]
    assert out.removeprefix("\ufeff").startswith("'=1+1")
    assert "\u001b" not in gp("problems", file)[1]
    out = gp("problems", file, "--format", "markdown")[1]
    table = [line.replace("\\|", "") for line in out.splitlines() if line.startswith("|")]
    assert len(table) == 14
    assert {line.count("|") for line in table} == {9}
    assert [one for one in ("\u001b", "<b>") if one in out] == []


def test_what_is_internal_stays_out_and_what_is_personal_is_masked(gp: Gp, tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    text = INCIDENTS.read_text(encoding="utf-8").replace("受理机构名称写错", "机构电话13812345678写错")
    file.write_text(
        text.replace('what = "办公', 'person = "ZQX甲"\nnote = "ZQX"\nwhat = "办公').replace(
            "解读形式以文字为主", "ZQX"
        ),
        encoding="utf-8",
    )
    back = tmp_path / "back.csv"
    gp("problems", file, "--format", "csv", "-o", back)
    head, *body = back.read_text(encoding="utf-8-sig").splitlines()
    cells = body[2].split(",")
    cells[11:17] = ["ZQX整改", "ZQX异议", "异议成立", "撤销", "ZQX乙", "ZQX核"]
    back.write_text("\n".join([head, *body[:2], ",".join(cells), *body[3:]]), encoding="utf-8")
    for name in ("text", "csv", "markdown", "json"):
        asked = ("problems", file, "--recheck", back, "--format", name)
        _, whole, err = gp(*asked)
        assert "ZQX乙" in whole
        assert err.count("138****5678") == 1
        code, out, err = gp(*asked, "--public", "--mask")
        assert (code, err) == (0, "")
        assert "ZQX" not in out
        assert "异议成立" in out
        assert "138****5678" in out.replace("\\*", "*")
