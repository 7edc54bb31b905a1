"""附件 A: 基础工作, rows A1 to A13."""

from __future__ import annotations

from gp_putuo.rows import FILED, OFFICE, SAID, Rows
from gpcli.pack import (
    Bool,
    Constraint,
    Item,
    Not,
    Note,
    Num,
    Section,
    all_of,
    bands,
    by_level,
    each,
    floor,
    full,
    gain,
    incidents,
    level,
    over,
    rate,
    yes,
)

USUAL = (("有", 2), ("一般", 1), ("没有", 0))


def section(rows: Rows) -> tuple[Section, Constraint]:
    """The rows in the document's order; 32 points."""
    disclosed = rate("disclosure_rate", "本年度公文类信息主动公开率")
    without = yes("no_documents", "本年度没有公文类信息", optional=True, past=True)
    basics = Section(
        "basics",
        "基础工作",
        32,
        _training(),
        rows.levels(
            "A2",
            "组织领导",
            2,
            "分管领导、主要负责同志听取汇报和人员经费保障情况",
            *USUAL,
            evidence=("落实情况说明", "领导分工链接"),
        ),
        rows.levels(
            "A3",
            "制度建设",
            3,
            "政务公开制度建设情况",
            ("本年度制定或修改制度", 3),
            *USUAL,
            evidence=("制度公开链接",),
        ),
        _document_disclosure(rows, disclosed, without),
        rows.levels("A5", "会议公开机制", 2, "办会程序和会议公开机制建立情况", *USUAL, evidence=SAID),
        rows.steps("A6", "保密审查", 3, "保密审查机制落实情况的测评分", assessed_by=("bureau:区保密局",)),
        rows.levels(
            "A7",
            "政府信息公开年度报告规范性",
            2,
            "2019年度信息公开年度报告编制发布情况",
            ("按规范格式编制", 2),
            ("一般", 1),
            ("没有", 0),
            evidence=("年度报告链接",),
        ),
        _by_occasion("A8", "报送指标统计表", "late_reports", "季度指标统计数据延误报送"),
        _by_occasion("A9", "公文备案", "overdue_filings", "公文1个月以上未备案"),
        rows.steps(
            "A10",
            "政府网站发布信息",
            3,
            "政府网站发布信息情况的测评分",
            assessed_by=("bureau:区融媒体中心",),
        ),
        rows.steps(
            "A11", "新媒体发布信息", 3, "新媒体发布信息情况的测评分", assessed_by=("bureau:区融媒体中心",)
        ),
        rows.steps(
            "A12",
            "向政府信息查阅点移交政府信息",
            3,
            "按月移交政府信息情况的测评分",
            assessed_by=("bureau:区档案局",),
        ),
        rows.steps("A13", "交办工作", 2, "转办事项和临时性工作完成情况的测评分", assessed_by=OFFICE),
        clause="附件/基础工作",
        notes=_undecided(rows, without),
    )
    return basics, Constraint(
        "no_documents",
        "标明本年度没有公文类信息，却有主动公开率",
        Not(all_of(without, over(disclosed, 0))),
    )


def _training() -> Item:
    """A1: the common training by level, the unit's own by yes or no."""
    attended = level("attendance", "参加全区统一培训", "按要求参加", "一般", "未参加", past=True)
    own = yes("own_training", "本单位自行组织政务公开培训")
    return Item(
        "A1",
        "政务公开培训",
        3,
        by_level(attended, ("按要求参加", 2), ("一般", 1), ("未参加", 0)),
        gain(own, 1, "自行组织培训"),
        clause="A1",
        evidence=("培训通知", "培训课件", "培训总结", "签到表", "现场照片"),
        assessed_by=FILED,
    )


def _document_disclosure(rows: Rows, disclosed: Num, without: Bool) -> Item:
    """A4: 优秀 from 80 (含), 一般 from 60 (含), 不合格 below."""
    return Item(
        "A4",
        "公开属性认定机制",
        2,
        bands(
            rows.unless_full(without, disclosed),
            (80, 2),
            (60, 1),
            label="公文主动公开率",
            key="disclosure_rate",
        ),
        rows.nothing(without, 2, "本年度没有公文类信息"),
        clause="A4",
        evidence=SAID,
        assessed_by=FILED,
    )


def _undecided(rows: Rows, without: Bool) -> tuple[Note, ...]:
    """A4 has no points for a unit without documents, unless the Reading gives some."""
    if not rows.is_read("nothing_this_year", "as-printed"):
        return ()
    label = "本年度没有公文类信息，A4 没有列明分值，选定解释口径 nothing_this_year 后才能定分"
    return (Note("no_documents", label, without, effect="withhold"),)


def _by_occasion(code: str, name: str, fact: str, label: str) -> Item:
    """A8 and A9: half a point less each time, down to 0."""
    return Item(
        code,
        name,
        2,
        full(),
        each(incidents(fact, label, past=True), "-0.5"),
        floor("扣至0分为止"),
        clause=code,
        assessed_by=OFFICE,
    )
