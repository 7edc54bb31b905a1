"""The document: its table, the Readings it needs, where it disagrees with itself."""

from __future__ import annotations

from gpcli.pack import Answerable, Reading, Scheme, SourceNote, Table, TableRef

READINGS = (
    Reading(
        "nothing_this_year",
        "全年没有公文类信息或没有收到公开申请的，A4、E4、E5 没有列明分值，如何给分",
        (
            Answerable("as-printed", "E4、E5 仍由考评人按测评分计，A4 没有公开率，不能定分"),
            Answerable("full", "没有失分情形，得满分"),
            Answerable("no-points", "没有工作内容，不得分"),
        ),
        "as-printed",
        "A4；E4；E5",
        ("A4", "E4", "E5"),
    ),
    Reading(
        "cleanup",
        "按规定清理过规范性文件，又没有制定新文件或新文件没有发布的，同时符合两档，按哪一档",
        (
            Answerable("cleaned", "按先列的“发布或清理过”得 2 分"),
            Answerable("new-documents", "按新文件的情形：未制定得基础分 1 分，制定但未发布不得分"),
        ),
        "cleaned",
        "B1",
        ("B1",),
    ),
    Reading(
        "unlisted_cases",
        "介于列明各档之间的情形（B1 发布但不合规定，B2 邀请代表但未按规定公开，D1 多方式解读但未及时公开、"
        "只用一种非文字方式解读，"
        "E7 部分转化或未按时，F3 延迟完成）没有列明分值，如何给分",
        (
            Answerable("no-points", "不符合任何得分条件，不得分"),
            Answerable(
                "lower-level",
                "按该行列明的较低分值（B1、B2、E7、F3 为 1 分，D1 为 1.5 分）",
            ),
        ),
        "no-points",
        "B1；B2；D1；E7；F3",
        ("B1", "B2", "D1", "E7", "F3"),
    ),
    Reading(
        "complaints_and_losses",
        "“存在投诉举报和败诉案件，不得分”指任有其一，还是两者兼有",
        (
            Answerable("either", "任有其一就不是“无相关情况”，不得分"),
            Answerable("both", "两者兼有才不得分"),
        ),
        "either",
        "E6",
        ("E6",),
    ),
    Reading(
        "cases_corrected",
        "评分指标列出“被纠错情况”，评分标准只写败诉；未败诉但被纠错的案件（如行政复议）是否失分",
        (
            Answerable("as-lost", "被纠错就不是“无相关情况”，与败诉案件同样处理"),
            Answerable("not-listed", "评分标准没有列出，不失分"),
        ),
        "as-lost",
        "E6",
        ("E6",),
    ),
    Reading(
        "cases_not_lost",
        "有行政复议、行政诉讼案件但未被纠错、未败诉的，是否属于“无相关情况”",
        (
            Answerable("full", "只有投诉举报和败诉案件失分，仍得 2 分"),
            Answerable("no-points", "有案件即有相关情况，不得分"),
        ),
        "full",
        "E6",
        ("E6",),
    ),
    Reading(
        "performance_conversion",
        "考核结果列入年度（绩效）考核，分值 6 分，没有列出折算办法，如何折算",
        (
            Answerable("proportional", "百分制总分按比例折算（×6%），不取整"),
            Answerable("none", "不折算"),
        ),
        "proportional",
        "六",
        ("total", "performance"),
    ),
)

