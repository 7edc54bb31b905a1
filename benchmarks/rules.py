"""The rules of ``putuo-2020`` (A1 to G1) as a colleague would copy them from the document, for the peers.

Nothing here comes from ``gp``. Points are whole numbers of half points (the document's grid) but for G1,
whose award has four places; totals are whole numbers of ten-thousandths of a point.
"""

from __future__ import annotations

HALF = 5_000
"""Ten-thousandths of a point in half a point."""

LEVELS: dict[str, dict[str, int]] = {
    "A1.attendance": {"按要求参加": 4, "一般": 2, "未参加": 0},
    "A2.level": {"有": 4, "一般": 2, "没有": 0},
    "A3.level": {"本年度制定或修改制度": 6, "有": 4, "一般": 2, "没有": 0},
    "A5.level": {"有": 4, "一般": 2, "没有": 0},
    "A7.level": {"按规范格式编制": 4, "一般": 2, "没有": 0},
    "B1.level": {
        "按规定发布或清理": 4,
        "未制定新文件但按规定清理": 4,
        "未制定新文件": 2,
        "发布但不合规定": 0,
        "新文件未发布但按规定清理": 4,
        "制定但未发布": 0,
    },
    "B2.level": {
        "公开并邀请公众代表": 6,
        "本年度无重大决策": 3,
        "公开但未邀请": 2,
        "邀请但未按规定公开": 0,
        "未公开且未邀请": 0,
    },
    "B6.level": {"完成情况较好": 4, "一般": 2, "没有": 0},
    "B7.level": {"已公开": 4, "本年度无建议提案": 2, "存在部分未公开": 2, "未公开": 0},
    "C2.level": {"按时发布": 6, "一般": 4, "未涉及重点领域": 2, "未发布": 0},
    "D1.level": {
        "多方式解读且及时公开": 6,
        "多方式解读但未及时公开": 0,
        "只用一种非文字方式解读": 0,
        "仅制作文字解读": 3,
        "未制定需解读政策": 2,
        "制定政策但无解读": 0,
    },
    "D2.level": {"制度完善且及时公开": 4, "一般": 2, "没有": 0},
    "E7.level": {"按时完成": 4, "无依申请公开属性文件": 2, "部分转化或未按时": 0, "未转化": 0},
    "F1.level": {"按时完成": 8, "延迟完成": 4, "未完成": 0},
    "F2.level": {"按时完成": 8, "延迟完成": 4, "未完成": 0},
    "F3.level": {"按时完成": 4, "未涉及试点领域": 2, "延迟完成": 0, "未完成": 0},
}
"""Half points of each level."""

YES: dict[str, int] = {
    "A1.own_training": 2,
    "B3.updated": 4,
    "D4.interviewed": 4,
    "E1.compliant": 6,
    "E2.complete": 4,
}
"""Half points where the fact is a yes."""

AWARDS: dict[str, int] = {
    "A6.award": 6,
    "A10.award": 6,
    "A11.award": 6,
    "A12.award": 6,
    "A13.award": 4,
    "B4.award": 6,
    "B5.award": 6,
    "B8.award": 6,
    "C1.award": 6,
    "D3.award": 6,
    "E3.award": 6,
    "E4.award": 6,
    "E5.award": 6,
}
"""The most half points that may be awarded, in steps of a half point."""

FREE_AWARD, FREE_MOST = "G1.award", 40_000
"""The award at discretion: any number of ten-thousandths of a point up to this."""

SAID = ("G1.person", "G1.reason")
"""Who judged an award at discretion and why: both are said of any but none."""

OCCASIONS = ("A8.late_reports.n", "A9.overdue_filings.n")
"""Counts that take half a point each from 2 points, down to none."""

CASES = ("E6.complaints.n", "E6.lost_cases.n", "E6.corrected_cases.n")
"""Counts any of which leaves E6 without its 2 points."""

IDLE_CASES = "E6.other_cases.n"
"""A count that is asked for and moves nothing."""

COUNTS = (*OCCASIONS, *CASES, IDLE_CASES)
MOST_COUNTED = 9_999

RATE, WITHOUT = "A4.disclosure_rate", "A4.no_documents"
"""A4 gives 2 points from 80 %, 1 from 60 %; where there were no documents it is undecided, and so is the
total; a rate above 0 contradicts that there were none. The rate has at most four places.
"""

OPTIONAL = (WITHOUT, "requests.no_applications")
"""Facts that are no where nobody states them; neither gives points."""

SECTIONS = {
    "section.basics": tuple(f"A{number}" for number in range(1, 14)),
    "section.five": (*(f"B{number}" for number in range(1, 9)), "C1", "C2"),
    "section.dialogue": ("D1", "D2", "D3", "D4"),
    "section.requests": tuple(f"E{number}" for number in range(1, 8)),
    "section.standardization": ("F1", "F2", "F3"),
    "section.distinction": ("G1",),
}
"""The 38 items by section, in the document's order."""

ITEMS = tuple(item for items in SECTIONS.values() for item in items)

COLUMNS = (
    "A1.attendance",
    "A1.own_training",
    "A2.level",
    "A3.level",
    "A4.disclosure_rate",
    "A4.no_documents",
    "A5.level",
    "A6.award",
    "A7.level",
    "A8.late_reports.n",
    "A9.overdue_filings.n",
    "A10.award",
    "A11.award",
    "A12.award",
    "A13.award",
    "B1.level",
    "B2.level",
    "B3.updated",
    "B4.award",
    "B5.award",
    "B6.level",
    "B7.level",
    "B8.award",
    "C1.award",
    "C2.level",
    "D1.level",
    "D2.level",
    "D3.award",
    "D4.interviewed",
    "requests.no_applications",
    "E1.compliant",
    "E2.complete",
    "E3.award",
    "E4.award",
    "E5.award",
    "E6.complaints.n",
    "E6.lost_cases.n",
    "E6.corrected_cases.n",
    "E6.other_cases.n",
    "E7.level",
    "F1.level",
    "F2.level",
    "F3.level",
    "G1.award",
    *SAID,
)
"""The columns of a table of units, in the order of ``gp template putuo-2020 --format csv``."""
