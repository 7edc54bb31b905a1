"""附件 B, C and D: 推进“五公开”情况 and 解读回应参与情况."""

from __future__ import annotations

from gp_putuo.rows import LINKED, MARKED, OFFICE, Rows
from gpcli.pack import Section


def five(rows: Rows) -> Section:
    """B1 to B8, C1 and C2; 26 points."""
    cleaned = rows.is_read("cleanup", "cleaned")
    return Section(
        "five",
        "推进“五公开”情况",
        26,
        rows.levels(
            "B1",
            "规范性文件",
            2,
            "规范性文件制定、发布和清理情况",
            ("按规定发布或清理", 2),
            ("未制定新文件但按规定清理", 2 if cleaned else 1),
            ("未制定新文件", 1),
            ("发布但不合规定", rows.unlisted(1)),
            ("新文件未发布但按规定清理", 2 if cleaned else 0),
            ("制定但未发布", 0),
            circumstances=("未制定新文件但按规定清理", "未制定新文件"),
        ),
        rows.levels(
            "B2",
            "重大决策事项公开",
            3,
            "重大决策材料公开和邀请公众代表情况",
            ("公开并邀请公众代表", 3),
            ("本年度无重大决策", "1.5"),
            ("公开但未邀请", 1),
            ("邀请但未按规定公开", rows.unlisted(1)),
            ("未公开且未邀请", 0),
            circumstances=("本年度无重大决策",),
        ),
        rows.met("B3", "机构职责", 2, "updated", "机构职责在机构改革后及时更新"),
        rows.steps("B4", "权责清单", 3, "权责清单发布和动态调整的测评分", assessed_by=OFFICE),
        rows.steps("B5", "服务指南准确度", 3, "办事指南修订和发布情况的测评分", assessed_by=OFFICE),
        rows.levels(
            "B6",
            "年度工作进度、存在问题或举措公开",
            2,
            "发展目标、改革任务和民生举措落实情况的公开",
            ("完成情况较好", 2),
            ("一般", 1),
            ("没有", 0),
        ),
        rows.levels(
            "B7",
            "建议提案办理结果公开",
            2,
            "建议提案办理结果公开情况",
            ("已公开", 2),
            ("本年度无建议提案", 1),
            ("存在部分未公开", 1),
            ("未公开", 0),
            circumstances=("本年度无建议提案",),
        ),
        rows.steps("B8", "行政执法公示", 3, "行政执法公示情况的测评分", assessed_by=("bureau:区司法局",)),
        rows.steps("C1", "财政信息公开", 3, "财政信息公开情况的测评分", assessed_by=("bureau:区财政局",)),
        rows.levels(
            "C2",
            "门户网站重点领域专栏信息公开",
            3,
            "重点领域信息公开情况",
            ("按时发布", 3),
            ("一般", 2),
            ("未涉及重点领域", 1),
            ("未发布", 0),
            circumstances=("未涉及重点领域",),
        ),
        clause="附件/推进“五公开”情况",
    )


def dialogue(rows: Rows) -> Section:
    """D1 to D4; 10 points."""
    return Section(
        "dialogue",
        "解读回应参与情况",
        10,
        rows.levels(
            "D1",
            "政策解读",
            3,
            "政策解读情况",
            ("多方式解读且及时公开", 3),
            ("多方式解读但未及时公开", rows.unlisted("1.5")),
            ("只用一种非文字方式解读", rows.unlisted("1.5")),
            ("仅制作文字解读", "1.5"),
            ("未制定需解读政策", 1),
            ("制定政策但无解读", 0),
            circumstances=("未制定需解读政策",),
        ),
        rows.levels(
            "D2",
            "回应关切",
            2,
            "回应机制建立和回应社会关切情况",
            ("制度完善且及时公开", 2),
            ("一般", 1),
            ("没有", 0),
        ),
        rows.steps(
            "D3", "公众参与", 3, "政府开放日和公众参与情况的测评分", assessed_by=MARKED, evidence=LINKED
        ),
        rows.met("D4", "在线访谈", 2, "interviewed", "主要负责人做客在线访谈栏目"),
        clause="附件/解读回应参与情况",
    )
