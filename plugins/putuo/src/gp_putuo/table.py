"""附件: 2020年度普陀区政务公开考核评估指标表, and what becomes of its total."""

from __future__ import annotations

from gp_putuo import basics, openness, requests
from gp_putuo.columns import COLUMNS
from gp_putuo.rows import MARKED, OFFICE, SAID, Rows
from gpcli.pack import Conversion, Item, Scheme, Section, Table, award, given, scale


def build(scheme: Scheme) -> Table:
    """The table in the document's order; 100 points."""
    rows = Rows(scheme)
    foundations, consistent = basics.section(rows)
    return Table(
        "main",
        "考核评估指标表",
        foundations,
        openness.five(rows),
        openness.dialogue(rows),
        requests.section(rows),
        _standardization(rows),
        _distinction(),
        clause="附件",
        constraints=(consistent,),
        columns=COLUMNS,
    )


def _standardization(rows: Rows) -> Section:
    """F1 to F3; 10 points."""
    timely = (("按时完成", 4), ("延迟完成", 2), ("未完成", 0))
    return Section(
        "standardization",
        "政务公开标准化工作",
        10,
        rows.levels(
            "F1",
            "基层政务公开目录梳理情况",
            4,
            "标准化目录梳理完善情况",
            *timely,
            evidence=(),
            assessed_by=OFFICE,
            past=True,
        ),
        rows.levels(
            "F2",
            "目录对应网站信息提交情况",
            4,
            "标准化目录对应的网站信息提交情况",
            *timely,
            evidence=(),
            assessed_by=OFFICE,
            past=True,
        ),
        rows.levels(
            "F3",
            "国家试点领域信息公开",
            2,
            "国家试点领域信息归集展示情况",
            ("按时完成", 2),
            ("未涉及试点领域", 1),
            ("延迟完成", rows.unlisted(1)),
            ("未完成", 0),
            evidence=(),
            assessed_by=OFFICE,
            past=True,
            circumstances=("未涉及试点领域",),
        ),
        clause="附件/政务公开标准化工作",
    )


def _distinction() -> Section:
    """G1; 4 points at discretion."""
    return Section(
        "distinction",
        "特色工作",
        4,
        Item(
            "G1",
            "创新案例",
            4,
            given(award("award", "创新案例酌情给分", 4, judged=True)),
            clause="G1",
            evidence=SAID,
            assessed_by=MARKED,
        ),
        clause="附件/特色工作",
    )


def results(scheme: Scheme) -> tuple[Conversion, ...]:
    """六、结果运用: 6 points of the yearly (performance) assessment, without a printed formula."""
    if scheme.reading("performance_conversion") == "none":
        return ()
    return (
        Conversion(
            "performance",
            "列入2020年度（绩效）考核的分值",
            6,
            scale("0.06", "按比例折算为6分"),
            clause="六",
        ),
    )
