"""``gp notice``: the figures of the skeleton are those of the ranking and the lists; nothing is made up."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from gpcli.reports.columns import width

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "zhangshu-2021"
FULL, INCIDENTS, REFUSED = (EXAMPLES / f"township-{name}.toml" for name in ("full", "incidents", "refused"))
MOBILE = "13812345678"

SEASON = """
scheme = "zhangshu-2021"
period = "2021"
title = "樟树市政务公开工作"
note = "示例数据，非真实考核结果"
deadline = 2022-02-28
rectification = ["back.csv"]
[notice]
number = "示例〔2022〕1号"
addressees = "各单位"
issuer = "考核办"
date = 2022-03-15
[[grades]]
name = "优秀"
line = 90
[[grades]]
name = "合格"
"""

Gp = Callable[..., tuple[int, str, str]]


@pytest.fixture
def season(gp: Gp, tmp_path: Path) -> Path:
    """Two units with facts, of which one objected and something internal is said; all others are silent."""
    folder = tmp_path / "season"
    folder.mkdir()
    back = folder / "back.csv"
    gp("problems", INCIDENTS, "--format", "csv", "-o", back)
    rows = back.read_text(encoding="utf-8-sig")
    changed = rows.replace(",待整改,,,", ",异议成立,撤销,ZQX甲,ZQX核", 1)
    changed = changed.replace(",,待整改,,,", ",ZQX异议,异议不成立,,ZQX乙,ZQX驳", 1)
    assert changed.count("ZQX") == 5
    back.write_text(changed, encoding="utf-8-sig")
    (folder / "season.toml").write_text(SEASON, encoding="utf-8")
    text = FULL.read_text(encoding="utf-8")
    (folder / "ZQX").mkdir()
    (folder / "ZQX" / "a.toml").write_text(text.replace("示例数据。", "示例数据。ZQX"), encoding="utf-8")
    text = INCIDENTS.read_text(encoding="utf-8").replace("解读形式以文字为主", "ZQX")
    (folder / "ZQX" / "b.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_figures_are_those_of_the_ranking_and_the_lists(gp: Gp, season: Path) -> None:
    code, out, err = gp("notice", season)
    assert (code, err) == (0, "")
    assert "ZQX" not in out
    asked = (season / "ZQX", "--recheck", season / "back.csv", "--format", "json")
    lists = json.loads(gp("problems", *asked)[1])["units"]
    assert [one["lost"] for one in lists] == ["0", "20"]
    lines = out.splitlines()
    assert lines[0] == "示例数据，非真实考核结果"
    for said in (
        "示例〔2022〕1号",
        "# 关于2021年樟树市政务公开工作情况的通报",
        "各单位：",
        "参加考核的单位54个，已报送2个，列入排名2个。",
        "排名靠前的单位：临江镇（100 分，名次 1）、经楼镇（82 分，名次 2）。",
        "等次：优秀 1 个，合格 1 个。",
        "等次划分：优秀：90 分及以上；合格：其余。",
        "等次由考核部门确定（文件未规定）。",
        "考核办",
        "2022年3月15日",
    ):
        assert said in lines, said
    assert "于2022年2月28日前" in out
    assert re.search(r"^乡镇：单位 19 个，.*（四舍五入到两位）。$", out, re.M)
    english = gp("notice", season, "--lang", "en")[1]
    assert "in the form of annex 3 by 2022-02-28." in english
    assert "2022-03-15" in english.splitlines()
    losses = re.findall(r"^[0-9]+\. .*?：1个单位共失 ([0-9.]+) 分，分别是经楼镇。$", out, re.M)
    assert (len(losses), sum(map(Decimal, losses))) == (8, 20)
    assert "收到异议2条，其中成立1条、不成立1条；经复核更改事实1项。" in lines
    guide = [line.split(" | ") for line in lines if " | 公开指南 | " in line]
    assert [(cells[3], cells[6]) for cells in guide] == [("−1", "异议不成立"), ("0", "异议成立")]


def test_the_public_variant_is_the_default_and_the_internal_one_says_more(gp: Gp, season: Path) -> None:
    text = gp("notice", season, "--format", "text")[1]
    assert max(map(width, text.splitlines())) <= 80
    assert "ZQX" not in text
    whole = gp("notice", season, "--internal")[1]
    assert all(one in whole for one in ("ZQX甲", "ZQX核", "ZQX异议", "ZQX驳"))
    asked = (season / "ZQX", "--recheck", season / "back.csv")
    assert "ZQX" in gp("score", *asked)[1]
    for command in ("rank", "score", "problems"):
        for name in ("text", "csv", "markdown", "json", *(("ndjson",) if command == "rank" else ())):
            code, out, _ = gp(command, *asked, "--public", "--format", name)
            assert (code, "经楼镇" in out, "ZQX" in out) == (0, True, False), (command, name)


def test_what_becomes_of_shared_last_places_is_said_once(gp: Gp, season: Path) -> None:
    rules = "".join(
        f'[[grades]]\nname = "优秀"\ntable = "{table}"\nquota = {quota}\nties = "{{ties}}"\n'
        for table, quota in (("township", 1), ("department", 2))
    )
    text = (season / "season.toml").read_text(encoding="utf-8")
    head, _, _ = text.partition("[[grades]]")
    both = rules.format(ties="in") + '[[grades]]\nname = "合格"\n'
    (season / "season.toml").write_text(head + both, encoding="utf-8")
    out = gp("notice", season)[1]
    assert (out.count("名额末位"), out.count("末位并列者")) == (1, 0)
    assert "等次由考核部门确定（文件未规定）。名额末位有并列的，并列单位一并计入。" in out.splitlines()
    assert "等次划分：优秀：1 名；合格：其余。" in out.splitlines()
    differ = both.replace('"in"', '"out"', 1)
    (season / "season.toml").write_text(head + differ, encoding="utf-8")
    out = gp("notice", season)[1]
    assert (out.count("名额末位"), out.count("末位并列者")) == (0, 2)
    assert "等次划分：优秀：1 名（末位并列者不计入）；合格：其余。" in out.splitlines()


def test_what_the_season_does_not_say_is_a_blank(gp: Gp, season: Path) -> None:
    head = 'scheme = "zhangshu-2021"\n'
    (season / "season.toml").write_text(head, encoding="utf-8")
    out = gp("notice", season)[1]
    assert out.count("〔　　〕") >= 6
    assert "于〔　　〕前" in out


def test_failed_inputs_and_what_identifies_a_person_are_told(gp: Gp, season: Path) -> None:
    text = (season / "season.toml").read_text(encoding="utf-8")
    (season / "season.toml").write_text(text.replace('"考核办"', f'"考核办 {MOBILE}"'), encoding="utf-8")
    (season / "c.toml").write_bytes(REFUSED.read_bytes())
    code, out, err = gp("notice", season)
    assert (code, MOBILE in out, "138****5678" in err, "c.toml" in err) == (2, True, True, True)
    assert "无法计分的输入 1 个，已知的单位按未定处理。" in out.splitlines()
    code, masked, err = gp("notice", season, "--mask")
    assert (code, MOBILE in masked, "138****5678" in err) == (2, False, False)
    assert masked.replace("\\*", "*") == out.replace(MOBILE, "138****5678").replace("\\*", "*")


def test_there_is_no_notice_of_nothing(gp: Gp, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for path in (empty, INCIDENTS):
        got, out, err = gp("notice", path)
        assert (got, out, "[usage]" in err) == (2, "", True)
    (empty / "season.toml").write_text(SEASON.replace("back.csv", ""), encoding="utf-8")
    assert gp("notice", empty)[:2] == (2, "")
    got, out, err = gp("notice", INCIDENTS, "--format", "csv")
    assert (got, out, "[unknown-format]" in err) == (2, "", True)
