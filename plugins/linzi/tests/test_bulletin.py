"""The bulletin over several units: ranks, what is missing, the list of problems."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal
from typing import Any

import tomli_w

import gp_linzi
from gp_linzi import bulletin
from gpcli.facts.check import check_facts
from gpcli.facts.toml import read_bytes
from gpcli.messages import Words
from gpcli.problems import problem
from gpcli.reports.format import Report
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.testing import built

DONE: dict[str, Any] = {part: {"inspected": True} for part in ("q1", "q2", "q3", "q4", "year_end")}
NOTE = "示例数据，非真实考核结果"


def entry(points: object, what: str, **more: object) -> dict[str, object]:
    return {"points": points, "what": what, "person": "甲", "reason": "情节", **more}


def outcome(unit: str, period: str, facts: dict[str, Any], readings: dict[str, str] | None = None) -> Outcome:
    scorer = built.scorer(gp_linzi, "linzi-2021", "main", readings)
    content = tomli_w.dumps({"scheme": "linzi-2021", "period": period, "note": NOTE, "facts": facts}).encode()
    checked = check_facts(read_bytes(content, f"{unit}.toml"), scorer.table, "linzi-2021", unit)
    return Outcome(f"{unit}.toml", Scored(scorer.score(checked), checked, scorer, tuple))


def deducted(item: str, *entries: dict[str, object]) -> dict[str, Any]:
    return {**DONE, item: {"deductions": list(entries)}}


def report(*outcomes: Outcome) -> Report:
    return Report(outcomes, Words("zh"), bom=False)


def table(text: str, first: str) -> list[list[str]]:
    """The rows of the table whose head starts with this word, up to the next empty line."""
    rows = list(csv.reader(io.StringIO(text)))
    start = next(place for place, row in enumerate(rows) if row[0] == first)
    end = next(place for place, row in enumerate(rows) if place > start and not any(row))
    return rows[start + 1 : end]


def test_the_years_bulletin_ranks_by_total_and_puts_the_incomplete_last() -> None:
    missing = {part: stated for part, stated in DONE.items() if part != "q4"}
    text = bulletin.csv(
        report(
            outcome("区统计局", "2021", missing),
            outcome("区财政局", "2021", deducted("q1_accuracy", entry(2, "错别字"))),
            outcome("区水利局", "2021", deducted("year_end_plan", entry(2, "未落实"))),
            outcome("区信访局", "2021", deducted("q2_tasks", entry(Decimal("1.5"), "未参训"))),
        )
    )
    assert "临淄区政务公开工作考核情况通报（2021年度）" in text
    assert [row[:2] + row[-3:-1] for row in table(text, "排名")] == [
        ["1", "区信访局", "0", "98.5"],
        ["2（并列）", "区财政局", "0", "98"],
        ["2（并列）", "区水利局", "0", "98"],
        ["—", "区统计局", "", ""],
    ]
    assert table(text, "排名")[-1][-1] == "第四季度尚未督查汇总"


def test_the_columns_add_up_to_the_total() -> None:
    facts = {
        **deducted("year_end_plan", entry(1, "未落实")),
        "year_end_innovation": {"bonuses": [entry(3, "上级通报")]},
    }
    text = bulletin.csv(report(outcome("区财政局", "2021", facts)))
    (row,) = table(text, "排名")
    assert row[2:-1] == ["20", "20", "20", "20", "19", "3", "-2", "100"]


def test_a_quarters_bulletin_ranks_by_the_quarter_and_lists_only_its_problems() -> None:
    facts = {
        "q1": {"inspected": True},
        "q2": {"inspected": True},
        "q1_accuracy": {"deductions": [entry(5, "错别字")]},
        "q2_tasks": {"deductions": [entry(1, "未参训", month="5月")]},
    }
    open_one = {"q2": {"inspected": True}, "q2_tasks": {"deductions": [{"what": "未投稿"}]}}
    text = bulletin.csv(
        report(outcome("区统计局", "2021-Q2", open_one), outcome("区财政局", "2021-Q2", facts))
    )
    assert "（2021年第二季度）" in text
    assert table(text, "排名") == [
        ["1", "区财政局", "15", "19", "", "", "", ""],
        ["—", "区统计局", "", "", "第二季度有待定事项", "", "", ""],
    ]
    assert table(text, "序号") == [
        ["1", "区统计局", "第二季度", "其他工作及培训任务", "未投稿", "待定", "第十三条/5/第二季度", ""],
        ["2", "区财政局", "第二季度 5月", "其他工作及培训任务", "未参训", "1", "第十三条/5/第二季度", ""],
    ]


def test_an_uninspected_quarter_has_no_place_even_where_its_lists_are_closed() -> None:
    closed = {
        f"q1_{item}": {"deductions": []} for item in ("accuracy", "timeliness", "rectification", "tasks")
    }
    facts = {**closed, "q1_coverage": {"deductions": []}, "q1": {"inspected": False}}
    text = bulletin.csv(report(outcome("区财政局", "2021-Q1", facts)))
    assert table(text, "排名")[0][:4] == ["—", "区财政局", "", "第一季度尚未督查汇总"]


def test_problems_name_no_judge() -> None:
    refused = entry(3, "仍未改", refused="是", person="乙", date=datetime.date(2021, 8, 2))
    facts = deducted("q3_rectification", {**refused, "reason": "两次提醒"})
    text = bulletin.markdown(report(outcome("区财政局", "2021", facts)))
    assert (
        "| 第三季度 | 问题整改完成情况 | 仍未改（拒不整改） | 3 | 第十三条/4/第三季度 | 2021-08-02 |" in text
    )
    assert "乙" not in text


def test_what_a_reading_leaves_out_is_not_counted() -> None:
    facts: dict[str, Any] = deducted("q1_coverage", entry(2, "更新慢"))
    facts["year_end_reports"] = {"deductions": [entry(2, "更新慢", in_daily="是")]}
    for quarter in ("q1", "q2", "q3", "q4"):
        facts.setdefault(f"{quarter}_coverage", {})["award"] = 18
    readings = {"quarter_start": "awarded", "repeat_deduction": "once"}
    text = bulletin.csv(report(outcome("区财政局", "2021", facts, readings)))
    assert [row[5] for row in table(text, "序号")] == ["不计", "不计"]
    assert table(text, "排名")[0][-2] == "92"


def test_markdown_and_csv_say_what_they_are() -> None:
    one = report(outcome("=区财政局|", "2021", DONE))
    for text in (bulletin.markdown(one), bulletin.csv(one)):
        assert text.lstrip("> ").startswith(NOTE)
        assert "临政办字〔2021〕8号" in text
        assert "非正式结果" in text
        assert "解释口径" in text
    assert "没有问题。" in bulletin.markdown(one)
    assert "| =区财政局\\| |" in bulletin.markdown(one)
    assert "'=区财政局|" in bulletin.csv(one)
    assert len({len(row) for row in csv.reader(io.StringIO(bulletin.csv(one)))}) == 1


def test_failed_inputs_are_named() -> None:
    failed = Outcome("坏.toml", None, (problem("empty-file", "空"),))
    for text in (bulletin.markdown(report(failed)), bulletin.csv(report(failed))):
        assert "未评定" in text
        assert "坏.toml" in text
        assert "非正式结果" in text


def test_a_shortage_below_zero_prints_a_real_minus() -> None:
    facts = deducted("q1_tasks", entry(25, "多项未完成"))
    assert "| −5 |" in bulletin.markdown(report(outcome("区财政局", "2021", facts)))
