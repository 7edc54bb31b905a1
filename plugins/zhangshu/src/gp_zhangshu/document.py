"""The document: its tables, the Readings it needs, where it disagrees with itself."""

from __future__ import annotations

from gpcli.pack import Answerable, Reading, Roster, Scheme, SourceNote, Table, TableRef

READINGS = (
    Reading(
        "unpriced_rows",
        "整行评分标准都没有列出分值的（如政策解读、信息投稿、领导重视），如何给分",
        (
            Answerable("assessed", "由考评人在 0 分至该行分值之间给分"),
            Answerable("all-or-nothing", "全部达到要求得满分，否则不得分"),
        ),
        "assessed",
        "附件一、附件二/评分标准",
        (
            "policy",
            "poverty",
            "epidemic",
            "welfare",
            "safety",
            "rural_environment",
            "request_channel",
            "submissions",
            "leadership",
        ),
    ),
    Reading(
        "unpriced_shortfalls",
        "评分标准提出要求但没有列出扣分额的（如“要素齐全”“内容完整”），能否扣分",
        (
            Answerable("judged", "由考评人逐条写明扣分、认定人和理由，以本行分值为限"),
            Answerable("ignored", "只按列明的扣分执行"),
        ),
        "judged",
        "附件一、附件二/评分标准",
        (
            "guide",
            "overview",
            "proposals",
            "annual_report",
            "new_media_cleanup",
            "open_zone",
            "staffing",
        ),
    ),
    Reading(
        "late_report",
        "年度报告未在2021年1月31日前发布，文件未列扣分额，如何处理",
        (
            Answerable("judged", "由考评人认定扣分（0 分至该行分值），写明认定人和理由"),
            Answerable("no-points", "未按期发布不得分"),
            Answerable("no-deduction", "不扣分"),
        ),
        "judged",
        "附件一/政府信息公开/主动公开/8；附件二/政府信息公开/主动公开/5",
        ("annual_report",),
    ),
    Reading(
        "nothing_this_year",
        "全年没有相应事项的（未收到申请、没有政务新媒体、没有承办建议提案），如何给分",
        (
            Answerable("full", "没有可扣分的情形，得满分"),
            Answerable("no-points", "没有工作内容，不得分"),
        ),
        "full",
        "附件一、附件二/依申请公开、政务新媒体；附件二/政府信息公开/主动公开/4",
        ("reply_doc", "reply_time", "new_media_cleanup", "new_media_care", "proposals"),
    ),
    Reading(
        "section_labels",
        "附件一的一级指标分值与各行分值之和不符（55 与 50，15 与 20），以何者为准",
        (
            Answerable("rows", "以各行分值为准，合计仍为 100 分"),
            Answerable("capped", "各行照计，一级指标不超过标注分值"),
            Answerable("scaled", "各行之和按标注分值折算（×1.1 和 ×0.75）"),
        ),
        "rows",
        "附件一/政府信息公开；附件一/政务公开标准化规范化建设",
        ("section.disclosure", "section.standardization"),
        tables=("township",),
    ),
    Reading(
        "equipment",
        "“缺少电脑和打印机扣2分”指两样都缺，还是缺任何一样",
        (
            Answerable("both", "两样都缺才扣 2 分"),
            Answerable("either", "缺任何一样即扣 2 分，只扣一次"),
            Answerable("each", "每缺一样扣 2 分"),
        ),
        "both",
        "附件一/政务公开标准化规范化建设/政务公开专区建设/1",
        ("open_zone",),
    ),
    Reading(
        "staffing_count",
        "“未书面报备扣2分”“未跟班学习扣1分”按次累计，还是只扣一次",
        (
            Answerable("once", "各只扣一次"),
            Answerable("each", "按次累计，扣完为止"),
        ),
        "once",
        "附件一、附件二/组织保障/人员配备/1",
        ("staffing",),
    ),
    Reading(
        "training_scope",
        "“未跟班学习扣1分”是否只适用于有人员变动的单位",
        (
            Answerable("any", "所有单位都适用"),
            Answerable("on-change", "只适用于当年有人员变动的单位"),
        ),
        "any",
        "附件一、附件二/组织保障/人员配备/1",
        ("staffing",),
    ),
    Reading(
        "adoption_count",
        "经验信息被采用的加分按条累计，还是每一级只加一次",
        (
            Answerable("each", "每采用一条加一次"),
            Answerable("once", "每一级只加一次"),
        ),
        "each",
        "附件一、附件二/加分项/1",
        ("adoption",),
    ),
    Reading(
        "adoption_overlap",
        "同一条信息被几级采用的，各级都加分，还是只按最高一级",
        (
            Answerable("all", "各级都加分"),
            Answerable("highest", "只按最高一级加分"),
        ),
        "all",
        "附件一、附件二/加分项/1",
        ("adoption",),
    ),
    Reading(
        "ranking_ties",
        "季度排名并列跨过第三名（或倒数第三名）的，并列单位是否都算",
        (
            Answerable("in", "并列的都算在前三位（后三位）之内"),
            Answerable("out", "并列的都不算"),
        ),
        "in",
        "附件二/加分项/2；附件二/扣分项/3",
        ("ranking_top", "ranking_bottom"),
        ("department",),
    ),
    Reading(
        "bonus_limit",
        "“总加分一般不超过10分”是硬性上限，还是可以突破",
        (
            Answerable("limit", "以 10 分为上限"),
            Answerable("no-limit", "不设上限"),
        ),
        "limit",
        "附件一、附件二/加分项",
        ("section.bonus",),
    ),
    Reading(
        "ceiling",
        "“加分后总分超过100分的，以100分计”在扣分之前还是之后",
        (
            Answerable("before-deductions", "加分后先以 100 分计，再扣分"),
            Answerable("after-deductions", "加分、扣分之后再以 100 分计"),
        ),
        "before-deductions",
        "附件一、附件二/加分项",
        ("total",),
    ),
    Reading(
        "notice_overlap",
        "已在“政务新媒体管理”中扣分的通报，是否再按扣分项“通报一次扣5分”扣分",
        (
            Answerable("both", "两处都扣"),
            Answerable("once", "不再按扣分项扣"),
        ),
        "both",
        "附件一、附件二/扣分项/1；附件一、附件二/政务新媒体/政务新媒体管理/1",
        ("monthly_notice",),
    ),
    Reading(
        "lost_cases",
        "行政复议或诉讼“被判败诉的扣10分”按件累计，还是只扣一次",
        (
            Answerable("each", "每败诉一件扣 10 分"),
            Answerable("once", "只扣一次"),
        ),
        "each",
        "附件一、附件二/扣分项/2",
        ("lost_cases",),
    ),
    Reading(
        "total_floor",
        "扣分没有总的下限，最后得分可否为负",
        (
            Answerable("none", "文件没有下限，可以为负"),
            Answerable("zero", "扣至 0 分为止"),
        ),
        "none",
        "附件一、附件二/扣分项",
        ("total",),
    ),
)

