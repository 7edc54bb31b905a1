"""The document's own table: its columns, one line a sub-item, and which column a source fills."""

from __future__ import annotations

import csv
import io

import pytest

import gp_region2023
from gp_region2023 import form
from gpcli.facts.check import check_facts, statement
from gpcli.facts.merge import merged
from gpcli.facts.toml import read_bytes
from gpcli.formatting import Report, Scored, Words
from gpcli.scoring.compared import compared
from gpcli.scoring.outcome import Outcome
from gpcli.testing import built

HEAD = "序号 指标（权重） 指标说明 评分标准 自评成绩 自评依据 考评方式 考评成绩 得失分明细"
FACTS = """\
[facts.attributes]
unmarked = 37
evidence = ["https://example.gov.cn/a.html"]
"""


def lines(role: str, readings: dict[str, str] | None = None) -> list[dict[str, str]]:
    scorer = built.scorer(gp_region2023, "region-2023", "department", readings)
    content = f'scheme = "region-2023"\ntable = "department"\n[source]\nrole = "{role}"\n{FACTS}'
    facts = check_facts(read_bytes(content.encode(), "facts.toml"), scorer.table, "region-2023", "某局")
    scored = Scored(scorer.score(facts), facts, scorer, lambda: ())
    text = form.csv(Report((Outcome("facts.toml", scored),), Words("zh"), bom=False))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == ["单位", *HEAD.split()]
    return [row for row in rows if row["序号"] != "说明"]


@pytest.mark.parametrize(
    ("role", "filled", "empty"),
    [
        ("self", "自评成绩", "考评成绩"),
        ("office", "考评成绩", "自评成绩"),
        ("third-party", "考评成绩", "自评成绩"),
    ],
)
def test_the_source_decides_the_column(role: str, filled: str, empty: str) -> None:
    first = next(row for row in lines(role) if row["序号"] == "1")
    assert (first[filled], first[empty]) == ("1.3", "")
    assert first["自评依据"] == "https://example.gov.cn/a.html"
    assert first["考评方式"] == "市政府办公室考评或第三方评估"
    assert "×37 −3.7" in first["得失分明细"]


def test_one_line_a_sub_item_in_the_documents_order() -> None:
    numbers = [row["序号"] for row in lines("office") if row["序号"]]
    assert "".join(numbers) == "112223344455566777888889"


def test_the_last_line_is_the_total() -> None:
    last = lines("office")[-1]
    assert last["指标（权重）"] == "总分（100分）"
    assert last["考评成绩"].startswith("[")


def test_two_sources_fill_both_columns() -> None:
    scorer = built.scorer(gp_region2023, "region-2023", "department")
    said = []
    for role, unmarked in (("self", 2), ("office", 37)):
        content = (
            f'[source]\nrole = "{role}"\n[facts.attributes]\nunmarked = {unmarked}\nevidence = ["{role}"]\n'
        )
        said.append(statement(read_bytes(content.encode(), f"{role}.toml"), scorer.table, "某局"))
    facts = merged(scorer.table, "region-2023", said)
    sheet = scorer.score(facts)
    sheet = sheet._replace(compared=compared(scorer, facts, sheet))
    report = Report((Outcome("a", Scored(sheet, facts, scorer, lambda: ())),), Words("zh"), bom=False)
    rows = list(csv.DictReader(io.StringIO(form.csv(report))))
    first = next(row for row in rows if row["序号"] == "1")
    assert (first["自评成绩"], first["考评成绩"], first["自评依据"]) == ("4.8", "1.3", "self")
