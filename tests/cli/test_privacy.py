"""What identifies a person in anything printed: a warning, or masked where that is asked for."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gpcli.packs import Packs
from gpcli.privacy import find

MOBILE, IDENTITY, MAILBOX = "13812345678", "11010519491231002X", "zhang@example.com"
PERSONAL = (MOBILE, IDENTITY, MAILBOX)
FORMATS = tuple(
    name
    for name, one in Packs.installed().formats().items()
    if one.extension not in ("docx", "xlsx", "parquet")
)

FACTS = f"""
scheme = "zhangshu-2021"
note = "示例数据，非真实考核结果"
[unit]
name = "临江镇"
[facts.guide]
updated = true
wording_errors = 1
note = '''
第一行
{MOBILE}'''
evidence = ["https://example.gov.cn/art/{MOBILE}.html", "{MAILBOX}"]
[[facts.new_media_care.notices]]
date = 2021-06-03
what = "被通报，联系人甲，电话138-1234-5678，身份证{IDENTITY}，传真１３９１２３４５６７８，信箱{MAILBOX}"
"""

Gp = Callable[..., tuple[int, str, str]]
LANGUAGE = "en"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    file = tmp_path / "facts.toml"
    file.write_text(FACTS, encoding="utf-8")
    return file


def test_a_warning_for_each_kind_with_its_number_and_first_line(gp: Gp, facts: Path) -> None:
    code, out, err = gp("score", facts, "--format", "json")
    assert code == 0
    lines = out.splitlines()
    first = {kind: next(place for place, line in enumerate(lines, 1) if kind in line) for kind in PERSONAL}
    noted = next(place for place, line in enumerate(lines, 1) if f"\\n{MOBILE}" in line)
    expected = (
        f"resident identity number in the result: 1, first on line {first[IDENTITY]} (1101************2X)",
        f"mobile number in the result: 3, first on line {noted} (138****5678)",
        f"mailbox in the result: 2, first on line {first[MAILBOX]} (z***@example.com)",
    )
    assert err.splitlines() == [f"warning: {said}; see --mask" for said in expected]


def test_a_warning_where_there_is_no_option_names_none(gp: Gp, facts: Path) -> None:
    code, _, err = gp("explain", "new_media_care", facts, "--format", "json")
    assert code == 0
    assert "warning: mobile number" in err
    assert ("see --mask" in err) == ("--mask" in gp("explain", "--help")[1])


def test_nothing_personal_no_warning(gp: Gp) -> None:
    """Points, dates, digests, clauses and addresses of every pack are nothing personal."""
    examples = Path(__file__).resolve().parents[2] / "examples"
    folders = [one for one in sorted(examples.iterdir()) if not (one / "season.toml").exists()]
    code, out, err = gp("score", *folders, "--format", "json")
    assert (code, len(out) > 100_000, len(folders)) == (2, True, 5)
    assert "warning" not in err


@pytest.mark.parametrize("name", FORMATS)
def test_masked_nothing_personal_is_left_in_any_format(gp: Gp, facts: Path, name: str) -> None:
    _, whole, _ = gp("score", facts, "--format", name)
    code, out, err = gp("score", facts, "--format", name, "--mask")
    assert (code, err) == (0, "")
    assert find(out) == []
    assert all(one not in out.replace(f"art/{MOBILE}.html", "") for one in PERSONAL)
    assert name not in ("text", "json", "ndjson") or find(whole)
    if name == "json":
        (one,) = json.loads(out)
        (guide,) = (item for item in one["items"] if item["id"] == "guide")
        assert guide["note"] == "第一行\n138****5678"
        assert guide["evidence"] == [f"https://example.gov.cn/art/{MOBILE}.html", "z***@example.com"]
        (was,) = json.loads(whole)
        assert one["result"] == was["result"]
        assert one["inputs"] == was["inputs"]
    elif "csv" in name:
        shapes = [[len(row) for row in csv.reader(io.StringIO(text, newline=""))] for text in (whole, out)]
        assert shapes[0] == shapes[1]
    elif name == "junit":
        ElementTree.fromstring(out)


@pytest.mark.parametrize("name", ["docx", "xlsx"])
@pytest.mark.parametrize("command", ["score", "problems"])
def test_masked_nothing_personal_is_left_in_an_office_document(
    gp: Gp, facts: Path, tmp_path: Path, command: str, name: str
) -> None:
    target = tmp_path / f"result.{name}"
    code, _, err = gp(command, facts, "--format", name, "--mask", "-o", target)
    assert (code, err) == (0, "")
    with zipfile.ZipFile(target) as parts:
        words = "".join(parts.read(one).decode() for one in parts.namelist() if one.endswith(".xml"))
    assert len(words) > 1000
    assert all(one not in words.replace(f"art/{MOBILE}.html", "") for one in PERSONAL)


def test_masked_text_stays_in_its_columns_and_wraps_no_number(gp: Gp, facts: Path) -> None:
    text = FACTS.replace("被通报，", "被通报" * 9)
    for more in range(0, 12, 3):
        facts.write_text(text.replace("联系人甲", "联系人" + "甲" * more), encoding="utf-8")
        _, out, _ = gp("score", facts, "--mask")
        together = "".join(line.strip() for line in out.splitlines())
        assert find(together) == []
        assert "１３９＊＊＊＊５６７８" in together


def test_markdown_shows_the_stars(gp: Gp, facts: Path) -> None:
    facts.write_text(FACTS.replace("示例数据，非真实考核结果", f"示例数据，{MOBILE}"), encoding="utf-8")
    assert r"138\*\*\*\*5678" in gp("score", facts, "--format", "markdown", "--mask")[1]


def test_a_file_is_masked_as_standard_output_is(gp: Gp, facts: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    assert gp("score", facts, "--format", "json", "--mask", "-o", target) == (0, "", "")
    assert target.read_text(encoding="utf-8") == gp("score", facts, "--format", "json", "--mask")[1]


def test_talk_is_masked_too(gp: Gp, tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    text = FACTS.replace("wording_errors = 1", f'wording_errors = "{MOBILE}"')
    file.write_text(text, encoding="utf-8")
    assert MOBILE in gp("score", file)[2]
    code, out, err = gp("score", file, "--mask")
    assert (code, out) == (2, "")
    assert '"138****5678"' in err
    assert MOBILE not in err
    assert MOBILE not in gp("check", file, "--mask")[1]


def test_check_says_where_it_stands_and_does_not_fail(gp: Gp, facts: Path) -> None:
    code, out, err = gp("check", facts)
    assert code == 0
    assert "no problems" in out
    where = f"{facts.as_posix()}:"
    mailbox, notice = f"{where}12: facts.guide.evidence.2", f"{where}15: facts.new_media_care.notices.1.what"
    assert err.splitlines() == [
        f"{where}9: facts.guide.note: warning: mobile number (138****5678)",
        f"{mailbox}: warning: mailbox (z***@example.com)",
        f"{notice}: warning: mobile number (138-****-5678)",
        f"{notice}: warning: resident identity number (1101************2X)",
        f"{notice}: warning: mobile number (１３９＊＊＊＊５６７８)",
        f"{notice}: warning: mailbox (z***@example.com)",
    ]


@pytest.mark.parametrize("number", [MOBILE, f"{MOBILE}.0"])
def test_a_number_that_is_no_text_is_one_all_the_same(gp: Gp, facts: Path, number: str) -> None:
    text = FACTS.replace("wording_errors = 1", f"wording_errors = {number}")
    facts.write_text(text.replace("updated = true", f"updated = {'9' * 4000}"), encoding="utf-8")
    code, _, err = gp("check", facts)
    assert code == 1
    assert f"{facts.as_posix()}:8: facts.guide.wording_errors: warning: mobile number (138****5678)" in err