NOTES = (
    SourceNote(
        "附件一/政府信息公开", "标注 55 分，各行之和为 50 分", "按各行计分；见解释口径 section_labels"
    ),
    SourceNote(
        "附件一/政务公开标准化规范化建设",
        "标注 15 分，各行之和为 20 分",
        "按各行计分；见解释口径 section_labels；两处相抵，全表仍为 100 分",
    ),
    SourceNote(
        "附件一/政府信息公开/依申请公开/3",
        "抽取后的文本中分值 3 移到了一级指标列，评分标准和佐证材料各错一列",
        "按“在法定期限内答复，3 分”计",
    ),
    SourceNote("附件一、附件二/政务新媒体", "换页处重复印出表头和一级指标", "两处是同一个 10 分的一级指标"),
    SourceNote("附件二/加分项、扣分项", "抽取后的文本中评分标准移到了二级指标列", "按评分标准计"),
    SourceNote(
        "附件一/政务公开标准化规范化建设/政务公开专区建设/1",
        "列明的扣分合计 12 分，少于该行 15 分",
        "只按列明的扣分，该行最低 3 分",
    ),
    SourceNote("四", "得分折算计入高质量发展考评总分，未给出折算办法", "不作折算"),
    SourceNote("四", "考核不合格的建议取消先进资格，未给出合格线", "不评等次"),
    SourceNote(
        "二",
        "正文提到文件属性源头认定、信息发布审核、市直单位的基层标准化等，附件没有对应的行",
        "不计分",
    ),
    SourceNote("三", "自评、抽查和日常工作如何合成得分，未给出权重", "按最后认定的事实计分"),
)


def township(scheme: Scheme) -> Table:
    """附件一."""
    from gp_zhangshu.township import build

    return build(scheme)


def department(scheme: Scheme) -> Table:
    """附件二."""
    from gp_zhangshu.department import build

    return build(scheme)


def roster() -> Roster:
    """一、考评对象: complete, 35 departments and 19 townships."""
    from gp_zhangshu.roster import read

    return read()


SCHEME = Scheme(
    "zhangshu-2021",
    "樟树市2021年政务公开工作考评方案",
    document="樟府办发〔2021〕49号",
    place="江西省樟树市",
    year=2021,
    tables=(
        TableRef("township", "乡镇（附件一）", township),
        TableRef("department", "市直单位（附件二）", department),
    ),
    readings=READINGS,
    notes=NOTES,
    roster=roster,
)
