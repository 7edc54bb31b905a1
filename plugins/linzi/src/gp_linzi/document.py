"""The document: its table, the Readings it needs, what it leaves unsaid."""

from __future__ import annotations

from gp_linzi.daily import QUARTERS
from gpcli.pack import Answerable, Reading, Roster, Scheme, SourceNote, Table, TableRef

READINGS = (
    Reading(
        "quarter_start",
        "每季度20分如何起算：第十三条第1项写“得分”，第2至5项写扣分，五项之间没有分配分值",
        (
            Answerable("full", "五项都从本季度的20分中扣，没有扣分即为20分"),
            Answerable("awarded", "第1项由考评人在0分至20分之间给分，其余各项再从中扣分"),
        ),
        "full",
        "第十二条；第十三条/1",
        tuple(f"{quarter}_coverage" for quarter in QUARTERS),
    ),
    Reading(
        "floor",
        "扣分没有写明下限，一个季度或年终的扣分多于20分时怎样计",
        (
            Answerable("none", "文件没有下限，可以为负"),
            Answerable("parts", "每季度和年终的扣分各扣至0分为止，年终加分另加"),
            Answerable("total", "各部分可以为负，总成绩扣至0分为止"),
        ),
        "none",
        "第十二条；第十三条；第十四条",
        (*(f"section.{quarter}" for quarter in QUARTERS), "section.year_end", "total"),
    ),
    Reading(
        "months",
        "按月督查、按季度汇总得分：三个月的扣分如何合成一个季度的得分",
        (
            Answerable("sum", "各月的扣分一并从本季度的20分中扣"),
            Answerable("mean", "标明月份的，每月各从20分中扣，本季度取三个月的平均；未分月的从本季度扣"),
        ),
        "sum",
        "第十二条；第十五条",
        tuple(f"section.{quarter}" for quarter in QUARTERS),
    ),
    Reading(
        "year_end_ceiling",
        "第十四条（五）（六）的加分，在年终考核的20分以内还是以外",
        (
            Answerable("within", "在20分以内：加分抵补年终扣分，年终考核不超过20分"),
            Answerable("total", "在20分以外，但总成绩不超过100分"),
            Answerable("beyond", "在20分以外，没有上限"),
        ),
        "within",
        "第十二条；第十四条",
        ("total",),
    ),
    Reading(
        "repeat_deduction",
        "日常考核中已经扣过分的问题，年终考核是否再扣",
        (
            Answerable("both", "两处都扣"),
            Answerable("once", "标明日常考核中已扣的，年终不再扣"),
        ),
        "both",
        "第十三条；第十四条",
        ("year_end_plan", "year_end_indicators", "year_end_reports", "year_end_requests"),
    ),
    Reading(
        "repeat_bonus",
        "同一成果既符合第十四条（五）又符合（六）的，是否两处都加分",
        (
            Answerable("both", "两处都加"),
            Answerable("once", "标明已按（五）加分的，不再按（六）加分"),
        ),
        "both",
        "第十四条/（五）；第十四条/（六）",
        ("year_end_grassroots",),
    ),
)

NOTES = (
    SourceNote(
        "第十三条、第十四条",
        "各项没有分值，所有扣分、加分都是酌情或根据情况认定，没有列出数额",
        "数额由考评人逐条写明，附认定人和理由；各项不设分值和单条上限",
    ),
    SourceNote(
        "第十三条/1",
        "第1项写“得分”，其余各项写扣分",
        "默认一律从20分中扣；见解释口径 quarter_start",
    ),
    SourceNote(
        "第十三条/4",
        "拒不整改的加重扣分，没有写加重多少",
        "加重后的扣分由考评人写在该条，标明拒不整改，得失分明细中单列",
    ),
    SourceNote(
        "第十五条",
        "按月督查、按季度汇总，没有各月的分值，也没有求平均",
        "默认各月的扣分一并从本季度20分中扣，每条可标明月份；见解释口径 months",
    ),
    SourceNote(
        "第十五条",
        "年终考核用自查材料、网站检查、第三方评估等方式，没有写各方式的权重，也没有逐项指定",
        "扣分和考核已完成由政务公开办或第三方填报，加分可由单位凭自查材料提出；按最后认定的事实计分",
    ),
    SourceNote(
        "附件",
        "标明共46个单位，逐个列名的只有34个，各镇、街道只写总称",
        "名单作部分名单；其余单位由事实文件写明名称",
    ),
    SourceNote(
        "第二条",
        "适用范围包括各开发区管委会，附件的名单里没有",
        "不补入名单；需要考核的由事实文件写明名称",
    ),
    SourceNote(
        "第五条至第十条",
        "考核内容与重点没有分值，其中的时限（20个工作日、信箱办理5个工作日）没有对应的扣分",
        "不单独计分，作为认定扣分的依据",
    ),
    SourceNote("第十一条", "组织考核的区政府办公室也在附件的名单内，没有写回避", "照名单计分"),
    SourceNote("第四条", "成绩纳入全区考核，没有写折算办法", "不作折算"),
    SourceNote("第十六条", "表扬和追究责任没有写分数线", "不计分，不评等次"),
    SourceNote(
        "第十八条",
        "自公布之日起施行，没有限定年度，也没有写公布前的月份怎样考核",
        "第一季度照20分计；年度和季度由事实文件的 period 写明",
    ),
)


def main(scheme: Scheme) -> Table:
    """第十二条至第十四条."""
    from gp_linzi.main import build

    return build(scheme)


def roster() -> Roster:
    """附件: partial, 34 of 46 by name."""
    from gp_linzi.roster import read

    return read()


SCHEME = Scheme(
    "linzi-2021",
    "临淄区政务公开工作考核办法",
    document="临政办字〔2021〕8号",
    place="临淄区",
    year=2021,
    tables=(TableRef("main", "政务公开工作考核（日常和年终）", main),),
    readings=READINGS,
    notes=NOTES,
    roster=roster,
)