NOTES = (
    SourceNote(
        "附件/解读回应参与情况",
        "换页处 D1 行各列右移一格：一级指标在具体项目列，末列考评方式缺失",
        "一级指标按 10 分计；D1 的考评方式按同组各行的“部门填报、区府办测评”",
    ),
    SourceNote(
        "附件/政府信息公开申请办理情况",
        "换页处一级指标标签（18 分）提前印在 D2 行首",
        "按序号和分值归组：D1 至 D4 合计 10 分，E1 至 E7 合计 18 分",
    ),
    SourceNote("附件/基础工作", "换页后 A5 至 A12 行首没有一级指标空格，各列左移一格", "按序号归入基础工作"),
    SourceNote(
        "附件/推进“五公开”情况",
        "标注 26 分；B1 至 B8 合计 20 分，C1、C2 另编序号，没有自己的一级指标",
        "C1、C2 计入本组，合计 26 分",
    ),
    SourceNote("F2", "具体项目与 F1 合用一格", "F1、F2 各 4 分，是两项；F2 的名称取自评分指标"),
    SourceNote(
        "A4",
        "评分指标以区平均水平为准，并要求纳入办文程序；备注说明只以主动公开率 80%（含）、60%（含）划线",
        "只按备注的固定线定档，不与区平均比较",
    ),
    SourceNote(
        "A1；A2；A3；A5；A7；B6；C2；D2",
        "“一般”一档没有列明条件；A2、A5 等一行有几项要求，没有列明各占多少",
        "档次由考评人认定",
    ),
    SourceNote("A3", "“制定新制度或修改原制度”与“有”可以同时成立", "按先列的一档，得 3 分"),
    SourceNote("A8", "没有列明整季未报送是否算一次延误报送", "由区府办按次认定"),
    SourceNote("A9", "未及时备案但不到 1 个月的没有列明扣分", "只计 1 个月以上未备案的次数"),
    SourceNote("B2", "“本年度无重大决策”1.5 分高于“公开但未邀请”1 分", "照印"),
    SourceNote("B3", "机构改革中职责没有变化的没有列明分值", "由考评人认定有或没有"),
    SourceNote(
        "B7",
        "“本年度无建议提案”与“存在部分未公开答复”合为一档；后者指部分答复没有公开，还是部分答复不宜公开，未说明",
        "两种情形各设一档，都是 1 分",
    ),
    SourceNote(
        "B4；B5；B8；C1", "没有相应权责、办事、执法、财政事项的单位没有列明分值", "由专项测评单位给分"
    ),
    SourceNote(
        "E6",
        "评分指标列出案件结果备案情况，评分标准没有相应分值",
        "备案情况不计分",
    ),
    SourceNote(
        "E1；E2；E3；E4；E5；E6",
        "考评方式注明参考第三方评估结果或区司法局协助核查，没有列明如何合成",
        "第三方、区司法局可以填报，以区府办认定为准",
    ),
    SourceNote("C2；E7；F1；F2；F3", "“按时”没有列明期限", "由考评人认定"),
    SourceNote(
        "四/（三）",
        "专项核查只列区财政局、区档案局、区保密局、区融媒体中心，附件还有区司法局和“一网通办”专项测评",
        "按附件各行的考评方式",
    ),
    SourceNote(
        "四/（三）/2", "正文为移交区档案馆、区图书馆，A12 为区政府信息查阅点", "同一事项，由区档案局测评"
    ),
    SourceNote(
        "四/（四）、（五）", "社会评议作为重要参考并汇入总分，没有列明权重", "附件已满 100 分，社会评议不计分"
    ),
    SourceNote("六", "分优秀、良好、合格、不合格四档，没有列明分数线", "不评等次"),
    SourceNote("六", "列入年度（绩效）考核 6 分，没有列明折算办法", "见解释口径 performance_conversion"),
    SourceNote(
        "二",
        "考核对象只有类别和 8 个街道、2 个镇的数目，没有列出名单；参加市级条线考核的公安、税务两个单位除外",
        "没有名单，单位名称照填报",
    ),
    SourceNote("标题", "通知标题为“2020年”，正文为“2020年度”", "同一方案"),
)


def main(scheme: Scheme) -> Table:
    """附件."""
    from gp_putuo.table import build

    return build(scheme)


SCHEME = Scheme(
    "putuo-2020",
    "2020年普陀区政务公开考核评估实施方案",
    document="普府办〔2020〕56号",
    place="上海市普陀区",
    year=2020,
    tables=(TableRef("main", "考核评估指标表（附件）", main),),
    readings=READINGS,
    notes=NOTES,
)
