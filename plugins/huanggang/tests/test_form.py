"""The forms in the layout of 附件2 and 附件3."""

from __future__ import annotations

import csv
import io

import pytest

import gp_huanggang
from gp_huanggang import form
from gpcli.facts.check import check_facts
from gpcli.facts.toml import read_bytes
from gpcli.formatting import Report, Scored, Words
from gpcli.scoring.outcome import Outcome
from gpcli.testing import built

COUNTY = ["单位", "一级指标", "二级指标", "指标说明", "评分细则", "分值", "得分", "得失分明细"]
DEPARTMENT = [*COUNTY[:5], "A类分值", "B类分值", *COUNTY[6:]]


def outcome(table: str, facts: str = "") -> Outcome:
    scorer = built.scorer(gp_huanggang, "huanggang-2020", table)
    text = f'scheme = "huanggang-2020"\ntable = "{table}"\n{facts}'
    read = check_facts(read_bytes(text.encode(), table), scorer.table, "huanggang-2020", "")
    return Outcome(table, Scored(scorer.score(read), read, scorer, tuple))


def report(*tables: str) -> Report:
    return Report([outcome(table) for table in tables], Words("zh"))


def lines(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_county_has_the_columns_and_the_labels_of_its_annex() -> None:
    found = lines(form.csv(report("county")))
    assert found[0] == COUNTY
    scored = [row for row in found[1:] if row[1] not in ("说明", "合计")]
    assert len(scored) == 57
    assert scored[0][1:4] == ["日常管理（22分）", "组织推进（8分）", "纳入目标绩效考核"]
    assert scored[-2][1:3] == ["加分项（5分）", "优秀创新案例"]
    assert found[-1][1:6] == ["合计", "", "", "", "100"]


@pytest.mark.parametrize(("name", "own"), [("department-a", "1"), ("department-b", "——")])
def test_a_department_has_both_columns_of_weights(name: str, own: str) -> None:
    found = lines(form.csv(report(name)))
    assert found[0] == DEPARTMENT
    scored = {row[3]: row for row in found[1:] if row[1] not in ("说明", "合计")}
    assert len(scored) == 47
    assert scored["检查通报情况"][5:7] == ["8", "2"]
    assert scored["服务公开"][5:7] == ["1", "0"]
    assert scored["政府网站工作年度报表"][5:7] == ["1", ""]
    assert (scored["政府网站工作年度报表"][7] == "——") is (own == "——")
    assert found[-1][5:7] == ["100", "100"]


def test_counties_come_first_and_each_annex_has_its_heading() -> None:
    text = form.csv(report("department-b", "county", "department-a"))
    found = lines(text)
    assert [row for row in found if row[0] == "单位"] == [COUNTY, DEPARTMENT]
    assert text.count("\ufeff") == 1


def test_a_failed_input_stands_in_the_form() -> None:
    failed = Outcome("nowhere.toml", None, ())
    assert "nowhere.toml：未评定" in form.markdown(Report([failed], Words("zh")))
    assert lines(form.csv(Report([failed], Words("zh"))))[0] == COUNTY


def test_every_unit_has_its_page() -> None:
    page = form.markdown(report("county", "department-b"))
    assert page.count("2020年黄冈市政务公开及政府网站考评指标") == 2
    assert "市直部门B类" in page
    assert "解释口径：" in page
