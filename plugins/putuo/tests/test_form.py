"""The table of the annex: its columns, its rows, what stands above it."""

from __future__ import annotations

import csv
import io

import gp_putuo
from gpcli.facts.check import check_facts
from gpcli.facts.toml import read_bytes
from gpcli.messages import Words
from gpcli.reports.format import Report
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.testing import built

HEAD = (
    "指标",
    "具体项目",
    "序号",
    "分值",
    "评分指标",
    "评分标准",
    "备注说明",
    "考评方式",
    "得分",
    "得失分明细",
)
FACTS = """
scheme = "putuo-2020"
note = "示例数据，非真实考核结果"
[unit]
name = "甲单位"
[facts.A4]
disclosure_rate = 79.9999
[facts.A8]
late_reports = 1
[facts.B2]
level = "本年度无重大决策"
"""


def report() -> Report:
    scorer = built.scorer(gp_putuo, "putuo-2020", "main")
    facts = check_facts(read_bytes(FACTS.encode(), "a.toml"), scorer.table, "putuo-2020", "甲单位")
    scored = Scored(scorer.score(facts), facts, scorer, tuple)
    return Report((Outcome("a.toml", scored),), Words("zh"))


def test_the_form_is_laid_out_as_the_annex() -> None:
    text = _written("putuo-form")
    assert "示例数据，非真实考核结果" in text
    assert "# 2020年度普陀区政务公开考核评估指标表" in text
    assert "单位（盖章）：甲单位" in text
    assert "填报日期：" in text
    assert f"| {' | '.join(HEAD)} |" in text
    assert "非正式结果" in text
    assert "| 公文主动公开率 +1 |" in text


def test_the_csv_has_every_row_with_its_points() -> None:
    head, *rows = csv.reader(io.StringIO(_written("putuo-form-csv").removeprefix("\ufeff")))
    assert head == ["单位", *HEAD]
    found = {row[3]: dict(zip(head, row, strict=True)) for row in rows if row[3]}
    assert len(found) == 38
    assert found["A8"]["得分"] == "1.5"
    assert found["A8"]["考评方式"] == "区府办测评"
    assert found["B2"]["得分"] == "1.5"
    assert found["A6"]["考评方式"] == "区保密局专项测评"
    assert found["F1"]["具体项目"] == found["F2"]["具体项目"] == "基层政务公开目录梳理情况"
    assert found["F3"]["具体项目"] == "国家试点领域信息公开"
    assert found["E6"]["指标"] == "政府信息公开申请办理情况（18分）"
    assert {row[0] for row in rows} == {"甲单位"}


def _written(name: str) -> str:
    formats = {one.name: one for one in gp_putuo.gp_report_formats()}
    return formats[name].write(report())
