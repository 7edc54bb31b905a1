"""附件 E: 政府信息公开申请办理情况."""

from __future__ import annotations

from gp_putuo.rows import FILED, LINKED, REFERRED, Rows
from gpcli.pack import (
    Item,
    NumberOf,
    Section,
    Truth,
    all_of,
    any_of,
    at_least,
    full,
    incidents,
    void_if,
    yes,
)


def section(rows: Rows) -> Section:
    """E1 to E7; 18 points."""
    without = yes("no_applications", "本年度未收到政府信息公开申请", optional=True, past=True)
    return Section(
        "requests",
        "政府信息公开申请办理情况",
        18,
        rows.met(
            "E1",
            "政府信息公开指南",
            3,
            "compliant",
            "公开指南及时更新且内容齐全准确",
            assessed_by=(*FILED, "third-party"),
        ),
        rows.met(
            "E2",
            "政府信息公开目录",
            2,
            "complete",
            "公开目录要素完整且更新及时",
            evidence=(),
            assessed_by=REFERRED,
        ),
        rows.steps(
            "E3",
            "依申请办理机制",
            3,
            "依申请受理机制和内部规程落实情况的测评分",
            evidence=("内部处理流程说明",),
            assessed_by=("office", "self", "third-party"),
        ),
        rows.steps("E4", "依申请答复", 3, "答复规范准确情况的测评分", without=without, assessed_by=REFERRED),
        rows.steps(
            "E5", "依申请公开服务", 3, "依申请办理服务水平的测评分", without=without, assessed_by=REFERRED
        ),
        _oversight(rows),
        rows.levels(
            "E7",
            "依申请转主动公开",
            2,
            "依申请转主动公开工作情况",
            ("按时完成", 2),
            ("无依申请公开属性文件", 1),
            ("部分转化或未按时", rows.unlisted(1)),
            ("未转化", 0),
            circumstances=("无依申请公开属性文件",),
        ),
        clause="附件/政府信息公开申请办理情况",
        shared=(without,),
    )


def _oversight(rows: Rows) -> Item:
    """E6: full without complaints and lost cases, nothing with them."""
    complaints = at_least(NumberOf(incidents("complaints", "政府信息公开投诉举报", past=True)), 1)
    lost = at_least(NumberOf(incidents("lost_cases", "败诉的案件", past=True)), 1)
    corrected = at_least(
        NumberOf(incidents("corrected_cases", "未败诉但被纠错的案件（如行政复议）", past=True)), 1
    )
    other = at_least(NumberOf(incidents("other_cases", "未败诉、未被纠错的复议或诉讼案件", past=True)), 1)
    counted = any_of(lost, all_of(corrected, Truth(rows.is_read("cases_corrected", "as-lost"))))
    both = rows.is_read("complaints_and_losses", "both")
    found = all_of(complaints, counted) if both else any_of(complaints, counted)
    return Item(
        "E6",
        "依申请公开监督",
        2,
        full("无相关情况"),
        void_if(found, "兼有投诉举报和失分案件" if both else "存在投诉举报或失分案件"),
        void_if(
            all_of(any_of(lost, corrected, other), Truth(rows.is_read("cases_not_lost", "no-points"))),
            "存在复议或诉讼案件",
            key="other_cases",
        ),
        clause="E6",
        evidence=LINKED,
        assessed_by=(*FILED, "bureau:区司法局"),
        precedence=("office",),
    )
