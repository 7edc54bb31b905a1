"""The document: its tables, its Readings, where it disagrees with itself."""

from __future__ import annotations

from gp_region2023.readings import READINGS
from gpcli.pack import Roster, Scheme, SourceNote, Table, TableRef

NOTES = (
    SourceNote(
        "附件1、通知正文",
        "所据文本只有附件2、附件3，没有通知正文和附件1",
        "通知正文和附件1中如有名单、期限、等次或计分说明，一概没有采用，也不作推断",
    ),
    SourceNote("附件2、附件3", "没有印出发文城市、文号和被考核单位名单", "地名不作推断；由填报文件写明单位"),
    SourceNote(
        "附件2/9；附件3/9",
        "标题为 10 分，指标说明只印（5分）；各小项之和因此为 95 分，各行标题之和为 100 分",
        "按标题计 10 分，与总分 100 分相符；见解释口径 innovation_points",
    ),
    SourceNote(
        "附件2、附件3/3/1",
        "安全漏洞一句印作“每次项0.5分”，“项”应为“扣”",
        "按每次扣 0.5 分计",
    ),
    SourceNote(
        "附件2/3/3",
        "指标说明要求区级以上政务服务中心开设专区，评分标准只写功能不完善或未提供服务",
        "未开设专区的即未提供服务，同样计入扣分的个数",
    ),
    SourceNote(
        "附件2/6/3；附件3/5/3",
        "“不依法履行监管职能”与“未依法处理投诉问题”并列而后“每例扣0.1分”",
        "后者说明前者，一例投诉只计一次；不在解释口径 per_item 之列",
    ),
    SourceNote(
        "附件2、附件3/2",
        "评分标准第 1 条同时涉及清理、上传两个小项，第 2 条（格式）没有指明小项；只有第 1 条印有“扣完为止”",
        "第 1 条归哪个小项见解释口径 cleanup_split、cleanup_upload；格式从上传小项扣；下限见 item_floor",
    ),
    SourceNote(
        "附件2、附件3/4",
        "评分标准第 2 条兼及内容（空泛、无重点）和形式（单一），而“重点突出”写在第 1 小项",
        "按条文序号全归第 2 小项；只有在解释口径 item_floor=item 下才可能影响本行合计",
    ),
    SourceNote("附件2/4/3", "没有对应的评分标准（附件3 同一小项有第 3 条）", "见解释口径 unpriced_item"),
    SourceNote("附件3/2", "标题有“规章”，小项和评分标准只写行政规范性文件", "规章不另计分"),
    SourceNote(
        "附件2/9；附件3/7",
        "自评依据一栏印的是考评方式（与后一栏重复）",
        "考评方式照后一栏；不要求自评材料",
    ),
    SourceNote(
        "附件3/8；附件3/9",
        "自评依据和考评方式两栏空白",
        "仍由考核部门、第三方机构、被考核单位填报，不要求自评材料",
    ),
    SourceNote(
        "附件2、附件3/考评方式",
        "办公室考评与第三方评估并列，没有说明不一致时以何者为准，也没有说明自评的权重",
        "按最后认定的事实计分；被考核单位的填报即为自评",
    ),
)


def region(scheme: Scheme) -> Table:
    """附件2."""
    from gp_region2023.region import build

    return build(scheme)


def department(scheme: Scheme) -> Table:
    """附件3."""
    from gp_region2023.department import build

    return build(scheme)


def roster() -> Roster:
    """The document prints no list of units."""
    return Roster((), "absent")


SCHEME = Scheme(
    "region-2023",
    "2023年政务公开考核评估指标",
    document="附件2、附件3，文号未载明",
    place="文件未载明",
    year=2023,
    tables=(
        TableRef("region", "地区版（附件2）", region),
        TableRef("department", "部门版（附件3）", department),
    ),
    readings=READINGS,
    notes=NOTES,
    roster=roster,
)
